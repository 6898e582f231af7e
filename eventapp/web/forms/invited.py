"""Forms of invitations to register: one person, or a list of people with what its rows leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import TextAreaField, ValidationError

from eventapp.domain.registration import Door, Invitee, door_of
from eventapp.domain.registration.invitations import end_of_invitations
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.renderers.problems import problem_sentence
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_
from eventapp.web.forms.accounts import EmailField, LanguageField
from eventapp.web.forms.fields import LineField, WordedForm
from eventapp.web.forms.items import ChoiceField
from eventapp.web.forms.moments import MomentField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from eventapp.domain.errors import Problem
    from eventapp.domain.registration import RegistrationPlan
    from eventapp.web.forms.items import Around

_PAST = N_("This time is over.")
_NEVER_OPENS = N_("The conference is over: an invitation would not open. Say until when it holds.")
_NO_MAIL = {"autocomplete": "off"}


class InvitingForm(WordedForm):
    """As what people are invited, and until when the invitation holds; `open_categories` are those that an invitation lets in."""

    category = ChoiceField(N_("Category"))
    side = ChoiceField(N_("Delegation"), is_optional=True, hint=N_("Of everybody but a guest."))
    language = LanguageField(N_("Language of the mail"), default="en")
    until = MomentField(N_("Holds until"), hint=N_("Left empty, until the conference is over."))

    now: datetime

    def __init__(
        self, formdata: Mapping[str, Any] | None = None, *, around: Around, plan: RegistrationPlan, now: datetime
    ) -> None:
        self.now = now
        conference = around.agenda.conference
        self.usual_end = end_of_invitations(conference.ends_on, conference.zone)
        super().__init__(formdata, words=around.words, data={"language": conference.languages[0]}, zone=conference.zone)
        self.open_categories = open_categories(plan, now)
        self.category.offer((one.value, word_label(one, around.words)) for one in self.open_categories)
        sides = around.agenda.delegations
        self.side.offer((one.code, f"{one.code} {around.said(one.name)}") for one in sides)

    def validate_until(self, field: MomentField) -> None:
        if field.data is not None and field.data <= self.now:
            raise ValidationError(_PAST)
        if field.data is None and self.usual_end <= self.now:
            raise ValidationError(_NEVER_OPENS)

    def usual(self) -> Invitee:
        """Give what rows of a list leave out; a guest has no delegation."""
        category = AttendeeCategory(self.category.data)
        side = "" if category is AttendeeCategory.GUEST else self.side.data or ""
        return Invitee(email="", language=self.language.data, category=category, side=side)


class InviteForm(InvitingForm):
    """One person."""

    email = EmailField(N_("E-mail"), render_kw=_NO_MAIL)
    name = LineField(N_("Name"), is_optional=True, hint=N_("As the mail calls the person."), render_kw=_NO_MAIL)

    def invitee(self) -> Invitee:
        return Invitee(
            email=self.email.data or "",
            name=self.name.data or "",
            language=self.language.data,
            category=AttendeeCategory(self.category.data),
            side=self.side.data or "",
        )

    def refuse_problems(self, problems: Iterable[Problem]) -> None:
        """Say each problem at its field, by the last part of its path."""
        for problem in problems:
            self.refuse(problem.path.rpartition(".")[2], problem_sentence(problem, self.words))


class InviteListForm(InvitingForm):
    """Many people: as text, or as the file beside it."""

    people = TextAreaField(
        N_("People to invite"),
        description=N_(
            "One per line: address, name, language, category, delegation. All but the address may be left out."
        ),
    )


def open_categories(plan: RegistrationPlan, now: datetime) -> Sequence[AttendeeCategory]:
    """Give the categories that an invitation lets in now or later."""
    doors = {one: door_of(plan.rule_of(one), now=now, is_invited=True) for one in AttendeeCategory}
    return [one for one, door in doors.items() if door in {Door.OPEN, Door.NOT_YET}]
