"""The forms of places: venues, their rooms, the ways between them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from wtforms import FloatField
from wtforms.validators import Optional

from eventapp.domain.vocabulary import TransferMode
from eventapp.renderers.vocabulary import word_choices
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import LineField, LocalizedField
from eventapp.web.forms.items import Around, ChoiceField, ItemForm, NumberField
from eventapp.web.forms.rows import WindowsField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.items import Document

ZONES = tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))


class VenueForm(ItemForm):
    """A place with an address."""

    section = "venues"
    groups = (
        ("", (("name",), ("locality",), ("address",))),
        (N_("Where it lies"), (("zone", "host_side", "gate_minutes"), ("latitude", "longitude"))),
    )
    homes = (("half-a-point", "latitude"),)

    name = LocalizedField(N_("Name"))
    locality = LocalizedField(N_("Short name"), is_optional=True, hint=N_("As on a day or a journey: Tokyo."))
    address = LocalizedField(N_("Address"), is_optional=True)
    zone = LineField(N_("Time zone"), hint=N_("A place name such as Asia/Tokyo."), render_kw={"list": "zones"})
    host_side = ChoiceField(N_("Host side"), is_optional=True)
    gate_minutes = NumberField(N_("Minutes at the gate"))
    latitude = FloatField(N_("Degrees north"), [Optional()])
    longitude = FloatField(N_("Degrees east"), [Optional()])

    @classmethod
    def fresh(cls, around: Around, wishes: Mapping[str, str]) -> Document:  # noqa: ARG003 - the nouns' signature
        return {"zone": around.agenda.conference.zone}

    def offer(self) -> None:
        self.host_side.offer((d.code, f"{d.code}: {self.around.said(d.name)}") for d in self.around.agenda.delegations)


class RoomForm(ItemForm):
    """A bookable space in a venue."""

    section = "rooms"
    groups = (("", (("venue",), ("name",), ("capacity", "booths"), ("available",))),)
    without_key = ("available",)

    venue = ChoiceField(N_("Venue"))
    name = LocalizedField(N_("Name"))
    capacity = NumberField(N_("Seats"))
    booths = NumberField(N_("Interpreters' booths"))
    available = WindowsField(N_("When it can be had"), hint=N_("On the venue's clock. Without any window: always."))

    @classmethod
    def fresh(cls, around: Around, wishes: Mapping[str, str]) -> Document:
        first = around.agenda.venues[0].id if around.agenda.venues else ""
        return {"venue": wishes.get("venue") or first}

    def offer(self) -> None:
        self.venue.offer((venue.id, self.around.said(venue.name)) for venue in self.around.agenda.venues)

    def document(self) -> Document:
        return super().document() | {"available": self.available.document()}


class TransferForm(ItemForm):
    """The way between two venues, the same in both directions."""

    section = "transfers"
    groups = (("", (("from_venue", "to_venue"), ("mode", "minutes"))),)
    homes = (("duplicate-transfer", "to_venue"),)

    from_venue = ChoiceField(N_("From venue"))
    to_venue = ChoiceField(N_("To venue"))
    mode = ChoiceField(N_("By"), default=TransferMode.COACH.value)
    minutes = NumberField(N_("Minutes on the road"), is_optional=False)

    def offer(self) -> None:
        venues = [(venue.id, self.around.said(venue.name)) for venue in self.around.agenda.venues]
        self.from_venue.offer(venues)
        self.to_venue.offer(venues)
        self.mode.offer(word_choices(TransferMode, self.words))
