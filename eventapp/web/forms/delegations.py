"""The form of a delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import BooleanField

from eventapp.renderers.persons import listed_name
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import LineField, LocalizedField
from eventapp.web.forms.items import Around, ChoiceField, ItemForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.items import Document

LANGUAGES = (("en", "English"), ("ja", "日本語"))


class DelegationForm(ItemForm):
    """A side, or another group; its code stays once it is there."""

    section = "delegations"
    groups = (
        ("", (("code", "country"), ("name",), ("side",))),
        (N_("How it is written to"), (("zone", "language"), ("head",))),
    )

    code = LineField(N_("Code"), hint=N_("Two to eight capital letters or digits, shown in a box."))
    country = LineField(N_("Country"), is_optional=True, hint=N_("Two capital letters."))
    name = LocalizedField(N_("Name"))
    side = BooleanField(N_("A side, counted against the other sides"))
    zone = LineField(N_("Home time zone"), hint=N_("A place name such as Asia/Tokyo."), render_kw={"list": "zones"})
    language = ChoiceField(N_("Language"), default="en")
    head = ChoiceField(N_("Head of delegation"), is_optional=True)

    @classmethod
    def fresh(cls, around: Around, wishes: Mapping[str, str]) -> Document:  # noqa: ARG003 - the nouns' signature
        return {"zone": around.agenda.conference.zone}

    def offer(self) -> None:
        own = [a for a in self.around.agenda.attendees if a.delegation.code == self.item.get("code")]
        self.head.offer((a.id, self._called(a)) for a in own)
        known = {self.item.get("language", "en")} - {code for code, _ in LANGUAGES}
        self.language.offer([*LANGUAGES, *((code, code) for code in sorted(known))])

    def _called(self, attendee: Attendee) -> str:
        words, order = self.around.words, self.around.agenda.conference.languages
        parts = (str(listed_name(attendee, words, order)), self.around.said(attendee.position))
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def document(self) -> Document:
        """Keep the code of a delegation that is there."""
        return super().document() | ({"code": self.item["code"]} if self.item.get("code") else {})
