"""When people are there and which language they listen to.

Revision: 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "attendee", sa.Column("interpretation_language", sa.String(length=8), nullable=False, server_default="")
    )
    op.add_column("attendee", sa.Column("arrives_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("attendee", sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("attendee", sa.Column("away", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("attendee", "away")
    op.drop_column("attendee", "leaves_at")
    op.drop_column("attendee", "arrives_at")
    op.drop_column("attendee", "interpretation_language")
