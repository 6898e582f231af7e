"""Putting the list of conflicts together: what was asked for, each with its causes and its way out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from eventapp.domain.conflicts import ConflictCode, Severity
from eventapp.policy import Permission
from eventapp.renderers.conflicts import conflict_sentence
from eventapp.renderers.dates import day_heading
from eventapp.renderers.html import Page, environment
from eventapp.renderers.labels import conflict_label
from eventapp.renderers.steps import thing_label
from eventapp.renderers.view.conflicts import ConflictView, build_conflict_view
from eventapp.renderers.view.voice import Voice
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.conflicts import Conflict
    from eventapp.domain.conflicts.mending import Mend
    from eventapp.web.workplace import Workplace

PAGE = 50
_LISTS_KEPT = 16
_PAGE_DIGITS = 4
_PEOPLE_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictWishes:
    """What of the conflicts is to be seen, "" for everything; which page of it, from 1."""

    severity: str = ""
    code: str = ""
    day: str = ""
    q: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str], agenda: Agenda) -> ConflictWishes:
        """Read the wishes of an address; what cannot be read is not wished."""
        severity, code, day, page = (given.get(key, "") for key in ("severity", "code", "day", "page"))
        is_page = page.isascii() and page.isdecimal() and len(page) <= _PAGE_DIGITS
        return cls(
            severity=severity if severity in {one.value for one in Severity} else "",
            code=code if code in {one.value for one in ConflictCode} else "",
            day=day if day and any(s.day_on.isoformat() == day for s in agenda.sessions) else "",
            q=given.get("q", "").strip(),
            page=max(1, int(page)) if is_page else 1,
        )

    def let_through(self, conflict: Conflict, agenda: Agenda) -> bool:
        return (
            self.severity in {"", conflict.severity.value}
            and self.code in {"", conflict.code.value}
            and (not self.day or any(s.day_on.isoformat() == self.day for s in conflict.sessions))
            and (not self.q or self.q.casefold() in _searched(conflict, agenda))
        )


@dataclass(frozen=True, slots=True)
class Way:
    """A place to go to, or something that one press does."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLine:
    """One conflict of the list: where its causes stand, how it would be mended by one press."""

    view: ConflictView
    causes: tuple[Way, ...]
    mend: Way | None


@dataclass(frozen=True, slots=True)
class ConflictList:
    """One page of a list: its HTML, which ones of how many there are in it."""

    html: Markup
    first: int
    last: int
    count: int


def conflict_list(place: Workplace, wishes: ConflictWishes) -> ConflictList:
    """Give the list, made once for each state of the draft and each thing asked for but searches."""
    if wishes.q or place.agenda is not place.draft.agenda:
        return _made_list(place, wishes)
    kept: dict[Any, ConflictList] = place.draft.__dict__.setdefault("_conflict_lists", {})
    key = (wishes, place.language, place.languages, place.links, place.allows(Permission.DRAFT_EDIT))
    if key not in kept:
        if len(kept) >= _LISTS_KEPT:
            kept.clear()
        kept[key] = _made_list(place, wishes)
    return kept[key]


def _made_list(place: Workplace, wishes: ConflictWishes) -> ConflictList:
    voice = Voice(place.languages, place.agenda.conference.languages)
    found = [(n, c) for n, c in enumerate(place.conflicts, start=1) if wishes.let_through(c, place.agenda)]
    first = min((wishes.page - 1) * PAGE, max(0, len(found) - 1) // PAGE * PAGE)
    lines = [_line(number, conflict, place, voice) for number, conflict in found[first : first + PAGE]]
    groups = [
        (code, voice.label(lambda words, code=code: conflict_label(code, words)), list(group))  # type: ignore[misc] # bound at once
        for code, group in groupby(lines, lambda line: line.view.code)
    ]
    words = place.words
    html = (
        environment()
        .get_template("organise/conflicts/list.html")
        .render(groups=groups, words=words, page=Page(languages=place.languages, links=place.links))
    )
    return ConflictList(Markup(html), first + 1, first + len(lines), len(found))  # noqa: S704 - our own template escaped it


def _line(number: int, conflict: Conflict, place: Workplace, voice: Voice) -> ConflictLine:
    view = build_conflict_view(number, conflict, place.agenda, voice)
    mend = place.draft.mend_of(conflict) if place.allows(Permission.DRAFT_EDIT) else None
    offer = Way(_mend_sentence(mend, place), f"{view.key} {mend.key}") if mend else None
    return ConflictLine(view=view, causes=tuple(_causes(conflict, place)), mend=offer)


def _causes(conflict: Conflict, place: Workplace) -> list[Way]:
    """Give where the conflict's sessions stand on the board, then the pages on which what they lack is put right."""
    words, links, agenda = place.words, place.links, place.agenda
    things = [f"sessions/{session.id}" for session in conflict.sessions]
    ways = [
        Way(words("{thing} on the board", thing=thing_label(item, agenda, words)), f"{links.board(s.day_on)}#s-{s.id}")
        for item, s in zip(things, conflict.sessions, strict=True)
    ]
    items = [f"topics/{conflict.topic.id}"] if conflict.topic else things if len(things) == 1 else []
    if conflict.code is ConflictCode.PERSON_UNAVAILABLE:
        items = [*items, *(f"attendees/{person.id}" for person in conflict.attendees[:_PEOPLE_SHOWN])]
    return ways + [
        Way(words("Open {thing}", thing=thing_label(item, agenda, words)), links.item(item)) for item in items
    ]


def _mend_sentence(mend: Mend, place: Workplace) -> str:
    """Say what one press does: "Move Plenary 3 to Hall B", "Move Plenary 3 to 15:00", "Let Plenary 3 end at 16:10"."""
    words, placing, zone = place.words, mend.placing, mend.session.start_local.tzinfo
    thing = thing_label(f"sessions/{mend.session.id}", place.agenda, words)
    if mend.is_other_room:
        room = thing_label(f"rooms/{placing.room}", place.agenda, words)
        return words("Move {thing} to {place}", thing=thing, place=room)
    if mend.is_longer:
        return words("Let {thing} end at {time}", thing=thing, time=f"{placing.end_at.astimezone(zone):%H:%M}")
    local = placing.start_at.astimezone(zone)
    when = f"{local:%H:%M}"
    if local.date() != mend.session.day_on:
        when = f"{day_heading(local.date(), place.language)} {when}"
    return words("Move {thing} to {place}", thing=thing, place=when)


def _searched(conflict: Conflict, agenda: Agenda) -> str:
    """Give the text in which a search looks: the sentence in every language, ids, names and readings, rooms."""
    said = [conflict_sentence(conflict, agenda, words_in(code)) for code in agenda.conference.languages]
    for session in conflict.sessions:
        room = session.room.name if session.room else ()
        said += [session.id, *(text for _, text in session.title), *(text for _, text in room)]
    for person in conflict.attendees:
        said += [person.family_name, person.given_name, person.native_family_name, person.family_name_reading]
        said += [text for _, text in person.position]
    return " ".join(said).casefold()
