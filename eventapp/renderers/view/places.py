"""Rooms, venues, stations and the places of a day, as they are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.localized import Text
from eventapp.renderers.labels import road_label
from eventapp.renderers.view.values import MovementView, PlaceView, VenueView
from eventapp.renderers.view.voice import Phrase, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.domain.agenda import Agenda, Day
    from eventapp.domain.localized import Localized
    from eventapp.domain.sessions import Session
    from eventapp.domain.venues import Venue
    from eventapp.renderers.wording import Words


def place_of(session: Session, voice: Voice) -> PlaceView | None:
    if session.room is None:
        return None
    room, venue = session.room, session.room.venue
    line = voice.label_by(lambda code: place_line(session, code, voice.order))
    return PlaceView(
        room=voice.say(room.name),
        venue=voice.label_by(lambda code: _venue_text(venue, code, voice.order)),
        line=line,
    )


def place_line(session: Session, language: str, order: tuple[str, ...]) -> str:
    """Give "Hall A, Conference hall, Tokyo" or ホールA、東京会場; "" without a room."""
    if session.room is None:
        return ""
    parts = (_text(session.room.name, language, order), _venue_text(session.room.venue, language, order))
    return ("、" if language == "ja" else ", ").join(part for part in parts if part)


def _venue_text(venue: Venue, language: str, order: tuple[str, ...]) -> str:
    """Give the venue's name, with its locality unless the name says it already."""
    name, locality = _text(venue.name, language, order), _text(venue.locality, language, order)
    if not locality or locality in name:
        return name
    return f"{locality} {name}" if language == "ja" else f"{name}, {locality}"


def movement_of(session: Session, agenda: Agenda, voice: Voice) -> MovementView | None:
    """Give the stations and the road of a transfer; None unless both ends are known."""
    origin, destination = session.from_venue, session.to_venue
    if origin is None or destination is None:
        return None
    minutes = agenda.travel_minutes(session)

    def road(words: Words) -> str:
        on_the_road = road_label(session.transfer_mode, minutes, words) if minutes is not None else ""
        gate = words("{minutes} min at the gate", minutes=destination.gate_minutes) if destination.gate_minutes else ""
        return " · ".join(part for part in (on_the_road, gate) if part)

    said = voice.label(road)
    return MovementView(
        from_station=voice.label_by(lambda code: station(origin, code, voice.order)),
        to_station=voice.label_by(lambda code: station(destination, code, voice.order)),
        road=said if said.lead.text else None,
    )


def station(venue: Venue, language: str, order: tuple[str, ...]) -> str:
    """Give a venue's short name."""
    return _text(venue.locality, language, order) or _text(venue.name, language, order)


def day_places(day: Day, voice: Voice) -> Phrase | None:
    """Give "Tokyo → Yokota": where the day goes, in order."""
    if not day.venues:
        return None
    return voice.label_by(lambda code: " → ".join(without_repeats(station(v, code, voice.order) for v in day.venues)))


def conference_places(agenda: Agenda, voice: Voice) -> Phrase | None:
    """Give "Tokyo · Yokota Air Base": the venues where something happens, in the order of the days."""
    venues = {venue.id: venue for day in agenda.days for venue in day.venues}.values()
    if not venues:
        return None

    def names(code: str) -> str:
        joint = "・" if code == "ja" else " · "
        known = (_text(_known_as(venue, voice.order), code, voice.order) for venue in venues)
        return joint.join(dict.fromkeys(known))

    return voice.label_by(names)


def build_venue_views(agenda: Agenda, *, languages: tuple[str, ...]) -> tuple[VenueView, ...]:
    """Give the venues of an agenda in its order."""
    voice = Voice(languages, agenda.conference.languages)
    return tuple(
        VenueView(
            id=venue.id,
            name=voice.say(venue.name) or Phrase(Text(venue.id, voice.lead)),
            address=voice.say(venue.address),
        )
        for venue in agenda.venues
    )


def without_repeats(texts: Iterable[str]) -> list[str]:
    """Give the texts, each said once in a row."""
    kept: list[str] = []
    for text in texts:
        if not kept or kept[-1] != text:
            kept.append(text)
    return kept


def _known_as(venue: Venue, order: tuple[str, ...]) -> Localized:
    """Give its locality, or its name where that says the locality: "Tokyo", but "Yokota Air Base"."""
    name, locality = _text(venue.name, order[0], order), _text(venue.locality, order[0], order)
    return venue.name if not locality or locality in name else venue.locality


def _text(localized: Localized, language: str, order: tuple[str, ...]) -> str:
    text = localized.in_language(language, order=order)
    return text.text if text else ""
