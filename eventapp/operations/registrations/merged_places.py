"""What place one person has of whom two registrations become one: never more than there are, and none that the person had is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete

from eventapp.domain.registration import RegistrationState, missing_places
from eventapp.models import RegistrationSession
from eventapp.operations.registrations.registering import ListFullError
from eventapp.queries.registrations import claim_of, count_taken, list_sessions_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from eventapp.models import Registration
    from eventapp.operations.registrations.open_lists import OpenList

_S = RegistrationState
# Whoever is nearer to the list holds.
_NEARER = (_S.PENDING, _S.WAITLISTED, _S.OFFERED, _S.CONFIRMED)
_OF_STATE = ("state", "decided_at", "decided_by", "waiting_since", "offered_until", "ended_at")


def place_of_both(tx: Session, opened: OpenList, kept: Registration, other: Registration) -> dict[str, Any]:
    """Give the columns of the one kept by which it has the place of both; sessions of one that ended are given up.

    The other's state is taken up where it is nearer to the list and the same kind of place: a guest's is no delegate's.
    Raises: ListFullError where that would be a place more than there is.
    """
    is_same = (kept.category, kept.side) == (other.category, other.side)
    better = other if is_same and _rank(other) > _rank(kept) else kept
    columns = {name: getattr(better, name) for name in _OF_STATE}
    if kept.state is other.state is _S.WAITLISTED and is_same:
        columns["waiting_since"] = min(one.waiting_since for one in (kept, other) if one.waiting_since)
    if kept.state.is_ended != other.state.is_ended:
        ended = kept if kept.state.is_ended else other
        tx.execute(delete(RegistrationSession).where(RegistrationSession.registration_id == ended.id))
    if better.state.holds_place:
        _must_have_place(tx, opened, kept, other)
    return columns


def _rank(row: Registration) -> int:
    return _NEARER.index(row.state) if row.state in _NEARER else -1


def _must_have_place(tx: Session, opened: OpenList, kept: Registration, other: Registration) -> None:
    sessions = {row.id: list_sessions_of(tx, row.id) for row in (kept, other)}
    held = [claim_of(row, sessions[row.id]) for row in (kept, other) if row.state.holds_place]
    given = {limit for claim in held for limit in claim.limits()}
    claim = claim_of(kept, sorted({name for names in sessions.values() for name in names}))
    missing = missing_places(opened.plan, count_taken(tx, opened.conference.id), claim)
    if lacking := tuple(limit for limit in missing if limit not in given):
        raise ListFullError(lacking)
