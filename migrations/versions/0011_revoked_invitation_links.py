"""A link of an invitation that was taken back is known, so that who opens it is told.

Revision: 0011, after 0010.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("registration_invitation_link", column)


def downgrade() -> None:
    """Links that were taken back were not kept before; without the column they would hold again."""
    link = sa.table("registration_invitation_link", sa.column("revoked_at"))
    op.execute(link.delete().where(link.c.revoked_at.is_not(None)))
    op.drop_column("registration_invitation_link", "revoked_at")
