"""What desks told, as it came; who is in by it.

Revision: 0008, after 0007. Nothing was ever written into the tables that these take the place of.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("check_in_told")
    op.drop_table("check_in")
    op.create_table(
        "check_in_told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("desk", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        *_owners("check_in_told"),
        sa.UniqueConstraint("conference_id", "key", name="uq_check_in_told_conference_id_key"),
        sa.UniqueConstraint("registration_id", "scope", "number", name="uq_check_in_told_registration_id_scope_number"),
    )
    op.create_index("ix_check_in_told_conference_id", "check_in_told", ["conference_id"])
    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("desk", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        *_owners("check_in"),
        sa.UniqueConstraint("registration_id", "scope", name="uq_check_in_registration_id_scope"),
    )
    op.create_index("ix_check_in_conference_id", "check_in", ["conference_id"])
    op.create_index("ix_check_in_scope", "check_in", ["conference_id", "scope", "at"])


def downgrade() -> None:
    op.drop_table("check_in")
    op.drop_table("check_in_told")
    op.create_table(
        "check_in_told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        *_owners("check_in_told", has_registration=False),
        sa.UniqueConstraint("conference_id", "key", name="uq_check_in_told_conference_id_key"),
    )
    op.create_index("ix_check_in_told_conference_id", "check_in_told", ["conference_id"])
    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        *_owners("check_in"),
        sa.UniqueConstraint("registration_id", "scope", name="uq_check_in_registration_id_scope"),
    )
    op.create_index("ix_check_in_conference_id", "check_in", ["conference_id"])
    op.create_index("ix_check_in_scope", "check_in", ["scope"])


def _owners(table: str, *, has_registration: bool = True) -> list[sa.SchemaItem]:
    owners = ["conference", "registration"] if has_registration else ["conference"]
    keys = [
        sa.ForeignKeyConstraint(
            [f"{owner}_id"], [f"{owner}.id"], name=f"fk_{table}_{owner}_id", ondelete="CASCADE"
        )
        for owner in owners
    ]
    return [*keys, sa.PrimaryKeyConstraint("id", name=f"pk_{table}")]
