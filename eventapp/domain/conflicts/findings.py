"""The conflict as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventapp.domain.attendees import Attendee, Delegation
    from eventapp.domain.sessions import Session, Topic


class ConflictCode(StrEnum):
    ROOM_OVERLAP = "room-overlap"
    PERSON_OVERLAP = "person-overlap"
    TRANSFER_TOO_SHORT = "transfer-too-short"
    OUTSIDE_CONFERENCE = "outside-conference"
    ROOM_UNAVAILABLE = "room-unavailable"
    PERSON_UNAVAILABLE = "person-unavailable"
    ROOM_TOO_SMALL = "room-too-small"
    TOPICS_OVERRUN = "topics-overrun"
    NO_COUNTERPART = "no-counterpart"
    SIDE_CAP = "side-cap"
    NOT_AGREED = "not-agreed"


class Severity(StrEnum):
    """Errors stop a publication unless each is overridden with a reason; warnings never do."""

    ERROR = "error"
    WARNING = "warning"


_WARNINGS = frozenset(
    {ConflictCode.ROOM_TOO_SMALL, ConflictCode.TOPICS_OVERRUN, ConflictCode.NO_COUNTERPART, ConflictCode.NOT_AGREED},
)
_ORDER = {code: number for number, code in enumerate(ConflictCode)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One conflict and all that is involved in it.

    `short` is how much is missing: minutes (`transfer-too-short`, `topics-overrun`; the common minutes of an
    overlap), persons or booths (`room-too-small`, `side-cap`, `person-unavailable`), else 0. `wanting` says which of
    "seats" or "booths" a room lacks. `key` names the conflict among all ("room-overlap:s1+s2"), `rank` is its place among them.
    """

    code: ConflictCode
    sessions: tuple[Session, ...] = ()
    topic: Topic | None = None
    attendees: tuple[Attendee, ...] = ()
    delegation: Delegation | None = None
    short: int = 0
    wanting: str = ""

    severity: Severity = field(init=False, compare=False, repr=False)
    key: str = field(init=False, compare=False, repr=False)
    rank: tuple[bool, int, float, str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Reckon once what a conflict is asked for again and again."""
        name = self.id
        start = self.sessions[0].start_at.timestamp() if self.sessions else float("inf")
        is_warning = self.code in _WARNINGS
        object.__setattr__(self, "severity", Severity.WARNING if is_warning else Severity.ERROR)
        object.__setattr__(self, "key", f"{self.code.value}:{name}")
        object.__setattr__(self, "rank", (is_warning, _ORDER[self.code], start, name))

    @property
    def id(self) -> str:
        """What names this conflict among those of its code: the ids of what it is about, joined by "+"."""
        parts = [session.id for session in self.sessions]
        parts += [self.topic.id] if self.topic else []
        parts += [self.delegation.code] if self.delegation else []
        parts += [self.wanting] if self.wanting else []
        return "+".join(parts)
