"""When a registration changed last, and a publication was rewritten, so that a feed can say since when it has been as it is.

Of registrations that changed before nothing tells when: they count as changed now.

Revision: 0019, after 0018.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("registration", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("publication", sa.Column("rewritten_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE registration SET changed_at = CURRENT_TIMESTAMP WHERE version > 1")


def downgrade() -> None:
    op.drop_column("publication", "rewritten_at")
    op.drop_column("registration", "changed_at")
