"""Sessions and topics: what happens when and where, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.localized import NOTHING, Localized
from eventapp.domain.vocabulary import (
    AgreementState,
    AttributionRule,
    InterpretationMode,
    SessionStatus,
    TransferMode,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from eventapp.domain.attendees import Attendee, Placement
    from eventapp.domain.venues import Room, Venue
    from eventapp.domain.vocabulary import SessionKind, TopicPurpose

EVERYONE = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An agenda item with a stable number ("7", "7bis"). `minutes` is None while not agreed."""

    id: str
    position: int
    number: str
    purpose: TopicPurpose
    title: Localized
    minutes: int | None = None
    text: Localized = NOTHING
    questions: tuple[Localized, ...] = ()
    proposed_by: str | None = None
    agreement: AgreementState = AgreementState.PROPOSED
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Session:
    """A slot of the agenda: [start_at, end_at), aware UTC, typed in `zone`.

    `side_cap` is the most persons a side may place ("1+3" is 4); a fixed session stays where it is when others slip. `sequence` and `modified_at` are set
    by publishing (RFC 5545 §3.8.7.4, §3.8.7.3); a draft has 0 and None.
    """

    id: str
    uid: str
    kind: SessionKind
    title: Localized
    start_at: datetime
    end_at: datetime
    zone: str
    number: int | None = None
    description: Localized = NOTHING
    room: Room | None = None
    from_venue: Venue | None = None
    to_venue: Venue | None = None
    transfer_mode: TransferMode | None = None
    audience: str = EVERYONE
    attribution: AttributionRule = AttributionRule.ON_RECORD
    interpretation: InterpretationMode = InterpretationMode.NONE
    expected: int | None = None
    side_cap: int | None = None
    status: SessionStatus = SessionStatus.CONFIRMED
    is_fixed: bool = False
    placements: tuple[Placement, ...] = ()
    topics: tuple[Topic, ...] = ()
    sequence: int = 0
    modified_at: datetime | None = None

    @property
    def is_cancelled(self) -> bool:
        return self.status is SessionStatus.CANCELLED

    @cached_property
    def start_local(self) -> datetime:
        return self.start_at.astimezone(ZoneInfo(self.zone))

    @cached_property
    def end_local(self) -> datetime:
        return self.end_at.astimezone(ZoneInfo(self.zone))

    @cached_property
    def day_on(self) -> date:
        """The conference day: a session across midnight belongs to the day on which it starts."""
        return self.start_local.date()

    @cached_property
    def minutes(self) -> int:
        return int((self.end_at - self.start_at).total_seconds() // 60)

    @property
    def topic_minutes(self) -> int:
        """What its topics need, those withdrawn not counted; consecutive interpretation doubles it."""
        factor = 2 if self.interpretation is InterpretationMode.CONSECUTIVE else 1
        return factor * sum(t.minutes or 0 for t in self.topics if t.agreement is not AgreementState.WITHDRAWN)

    @property
    def venue(self) -> Venue | None:
        """Where it happens; None for a movement and for a session without a room."""
        return self.room.venue if self.room else None

    @property
    def all_placements(self) -> Iterator[Placement]:
        """The session's own placements, then those of its topics."""
        yield from self.placements
        for topic in self.topics:
            yield from topic.placements

    @property
    def people(self) -> tuple[Attendee, ...]:
        """Everybody placed in the session or for one of its topics, once each, as first named."""
        return tuple({p.attendee.id: p.attendee for p in self.all_placements}.values())

    @cached_property
    def sort_key(self) -> tuple[datetime, datetime, int, str]:
        """Order of every agenda: start, end, room, id."""
        room = (self.room.venue.position * 1000 + self.room.position) if self.room else 0
        return (self.start_at.astimezone(UTC), self.end_at.astimezone(UTC), room, self.id)
