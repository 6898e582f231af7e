"""Invitations to register have several links: that of each reminder, and the older ones.

Revision: 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing wrote an invitation before this revision: the table is made anew rather than rebuilt.
    op.drop_index(op.f("ix_registration_invitation_conference_id"), table_name="registration_invitation")
    op.drop_table("registration_invitation")
    _create_invitations()
    op.create_table(
        "registration_invitation_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["registration_invitation.id"],
            name=op.f("fk_registration_invitation_link_invitation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_invitation_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_registration_invitation_link_token_hash")),
    )
    op.create_index(
        op.f("ix_registration_invitation_link_invitation_id"), "registration_invitation_link", ["invitation_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_registration_invitation_link_invitation_id"), table_name="registration_invitation_link")
    op.drop_table("registration_invitation_link")
    op.drop_index(op.f("ix_registration_invitation_conference_id"), table_name="registration_invitation")
    op.drop_table("registration_invitation")
    _create_invitations(
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.UniqueConstraint("token_hash", name=op.f("uq_registration_invitation_token_hash")),
    )


def _create_invitations(*more: sa.Column[str] | sa.UniqueConstraint) -> None:
    op.create_table(
        "registration_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("invited_by", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_registration_invitation_conference_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_invitation_registration_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_invitation")),
        sa.UniqueConstraint(
            "conference_id", "email", name=op.f("uq_registration_invitation_conference_id_email")
        ),
        *more,
    )
    op.create_index(op.f("ix_registration_invitation_conference_id"), "registration_invitation", ["conference_id"])
