"""What is past its retention goes by itself: a worker looks after it once a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from eventapp.cli.offers import WORKER
from eventapp.clock import utc_now
from eventapp.db import empty_write_ahead_log, transaction
from eventapp.operations.privacy.purging import purge

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

PAUSE = timedelta(days=1)


@dataclass(slots=True)
class PurgeWatch:
    """Purges when it begins, then once a day; what another worker purged already is not there any more."""

    clock: Callable[[], datetime] = utc_now
    due_at: datetime | None = None

    def look(self) -> None:
        now = self.clock()
        if self.due_at is not None and now < self.due_at:
            return
        with transaction() as tx:
            purge(tx, actor=WORKER, now=now)
        empty_write_ahead_log()
        self.due_at = now + PAUSE
