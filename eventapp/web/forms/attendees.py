"""The form of an attendee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import RadioField

from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder
from eventapp.renderers.vocabulary import word_choices
from eventapp.renderers.wording import N_
from eventapp.web.forms.delegations import LANGUAGES
from eventapp.web.forms.fields import ClockField, DayField, LineField, LocalizedField
from eventapp.web.forms.items import Around, ChoiceField, NumberField
from eventapp.web.forms.rows import WindowsField
from eventapp.web.forms.times import BesidesField, TimedForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from eventapp.domain.items import Document


_DAY_TOO, _TIME_TOO = N_("Write the day too."), N_("Write the time too.")


class AttendeeForm(TimedForm):
    """A person: parts of the name apart, known by the position where there is none."""

    section = "attendees"
    groups = (
        ("", (("delegation", "precedence", "category"), ("position",), ("organisation",))),
        (
            N_("Name"),
            (
                ("family_name", "given_name"),
                ("native_family_name", "native_given_name"),
                ("family_name_reading", "given_name_reading"),
                ("prefix", "suffix"),
                ("display_order", "badge_name"),
                ("id_name",),
            ),
        ),
        (N_("How the person is written to"), (("email", "language", "interpretation_language"),)),
        (
            N_("When the person is there"),
            (("arrives_on", "arrives", "leaves_on", "leaves"), ("arrives_fold", "leaves_fold"), ("away",)),
        ),
    )
    timed = ("arrives", "leaves")
    without_key = ("arrives_on", "arrives", "arrives_fold", "leaves_on", "leaves", "leaves_fold", "away")
    homes = (("nameless", "family_name"),)

    delegation = ChoiceField(N_("Delegation"))
    precedence = NumberField(N_("Place in the delegation"))
    category = ChoiceField(N_("Category"), default=AttendeeCategory.DELEGATE.value)
    position = LocalizedField(N_("Position"), is_optional=True)
    organisation = LocalizedField(N_("Organisation"), is_optional=True)
    family_name = LineField(N_("Family name"), is_optional=True, hint=N_("In Latin letters, not in capitals."))
    given_name = LineField(N_("Given name"), is_optional=True, hint=N_("In Latin letters."))
    native_family_name = LineField(N_("Family name in the person's own script"), is_optional=True)
    native_given_name = LineField(N_("Given name in the person's own script"), is_optional=True)
    family_name_reading = LineField(N_("Reading of the family name"), is_optional=True, hint=N_("In kana."))
    given_name_reading = LineField(N_("Reading of the given name"), is_optional=True, hint=N_("In kana."))
    prefix = LineField(N_("Before the name"), is_optional=True, hint=N_("Title or rank: Lt. Col."))
    suffix = LineField(N_("After the name"), is_optional=True, hint=N_("USAF, Ret."))
    display_order = ChoiceField(N_("Order when introduced"), default=DisplayOrder.FAMILY_FIRST.value)
    badge_name = LineField(N_("Name on the badge"), is_optional=True, hint=N_("Without it, from the parts."))
    id_name = LineField(N_("Name as on the ID"), is_optional=True, hint=N_("Never shown publicly."))
    email = LineField(N_("E-mail"), is_optional=True, hint=N_("Never shown publicly."), render_kw={"type": "email"})
    language = ChoiceField(N_("Language"), is_optional=True, hint=N_("Without it, the delegation's."))
    interpretation_language = ChoiceField(
        N_("Listens to"), is_optional=True, hint=N_("The language of the interpretation.")
    )
    arrives_on = DayField(N_("Arrives on"), [BesidesField("arrives", _DAY_TOO)])
    arrives = ClockField(N_("Arrives at"), [BesidesField("arrives_on", _TIME_TOO)])
    arrives_fold = RadioField(N_("Which of the two arrivals"), validate_choice=False)
    leaves_on = DayField(N_("Leaves on"), [BesidesField("leaves", _DAY_TOO)])
    leaves = ClockField(N_("Leaves at"), [BesidesField("leaves_on", _TIME_TOO)])
    leaves_fold = RadioField(N_("Which of the two departures"), validate_choice=False)
    away = WindowsField(N_("Not free"), hint=N_("On the conference's clock. Without any window: always free."))

    @classmethod
    def fresh(cls, around: Around, wishes: Mapping[str, str]) -> Document:
        first = around.agenda.delegations[0].code if around.agenda.delegations else ""
        return {"delegation": wishes.get("delegation") or first}

    @property
    def zone(self) -> str:
        return self.around.agenda.conference.zone

    def day_of(self, key: str) -> date | None:
        day: date | None = self[f"{key}_on"].data
        return day

    def filled(self, item: Document) -> dict[str, Any]:
        zone = self.zone
        times = {name: value for key in self.timed for name, value in self.opened_time(key, item, zone).items()}
        return {**super().filled(item), **times}

    def document(self) -> Document:
        kept = {key: value for key, value in super().document().items() if key not in self.timed}
        written = {key: text for key in self.timed if (text := self.written_time(key))}
        return kept | written | {"away": self.away.document()}

    def offer(self) -> None:
        super().offer()
        words, said = self.words, self.around.said
        self.delegation.offer((d.code, f"{d.code}: {said(d.name)}") for d in self.around.agenda.delegations)
        self.category.offer(word_choices(AttendeeCategory, words))
        self.display_order.offer(word_choices(DisplayOrder, words))
        for field in (self.language, self.interpretation_language):
            known = {self.item.get(field.name, "en")} - {code for code, _ in LANGUAGES}
            field.offer([*LANGUAGES, *((code, code) for code in sorted(known))])
