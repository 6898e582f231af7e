"""Accounts with their roles, drafts with their changes, the outbox.

Revision: 0002, after 0001.
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("sign_in_attempt",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("subject_hash", sa.String(length=64), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt"))
    )
    op.create_index(op.f("ix_sign_in_attempt_at"), "sign_in_attempt", ["at"], unique=False)
    op.create_index("ix_sign_in_attempt_subject_hash_at", "sign_in_attempt", ["subject_hash", "at"], unique=False)

    op.create_table("confirmation",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("item", sa.String(length=120), nullable=False),
    sa.Column("field", sa.String(length=40), nullable=False),
    sa.Column("text_hash", sa.String(length=64), nullable=False),
    sa.Column("confirmed_by", sa.String(length=300), nullable=False),
    sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_confirmation_conference_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
    sa.UniqueConstraint("conference_id", "item", "field", name=op.f("uq_confirmation_conference_id_item_field"))
    )
    op.create_index(op.f("ix_confirmation_conference_id"), "confirmation", ["conference_id"], unique=False)

    op.create_table("deadline",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("title", sa.Text(), nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("zone", sa.String(length=64), nullable=False),
    sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_deadline_conference_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline"))
    )
    op.create_index(op.f("ix_deadline_conference_id"), "deadline", ["conference_id"], unique=False)

    op.create_table("draft_change",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("actor", sa.String(length=300), nullable=False),
    sa.Column("action", sa.String(length=64), nullable=False),
    sa.Column("subject", sa.String(length=120), nullable=False),
    sa.Column("items", sa.Text(), nullable=False),
    sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_draft_change_conference_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_draft_change_user_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_change"))
    )
    op.create_index(op.f("ix_draft_change_conference_id"), "draft_change", ["conference_id"], unique=False)
    op.create_index("ix_draft_change_conference_id_user_id", "draft_change", ["conference_id", "user_id", "id"], unique=False)

    op.create_table("outbox_message",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(length=40), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=True),
    sa.Column("publication_number", sa.Integer(), nullable=True),
    sa.Column("attendee", sa.String(length=80), nullable=False),
    sa.Column("recipient", sa.String(length=254), nullable=False),
    sa.Column("recipient_name", sa.String(length=300), nullable=False),
    sa.Column("language", sa.String(length=8), nullable=False),
    sa.Column("message_id", sa.String(length=200), nullable=False),
    sa.Column("subject", sa.String(length=998), nullable=False),
    sa.Column("plain", sa.Text(), nullable=False),
    sa.Column("html", sa.Text(), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
    sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("error", sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_outbox_message_conference_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_message_id"))
    )
    op.create_index(op.f("ix_outbox_message_conference_id"), "outbox_message", ["conference_id"], unique=False)
    op.create_index("ix_outbox_message_waiting", "outbox_message", ["sent_at", "failed_at", "cancelled_at", "due_at"], unique=False)

    op.create_table("presence",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=False),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("item", sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_presence_conference_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_presence_user_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
    sa.UniqueConstraint("conference_id", "user_id", name=op.f("uq_presence_conference_id_user_id"))
    )
    op.create_index(op.f("ix_presence_conference_id"), "presence", ["conference_id"], unique=False)

    op.create_table("sign_in_link",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=False),
    sa.Column("token_hash", sa.String(length=64), nullable=False),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_link_user_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
    sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_link_token_hash"))
    )
    op.create_index(op.f("ix_sign_in_link_user_id"), "sign_in_link", ["user_id"], unique=False)

    op.create_table("audit_mention",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("entry_id", sa.Integer(), nullable=False),
    sa.Column("conference_slug", sa.String(length=80), nullable=False),
    sa.Column("item", sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(["entry_id"], ["audit_entry.id"], name=op.f("fk_audit_mention_entry_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_mention"))
    )
    op.create_index("ix_audit_mention_conference_slug_item", "audit_mention", ["conference_slug", "item", "entry_id"], unique=False)
    op.create_index(op.f("ix_audit_mention_entry_id"), "audit_mention", ["entry_id"], unique=False)

    op.create_table("invitation",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("email", sa.String(length=254), nullable=False),
    sa.Column("role", sa.String(length=32), nullable=False),
    sa.Column("delegation_id", sa.Integer(), nullable=True),
    sa.Column("token_hash", sa.String(length=64), nullable=False),
    sa.Column("invited_by_id", sa.Integer(), nullable=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_invitation_conference_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_invitation_delegation_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["invited_by_id"], ["user.id"], name=op.f("fk_invitation_invited_by_id"), ondelete="SET NULL"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash"))
    )
    op.create_index(op.f("ix_invitation_conference_id"), "invitation", ["conference_id"], unique=False)

    op.create_table("membership",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("conference_id", sa.Integer(), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=False),
    sa.Column("role", sa.String(length=32), nullable=False),
    sa.Column("delegation_id", sa.Integer(), nullable=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_membership_conference_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_membership_delegation_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_membership_user_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    sa.UniqueConstraint("user_id", "conference_id", name=op.f("uq_membership_user_id_conference_id"))
    )
    op.create_index(op.f("ix_membership_conference_id"), "membership", ["conference_id"], unique=False)

    op.add_column("conference", sa.Column("series", sa.String(length=80), nullable=False, server_default=""))
    op.add_column("conference", sa.Column("edition", sa.Integer(), nullable=True))
    op.add_column("conference", sa.Column("draft_version", sa.String(length=24), nullable=False, server_default=""))
    _give_drafts_a_version()
    op.create_index("ix_audit_entry_conference_slug_id", "audit_entry", ["conference_slug", "id"])
    op.create_index("ix_audit_entry_conference_slug_user_id", "audit_entry", ["conference_slug", "user_id", "id"])
    op.create_index(op.f("ix_conference_series"), "conference", ["series"], unique=False)

    op.add_column("publication", sa.Column("takes_back", sa.Integer(), nullable=True))

    op.add_column("room", sa.Column("available", sa.Text(), nullable=False, server_default="[]"))

    op.add_column("session", sa.Column("is_fixed", sa.Boolean(), nullable=False, server_default=sa.false()))

    op.add_column("user", sa.Column("sign_in_version", sa.Integer(), nullable=False, server_default="1"))



def downgrade() -> None:
    op.drop_index("ix_audit_entry_conference_slug_user_id", table_name="audit_entry")
    op.drop_index("ix_audit_entry_conference_slug_id", table_name="audit_entry")
    op.drop_column("user", "sign_in_version")

    op.drop_column("session", "is_fixed")

    op.drop_column("room", "available")

    op.drop_column("publication", "takes_back")

    op.drop_index(op.f("ix_conference_series"), table_name="conference")
    op.drop_column("conference", "draft_version")
    op.drop_column("conference", "edition")
    op.drop_column("conference", "series")

    op.drop_index(op.f("ix_membership_conference_id"), table_name="membership")

    op.drop_table("membership")
    op.drop_index(op.f("ix_invitation_conference_id"), table_name="invitation")

    op.drop_table("invitation")
    op.drop_index(op.f("ix_audit_mention_entry_id"), table_name="audit_mention")
    op.drop_index("ix_audit_mention_conference_slug_item", table_name="audit_mention")

    op.drop_table("audit_mention")
    op.drop_index(op.f("ix_sign_in_link_user_id"), table_name="sign_in_link")

    op.drop_table("sign_in_link")
    op.drop_index(op.f("ix_presence_conference_id"), table_name="presence")

    op.drop_table("presence")
    op.drop_index("ix_outbox_message_waiting", table_name="outbox_message")
    op.drop_index(op.f("ix_outbox_message_conference_id"), table_name="outbox_message")

    op.drop_table("outbox_message")
    op.drop_index("ix_draft_change_conference_id_user_id", table_name="draft_change")
    op.drop_index(op.f("ix_draft_change_conference_id"), table_name="draft_change")

    op.drop_table("draft_change")
    op.drop_index(op.f("ix_deadline_conference_id"), table_name="deadline")

    op.drop_table("deadline")
    op.drop_index(op.f("ix_confirmation_conference_id"), table_name="confirmation")

    op.drop_table("confirmation")
    op.drop_index("ix_sign_in_attempt_subject_hash_at", table_name="sign_in_attempt")
    op.drop_index(op.f("ix_sign_in_attempt_at"), table_name="sign_in_attempt")

    op.drop_table("sign_in_attempt")


def _give_drafts_a_version() -> None:
    """A draft's version is never used twice: every conference that is there gets its own."""
    connection = op.get_bind()
    conference = sa.table("conference", sa.column("id", sa.Integer), sa.column("draft_version", sa.String))
    for key in connection.scalars(sa.select(conference.c.id)).all():
        version = secrets.token_urlsafe(12)
        connection.execute(sa.update(conference).where(conference.c.id == key).values(draft_version=version))
