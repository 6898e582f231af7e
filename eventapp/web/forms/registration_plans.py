"""The form of a conference's rules of registration: a row of fields per category, delegation and session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from wtforms import HiddenField
from wtforms.validators import NumberRange

from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode, RegistrationPlan
from eventapp.domain.registration.rules import rule_problems
from eventapp.domain.vocabulary import AttendeeCategory, SessionKind
from eventapp.renderers.problems import problem_sentence
from eventapp.renderers.vocabulary import word_choices, word_label
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import WordedForm
from eventapp.web.forms.items import Around, ChoiceField, NumberField
from eventapp.web.forms.moments import MomentField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wtforms import Field

    from eventapp.domain.sessions import Session
    from eventapp.renderers.wording import Words

MOST_PLACES = 100_000
_MOST_HOURS = 24 * 60
_MOST_DAYS = 3660
_CHOSEN_TWICE = N_("Choose the session and how many places it has.")
# What a category's fields hold, in the order of the form; the label follows the category's name.
RULE_FIELDS = {
    "mode": N_("How one registers"),
    "approval": N_("Who decides"),
    "opens_at": N_("Opens"),
    "closes_at": N_("Closes"),
    "capacity": N_("Number of places"),
}


class PlanForm(WordedForm):
    """Rules as fields; `plan_form` makes the class for a conference, whose categories, delegations and sessions it has."""

    around: Around
    standing: RegistrationPlan

    def plan(self) -> RegistrationPlan:
        """Give the plan that the form says; questions are those that stand, and limits of what the form does not show."""
        of_sides = self._limits("side_", self.standing.of_sides)
        of_sessions = self._limits("seats_", self.standing.of_sessions)
        if self["new_session"].data:
            of_sessions[self["new_session"].data] = self["new_seats"].data
        rules = {category: self._rule(category) for category in AttendeeCategory}
        return RegistrationPlan(
            zone=self.around.agenda.conference.zone,
            rules={category: rule for category, rule in rules.items() if rule != CategoryRule()},
            capacity=self["capacity"].data,
            of_sides=of_sides,
            of_sessions=of_sessions,
            changes_until=self["changes_until"].data,
            offer_hours=self["offer_hours"].data,
            needs_kept_days=self["needs_kept_days"].data,
            questions=self.standing.questions,
        )

    def validate(self, *arguments: Any, **named: Any) -> bool:
        """Look at each field, then at what they say together."""
        if not super().validate(*arguments, **named):
            return False
        if bool(self["new_session"].data) != (self["new_seats"].data is not None):
            self.refuse("new_session", _CHOSEN_TWICE)
            return False
        for problem in rule_problems(self.plan()):
            _, category, key = problem.path.split(".")
            self.refuse(f"{category}_{key}", problem_sentence(problem, self.words))
        return not self.failures

    def of_category(self, category: AttendeeCategory) -> dict[str, Field]:
        return {key: self[f"{category.value}_{key}"] for key in RULE_FIELDS}

    def is_wrong(self, category: AttendeeCategory) -> bool:
        return any(field.errors for field in self.of_category(category).values())

    def _rule(self, category: AttendeeCategory) -> CategoryRule:
        values = {key: field.data for key, field in self.of_category(category).items()}
        return CategoryRule(
            mode=RegistrationMode(values.pop("mode")), approval=Approval(values.pop("approval")), **values
        )

    def _limits(self, prefix: str, standing: Mapping[str, int]) -> dict[str, int]:
        typed = {field.name.removeprefix(prefix): field.data for field in self if field.name.startswith(prefix)}
        kept = {name: most for name, most in standing.items() if name not in typed}
        return kept | {name: most for name, most in typed.items() if most is not None}


def plan_form(
    around: Around, standing: RegistrationPlan, *, mark: str, formdata: Mapping[str, Any] | None = None
) -> PlanForm:
    """Give the form of a conference's rules as they stand, with what was typed over them if anything was.

    `mark` is what tells these rules from those after a change.
    """
    sessions = _sessions(around, standing)
    fields = dict(_fields(around, sessions))
    groups = (("", tuple((name,) for name in fields)),)
    parts = {**fields, "version": HiddenField(), "groups": groups}
    made = cast("type[PlanForm]", type("ConferencePlanForm", (PlanForm,), parts))
    data = {**_filled(standing), "version": mark}
    form = made(formdata, words=around.words, zone=around.agenda.conference.zone, data=data)
    form.around, form.standing = around, standing
    _offer(form, {session.id for session in sessions})
    return form


def _sessions(around: Around, plan: RegistrationPlan) -> list[Session]:
    """Give the sessions that people register for: public ones and those that have a limit."""
    sessions = around.agenda.sessions
    return [one for one in sessions if one.kind is SessionKind.PUBLIC_EVENT or one.id in plan.of_sessions]


def _fields(around: Around, sessions: list[Session]) -> Iterator[tuple[str, Any]]:
    words = around.words
    for category in AttendeeCategory:
        yield from _rule_fields(category, words)
    yield "capacity", _places(words(N_("Places in all")))
    for delegation in around.agenda.delegations:
        yield f"side_{delegation.code}", _places(around.said(delegation.name) or delegation.code)
    for session in sessions:
        yield f"seats_{session.id}", _places(around.said(session.title) or session.id)
    yield "new_session", ChoiceField(N_("Another session to register for"), is_optional=True)
    yield "new_seats", _places(N_("Places in it"))
    yield "changes_until", MomentField(N_("People may change what they gave until"))
    yield "offer_hours", _number(N_("Hours that an offered place is kept"), least=1, most=_MOST_HOURS)
    yield "needs_kept_days", _number(N_("Days after the conference until needs are erased"), least=0, most=_MOST_DAYS)


def _rule_fields(category: AttendeeCategory, words: Words) -> Iterator[tuple[str, Any]]:
    made: dict[str, Callable[[str], Any]] = {"mode": ChoiceField, "approval": ChoiceField, "capacity": _places}
    for key, label in RULE_FIELDS.items():
        said = words("{category}: {what}", category=word_label(category, words), what=words(label))
        yield f"{category.value}_{key}", made.get(key, MomentField)(said)


def _places(label: str) -> NumberField:
    return NumberField(label, limits=NumberRange(0, MOST_PLACES, message=N_("From 0 to 100,000.")))


def _number(label: str, *, least: int, most: int) -> NumberField:
    message = N_("From 1 to 1440.") if least else N_("From 0 to 3660.")
    return NumberField(label, is_optional=False, limits=NumberRange(least, most, message=message))


def _filled(plan: RegistrationPlan) -> dict[str, Any]:
    values: dict[str, Any] = {
        "capacity": plan.capacity,
        "changes_until": plan.changes_until,
        "offer_hours": plan.offer_hours,
        "needs_kept_days": plan.needs_kept_days,
    }
    for category in AttendeeCategory:
        rule = plan.rule_of(category)
        values |= {f"{category.value}_{key}": getattr(rule, key) for key in RULE_FIELDS}
        values |= {f"{category.value}_mode": rule.mode.value, f"{category.value}_approval": rule.approval.value}
    values |= {f"side_{code}": most for code, most in plan.of_sides.items()}
    return values | {f"seats_{name}": most for name, most in plan.of_sessions.items()}


def _offer(form: PlanForm, shown: set[str]) -> None:
    around, words = form.around, form.words
    for category in AttendeeCategory:
        for kind, key in ((RegistrationMode, "mode"), (Approval, "approval")):
            cast("ChoiceField", form[f"{category.value}_{key}"]).offer(word_choices(kind, words))
    others = (one for one in around.agenda.sessions if one.id not in shown and not one.kind.is_quiet)
    named = ((one.id, f"{one.start_local:%m-%d %H:%M} {around.said(one.title) or one.id}") for one in others)
    cast("ChoiceField", form["new_session"]).offer(named)
