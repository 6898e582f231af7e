"""Registrations, check-ins, issues of the list of participants.

Revision: 0004, after 0003.
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def upgrade() -> None:
    op.create_table("check_in_told",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("key", sa.String(length=64), nullable=False),
    sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_check_in_told_conference_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in_told")),
    sa.UniqueConstraint("conference_id", "key", name=op.f("uq_check_in_told_conference_id_key"))
    )
    op.create_index(op.f("ix_check_in_told_conference_id"), "check_in_told", ["conference_id"], unique=False)
    op.create_table("participants_issue",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("audience", sa.String(length=20), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("issued_by", sa.String(length=300), nullable=False),
    sa.Column("document", sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_participants_issue_conference_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_participants_issue")),
    sa.UniqueConstraint("conference_id", "audience", "number", name=op.f("uq_participants_issue_conference_id_audience_number"))
    )
    op.create_index(op.f("ix_participants_issue_conference_id"), "participants_issue", ["conference_id"], unique=False)
    op.create_table("registration",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("public_id", sa.String(length=80), nullable=False),
    sa.Column("state", sa.String(length=32), nullable=False),
    sa.Column("source", sa.String(length=32), nullable=False),
    sa.Column("category", sa.String(length=32), nullable=False),
    sa.Column("side", sa.String(length=8), nullable=False),
    sa.Column("email", sa.String(length=254), nullable=False),
    sa.Column("language", sa.String(length=8), nullable=False),
    sa.Column("person", sa.Text(), nullable=False),
    sa.Column("listing", sa.String(length=32), nullable=False),
    sa.Column("listing_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("code", sa.String(length=12), nullable=False),
    sa.Column("key_hash", sa.String(length=64), nullable=True),
    sa.Column("tags", sa.Text(), nullable=False),
    sa.Column("amended", sa.Text(), nullable=False),
    sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("decided_by", sa.String(length=300), nullable=False),
    sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
    sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True),
    sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_registration_conference_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
    sa.UniqueConstraint("conference_id", "code", name=op.f("uq_registration_conference_id_code")),
    sa.UniqueConstraint("conference_id", "key_hash", name=op.f("uq_registration_conference_id_key_hash")),
    sa.UniqueConstraint("conference_id", "public_id", name=op.f("uq_registration_conference_id_public_id"))
    )
    op.create_index(op.f("ix_registration_conference_id"), "registration", ["conference_id"], unique=False)
    op.create_index("ix_registration_counted", "registration", ["conference_id", "state", "category", "side"], unique=False)
    op.create_index("ix_registration_email", "registration", ["conference_id", "email"], unique=False)
    op.create_index(op.f("ix_registration_offered_until"), "registration", ["offered_until"], unique=False)
    op.create_table("registration_plan",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("version", sa.String(length=24), nullable=False),
    sa.Column("document", sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_registration_plan_conference_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_plan")),
    sa.UniqueConstraint("conference_id", name=op.f("uq_registration_plan_conference_id"))
    )
    op.create_index(op.f("ix_registration_plan_conference_id"), "registration_plan", ["conference_id"], unique=False)
    op.create_table("check_in",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("registration_id", sa.Integer(), nullable=False),
    sa.Column("scope", sa.String(length=120), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", sa.String(length=300), nullable=False),
    sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_check_in_conference_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_check_in_registration_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
    sa.UniqueConstraint("registration_id", "scope", name=op.f("uq_check_in_registration_id_scope"))
    )
    op.create_index(op.f("ix_check_in_conference_id"), "check_in", ["conference_id"], unique=False)
    op.create_index(op.f("ix_check_in_scope"), "check_in", ["scope"], unique=False)
    op.create_table("personal_link",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("registration_id", sa.Integer(), nullable=False),
    sa.Column("token_hash", sa.String(length=64), nullable=False),
    sa.Column("purpose", sa.String(length=20), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_personal_link_registration_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_link")),
    sa.UniqueConstraint("token_hash", name=op.f("uq_personal_link_token_hash"))
    )
    op.create_index(op.f("ix_personal_link_registration_id"), "personal_link", ["registration_id"], unique=False)
    op.create_table("registration_answer",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("registration_id", sa.Integer(), nullable=False),
    sa.Column("question", sa.String(length=40), nullable=False),
    sa.Column("value", sa.Text(), nullable=False),
    sa.Column("media_type", sa.String(length=120), nullable=False),
    sa.Column("content", sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_registration_answer_registration_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_answer")),
    sa.UniqueConstraint("registration_id", "question", name=op.f("uq_registration_answer_registration_id_question"))
    )
    op.create_table("registration_invitation",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("email", sa.String(length=254), nullable=False),
    sa.Column("name", sa.String(length=300), nullable=False),
    sa.Column("language", sa.String(length=8), nullable=False),
    sa.Column("category", sa.String(length=32), nullable=False),
    sa.Column("side", sa.String(length=8), nullable=False),
    sa.Column("token_hash", sa.String(length=64), nullable=False),
    sa.Column("invited_by", sa.String(length=300), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("reminders", sa.Integer(), nullable=False),
    sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("registration_id", sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_registration_invitation_conference_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_registration_invitation_registration_id"), ondelete="SET NULL"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_invitation")),
    sa.UniqueConstraint("conference_id", "email", name=op.f("uq_registration_invitation_conference_id_email")),
    sa.UniqueConstraint("token_hash", name=op.f("uq_registration_invitation_token_hash"))
    )
    op.create_index(op.f("ix_registration_invitation_conference_id"), "registration_invitation", ["conference_id"], unique=False)
    op.create_table("registration_needs",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("registration_id", sa.Integer(), nullable=False),
    sa.Column("diets", sa.Text(), nullable=False),
    sa.Column("dietary", sa.Text(), nullable=False),
    sa.Column("accessibility", sa.Text(), nullable=False),
    sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_registration_needs_registration_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_needs")),
    sa.UniqueConstraint("registration_id", name=op.f("uq_registration_needs_registration_id"))
    )
    op.create_table("registration_session",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("registration_id", sa.Integer(), nullable=False),
    sa.Column("session", sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_registration_session_registration_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_session")),
    sa.UniqueConstraint("registration_id", "session", name=op.f("uq_registration_session_registration_id_session"))
    )
    op.create_index(op.f("ix_registration_session_session"), "registration_session", ["session"], unique=False)
    op.add_column("conference", sa.Column("people_version", sa.String(length=24), nullable=False, server_default=""))
    _name_states()
    _register_attendees()


def downgrade() -> None:
    op.drop_column("conference", "people_version")
    op.drop_index(op.f("ix_registration_session_session"), table_name="registration_session")
    op.drop_table("registration_session")
    op.drop_table("registration_needs")
    op.drop_index(op.f("ix_registration_invitation_conference_id"), table_name="registration_invitation")
    op.drop_table("registration_invitation")
    op.drop_table("registration_answer")
    op.drop_index(op.f("ix_personal_link_registration_id"), table_name="personal_link")
    op.drop_table("personal_link")
    op.drop_index(op.f("ix_check_in_scope"), table_name="check_in")
    op.drop_index(op.f("ix_check_in_conference_id"), table_name="check_in")
    op.drop_table("check_in")
    op.drop_index(op.f("ix_registration_plan_conference_id"), table_name="registration_plan")
    op.drop_table("registration_plan")
    op.drop_index(op.f("ix_registration_offered_until"), table_name="registration")
    op.drop_index("ix_registration_email", table_name="registration")
    op.drop_index("ix_registration_counted", table_name="registration")
    op.drop_index(op.f("ix_registration_conference_id"), table_name="registration")
    op.drop_table("registration")
    op.drop_index(op.f("ix_participants_issue_conference_id"), table_name="participants_issue")
    op.drop_table("participants_issue")
    op.drop_index(op.f("ix_check_in_told_conference_id"), table_name="check_in_told")
    op.drop_table("check_in_told")


def _name_states() -> None:
    """Every conference that is there gets a version of its list."""
    conference = sa.table("conference", sa.column("id", sa.Integer), sa.column("people_version", sa.String))
    connection = op.get_bind()
    for (key,) in connection.execute(sa.select(conference.c.id)).all():
        version = secrets.token_urlsafe(12)
        connection.execute(sa.update(conference).where(conference.c.id == key).values(people_version=version))


def _register_attendees() -> None:
    """Give every attendee a registration: on the list, put there by an organiser."""
    attendee = sa.table("attendee", *map(sa.column, ("conference_id", "public_id", "category", "email", "language", "delegation_id")))
    delegation = sa.table("delegation", *map(sa.column, ("id", "code", "language")))
    registration = sa.table("registration", *map(sa.column, _COLUMNS))
    connection = op.get_bind()
    statement = sa.select(attendee, delegation.c.code, delegation.c.language.label("spoken"))
    rows = connection.execute(statement.join(delegation, delegation.c.id == attendee.c.delegation_id)).all()
    for row in rows:
        values = {
            "conference_id": row.conference_id,
            "public_id": row.public_id,
            "state": "confirmed",
            "source": "organiser",
            "category": row.category,
            "side": row.code,
            "email": row.email.strip().lower(),
            "language": row.language or row.spoken,
            "person": "{}",
            "listing": "unasked",
            "code": "".join(secrets.choice(_CODE_LETTERS) for _ in range(8)),
            "tags": "[]",
            "amended": "[]",
            "registered_at": sa.func.now(),
            "decided_by": "",
            "version": 1,
        }
        connection.execute(sa.insert(registration).values(**values))


_COLUMNS = (
    *("conference_id", "public_id", "state", "source", "category", "side", "email", "language", "person", "listing"),
    *("code", "tags", "amended", "registered_at", "decided_by", "version"),
)
