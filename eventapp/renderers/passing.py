"""How long ago something was, and after how long something is done, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.renderers.wording import Words

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_DAYS_FROM = 2


def ago(at: datetime, now: datetime, words: Words) -> str:
    """Give "5 minutes ago", "3 hours ago" up to two days, "4 days ago": whole ones that have passed."""
    passed = now - at
    if passed < _MINUTE:
        return words("just now")
    if passed < _HOUR:
        return words.plural("{count} minute ago", "{count} minutes ago", passed // _MINUTE)
    if passed < _DAYS_FROM * _DAY:
        return words.plural("{count} hour ago", "{count} hours ago", passed // _HOUR)
    return words.plural("{count} day ago", "{count} days ago", passed // _DAY)


def delay_label(minutes: int, words: Words) -> str:
    """Give "At once", "After 15 minutes", "After 2 hours"."""
    if not minutes:
        return words("At once")
    hours, rest = divmod(minutes, 60)
    if rest:
        return words.plural("After {count} minute", "After {count} minutes", minutes)
    return words.plural("After {count} hour", "After {count} hours", hours)
