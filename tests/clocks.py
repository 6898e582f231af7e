"""The clock that tests run by: the machine's, or one set to an hour."""

from __future__ import annotations

from datetime import UTC, datetime, time, tzinfo

from eventapp import clock


def set_clock(hour: time) -> None:
    """Let the program take it to be that hour (UTC) of this day, and go on from there: what holds by day only is found at night too."""
    now = datetime.now(UTC)
    ahead = datetime.combine(now, hour, UTC) - now

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # plain, as the machine's is
            return datetime.now(tz) + ahead

    clock.datetime = Clock  # type: ignore[misc] # the one place that reads the machine's clock
