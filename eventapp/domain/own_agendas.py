"""Whose session is it: the part of an agenda that is one person's own. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.notices import is_for_everybody
from eventapp.domain.registration.offered import has_delegation

if TYPE_CHECKING:
    from collections.abc import Collection

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.vocabulary import AttendeeCategory


def own_sessions(
    agenda: Agenda, person: str, *, category: AttendeeCategory, registered: Collection[str]
) -> frozenset[str]:
    """Give the ids of the sessions in which a person is placed, for a topic too, registered for, or where everybody goes.

    A guest who registered for sessions comes for those alone. What of them the person may see is another question.
    """
    goes_along = has_delegation(category) or not registered
    return frozenset(
        session.id
        for session in agenda.sessions
        if session.id in registered
        or any(placement.attendee.id == person for placement in session.all_placements)
        or (goes_along and is_for_everybody(session))
    )
