"""Each claim of the outbox has a name; what was sent and held a personal link is erased.

Revision: 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox_message", sa.Column("claimed_by", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("outbox_message", sa.Column("unanswered", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE outbox_message SET plain = '', html = '' WHERE sent_at IS NOT NULL AND kind <> 'change-notice'")


def downgrade() -> None:
    op.drop_column("outbox_message", "unanswered")
    op.drop_column("outbox_message", "claimed_by")
