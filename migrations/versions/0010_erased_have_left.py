"""Whoever was erased is not on the list any more: the place is free.

Revision: 0010, after 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ENDED = ("declined", "withdrawn", "lapsed")


def upgrade() -> None:
    columns = [sa.column(name) for name in ("state", "erased_at", "ended_at", "offered_until")]
    registration = sa.table("registration", *columns)
    left = registration.c.erased_at.is_not(None) & registration.c.state.not_in(_ENDED)
    ended = {"state": "withdrawn", "ended_at": registration.c.erased_at, "offered_until": None}
    op.execute(registration.update().where(left).values(**ended))


def downgrade() -> None:
    """What they were before nobody knows, nor needs to."""
