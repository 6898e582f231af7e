"""What a file would bring, as rows of a table: what it is, when, what is new or other about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.bringing import Part
from eventapp.domain.clocks import read_clock
from eventapp.domain.sessions import Session
from eventapp.renderers.dates import day_short, time_range
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eventapp.domain.bringing import BroughtItem
    from eventapp.domain.localized import Localized, Text
    from eventapp.renderers.wording import Words

_PARTS = {
    Part.TIME: N_("time"),
    Part.PLACE: N_("place"),
    Part.SESSION: N_("session"),
    Part.TITLE: N_("title"),
    Part.TEXT: N_("text"),
    Part.PEOPLE: N_("people"),
    Part.STATUS: N_("status"),
    Part.DETAILS: N_("details"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtRow:
    """`was` tells the time or place before, "" where it stays; `parts` names what changes, "" for a new one."""

    kind: str
    when: str
    place: str
    title: Text | None
    is_new: bool
    parts: str
    was: str


def brought_rows(items: Iterable[BroughtItem], languages: Sequence[str], words: Words) -> tuple[BroughtRow, ...]:
    """Give a row for each item, in their order; texts in the first of `languages` that they have."""
    return tuple(_row(item, languages, words) for item in items)


def _row(item: BroughtItem, languages: Sequence[str], words: Words) -> BroughtRow:
    after, before = item.after, item.before
    is_session = isinstance(after, Session)
    return BroughtRow(
        kind=words("Session") if is_session else words("Topic"),
        when=_when(after, words.language) if isinstance(after, Session) else after.number,
        place=_place(after, languages) if isinstance(after, Session) else "",
        title=_text(after.title, languages),
        is_new=item.is_new,
        parts=words(", ").join(words(_PARTS[part]) for part in item.parts),
        was=_was(before, item.parts, languages, words) if isinstance(before, Session) else "",
    )


def _was(before: Session, parts: tuple[Part, ...], languages: Sequence[str], words: Words) -> str:
    told = (
        _when(before, words.language) if Part.TIME in parts else "",
        _place(before, languages) if Part.PLACE in parts else "",
    )
    return words(", ").join(one for one in told if one)


def _when(session: Session, language: str) -> str:
    reading = read_clock(session.start_at, session.end_at, session.zone)
    return f"{day_short(session.day_on, language)} {time_range(reading)}"


def _place(session: Session, languages: Sequence[str]) -> str:
    text = _text(session.room.name, languages) if session.room else None
    return text.text if text else ""


def _text(texts: Localized, languages: Sequence[str]) -> Text | None:
    return texts.in_language(languages[0], order=languages)
