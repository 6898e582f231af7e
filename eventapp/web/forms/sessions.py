"""The form of a session: what, when, where, who."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, DateField, RadioField, TimeField
from wtforms.validators import InputRequired, Optional

from eventapp.domain.vocabulary import (
    AttributionRule,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
    TransferMode,
)
from eventapp.renderers.persons import listed_name
from eventapp.renderers.vocabulary import word_choices, word_label
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import CLOCK, MISSING, LocalizedField
from eventapp.web.forms.items import Around, ChoiceField, NumberField
from eventapp.web.forms.rows import PeopleField
from eventapp.web.forms.times import TimedForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.items import Document


class SessionForm(TimedForm):
    """Times are those on the wall of the room's venue, without a room those of the conference."""

    section = "sessions"
    timed = ("start", "end")
    groups = (
        ("", (("kind", "number", "status"), ("title",), ("description",))),
        (
            N_("When and where"),
            (
                ("on", "start", "end", "end_on"),
                ("start_fold", "end_fold"),
                ("room", "expected"),
                ("fixed",),
            ),
        ),
        (N_("Of a transfer"), (("from_venue", "to_venue", "transfer_mode"),)),
        (N_("Who may know"), (("audience", "attribution"), ("interpretation", "side_cap"))),
        (N_("People"), (("people",),)),
    )
    without_key = ("on", "end_on", "start", "end", "start_fold", "end_fold", "people")
    homes = (
        ("zone", "room"),
        ("transfer-without-ends", "from_venue"),
    )

    kind = ChoiceField(N_("Kind"), default=SessionKind.WORKING_SESSION.value)
    number = NumberField(N_("Number"), hint=N_("“Plenary 3”"))
    status = ChoiceField(N_("Status"), default=SessionStatus.CONFIRMED.value)
    title = LocalizedField(N_("Title"))
    description = LocalizedField(N_("Description"), is_optional=True, is_multiline=True)
    on = DateField(N_("Day"), [InputRequired(MISSING)])
    start = TimeField(N_("Start"), [InputRequired(MISSING)], render_kw=CLOCK)
    end = TimeField(N_("End"), [InputRequired(MISSING)], render_kw=CLOCK)
    end_on = DateField(N_("Ends on another day"), [Optional()])
    start_fold = RadioField(N_("Which of the two starts"), validate_choice=False)
    end_fold = RadioField(N_("Which of the two ends"), validate_choice=False)
    room = ChoiceField(N_("Room"), is_optional=True)
    expected = NumberField(N_("People expected"))
    fixed = BooleanField(N_("Fixed: stays where it is when others slip"))
    from_venue = ChoiceField(N_("From venue"), is_optional=True)
    to_venue = ChoiceField(N_("To venue"), is_optional=True)
    transfer_mode = ChoiceField(N_("By"), is_optional=True)
    audience = ChoiceField(N_("Who may know of it"), default="public")
    attribution = ChoiceField(N_("Attribution"), default=AttributionRule.ON_RECORD.value)
    interpretation = ChoiceField(N_("Interpretation"), default=InterpretationMode.NONE.value)
    side_cap = NumberField(N_("Most people per side"), hint=N_("“1+3” is 4"))
    people = PeopleField(N_("People"))

    @classmethod
    def fresh(cls, around: Around, wishes: Mapping[str, str]) -> Document:
        """Begin on the day and in the room that the address names."""
        on = wishes.get("day") or around.agenda.conference.starts_on.isoformat()
        start = wishes.get("start") or "09:00"
        try:
            begin = datetime.fromisoformat(f"{on[:10]}T{start[-5:]}")
        except ValueError:
            begin = datetime.combine(around.agenda.conference.starts_on, datetime.min.time()) + timedelta(hours=9)
        end = begin + timedelta(hours=1)
        found = {"start": begin.isoformat(), "end": end.isoformat(), "room": wishes.get("room", "")}
        return {**found, "kind": wishes.get("kind") or SessionKind.WORKING_SESSION.value}

    def filled(self, item: Document) -> dict[str, Any]:
        times = {name: value for key in self.timed for name, value in self.opened_time(key, item, _zone(item)).items()}
        on, end_on = times.pop("start_on", None), times.pop("end_on", None)
        return {**super().filled(item), **times, "on": on, "end_on": end_on if end_on != on else None}

    def offer(self) -> None:
        super().offer()
        agenda, words, said = self.around.agenda, self.words, self.around.said
        self.kind.offer(word_choices(SessionKind, words))
        self.status.offer(word_choices(SessionStatus, words))
        rooms = ((r.id, f"{said(r.name)} ({said(r.venue.locality) or said(r.venue.name)})") for r in agenda.rooms)
        self.room.offer(rooms)
        for field in (self.from_venue, self.to_venue):
            field.offer((venue.id, said(venue.name)) for venue in agenda.venues)
        self.transfer_mode.offer(word_choices(TransferMode, words))
        self.audience.offer(audience_choices(self.around))
        self.attribution.offer(word_choices(AttributionRule, words))
        self.interpretation.offer(word_choices(InterpretationMode, words))
        offer_people(self.people, self.around)

    @property
    def zone(self) -> str:
        """The zone in which the times are read: as before in the same room, else that of the room, else the conference's."""
        if self.item.get("zone") and (self.room.data or "") == self.item.get("room", ""):
            return str(self.item["zone"])
        room = next((room for room in self.around.agenda.rooms if room.id == self.room.data), None)
        return room.venue.zone if room else self.around.agenda.conference.zone

    def day_of(self, key: str) -> date | None:
        return self.end_on.data or self.on.data if key == "end" else self.on.data

    @property
    def minutes(self) -> int | None:
        """How long the session lasts as typed, by the clock on the wall."""
        start, end = self.wall("start"), self.wall("end")
        return int((end - start).total_seconds() // 60) if start and end else None

    def document(self) -> Document:
        item = super().document()
        item |= {key: self.written_time(key) for key in self.timed} | {"people": self.people.document()}
        if "zone" in item:
            item["zone"] = self.zone
        return item


def audience_choices(around: Around) -> list[tuple[str, str]]:
    """Give who may know of a session: everybody, those at the conference, the staff, one delegation."""
    words = around.words
    levels = [
        ("public", words("Public")),
        ("participants", words("Participants only")),
        ("staff", words("Staff only")),
    ]
    sides = ((f"side:{d.code}", words("Side {code} only", code=d.code)) for d in around.agenda.delegations)
    return [*levels, *sides]


def offer_people(field: PeopleField, around: Around) -> None:
    """Offer every role, and everybody by delegation in protocol order."""
    field.roles = [(role.value, word_label(role, around.words)) for role in Role]
    grouped: dict[str, list[tuple[str, str]]] = {}
    for attendee in around.agenda.attendees:
        called = str(listed_name(attendee, around.words, around.agenda.conference.languages))
        parts = (called, around.said(attendee.position), around.said(attendee.organisation))
        label = ", ".join(dict.fromkeys(part for part in parts if part))
        grouped.setdefault(attendee.delegation.code, []).append((attendee.id, label))
    field.persons = list(grouped.items())


def _zone(item: Document) -> str:
    return str(item.get("zone") or "")
