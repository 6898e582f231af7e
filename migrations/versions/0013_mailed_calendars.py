"""Messages to calendar programs.

Revision: 0013, after 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox_message", sa.Column("calendar", sa.Text(), nullable=False, server_default=""))
    op.add_column("outbox_message", sa.Column("calendar_method", sa.String(10), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("outbox_message", "calendar_method")
    op.drop_column("outbox_message", "calendar")
