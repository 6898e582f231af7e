"""From the times of a foreign schedule to instants in the conference's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.errors import DomainError
from eventapp.domain.timezones import YEARS_KEPT, to_utc

if TYPE_CHECKING:
    from eventapp.importers.schedules.sources import Findings, SourceEvent

_ASSUMED = timedelta(minutes=30)


@dataclass(slots=True, kw_only=True)
class Clock:
    """Reads times without a zone in `source_zone` and counts them; gives all in `zone`."""

    zone: str
    source_zone: str
    findings: Findings
    is_assumed: bool
    floating: int = 0

    def span(self, event: SourceEvent) -> tuple[datetime, datetime] | None:
        """Give start and end; a time that doesn't exist, exists twice or cannot be kept is a problem, never guessed."""
        try:
            start = self._instant(event.start)
            end = self._instant(event.end) if event.end else start + (event.duration or timedelta())
        except DomainError as error:
            self.findings.refuse(error.code, event.key, **{key: str(value) for key, value in error.values.items()})
            return None
        except OverflowError:
            self.findings.refuse("time-out-of-range", event.key, got=str(event.start))
            return None
        self.floating += event.start.tzinfo is None
        if end <= start:
            self.findings.warn("without-end", event.key, minutes=int(_ASSUMED.total_seconds()) // 60)
            end = start + _ASSUMED
        zone = ZoneInfo(self.zone)
        return start.astimezone(zone), end.astimezone(zone)

    def tell_of_all(self) -> None:
        """Warn once of the times that the file gives no zone for."""
        if self.floating and self.is_assumed:
            self.findings.warn("floating-times", count=self.floating, zone=self.source_zone)

    def _instant(self, moment: datetime) -> datetime:
        if moment.year not in YEARS_KEPT:
            raise DomainError("time-out-of-range", got=moment)
        return moment.astimezone(UTC) if moment.tzinfo else to_utc(moment, self.source_zone)
