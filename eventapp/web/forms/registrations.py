"""The form of registration: the person, where one is written to, what one comes for, needs, consents, the conference's own questions."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput

from eventapp.domain.registration import Application, Diet, ListingConsent, Needs, RegistrationSource
from eventapp.domain.registration.offered import has_delegation
from eventapp.renderers.vocabulary import word_choices
from eventapp.renderers.wording import INTERFACE_LANGUAGES, N_
from eventapp.web.forms.accounts import EmailField
from eventapp.web.forms.fields import ProseField, choices
from eventapp.web.forms.people import LATIN, NATIVE, PersonForm
from eventapp.web.forms.questions import PREFIX, OneOfField, offer_options, question_fields, read_answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from wtforms import Field

    from eventapp.domain.items import Document
    from eventapp.domain.registration import Question
    from eventapp.domain.vocabulary import AttendeeCategory
    from eventapp.renderers.wording import Words

_KEY = re.compile(r"[\w-]{16,64}")
_POST = ("side", "organisation", "position", "email", "interpretation_language", "sessions")
_LAST = ("diets", "dietary", "accessibility", "needs_consent", "listing")
_LISTINGS = (
    (ListingConsent.PARTICIPANTS, N_("To participants only")),
    (ListingConsent.PUBLIC, N_("To everybody")),
    (ListingConsent.NOBODY, N_("Not at all")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What this form asks of whom.

    `sides` are pairs of code and name to choose from, none where it is known or there is none; `spoken` pairs of code and language.
    """

    category: AttendeeCategory
    languages: tuple[str, ...]
    sessions: tuple[str, ...] = ()
    sides: tuple[tuple[str, str], ...] = ()
    spoken: tuple[tuple[str, str], ...] = ()
    questions: tuple[Question, ...] = ()


class TicksField(SelectMultipleField):
    """Any number of what is offered, each with a box."""

    option_widget = CheckboxInput()


class RegistrationForm(PersonForm):
    """Made by `make_form`, which adds the questions. `key` is the same as long as the form is the same, and no other's."""

    email = EmailField(N_("E-mail"), render_kw={"autocomplete": "email"})
    side = OneOfField(N_("Delegation"))
    sessions = TicksField(N_("Sessions"))
    diets = TicksField(N_("Kinds of food"))
    dietary = ProseField(N_("What you do not eat"), is_optional=True)
    accessibility = ProseField(N_("What you need to take part"), is_optional=True)
    needs_consent = BooleanField(N_("I agree that this is handled as said above"))
    listing = OneOfField(N_("List of participants"))
    key = HiddenField()

    def __init__(
        self,
        formdata: Mapping[str, Any] | None = None,
        *,
        words: Words,
        asked: Asked,
        person: Document | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.asked, self.post_is_optional = asked, not has_delegation(asked.category)
        super().__init__(formdata, words=words, languages=asked.languages, person=person, data=data)
        self._offer()
        if not _KEY.fullmatch(self.key.data or ""):
            self.key.data = secrets.token_urlsafe(24)

    def _offer(self) -> None:
        asked = self.asked
        if asked.sides:
            self.side.offer(asked.sides)
        else:
            del self.side
        if asked.sessions:
            self.sessions.choices = choices((name, name) for name in asked.sessions)
            if self.sessions.data is None and len(asked.sessions) == 1 and not has_delegation(asked.category):
                self.sessions.data = list(asked.sessions)
        else:
            del self.sessions
        self.diets.choices = choices(word_choices(Diet, self.words))
        self.listing.offer((value.value, self.words(message)) for value, message in _LISTINGS)
        offer_options(self, asked.questions)
        own_script = NATIVE[0] if self.words.language == "ja" and NATIVE[0][0] in self else LATIN[0]
        for name, kind in zip(own_script, ("family-name", "given-name"), strict=True):
            self[name].render_kw = {**(self[name].render_kw or {}), "autocomplete": kind}

    def validate(self, extra_validators: Any = None) -> bool:
        self.speaks = dict(self.asked.spoken).get(self.chosen_side, self.speaks)
        is_sound = super().validate(extra_validators)
        if self._has_needs and not self.needs_consent.data:
            self.refuse("needs_consent", N_("Agree to it, or leave food and needs empty."))
        if self._comes_for_nothing:
            self.refuse("sessions", N_("Choose at least one session."))
        return is_sound and not self.failures

    @property
    def _comes_for_nothing(self) -> bool:
        """Say whether a guest, who comes for sessions alone, chose none of those that there are."""
        return not has_delegation(self.asked.category) and "sessions" in self and not self.sessions.data

    @property
    def failures(self) -> list[tuple[Field, str, str]]:
        """What is wrong, in the order of the page."""
        order = [field.name for group in self.groups() for row in group.rows for field in row]
        order += [*_POST, *(PREFIX + question.key for question in self.asked.questions), *_LAST]
        places = {name: place for place, name in enumerate(order)}
        return sorted(super().failures, key=lambda failure: places.get(failure[0].name, -1))

    @property
    def chosen_side(self) -> str:
        return (self.side.data or "") if "side" in self else ""

    @property
    def _has_needs(self) -> bool:
        return bool(self.diets.data or self.dietary.data or self.accessibility.data)

    @property
    def written_language(self) -> str:
        """The language that the person is written to in: the one chosen, if we speak it, else that of the page."""
        chosen = self.interpretation_language.data if "interpretation_language" in self else ""
        return chosen if chosen in INTERFACE_LANGUAGES else self.words.language

    def needs(self, now: datetime) -> Needs:
        """Give what is needed, with the consent of now; nothing without it."""
        if not (self._has_needs and self.needs_consent.data):
            return Needs()
        return Needs(
            diets=tuple(Diet(value) for value in self.diets.data or ()),
            dietary=self.dietary.data or "",
            accessibility=self.accessibility.data or "",
            consented_at=now,
        )

    def application(self, *, side: str = "", source: RegistrationSource, now: datetime) -> Application:
        """Give the wish that the form tells of; `side` is the delegation where it was not asked for."""
        return Application(
            category=self.asked.category,
            person=self.new_person(),
            email=self.email.data or "",
            language=self.written_language,
            key=self.key.data or "",
            side=self.chosen_side or side,
            source=source,
            listing=ListingConsent(self.listing.data),
            sessions=tuple(self.sessions.data or ()) if "sessions" in self else (),
            needs=self.needs(now),
            answers=read_answers(self, self.asked.questions),
        )


def make_form(formdata: Mapping[str, Any] | None = None, *, words: Words, asked: Asked, **filled: Any) -> Any:
    """Give the form that asks just that."""
    return _form_class(asked.questions)(formdata, words=words, asked=asked, **filled)


@lru_cache(maxsize=64)
def _form_class(questions: tuple[Question, ...]) -> type[RegistrationForm]:
    return type("AskingForm", (RegistrationForm,), dict(question_fields(questions)))
