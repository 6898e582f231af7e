"""When feeds were used last: noted at most once an hour and feed, many together while many ask."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from flask import request
from sqlalchemy.exc import DBAPIError

from eventapp.db import transaction
from eventapp.domain.programs import program_name
from eventapp.operations.feeds import note_uses

if TYPE_CHECKING:
    from datetime import datetime

_HOUR = 3600
_PAUSE = 1.0  # seconds between two writings
_MOST_WAITING = 2_000


def hour_of(now: datetime) -> int:
    """Count the hours since 1970."""
    return int(now.timestamp() // _HOUR)


class FeedUses:
    """What this process has seen and not written yet. It is a courtesy to the feeds' owners: what a dying process saw is lost."""

    def __init__(self) -> None:
        self._waiting: dict[int, tuple[int, str]] = {}
        self._written = 0.0
        self._lock = Lock()

    def note(self, feed_id: int, now: datetime) -> None:
        """Note that the program that asks used the feed in this hour; write what waits unless something was written just now."""
        with self._lock:
            if len(self._waiting) < _MOST_WAITING:
                self._waiting[feed_id] = (hour_of(now), program_name(request.headers.get("User-Agent", "")))
            if abs(now.timestamp() - self._written) < _PAUSE:
                return
            self._written = now.timestamp()
            waiting, self._waiting = self._waiting, {}
        # A calendar that can be read is answered, whether or not its use can be written down.
        with suppress(DBAPIError), transaction() as tx:
            note_uses(tx, [(key, *use) for key, use in waiting.items()])
