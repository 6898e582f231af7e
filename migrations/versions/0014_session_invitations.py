"""Invitations to sessions by mail, and the answers.

Revision: 0014, after 0013.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _of_registration(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_registration_id_registration"
    return sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "session_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("session", sa.String(length=80), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.Column("answered_sequence", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        _of_registration("session_invitation"),
        sa.PrimaryKeyConstraint("id", name="pk_session_invitation"),
        sa.UniqueConstraint("registration_id", "session", name="uq_session_invitation_registration_id_session"),
    )
    op.create_index("ix_session_invitation_session", "session_invitation", ["session"])
    op.create_index("ix_session_invitation_uid", "session_invitation", ["uid"])
    op.create_table(
        "mailed_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _of_registration("mailed_calendar"),
        sa.PrimaryKeyConstraint("id", name="pk_mailed_calendar"),
        sa.UniqueConstraint("registration_id", name="uq_mailed_calendar_registration_id"),
    )
    op.create_table(
        "received_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sender", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("reception", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name="fk_received_message_conference_id_conference",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_received_message"),
        sa.UniqueConstraint("digest", name="uq_received_message_digest"),
    )
    op.create_index("ix_received_message_conference_id", "received_message", ["conference_id"])
    op.create_index("ix_received_message_sender", "received_message", ["sender"])


def downgrade() -> None:
    op.drop_table("received_message")
    op.drop_table("mailed_calendar")
    op.drop_table("session_invitation")
