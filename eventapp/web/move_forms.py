"""The form that moves a session: filled from what stands, and beside it where somebody else was faster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from eventapp.renderers.dates import day_heading
from eventapp.web.forms.boards import MoveForm

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.drafts import Placing
    from eventapp.domain.sessions import Session
    from eventapp.web.workplace import Workplace

Versions = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class MoveVersus:
    """One field of two moves of a session: as it was typed, as it stands now."""

    label: str
    mine: str
    theirs: str


def move_form(place: Workplace, found: Session) -> MoveForm:
    sent = request.form if request.method == "POST" and request.form.get("do", "move") == "move" else None
    data = {
        "on": found.day_on,
        "start": found.start_local.time().replace(tzinfo=None),
        "minutes": found.minutes,
        "room": found.room.id if found.room else "",
    }
    form = MoveForm(sent, words=place.words, data=data)
    form.room.choices = [("", place.words("No room")), *((r.id, room_label(place, r.id)) for r in place.agenda.rooms)]
    days = [day.on for day in place.agenda.days]
    form.on.choices = [(on.isoformat(), day_heading(on, place.language)) for on in days]
    form.process(sent, data=data)
    return form


def move_versions(place: Workplace, found: Session, form: MoveForm) -> tuple[MoveVersus, ...]:
    """Give day, start, minutes and room as typed beside what stands now."""
    room = found.room.id if found.room else ""
    stands = (
        (form.on, day_heading(form.on.data, place.language), day_heading(found.day_on, place.language)),
        (form.start, f"{form.start.data:%H:%M}", f"{found.start_local:%H:%M}"),
        (form.minutes, str(form.minutes.data), str(found.minutes)),
        (form.room, room_label(place, form.room.data), room_label(place, room)),
    )
    return tuple(MoveVersus(place.words(field.label.text), mine, theirs) for field, mine, theirs in stands)


def move_lines(place: Workplace, session_id: str, placing: Placing) -> Versions:
    """Give where a session was to go beside where it stands now, each under its heading; nothing for one that is gone."""
    found = place.agenda.find_session(session_id)
    if found is None:
        return ()
    zone, room = found.start_local.tzinfo, found.room.id if found.room else ""
    mine = _place(place, placing.start_at.astimezone(zone), placing.end_at.astimezone(zone), placing.room or "")
    theirs = _place(place, found.start_local, found.end_local, room)
    return ((place.words("Yours"), mine), (place.words("What stands now"), theirs))


def _place(place: Workplace, start: datetime, end: datetime, room_id: str) -> tuple[str, ...]:
    when = f"{day_heading(start.date(), place.language)} {start:%H:%M}–{end:%H:%M}"
    return when, room_label(place, room_id)


def room_label(place: Workplace, room_id: str) -> str:
    """Give a room with its venue: "Hall A · Conference hall"."""
    room = next((room for room in place.agenda.rooms if room.id == room_id), None)
    if room is None:
        return place.words("No room")
    order = place.agenda.conference.languages
    texts = (
        room.name.in_language(place.language, order=order),
        room.venue.name.in_language(place.language, order=order),
    )
    return " · ".join(text.text for text in texts if text)
