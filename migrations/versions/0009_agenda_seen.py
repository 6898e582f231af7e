"""Which publication a person said to have seen.

Revision: 0009, after 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("registration", sa.Column("agenda_seen", sa.Integer(), nullable=True))
    op.add_column("registration", sa.Column("agenda_seen_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("registration", "agenda_seen_at")
    op.drop_column("registration", "agenda_seen")
