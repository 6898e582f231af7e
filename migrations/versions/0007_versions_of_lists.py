"""A list of participants that was given out has a version, which is another one once somebody was taken out of it.

Revision: 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing wrote a list before this revision: the table is made anew rather than rebuilt.
    _remake(sa.Column("version", sa.String(length=24), nullable=False))


def downgrade() -> None:
    _remake()


def _remake(*more: sa.Column[str]) -> None:
    op.drop_index(op.f("ix_participants_issue_conference_id"), table_name="participants_issue")
    op.drop_table("participants_issue")
    op.create_table(
        "participants_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *more,
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(length=300), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_participants_issue_conference_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants_issue")),
        sa.UniqueConstraint(
            "conference_id",
            "audience",
            "number",
            name=op.f("uq_participants_issue_conference_id_audience_number"),
        ),
    )
    op.create_index(op.f("ix_participants_issue_conference_id"), "participants_issue", ["conference_id"])
