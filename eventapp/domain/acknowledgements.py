"""Who was told of a version of the agenda, who has said to have seen it, and who may be reminded. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

# Nobody is reminded twice within a day.
PAUSE = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One person to whom a message of a version was written.

    `told_at` is when it went out, None as long as it did not; `seen_at` is when the person said to have seen this version or a later
    one; `reminded_at` is when the last reminder of any version was written. Who `is_listed` no more is asked nothing.
    """

    person: str
    name: str
    email: str
    told_at: datetime | None
    has_failed: bool
    is_listed: bool
    seen_at: datetime | None
    reminded_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        """Say whether the message is still to go out."""
        return self.told_at is None and not self.has_failed

    @property
    def is_missing(self) -> bool:
        """Say whether the person was told, is on the list and has not said to have seen it."""
        return self.told_at is not None and self.is_listed and self.seen_at is None

    def may_be_reminded(self, now: datetime) -> bool:
        return self.is_missing and (self.reminded_at is None or self.reminded_at + PAUSE <= now)
