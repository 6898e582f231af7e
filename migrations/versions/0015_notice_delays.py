"""Changes that people are told of some time later, with what is published meanwhile.

Revision: 0015, after 0014.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "conference", sa.Column("notice_delay_minutes", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column("outbox_message", sa.Column("since_number", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox_message", "since_number")
    op.drop_column("conference", "notice_delay_minutes")
