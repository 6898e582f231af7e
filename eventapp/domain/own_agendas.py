"""Whose session is it: the part of an agenda that is one person's own. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.availability import is_absent
from eventapp.domain.registration.offered import has_delegation
from eventapp.domain.sessions import EVERYONE
from eventapp.domain.vocabulary import SessionKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.sessions import Session

# Where everybody goes who may, named or not.
_FOR_EVERYBODY = frozenset(
    {
        SessionKind.PLENARY,
        SessionKind.CEREMONY,
        SessionKind.MEAL,
        SessionKind.RECEPTION,
        SessionKind.TRANSFER,
        SessionKind.ARRIVAL,
    }
)
_OF_EVERYBODY = frozenset({EVERYONE, "participants"})


def goes_along(
    session: Session, attendee: Attendee, *, registered: Collection[str], before: Session | None = None
) -> bool:
    """Say whether a person goes to a session without being placed in it: registered for it, or with everybody while there.

    A guest who registered for sessions comes for those alone. `before` is what the session was: who was to be there then is not away.
    """
    if session.id in registered:
        return True
    comes_for_all = has_delegation(attendee.category) or not registered
    is_theirs = comes_for_all and is_for_everybody(session)
    hours = (session, before) if before else (session,)
    return is_theirs and not all(is_absent(attendee, one.start_at, one.end_at) for one in hours)


def is_for_everybody(session: Session) -> bool:
    """Say whether everybody goes there who is at the conference, named or not."""
    return session.kind in _FOR_EVERYBODY and session.audience in _OF_EVERYBODY
