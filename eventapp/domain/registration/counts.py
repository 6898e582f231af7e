"""How many are on the list or on the way to it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.registration.places import Limit


@dataclass(frozen=True, slots=True)
class Counts:
    """How many places are taken, offered ones among them; how many wait for a decision; how many are on the waiting list."""

    taken: int = 0
    offered: int = 0
    pending: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class CountsByLimit:
    """What stands under each limit; nothing under one that nobody belongs to."""

    by_limit: Mapping[Limit, Counts] = field(default_factory=dict)

    def of(self, kind: str, name: str = "") -> Counts:
        return self.by_limit.get((kind, name), Counts())

    @property
    def whole(self) -> Counts:
        return self.of("conference")


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """How many wait for a decision, are on the waiting list, have an offer; how many changed what they gave after the decision."""

    pending: int
    waiting: int
    offered: int
    amended: int
