"""One session card: the same fields in the same order in list, parallel, phone, board and print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.clocks import read_clock
from eventapp.domain.differences import ChangeKind
from eventapp.domain.phases import Phase
from eventapp.domain.vocabulary import AttributionRule, InterpretationMode, SessionKind
from eventapp.renderers.dates import clock_time, day_and_time, second_clock, time_range
from eventapp.renderers.labels import (
    attribution_label,
    change_label,
    interpretation_between,
    kind_label,
    minutes_label,
    purpose_label,
    rule_sentence,
    topic_number,
)
from eventapp.renderers.view.people import CARD_ROLES, sides_of
from eventapp.renderers.view.places import movement_of, place_line, place_of, station
from eventapp.renderers.view.values import CardView, ChangeView, MarkView, SecondClockView, TopicView
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.differences import Change
    from eventapp.domain.sessions import Session, Topic
    from eventapp.domain.vocabulary import Role
    from eventapp.renderers.view.voice import Phrase, Voice
    from eventapp.renderers.wording import Words

ATTRIBUTION_SIGNS = {
    AttributionRule.ON_RECORD: "m-open",
    AttributionRule.NOT_FOR_ATTRIBUTION: "m-nfa",
    AttributionRule.CHATHAM_HOUSE: "m-chr",
    AttributionRule.CLOSED: "m-closed",
}
INTERPRETATION_SIGNS = {
    InterpretationMode.SIMULTANEOUS: "m-sim",
    InterpretationMode.CONSECUTIVE: "m-con",
    InterpretationMode.WHISPERING: "m-whi",
}
_CHANGE_SIGNS = {
    ChangeKind.ADDED: ("new", "m-new"),
    ChangeKind.REMOVED: ("cancelled", "m-off"),
    ChangeKind.MOVED: ("moved", "m-mov"),
}
# Nobody is quoted there; the sign of an open door would say nothing.
SOCIAL = frozenset({SessionKind.RECEPTION, SessionKind.TRANSFER})
_OTHER_CHANGE = ("changed", "m-mov")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMaker:
    """Makes the cards of one agenda for one voice; `zones` are the second clocks, `phases` by session id."""

    agenda: Agenda
    voice: Voice
    zones: tuple[str, ...]
    changes: Mapping[str, Change]
    phases: Mapping[str, Phase]

    def make(self, session: Session, roles: frozenset[Role] = CARD_ROLES) -> CardView:
        voice = self.voice
        change = self.changes.get(session.id)
        phase = self.phases.get(session.id, Phase.NONE)
        own = read_clock(session.start_at, session.end_at, session.zone)
        return CardView(
            id=session.id,
            time=time_range(own),
            is_clock_named=own.needs_name,
            start_iso=session.start_local.isoformat(),
            end_iso=session.end_local.isoformat(),
            length=voice.label(lambda words: minutes_label(session.minutes, words)),
            clocks=self._clocks(session),
            phase=phase,
            phase_label=_phase_label(phase, voice),
            kind=voice.label(lambda words: kind_label(session, words)),
            change=change_view(session, change, voice),
            is_changed=change is not None,
            is_cancelled=session.is_cancelled,
            title=title_of(session, voice),
            place=place_of(session, voice),
            marks=() if session.is_cancelled or session.kind.is_quiet else tuple(self._marks(session)),
            sides=sides_of(session, self.agenda, voice, roles),
            topics=tuple(topic_view(topic, voice) for topic in session.topics),
            rule=_rule(session, voice),
            description=voice.say(session.description),
            movement=movement_of(session, self.agenda, voice),
        )

    def _clocks(self, session: Session) -> tuple[SecondClockView, ...]:
        readings = (read_clock(session.start_at, session.end_at, z) for z in self.zones if z != session.zone)
        return tuple(
            SecondClockView(zone=reading.zone, days=days, times=times)
            for reading in readings
            for days, times in [second_clock(reading, self.voice.lead)]
        )

    def _marks(self, session: Session) -> Iterator[MarkView]:
        rule = session.attribution
        if session.kind not in SOCIAL or rule is not AttributionRule.ON_RECORD:
            label = self.voice.label(lambda words: attribution_label(rule, words))
            yield MarkView(sign=ATTRIBUTION_SIGNS[rule], label=label)
        mode = session.interpretation
        if mode is not InterpretationMode.NONE:
            label = self.voice.label(lambda words: interpretation_between(mode, self.voice.order, words))
            yield MarkView(sign=INTERPRETATION_SIGNS[mode], label=label)


def title_of(session: Session, voice: Voice) -> Phrase:
    """Give the title, or the kind of a session without one."""
    return voice.say(session.title) or voice.label(lambda words: kind_label(session, words))


def topic_view(topic: Topic, voice: Voice) -> TopicView:
    minutes = topic.minutes
    questions = (voice.say(question) for question in topic.questions)
    number = voice.label(lambda words: topic_number(topic.number, words))
    return TopicView(
        id=topic.id,
        number=number,
        title=voice.say(topic.title) or number,
        is_agreed=topic.agreement.is_agreed,
        purpose=voice.label(lambda words: purpose_label(topic.purpose, words)),
        minutes=voice.label(lambda words: minutes_label(minutes, words)) if minutes is not None else None,
        text=voice.say(topic.text),
        questions=tuple(question for question in questions if question is not None),
    )


def _phase_label(phase: Phase, voice: Voice) -> Phrase | None:
    if phase is Phase.NONE:
        return None
    return voice.label(lambda words: words("Now") if phase is Phase.NOW else words("Next"))


def _rule(session: Session, voice: Voice) -> Phrase | None:
    if session.is_cancelled or not rule_sentence(session.attribution, voice.words):
        return None
    return voice.label(lambda words: rule_sentence(session.attribution, words))


def change_view(session: Session, change: Change | None, voice: Voice) -> ChangeView | None:
    """Give the session's news; a session cancelled in an earlier version stays marked, without being news."""
    if change is None and not session.is_cancelled:
        return None
    kind = change.kinds[0] if change else ChangeKind.REMOVED
    name, sign = _CHANGE_SIGNS.get(kind, _OTHER_CHANGE)
    return ChangeView(
        kind=name,
        sign=sign,
        label=voice.label(lambda words: change_label(kind, words)),
        was=_was(change, kind, voice) if change else None,
    )


def _was(change: Change, kind: ChangeKind, voice: Voice) -> Phrase | None:
    if change.before is None:
        return None
    if kind is ChangeKind.MOVED:
        return voice.label_by(lambda code: _was_moved(change, code, voice, words_in(code)))
    before = voice.say(change.before.title)
    if kind is ChangeKind.RENAMED and before is not None:
        return voice.label_by(
            lambda code: words_in(code)(N_("was {before}"), before=_title(change.before, code, voice))
        )
    return None


def _title(session: Session | None, code: str, voice: Voice) -> str:
    text = session.title.in_language(code, order=voice.order) if session else None
    return text.text if text else ""


def _was_moved(change: Change, code: str, voice: Voice, words: Words) -> str:
    return words("was {before}", before=earlier_said(change, code, voice)) if change.before else ""


def earlier_said(change: Change, code: str, voice: Voice) -> str:
    """Give "11:00, Room 201": only what moved, with the day if that was another."""
    before, after = change.before, change.after
    if before is None:
        return ""
    parts = []
    if change.moved_in_time:
        start = before.start_local
        same_day = before.day_on == after.day_on
        parts.append(clock_time(start, code) if same_day else day_and_time(start, code))
        if same_day and before.start_at == after.start_at:
            parts = [time_range(read_clock(before.start_at, before.end_at, before.zone))]
    if change.moved_in_place:
        parts.append(_earlier_place(before, after, code, voice))
    return (" " if code == "ja" else ", ").join(part for part in parts if part)


def _earlier_place(before: Session, after: Session, code: str, voice: Voice) -> str:
    """Give the earlier room alone where the venue stayed the same."""
    if before.room and after.room and before.room.venue.id == after.room.venue.id:
        text = before.room.name.in_language(code, order=voice.order)
        return text.text if text else ""
    if before.from_venue and before.to_venue:
        return " → ".join(station(venue, code, voice.order) for venue in (before.from_venue, before.to_venue))
    return place_line(before, code, voice.order) or words_in(code)(N_("without a room"))
