"""The form of an attendee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder
from eventapp.renderers.vocabulary import word_choices
from eventapp.renderers.wording import N_
from eventapp.web.forms.delegations import LANGUAGES
from eventapp.web.forms.fields import LineField, LocalizedField
from eventapp.web.forms.items import Around, ChoiceField, NumberField
from eventapp.web.forms.stays import STAY_FIELDS, STAY_ROWS, StayFields
from eventapp.web.forms.times import TimedForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.items import Document


class AttendeeForm(StayFields, TimedForm):
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
            STAY_ROWS,
        ),
    )
    without_key = STAY_FIELDS
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

    @classmethod
    def fresh(cls, around: Around, wishes: Mapping[str, str]) -> Document:
        first = around.agenda.delegations[0].code if around.agenda.delegations else ""
        return {"delegation": wishes.get("delegation") or first}

    @property
    def zone(self) -> str:
        return self.around.agenda.conference.zone

    def filled(self, item: Document) -> dict[str, Any]:
        return {**super().filled(item), **self.opened_stay(item)}

    def document(self) -> Document:
        kept = {key: value for key, value in super().document().items() if key not in self.timed}
        return kept | {key: value for key, value in self.stay().items() if value or key == "away"}

    def offer(self) -> None:
        super().offer()
        words, said = self.words, self.around.said
        self.delegation.offer((d.code, f"{d.code}: {said(d.name)}") for d in self.around.agenda.delegations)
        self.category.offer(word_choices(AttendeeCategory, words))
        self.display_order.offer(word_choices(DisplayOrder, words))
        for field in (self.language, self.interpretation_language):
            known = {self.item.get(field.name, "en")} - {code for code, _ in LANGUAGES}
            field.offer([*LANGUAGES, *((code, code) for code in sorted(known))])
