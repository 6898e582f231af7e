"""Whose session is it: the part of an agenda that is one person's own. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.notices import is_for_everybody, parts_of
from eventapp.domain.registration.offered import has_delegation

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.notices import Part
    from eventapp.domain.vocabulary import AttendeeCategory


def own_sessions(
    agenda: Agenda, person: str, *, category: AttendeeCategory, registered: Collection[str]
) -> frozenset[str]:
    """Give the ids of the sessions in which a person is placed, for a topic too, registered for, or where everybody goes.

    A guest who registered for sessions comes for those alone. What of them the person may see is another question.
    """
    return OwnSessions(agenda).of(person, category=category, registered=registered)


class OwnSessions:
    """The sessions of everybody in one agenda, which is looked through once."""

    def __init__(self, agenda: Agenda) -> None:
        self._ids = frozenset(session.id for session in agenda.sessions)
        self._for_all = frozenset(session.id for session in agenda.sessions if is_for_everybody(session))
        self._parts: dict[str, dict[str, tuple[Part, ...]]] = {}
        for session in agenda.sessions:
            for person, parts in parts_of(session).items():
                self._parts.setdefault(person, {})[session.id] = parts

    def of(self, person: str, *, category: AttendeeCategory, registered: Collection[str]) -> frozenset[str]:
        """Give the ids of one person's sessions, as `own_sessions` does."""
        goes_along = has_delegation(category) or not registered
        chosen = self._ids.intersection(registered).union(self._parts.get(person, ()))
        return chosen | self._for_all if goes_along else chosen

    def parts(self, person: str) -> Mapping[str, tuple[Part, ...]]:
        """Give what a person does, by session, the foremost first."""
        return self._parts.get(person, {})
