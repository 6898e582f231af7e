"""Places: how many are taken, what stands in the way of one more, and who of those waiting is next. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventapp.domain.registration.plan import RegistrationPlan
    from eventapp.domain.vocabulary import AttendeeCategory

# What limits a place, as (kind, name): ("conference", ""), ("category", "guest"), ("side", "JP"), ("session", "ws-5").
Limit = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a registration takes if it gets its place: one everywhere that it belongs to."""

    id: int
    category: AttendeeCategory
    side: str = ""
    sessions: tuple[str, ...] = ()

    def limits(self) -> Iterator[Limit]:
        yield "conference", ""
        yield "category", self.category.value
        if self.side:
            yield "side", self.side
        for session in self.sessions:
            yield "session", session


@dataclass(slots=True)
class Taken:
    """How many places are taken under each limit."""

    counts: dict[Limit, int] = field(default_factory=dict)

    def add(self, claim: Claim, *, places: int = 1) -> None:
        """Count a claim that gets its place, or `places` alike."""
        for limit in claim.limits():
            self.counts[limit] = self.counts.get(limit, 0) + places


def missing_places(plan: RegistrationPlan, taken: Taken, claim: Claim) -> tuple[Limit, ...]:
    """Give what stands in the way of one more, widest first; nothing where there is a place."""
    return tuple(limit for limit in claim.limits() if not _has_room(plan, taken, limit))


def claims_to_offer(plan: RegistrationPlan, taken: Taken, waiting: Iterable[Claim]) -> tuple[Claim, ...]:
    """Give who gets an offer now, `waiting` being in order; `taken` then counts them too.

    Whoever comes later is next only where those before wait for something that he or she does not need: a full limit stays
    full for everybody after.
    """
    offered: list[Claim] = []
    for claim in waiting:
        if not missing_places(plan, taken, claim):
            taken.add(claim)
            offered.append(claim)
    return tuple(offered)


def _has_room(plan: RegistrationPlan, taken: Taken, limit: Limit) -> bool:
    most = _most(plan, limit)
    return most is None or taken.counts.get(limit, 0) < most


def _most(plan: RegistrationPlan, limit: Limit) -> int | None:
    kind, name = limit
    if kind == "conference":
        return plan.capacity
    if kind == "category":
        return next((rule.capacity for category, rule in plan.rules.items() if category.value == name), None)
    return (plan.of_sides if kind == "side" else plan.of_sessions).get(name)
