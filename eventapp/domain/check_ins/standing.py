"""Whether a person is in, from all that desks told of it.

An undo takes back the check-ins that its desk knew of when it was told, and no others. So a check-in that another desk made
without a network, and tells late, is never lost to an undo that was meant for an earlier one, and the same things told in any
order end in the same. No clock decides whether somebody is in; it only says since when (decision 0015).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Verb(StrEnum):
    IN = "in"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that a desk told of a person, as it was taken down.

    `number` counts what was told of this person there, from 1 in the order of arrival. `source` is the browser that told it: what comes
    from one comes in its own order. `seen` is the number up to which an undo's desk knew what had been told.
    """

    number: int
    verb: Verb
    at: datetime
    source: str
    by: str
    desk: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A person who is in: since when, by which desk; `number` is that of the check-in that counts."""

    since: datetime
    by: str
    desk: str
    number: int


def standing_of(told: Iterable[Told]) -> Standing | None:
    """Give how a person stands after all that was told, None for one who is not in: the earliest check-in that stands counts."""
    ordered = sorted(told, key=lambda one: one.number)
    undos = [one for one in ordered if one.verb is Verb.UNDO]
    valid = [one for one in ordered if one.verb is Verb.IN and not any(_takes_back(undo, one) for undo in undos)]
    if not valid:
        return None
    first = min(valid, key=lambda one: (one.at, one.source, one.number))
    return Standing(since=first.at, by=first.by, desk=first.desk, number=first.number)


def _takes_back(undo: Told, check_in: Told) -> bool:
    """Say whether an undo's desk knew of a check-in: it had heard of it, or told it before itself."""
    if check_in.number > undo.number:
        return False
    return check_in.number <= undo.seen or check_in.source == undo.source
