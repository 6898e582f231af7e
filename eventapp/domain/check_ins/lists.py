"""Who is on the list of a door, who is expected there, and how many came."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.audiences import PUBLIC, Audience
from eventapp.domain.vocabulary import AttendeeCategory, Role, SessionKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.check_ins.scopes import Scope
    from eventapp.domain.registration.participants import Participant
    from eventapp.domain.sessions import Session


def is_listed(participant: Participant, scope: Scope) -> bool:
    """Say whether somebody who is confirmed may come in there by the list.

    Everybody may at the conference and on its days. A session whose participants are named, or a restricted one, is for them and for
    who registered for it; any other one is for all who may know of it, a guest who chose sessions for those only.
    """
    session = scope.session
    if session is None or session.id in participant.sessions or _is_placed(participant.id, session):
        return True
    if session.kind is SessionKind.RESTRICTED or any(p.role is Role.PARTICIPANT for p in session.placements):
        return False
    audience = Audience.parse(session.audience)
    if participant.attendee.category is AttendeeCategory.GUEST or not participant.side:
        return not participant.sessions and PUBLIC.may_see(audience)
    return Audience.parse(f"side:{participant.side}").may_see(audience)


def is_expected(participant: Participant, scope: Scope, *, zone: str) -> bool:
    """Say whether a confirmed person is counted upon there: on the list, and at the conference by then."""
    return is_listed(participant, scope) and _is_there(participant.attendee, scope, zone)


@dataclass(frozen=True, slots=True)
class SideCount:
    """How many of a delegation are in, of how many; "" are those without one."""

    side: str
    present: int
    expected: int


def count_sides(
    participants: Iterable[Participant],
    scope: Scope,
    present: Collection[int],
    *,
    erased: Mapping[str, int] | None = None,
    zone: str,
) -> tuple[SideCount, ...]:
    """Count those on the list by delegation, in protocol order, `participants` being in it; `present` are the keys of those who are in.

    `erased` says how many more are in whom nobody knows any more.
    Who is in without having been expected counts as in, so that there may be more than were expected.
    """
    here, expected = Counter[str](erased or {}), Counter[str]()
    for one in participants:
        if one.is_on_list:
            here[one.side] += one.key in present
            expected[one.side] += is_expected(one, scope, zone=zone)
    sides = {**expected, **here}
    return tuple(SideCount(side, here[side], expected[side]) for side in sides if expected[side] or here[side])


def _is_placed(person: str, session: Session) -> bool:
    return any(placement.attendee.id == person for placement in session.all_placements)


def _is_there(attendee: Attendee, scope: Scope, zone: str) -> bool:
    if scope.session is not None:
        start, end = scope.session.start_at, scope.session.end_at
    elif scope.day is not None:
        start, end = _midnight(scope.day, zone), _midnight(scope.day + timedelta(days=1), zone)
    else:
        return True
    is_late = attendee.arrives_at is not None and attendee.arrives_at >= end
    return not is_late and (attendee.leaves_at is None or attendee.leaves_at > start)


def _midnight(on: date, zone: str) -> datetime:
    return datetime.combine(on, time(), tzinfo=ZoneInfo(zone))
