"""The form of a person whom somebody else enters: for the list of a delegation."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, HiddenField, RadioField

from eventapp.domain.registration import Application, Diet, ListingConsent, Needs
from eventapp.domain.registration.offered import belongs_to_sides, has_delegation
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.registrations.amending import Amendment
from eventapp.renderers.problems import problem_sentence
from eventapp.renderers.vocabulary import word_choices, word_label
from eventapp.renderers.wording import N_
from eventapp.web.forms.accounts import EmailField, LanguageField
from eventapp.web.forms.fields import LineField, LocalizedField, ProseField, choices
from eventapp.web.forms.items import ChoiceField
from eventapp.web.forms.people import LATIN, MORE, NATIVE, NameGroup, PersonForm
from eventapp.web.forms.registrations import TicksField
from eventapp.web.forms.stays import STAY_FIELDS, StayFields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from eventapp.domain.attendees import Delegation
    from eventapp.domain.errors import Problem
    from eventapp.domain.items import Document
    from eventapp.renderers.wording import Words

_KEY = re.compile(r"[\w-]{16,64}")
_PATH = re.compile(r"attendees\[\d+\]\.(\w+)(?:\[\d+\])?(?:\.(\w+))?")
_CONFIRM = N_("Say that you asked the person, or leave it as it was.")
_AGREE = N_("Say that the person agreed, or leave food and needs empty.")
_TOLD = ("category", "email", "language", "listing", "away")
_NAME_FIELDS = (
    *("family_name", "given_name", "native_family_name", "native_given_name"),
    *("family_name_reading", "given_name_reading", "prefix", "suffix", "display_order", "badge_name", "id_name"),
)


class PerhapsField(RadioField):
    """One of what is offered, or none as long as nobody said."""

    def pre_validate(self, form: Any) -> None:
        if self.data:
            super().pre_validate(form)


def _offer_known(field: Any) -> None:
    """Let a choice offer the language that stands in it, also one that the interface has no name for."""
    offered = {choice.value for choice in field.choices}
    if field.object_data and field.object_data not in offered:
        field.choices = [*field.choices, *choices([(field.object_data, field.object_data)])]


class SidePersonForm(PersonForm, StayFields):
    """A person of one delegation; `others` are sentences about what lies outside the fields.

    `known` is the person as he or she stands, {} for a new one; `key` makes the same form sent twice one. Needs that were told are not
    shown: what is written takes their place.
    """

    badge_name = LineField(N_("Name on the badge"), is_optional=True, hint=N_("Without it, from the parts."))
    id_name = LineField(N_("Name as on the ID"), is_optional=True, hint=N_("Never shown publicly."))
    category = ChoiceField(N_("Category"), default=AttendeeCategory.DELEGATE.value)
    email = EmailField(
        N_("E-mail"),
        is_optional=True,
        hint=N_("Never shown publicly. Without it nobody is written to."),
        render_kw={"autocomplete": "off"},
    )
    language = LanguageField(N_("Written to in"))
    interpretation_language = PerhapsField(N_("Listens to"))
    listing = RadioField(N_("Named on the list of participants"))
    is_confirmed = BooleanField(N_("I asked the person, who wishes it so"))
    diets = TicksField(N_("Kinds of food"))
    dietary = ProseField(N_("What the person does not eat"), is_optional=True)
    accessibility = ProseField(N_("What the person needs to take part"), is_optional=True)
    needs_consent = BooleanField(N_("The person agreed that the secretariat keeps this until after the conference"))
    needs_gone = BooleanField(N_("Erase what was told before"))
    is_other = BooleanField(N_("This is another person"))
    version = HiddenField()
    key = HiddenField()

    def __init__(
        self,
        formdata: Mapping[str, Any] | None = None,
        *,
        words: Words,
        languages: tuple[str, ...],
        zone: str,
        delegation: Delegation,
        known: Document,
        version: str = "",
    ) -> None:
        self._zone, self.known, self.others = zone, known, list[str]()
        self._is_side = delegation.is_side
        begun = {"language": delegation.language, "listing": ListingConsent.UNASKED.value, "version": version}
        told = {name: known[name] for name in _TOLD if name in known}
        # Of somebody who is there already nothing is assumed: sent again unchanged, the form changes nothing.
        listened = "" if version else delegation.language
        super().__init__(
            formdata,
            words=words,
            languages=languages,
            person={"interpretation_language": listened, **known},
            speaks=delegation.language,
            data={**begun, **told, **self.opened_stay(known)},
        )
        self._offer()

    def _offer(self) -> None:
        kinds = [kind for kind in AttendeeCategory if self._may_be(kind)]
        self.category.offer((kind.value, word_label(kind, self.words)) for kind in kinds)
        self.listing.choices = choices(word_choices(ListingConsent, self.words))
        self.diets.choices = choices(word_choices(Diet, self.words))
        self.offer_folds()
        for name in ("language", "interpretation_language"):
            if name in self:
                _offer_known(self[name])
        if not _KEY.fullmatch(self.key.data or ""):
            self.key.data = secrets.token_urlsafe(24)

    def _may_be(self, kind: AttendeeCategory) -> bool:
        """Say whether somebody of the delegation may be of a category; what the person is already stays."""
        fits = belongs_to_sides(kind) if self._is_side else has_delegation(kind)
        return fits or kind.value == self.known.get("category")

    @property
    def zone(self) -> str:
        return self._zone

    def validate(self, extra_validators: Any = None) -> bool:
        is_sound = super().validate(extra_validators)
        stood = self.known.get("listing", ListingConsent.UNASKED.value)
        if self.listing.data not in {stood, ListingConsent.UNASKED.value} and not self.is_confirmed.data:
            self.refuse("is_confirmed", _CONFIRM)
            is_sound = False
        if self._has_needs and not self.needs_consent.data:
            self.refuse("needs_consent", _AGREE)
            is_sound = False
        return is_sound

    def application(self, now: datetime) -> Application:
        """Give the wish that the form tells of; delegation and source are for whoever takes it."""
        stay = {key: value for key, value in self.stay().items() if value}
        return Application(
            category=AttendeeCategory(self.category.data),
            person={**self.new_person(), **stay},
            email=self.email.data or "",
            language=self.language.data or "",
            key=self.key.data or "",
            listing=ListingConsent(self.listing.data),
            needs=self._needs(now),
        )

    def amendment(self, now: datetime) -> Amendment:
        """Give what the person is to be; needs only where something was written, or the old ones are to go."""
        has_needs = self._has_needs or self.needs_gone.data
        return Amendment(
            person={**self.person(), **self.stay()},
            email=self.email.data or "",
            language=self.language.data or "",
            category=AttendeeCategory(self.category.data),
            listing=ListingConsent(self.listing.data),
            needs=self._needs(now) if has_needs else None,
        )

    def compared_fields(self) -> tuple[str, ...]:
        names = (*_NAME_FIELDS, "organisation", "position", "category", "email", "language", "interpretation_language")
        return tuple(name for name in (*names, *STAY_FIELDS, "listing") if name in self)

    def refuse_problems(self, problems: Iterable[Problem]) -> None:
        """Say at its field what the rules of a conference file say against the person."""
        for problem in problems:
            if self.refuse_time(problem):
                continue
            said, found = problem_sentence(problem, self.words), _PATH.match(problem.path)
            name, code = found.groups() if found else ("", None)
            if problem.code == "nameless":
                name = "family_name"
            if name not in self:
                self.others.append(said)
            elif isinstance(field := self[name], LocalizedField) and code in field.languages:
                field.errors_by.setdefault(code, []).append(said)
            else:
                self.refuse(name, said)

    def groups(self) -> tuple[NameGroup, ...]:
        """Give the fields of the name; those of a Japanese delegation's people stand all open, in any language."""
        if self.speaks != "ja" or self.words.language == "ja" or "native_family_name" not in self:
            return super().groups()
        return (self._group("", (*LATIN, *NATIVE)), self._more())

    @property
    def has_stay(self) -> bool:
        """Say whether anything stands in the fields of when the person is there, or is wrong in them."""
        return any(self[name].data or self[name].errors for name in STAY_FIELDS)

    @property
    def has_said_needs(self) -> bool:
        """Say whether anything was typed about needs, or is wrong there."""
        return self._has_needs or bool(self.needs_consent.data or self.needs_consent.errors)

    def _more(self) -> NameGroup:
        return self._group(N_("Title, suffix, order, badge, ID"), (*MORE, ("badge_name", "id_name")))

    @property
    def _has_needs(self) -> bool:
        return bool(self.diets.data or self.dietary.data or self.accessibility.data)

    def _needs(self, now: datetime) -> Needs:
        if not self._has_needs:
            return Needs()
        return Needs(
            diets=tuple(Diet(value) for value in self.diets.data or ()),
            dietary=self.dietary.data or "",
            accessibility=self.accessibility.data or "",
            consented_at=now,
        )
