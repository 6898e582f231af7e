"""Meals: who is expected at each, and how many of them need what, without anybody's name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.audiences import Audience
from eventapp.domain.registration import Diet, Needs
from eventapp.domain.vocabulary import Role, SessionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.registration.participants import Participant
    from eventapp.domain.sessions import Session

_MEALS = frozenset({SessionKind.MEAL, SessionKind.RECEPTION, SessionKind.BREAK})
# Who says a few words at a reception, or interprets them, is no guest list.
_AT_TABLE = frozenset({Role.CHAIR, Role.LEAD, Role.DISCUSSANT, Role.PARTICIPANT})
NO_NEEDS = Needs()


@dataclass(frozen=True, slots=True, kw_only=True)
class MealCount:
    """How many are expected at a meal and how many of them need what; nobody is named.

    `is_by_name` says that they are placed in the session, else everybody on the list is expected. `by_diet` and `plates` are in the
    diets' own order: each diet with all who need it, and each set of several diets that one person needs together. `in_words` counts those
    who wrote something besides, `without` those who need nothing.
    """

    session: Session
    expected: int
    is_by_name: bool
    by_diet: tuple[tuple[Diet, int], ...]
    plates: tuple[tuple[tuple[Diet, ...], int], ...]
    in_words: int
    without: int


def meals_of(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Give the sessions at which people eat: meals, receptions and breaks that take place."""
    return tuple(session for session in sessions if session.kind in _MEALS and not session.is_cancelled)


def is_by_name(session: Session) -> bool:
    """Say whether those at table are placed by name."""
    return any(placement.role in _AT_TABLE for placement in session.placements)


def expected_at(session: Session, participants: Iterable[Participant]) -> tuple[Participant, ...]:
    """Give those on the list who are expected at a meal, in the order of `participants`.

    Those placed in it and those who registered for it; where nobody is placed by name, everybody who is there then and did not
    register for other sessions alone. A side's own meal is for that side.
    """
    placed = {attendee.id for attendee in session.people}
    names_all = is_by_name(session)
    side = Audience.parse(session.audience).side

    def is_expected(participant: Participant) -> bool:
        if participant.id in placed or session.id in participant.sessions:
            return True
        is_for_all = not names_all and not participant.sessions and side in {None, participant.side}
        return is_for_all and _is_there(participant.attendee, session)

    return tuple(one for one in participants if one.is_on_list and is_expected(one))


def _is_there(attendee: Attendee, session: Session) -> bool:
    """Say whether nothing is known that keeps a person away all the time of a session."""
    has_come = attendee.arrives_at is None or attendee.arrives_at < session.end_at
    is_left = attendee.leaves_at is not None and attendee.leaves_at <= session.start_at
    is_away = any(w.start_at <= session.start_at and session.end_at <= w.end_at for w in attendee.away)
    return has_come and not is_left and not is_away


def count_meal(session: Session, participants: Sequence[Participant], needs: Mapping[str, Needs]) -> MealCount:
    """Count what those expected at a meal need, by public id."""
    expected = expected_at(session, participants)
    wanted = [needs.get(one.id, NO_NEEDS) for one in expected]
    diets = Counter(diet for one in wanted for diet in set(one.diets))
    plates = Counter(_in_order(one.diets) for one in wanted if len(set(one.diets)) > 1)
    return MealCount(
        session=session,
        expected=len(expected),
        is_by_name=is_by_name(session),
        by_diet=tuple((diet, diets[diet]) for diet in Diet if diets[diet]),
        plates=tuple(sorted(plates.items(), key=lambda plate: [_PLACES[diet] for diet in plate[0]])),
        in_words=sum(bool(one.dietary) for one in wanted),
        without=sum(not one.diets and not one.dietary for one in wanted),
    )


_PLACES = {diet: n for n, diet in enumerate(Diet)}


def _in_order(diets: Iterable[Diet]) -> tuple[Diet, ...]:
    return tuple(sorted(set(diets), key=_PLACES.__getitem__))
