"""Meals of a conference as the workplace shows them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from flask import abort

from eventapp.db import reading
from eventapp.domain.meals import count_meal, expected_at, meals_of
from eventapp.queries.needs import list_needs
from eventapp.queries.registrations import list_participants
from eventapp.renderers.view.meals import build_accessibility, build_meal_view, build_seats
from eventapp.renderers.view.voice import Phrase, Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.meals import MealCount
    from eventapp.domain.registration import Needs
    from eventapp.domain.registration.participants import Participant
    from eventapp.domain.sessions import Session
    from eventapp.renderers.view.meals import MealView, NeedView
    from eventapp.web.workplace import Workplace


@dataclass(frozen=True, slots=True)
class MealDay:
    heading: Phrase
    meals: tuple[MealView, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Everybody on the list with what each needs, read at once; what is shown of it is decided by each page."""

    place: Workplace
    people: tuple[Participant, ...]
    needs: Mapping[str, Needs]

    @property
    def voice(self) -> Voice:
        return Voice(self.place.languages, self.place.agenda.conference.languages)

    @property
    def meals(self) -> tuple[Session, ...]:
        return meals_of(self.place.draft.agenda.sessions)

    def meal(self, session_id: str) -> Session:
        """Give one meal; what is no meal isn't there."""
        return next((session for session in self.meals if session.id == session_id), None) or abort(404)

    def counts(self) -> tuple[MealCount, ...]:
        return tuple(count_meal(session, self.people, self.needs) for session in self.meals)

    def days(self) -> tuple[MealDay, ...]:
        views = (build_meal_view(count, self.voice) for count in self.counts())
        return tuple(MealDay(heading, tuple(views)) for heading, views in groupby(views, lambda view: view.on))

    def seats(self, session: Session) -> tuple[NeedView, ...]:
        return build_seats(expected_at(session, self.people), self.needs, self.voice)

    def accessibility(self) -> tuple[NeedView, ...]:
        return build_accessibility(self.people, self.needs, self.voice)

    @property
    def accessibility_count(self) -> int:
        return sum(bool(one.accessibility) for one in self.needs.values())


def lay_table(place: Workplace) -> Table:
    """Give who is on the list and what they need, in a fixed number of statements."""
    with reading() as tx:
        return Table(place, list_participants(tx, place.slug), list_needs(tx, place.draft.conference_id))
