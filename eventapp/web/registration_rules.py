"""What the page of the rules of registration shows beside its fields: the state of each door, how many went through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.renderers.labels import zone_label
from eventapp.renderers.registration_doors import counts_words, rule_words
from eventapp.renderers.vocabulary import word_label
from eventapp.web.forms.registration_plans import RULE_FIELDS

if TYPE_CHECKING:
    from datetime import datetime

    from wtforms import Field

    from eventapp.domain.registration.counts import CountsByLimit
    from eventapp.web.forms.registration_plans import PlanForm
    from eventapp.web.workplace import Workplace


@dataclass(frozen=True, slots=True)
class PlacesRow:
    """A limit with its field: how many are taken of it; `excess` is how many more than there are places; `code` is a delegation's."""

    field: Field
    title: str
    counts: str
    excess: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category: its door in words, its fields with their labels; `is_open` shows the fields without a press."""

    name: str
    title: str
    door: str
    fields: dict[str, tuple[Field, str]]
    places: PlacesRow
    is_open: bool


@dataclass(frozen=True, slots=True)
class RulesView:
    zone: str
    categories: tuple[CategoryRow, ...]
    whole: PlacesRow
    sides: tuple[PlacesRow, ...]
    sessions: tuple[PlacesRow, ...]


def rules_view(place: Workplace, form: PlanForm, counts: CountsByLimit, *, now: datetime) -> RulesView:
    """Give the rows of the page, categories, delegations and sessions in the conference's order; the doors are those that stand."""
    builder = _Rows(place, form, counts, now)
    agenda = place.agenda
    shown = [session for session in agenda.sessions if f"seats_{session.id}" in form]
    return RulesView(
        zone=zone_label(agenda.conference.zone, place.words),
        categories=tuple(builder.category(category) for category in AttendeeCategory),
        whole=builder.places("capacity", "conference", "", form.standing.capacity),
        sides=tuple(
            builder.places(f"side_{d.code}", "side", d.code, form.standing.of_sides.get(d.code))
            for d in agenda.delegations
        ),
        sessions=tuple(
            builder.places(f"seats_{s.id}", "session", s.id, form.standing.of_sessions.get(s.id)) for s in shown
        ),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    place: Workplace
    form: PlanForm
    counts: CountsByLimit
    now: datetime

    def category(self, category: AttendeeCategory) -> CategoryRow:
        words, rule = self.place.words, self.form.standing.rule_of(category)
        labels = {key: (field, words(RULE_FIELDS[key])) for key, field in self.form.of_category(category).items()}
        field, label = labels.pop("capacity")
        return CategoryRow(
            name=category.value,
            title=word_label(category, words),
            door=rule_words(rule, zone=self.place.agenda.conference.zone, now=self.now, words=words),
            fields=labels,
            places=self._row(field, label, "category", category.value, rule.capacity),
            is_open=self.form.is_wrong(category),
        )

    def places(self, field: str, kind: str, name: str, most: int | None) -> PlacesRow:
        return self._row(self.form[field], self.form.words(self.form[field].label.text), kind, name, most)

    def _row(self, field: Field, title: str, kind: str, name: str, most: int | None) -> PlacesRow:
        found = self.counts.of(kind, name)
        excess = max(0, found.taken - most) if most is not None else 0
        code = name if kind == "side" else ""
        return PlacesRow(field, title, counts_words(found, most, self.place.words), excess, code)
