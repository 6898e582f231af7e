"""What the address of a feed asks for, as it is written: `?lang=ja&breaks=no&day=2023-03-07&kind=plenary&alarm=15`."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from eventapp.domain.feeds import FeedWishes
from eventapp.domain.vocabulary import SessionKind
from eventapp.renderers.wording import INTERFACE_LANGUAGES
from eventapp.web.readers import UnknownWishError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.agenda import Agenda

ALARMS = (5, 10, 15, 30, 60)
_NO_BREAKS = "no"
_BREAKS = ("yes", _NO_BREAKS)
_MOST_LANGUAGES = 2
_LONGEST = 300


@lru_cache(maxsize=1_024)
def read_feed_wishes(query: str) -> FeedWishes:
    """Read the part of an address after "?"; what feeds don't know is not heeded, as programs add what they like.

    Raises: UnknownWishError for a value that there isn't, and for a kind of break without the breaks.
    """
    given = dict(parse_qsl(query[:_LONGEST], keep_blank_values=False))
    has_breaks = _one_of(given, "breaks", _BREAKS) != _NO_BREAKS
    return FeedWishes(
        languages=_languages(given.get("lang", "")),
        has_breaks=has_breaks,
        on=_day(given.get("day", "")),
        kind=_kind(given, has_breaks=has_breaks),
        alarm_minutes=int(alarm) if (alarm := _one_of(given, "alarm", tuple(map(str, ALARMS)))) else None,
    )


def feed_query(wishes: FeedWishes) -> str:
    """Give the part of an address after "?", "" for a feed as it is without wishes."""
    given = {
        "lang": ",".join(wishes.languages),
        "breaks": "" if wishes.has_breaks else _NO_BREAKS,
        "day": wishes.on.isoformat() if wishes.on else "",
        "kind": wishes.kind.value if wishes.kind else "",
        "alarm": str(wishes.alarm_minutes) if wishes.alarm_minutes else "",
    }
    return urlencode({name: value for name, value in given.items() if value}, safe=",")


def _one_of(given: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    value = given.get(name, "")
    if value and value not in known:
        raise UnknownWishError("unknown-feed-wish", parameter=name, got=value, offered=", ".join(known))
    return value


def _languages(value: str) -> tuple[str, ...]:
    chosen = tuple(value.split(",")) if value else ()
    if not set(chosen) <= set(INTERFACE_LANGUAGES) or len(set(chosen)) != len(chosen) or len(chosen) > _MOST_LANGUAGES:
        offered = ", ".join((*INTERFACE_LANGUAGES, ",".join(INTERFACE_LANGUAGES)))
        raise UnknownWishError("unknown-feed-wish", parameter="lang", got=value, offered=offered)
    return chosen


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise UnknownWishError("unknown-feed-wish", parameter="day", got=value, offered="2023-03-07") from None


def _kind(given: Mapping[str, str], *, has_breaks: bool) -> SessionKind | None:
    known = tuple(kind.value for kind in SessionKind if has_breaks or not kind.is_free)
    value = _one_of(given, "kind", known)
    return SessionKind(value) if value else None


def check_day(wishes: FeedWishes, agenda: Agenda) -> None:
    """Raises: UnknownWishError for a day that the agenda, as its reader may see it, doesn't have."""
    days = [day.on for day in agenda.days]
    if wishes.on is not None and wishes.on not in days:
        offered = ", ".join(day.isoformat() for day in days)
        raise UnknownWishError("unknown-feed-wish", parameter="day", got=wishes.on, offered=offered)
