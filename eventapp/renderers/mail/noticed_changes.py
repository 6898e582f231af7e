"""One change in a sentence or two: what happened, which session, when by both clocks, where, and how it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.clocks import abbreviation, read_clock
from eventapp.domain.differences import ChangeKind
from eventapp.domain.vocabulary import Role
from eventapp.renderers.dates import day_short, time_range, weekday
from eventapp.renderers.labels import kind_label, role_label, topic_number
from eventapp.renderers.view.cards import earlier_said, title_of
from eventapp.renderers.view.changes import details_said, people_said
from eventapp.renderers.view.places import movement_of, place_line
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.audiences import Audience
    from eventapp.domain.differences import Change
    from eventapp.domain.notices import NoticedChange, Part
    from eventapp.domain.sessions import Session
    from eventapp.renderers.view.voice import Voice
    from eventapp.renderers.wording import Words

_PARTS = {
    Role.CHAIR: N_("which you chair"),
    Role.LEAD: N_("which you lead"),
    Role.DISCUSSANT: N_("in which you are a discussant"),
    Role.SPEAKER: N_("in which you speak"),
    Role.INTERPRETER: N_("in which you interpret"),
    Role.NOTE_TAKER: N_("in which you take notes"),
    Role.PARTICIPANT: N_("in which you take part"),
}
_TOPIC_PARTS = {
    Role.LEAD: N_("in which you lead topic {number}"),
    Role.DISCUSSANT: N_("in which you are a discussant of topic {number}"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line; strong is what is new, whole what no line break may part."""

    text: str
    is_strong: bool = False
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class _Marks:
    """Punctuation of a language."""

    colon: str
    comma: str
    stop: str
    list_joint: str
    part: str
    quoted: str


_ENGLISH = _Marks(colon=": ", comma=", ", stop=". ", list_joint=", ", part=", {}", quoted="“{}”")
_JAPANESE = _Marks(colon="：", comma="、", stop="。", list_joint="・", part="（{}）", quoted="「{}」")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Tells changes of one agenda to one reader, whose second clock is that of `home_zone`."""

    agenda: Agenda
    voice: Voice
    home_zone: str

    def line(self, noticed: NoticedChange, audience: Audience) -> tuple[Piece, ...]:
        """Give "Earlier, other room. Plenary 3, which you co-chair: Sun 12 Mar 10:45–12:15 JST, Hall A. It was 11:00, Room 201."."""
        change, session, marks = noticed.change, noticed.change.after, self._marks
        place = self._place(session)
        day = day_short(session.start_local, self._code)
        notes = "".join(f"{note}{marks.stop}" for note in self._notes(noticed, audience) if note)
        pieces = (
            Piece(self._headline(noticed) + marks.stop, is_strong=True),
            Piece(f"{self._name(session)}{self._part(noticed)}{marks.colon}{day}{self._gap}"),
            Piece(
                time_range(read_clock(session.start_at, session.end_at, session.zone)),
                change.moved_in_time,
                is_whole=True,
            ),
            Piece(self._clocks(session) + (marks.comma if place else "")),
            Piece(place, change.moved_in_place),
            Piece(f"{marks.stop}{notes}".rstrip()),
        )
        return tuple(piece for piece in pieces if piece.text)

    def when(self, session: Session) -> str:
        """Give "Sun 12 Mar 10:45–12:15 JST (Sat 20:45 EST)"."""
        day = day_short(session.start_local, self._code)
        span = time_range(read_clock(session.start_at, session.end_at, session.zone))
        return f"{day}{self._gap}{span}{self._clocks(session)}"

    @property
    def _code(self) -> str:
        return self.voice.words.language

    @property
    def _marks(self) -> _Marks:
        return _JAPANESE if self._code == "ja" else _ENGLISH

    def _headline(self, noticed: NoticedChange) -> str:
        """Give "Earlier, other room"."""
        words = self.voice.words
        said = self._marks.list_joint.join(words(message) for message in _headlines(noticed))
        return said[:1].upper() + said[1:]

    def _name(self, session: Session) -> str:
        """Give "Plenary 3 “Interoperability”"; a session without a number is called by its title, without a title by its kind."""
        title = self.voice.say(session.title)
        kind = kind_label(session, self.voice.words)
        if title is None:
            return kind
        quoted = self._marks.quoted.format(title.lead.text)
        if session.number is None:
            return quoted
        return f"{kind}{self._gap}{quoted}"

    @property
    def _gap(self) -> str:
        return "" if self._code == "ja" else " "

    def _part(self, noticed: NoticedChange) -> str:
        parts = noticed.after or noticed.before
        return self._marks.part.format(_part_said(parts[0], self.voice.words)) if parts else ""

    def _clocks(self, session: Session) -> str:
        """Give " JST (Sat 20:45 EST)": the clock's name, and the start at home where that is another time."""
        own = read_clock(session.start_at, session.end_at, session.zone)
        name = "" if own.needs_name else f"\u00a0{own.start_name}"
        home = session.start_at.astimezone(ZoneInfo(self.home_zone))
        if home.utcoffset() == own.start_local.utcoffset():
            return name
        second = f"{weekday(home, self._code)} {home:%H:%M}\u00a0{abbreviation(home)}"
        return f"{name}（{second}）" if self._marks is _JAPANESE else f"{name} ({second})"

    def _place(self, session: Session) -> str:
        movement = movement_of(session, self.agenda, self.voice)
        if movement is not None:
            return f"{movement.from_station.lead.text} → {movement.to_station.lead.text}"
        return place_line(session, self._code, self.voice.order)

    def _notes(self, noticed: NoticedChange, audience: Audience) -> Iterator[str]:
        """Give how it was, a sentence each."""
        change, words, voice = noticed.change, self.voice.words, self.voice
        if change.before is None or ChangeKind.REMOVED in change.kinds:
            return
        if ChangeKind.MOVED in change.kinds:
            yield words("It was {before}", before=earlier_said(change, self._code, voice))
        if ChangeKind.RENAMED in change.kinds:
            yield words("It was called {before}", before=title_of(change.before, voice).lead.text)
        if noticed.before and noticed.after and noticed.before != noticed.after:
            earlier = noticed.before[0]
            yield words("Your role was: {role}", role=role_label(earlier.role, words, shared=earlier.is_shared))
        if ChangeKind.PEOPLE in change.kinds and noticed.before == noticed.after:
            may_name = not audience.is_public or change.before.attribution is change.after.attribution
            said = people_said(change, voice, may_name=may_name)
            yield words("People: {people}", people=said.lead.text) if said else ""
        if ChangeKind.DETAILS in change.kinds and (said := details_said(change, voice)):
            yield words("Details: {details}", details=said.lead.text)


def _part_said(part: Part, words: Words) -> str:
    if part.is_shared:
        return words("which you co-chair")
    if part.topic and part.role in _TOPIC_PARTS:
        return words(_TOPIC_PARTS[part.role], number=topic_number(part.topic, words))
    return words(_PARTS[part.role])


def _headlines(noticed: NoticedChange) -> Iterator[str]:
    """Give what happened, the foremost first."""
    change, kinds = noticed.change, noticed.change.kinds
    if ChangeKind.ADDED in kinds:
        yield N_("new")
        return
    if ChangeKind.REMOVED in kinds:
        yield N_("cancelled")
        return
    yield from _own_headlines(noticed)
    if ChangeKind.MOVED in kinds:
        yield from _moves(change)
    if ChangeKind.RENAMED in kinds:
        yield N_("renamed")
    if ChangeKind.PEOPLE in kinds and noticed.before == noticed.after:
        yield N_("other people")
    if ChangeKind.DETAILS in kinds:
        yield N_("other details")


def _own_headlines(noticed: NoticedChange) -> Iterator[str]:
    if noticed.before == noticed.after:
        return
    if not noticed.before:
        yield N_("new for you")
    elif not noticed.after:
        yield N_("no longer for you")
    else:
        yield N_("other role for you")


def _moves(change: Change) -> Iterator[str]:
    """Give "earlier", "longer", "other room" and the like."""
    before, after = change.before, change.after
    if before is None:
        return
    if before.day_on != after.day_on:
        yield N_("other day")
    elif before.start_at != after.start_at:
        yield N_("earlier") if after.start_at < before.start_at else N_("later")
    elif before.end_at != after.end_at:
        yield N_("longer") if after.end_at > before.end_at else N_("shorter")
    if change.moved_in_place:
        is_same_venue = before.venue is not None and after.venue is not None and before.venue.id == after.venue.id
        yield N_("other room") if is_same_venue else N_("other place")
