"""Whom readers of a conference ask.

Revision: 0016, after 0015.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conference", sa.Column("contact_name", sa.Text(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("conference", sa.Column("contact_email", sa.String(254), nullable=False, server_default=sa.text("''")))
    op.add_column("conference", sa.Column("contact_phone", sa.String(60), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    op.drop_column("conference", "contact_phone")
    op.drop_column("conference", "contact_email")
    op.drop_column("conference", "contact_name")
