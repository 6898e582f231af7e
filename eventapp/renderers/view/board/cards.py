"""The session card as the board has it: the same fields in the same order, the last ones dropped where it is short."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from eventapp.domain.conflicts import Severity
from eventapp.domain.vocabulary import AttributionRule, InterpretationMode, SessionKind, SessionStatus
from eventapp.renderers.labels import (
    attribution_label,
    interpretation_label,
    kind_label,
    road_label,
    short_kind_label,
    topic_number,
)
from eventapp.renderers.view.board.values import BoardCard, BoardMarks, Flag
from eventapp.renderers.view.cards import ATTRIBUTION_SIGNS, INTERPRETATION_SIGNS, SOCIAL, title_of
from eventapp.renderers.view.conflicts import conflict_headline
from eventapp.renderers.view.places import station
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.domain.conflicts import Conflict
    from eventapp.domain.sessions import Session, Topic
    from eventapp.renderers.view.board.known import KnownBoard
    from eventapp.renderers.view.voice import Voice
    from eventapp.renderers.wording import Words

_SHORT, _SHORTER, _SHORTEST = 45, 30, 15


@dataclass(frozen=True, slots=True)
class BoardCardMaker:
    agenda: Agenda
    marks: BoardMarks
    voice: Voice
    words: Words
    known: KnownBoard

    def make(self, session: Session) -> BoardCard:
        marks = self.marks.of(session.id)
        return self.known.cards.get(
            session.id, (session, marks, self.agenda.transfers, self.voice), lambda: self._card(session)
        )

    def _card(self, session: Session) -> BoardCard:
        local = session.start_local
        flags = tuple(self._flag(n, conflict) for n, conflict in self.marks.flags.get(session.id, ()))
        return BoardCard(
            id=session.id,
            form=_form(session),
            classes=self._classes(session, flags),
            start_iso=session.start_at.isoformat(),
            minutes=session.minutes,
            room=session.room.id if session.room else "",
            version=self.marks.versions.get(session.id, ""),
            time=f"{local:%H:%M}",
            kind=kind_label(session, self.words),
            short_kind=short_kind_label(session, self.words),
            place=self._place(session),
            title=title_of(session, self.voice),
            signs=_signs(session, self.words.language),
            topics=" ".join(self._number(topic) for topic in session.topics),
            flags=flags,
            is_fixed=session.is_fixed,
            held_by=self.marks.held.get(session.id, ""),
            road=self._road(session),
            stations=self._stations(session),
        )

    def _flag(self, number: int, conflict: Conflict) -> Flag:
        is_error = conflict.severity is Severity.ERROR
        return Flag(number=number, is_error=is_error, reason=conflict_headline(conflict, self.words))

    def _place(self, session: Session) -> str:
        said = self.voice.say(session.room.name) if session.room else None
        return said.lead.text if said else ""

    def _classes(self, session: Session, flags: tuple[Flag, ...]) -> str:
        change = self.marks.changes.get(session.id)
        found = {
            "is-chg": change is not None,
            "is-stop": any(flag.is_error for flag in flags),
            "is-soft": session.kind.is_quiet,
            "is-draft": session.status is SessionStatus.TENTATIVE,
            "is-off": session.is_cancelled,
            "is-held": session.id in self.marks.held,
            "d3": session.minutes <= _SHORT,
            "d2": session.minutes <= _SHORTER,
            "d0": session.minutes <= _SHORTEST,
        }
        return " ".join(name for name, holds in found.items() if holds)

    def _number(self, topic: Topic) -> str:
        number = topic_number(topic.number, self.words)
        if topic.agreement.is_agreed:
            return number
        return f"［{number}］" if self.words.language == "ja" else f"[{number}]"

    def _road(self, session: Session) -> str:
        road = self.agenda.road_of(session)
        if road is None:
            return ""
        minutes, gate = road
        parts = [road_label(session.transfer_mode, minutes, self.words)] if minutes is not None else []
        parts += [self.words("{count} min gate", count=gate)] if gate else []
        return " · ".join(parts)

    def _stations(self, session: Session) -> str:
        if session.from_venue is None or session.to_venue is None:
            return ""
        ends = (station(venue, self.voice.lead, self.voice.order) for venue in (session.from_venue, session.to_venue))
        return " → ".join(ends)


def _form(session: Session) -> str:
    if session.kind is SessionKind.TRANSFER and session.from_venue and session.to_venue and not session.is_cancelled:
        return "movement"
    return "quiet" if session.kind.is_quiet and session.minutes <= _SHORTER and not session.is_cancelled else "card"


@lru_cache(maxsize=256)
def _signs_of(
    kind: SessionKind, rule: AttributionRule, mode: InterpretationMode, language: str
) -> tuple[tuple[str, str], ...]:
    words = words_in(language)
    found = []
    if not kind.is_quiet and (kind not in SOCIAL or rule is not AttributionRule.ON_RECORD):
        found.append((ATTRIBUTION_SIGNS[rule], attribution_label(rule, words)))
    if mode in INTERPRETATION_SIGNS:
        found.append((INTERPRETATION_SIGNS[mode], interpretation_label(mode, words)))
    return tuple(found)


def _signs(session: Session, language: str) -> tuple[tuple[str, str], ...]:
    """Give sign and word of the attribution rule and of the interpretation; a cancelled session has neither."""
    if session.is_cancelled:
        return ()
    return _signs_of(session.kind, session.attribution, session.interpretation, language)
