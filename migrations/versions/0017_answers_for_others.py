"""Who answered an invitation, and for whom and what a message was.

Revision: 0017, after 0016.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# Of an answer that was refused the text began with what it said: "accepted: ".
_REFUSED = "reception IN ('unknown-session', 'not-invited', 'other-sender', 'older')"
_ANSWERS = ("accepted", "tentative", "declined", "countered")
# What was not known before, and what comes nearest of what was.
_NEW_RECEPTIONS = {"own-answer": "older", "shared-address": "other-sender"}
_NEW_ACTIONS = {"answer:relay": "answer:receive"}


def _word(length: int, default: str = "") -> dict[str, object]:
    return {"type_": sa.String(length), "nullable": False, "server_default": sa.text(f"'{default}'")}


def upgrade() -> None:
    op.add_column("session_invitation", sa.Column("answered_by", **_word(300)))
    op.add_column("received_message", sa.Column("attendee", **_word(80)))
    op.add_column("received_message", sa.Column("session", **_word(80)))
    op.add_column("received_message", sa.Column("answer", **_word(32, "none")))
    table = sa.table("received_message", sa.column("text", sa.Text), sa.column("answer", sa.String))
    for answer in _ANSWERS:
        # Not LIKE, which knows no capitals on SQLite: somebody may have begun a mail with "Declined: ".
        begin = f"{answer}: "
        says_it = sa.and_(sa.text(_REFUSED), sa.func.substr(table.c.text, 1, len(begin)) == begin)
        values = {"answer": answer, "text": sa.func.substr(table.c.text, len(begin) + 1)}
        op.execute(sa.update(table).where(says_it).values(values))


def _reword(table: str, column: str, words: dict[str, str]) -> None:
    of = sa.table(table, sa.column(column, sa.String))
    for new, old in words.items():
        op.execute(sa.update(of).where(of.c[column] == new).values({column: old}))


def downgrade() -> None:
    _reword("received_message", "reception", _NEW_RECEPTIONS)
    _reword("audit_entry", "action", _NEW_ACTIONS)
    op.execute(f"UPDATE received_message SET text = answer || ': ' || text WHERE answer <> 'none' AND {_REFUSED}")  # noqa: S608 - constants
    op.drop_column("received_message", "answer")
    op.drop_column("received_message", "session")
    op.drop_column("received_message", "attendee")
    op.drop_column("session_invitation", "answered_by")
