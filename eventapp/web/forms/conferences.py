"""The form of the conference itself."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from wtforms import DateField
from wtforms.validators import InputRequired

from eventapp.domain.vocabulary import ConferenceStatus
from eventapp.renderers.vocabulary import word_choices
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import MISSING, LineField, LocalizedField
from eventapp.web.forms.items import ChoiceField, ItemForm, NumberField

if TYPE_CHECKING:
    from eventapp.domain.items import Document

_PUBLIC = N_("Public as soon as you publish: everybody may read it.")


class ConferenceForm(ItemForm):
    """Titles, dates, zone, languages; the name in addresses stays."""

    section = "conference"
    groups = (
        ("", (("title",), ("subtitle",), ("host",))),
        (N_("When"), (("starts_on", "ends_on", "status"), ("zone", "languages"))),
        (N_("On every page and paper"), (("marking",), ("notice",))),
        (N_("Contact"), (("contact_name",), ("contact_email", "contact_phone"))),
        (N_("Series"), (("series", "edition"),)),
    )
    without_key = ("languages", "starts_on", "ends_on")

    title = LocalizedField(N_("Title"))
    subtitle = LocalizedField(N_("Subtitle"), is_optional=True)
    host = LocalizedField(N_("Host"), is_optional=True)
    starts_on = DateField(N_("First day"), [InputRequired(MISSING)])
    ends_on = DateField(N_("Last day"), [InputRequired(MISSING)])
    status = ChoiceField(N_("Status"), default=ConferenceStatus.CONFIRMED.value)
    zone = LineField(N_("Time zone"), hint=N_("A place name such as Asia/Tokyo."), render_kw={"list": "zones"})
    languages = LineField(N_("Languages"), hint=N_("Codes, the first one to fall back to: en, ja."))
    marking = LocalizedField(N_("Marking"), is_optional=True, hint=N_("Printed in a box on every page."))
    notice = LocalizedField(N_("Notice"), is_optional=True, hint=N_("One sentence at the foot of pages."))
    contact_name = LocalizedField(N_("Who answers questions"), is_optional=True, hint=N_("A function is enough."))
    contact_email = LineField(N_("E-mail"), is_optional=True, hint=_PUBLIC, render_kw={"type": "email"})
    contact_phone = LineField(N_("Telephone"), is_optional=True, hint=_PUBLIC, render_kw={"type": "tel"})
    series = LineField(N_("Series"), is_optional=True, hint=N_("Small letters, digits and hyphens."))
    edition = NumberField(N_("Edition"))

    def filled(self, item: Document) -> dict[str, Any]:
        days = {key: self._day(key) for key in ("starts_on", "ends_on")}
        return {**super().filled(item), **days, "languages": ", ".join(item["languages"])}

    def _day(self, key: str) -> Any:
        return getattr(self.around.agenda.conference, key)

    def offer(self) -> None:
        self.status.offer(word_choices(ConferenceStatus, self.words))

    def document(self) -> Document:
        codes = [code.strip() for code in (self.languages.data or "").split(",") if code.strip()]
        days = {key: self[key].data.isoformat() for key in ("starts_on", "ends_on")}
        return _with_plain_phone(super().document() | days | {"languages": codes})


def _with_plain_phone(item: Document) -> Document:
    """Take the wide digits of a Japanese keyboard as what they stand for."""
    phone = item.get("contact_phone")
    return {**item, "contact_phone": unicodedata.normalize("NFKC", phone)} if phone else item
