"""Conflicts as they are shown: numbered, a short headline and a sentence in the reader's languages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.conflicts import ConflictCode, Severity
from eventapp.renderers.conflicts import conflict_sentence
from eventapp.renderers.labels import topic_number
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.conflicts import Conflict
    from eventapp.renderers.view.voice import Phrase, Voice
    from eventapp.renderers.wording import Words

_HEADLINES = {
    ConflictCode.ROOM_OVERLAP: N_("{short} min in one room at once"),
    ConflictCode.PERSON_OVERLAP: N_("{short} min in two places"),
    ConflictCode.TRANSFER_TOO_SHORT: N_("{short} min short"),
    ConflictCode.OUTSIDE_CONFERENCE: N_("Outside the conference days"),
    ConflictCode.ROOM_UNAVAILABLE: N_("Room not available"),
    ConflictCode.PERSON_UNAVAILABLE: N_("{short} not there"),
    ConflictCode.TOPICS_OVERRUN: N_("{short} min over"),
    ConflictCode.NO_COUNTERPART: N_("No counterpart"),
    ConflictCode.SIDE_CAP: N_("{short} too many"),
    ConflictCode.NOT_AGREED: N_("Topic {number} not agreed"),
}
_BOOTHS = N_("No booth")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """One conflict; `number` is the same at the card and in every list, `key` names it ("room-overlap:s1+s2")."""

    number: int
    key: str
    code: str
    is_error: bool
    headline: Phrase
    sentence: Phrase
    sessions: tuple[str, ...]
    topic: str
    day: date | None

    @property
    def severity(self) -> str:
        return "error" if self.is_error else "warning"


def build_conflict_views(conflicts: Iterable[Conflict], agenda: Agenda, voice: Voice) -> tuple[ConflictView, ...]:
    """Give the conflicts in the order in which they were found, numbered from 1."""
    return tuple(build_conflict_view(n, conflict, agenda, voice) for n, conflict in enumerate(conflicts, start=1))


def build_conflict_view(number: int, conflict: Conflict, agenda: Agenda, voice: Voice) -> ConflictView:
    return ConflictView(
        number=number,
        key=conflict.key,
        code=conflict.code.value,
        is_error=conflict.severity is Severity.ERROR,
        headline=voice.label(lambda words: conflict_headline(conflict, words)),
        sentence=voice.label(lambda words: conflict_sentence(conflict, agenda, words)),
        sessions=tuple(session.id for session in conflict.sessions),
        topic=conflict.topic.id if conflict.topic else "",
        day=conflict.sessions[0].day_on if conflict.sessions else None,
    )


def conflict_headline(conflict: Conflict, words: Words) -> str:
    """Give the number first and what is missing: "15 min short"."""
    if conflict.wanting == "booths":
        return words(_BOOTHS)
    if conflict.code is ConflictCode.ROOM_TOO_SMALL:
        return words.plural("{count} seat short", "{count} seats short", conflict.short)
    number = topic_number(conflict.topic.number, words) if conflict.topic else ""
    return words(_HEADLINES[conflict.code], short=conflict.short, number=number)


def flags_of(conflicts: Iterable[Conflict]) -> dict[str, tuple[tuple[int, Conflict], ...]]:
    """Give by session its conflicts with their numbers, errors first: so they were found, so they are numbered."""
    found: dict[str, list[tuple[int, Conflict]]] = defaultdict(list)
    for number, conflict in enumerate(conflicts, start=1):
        for session in conflict.sessions:
            found[session.id].append((number, conflict))
    return {name: tuple(flags) for name, flags in found.items()}
