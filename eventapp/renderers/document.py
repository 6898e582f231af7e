"""The agenda as a plain document: the tables and keys of the conference file and of the JSON output.

Absent keys have their default. Times are aware local datetimes in the session's zone, of rooms in the venue's, of people in the
conference's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from eventapp.domain.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.domain.agenda import Agenda, Conference
    from eventapp.domain.attendees import Attendee, Delegation, Placement
    from eventapp.domain.sessions import Session, Topic
    from eventapp.domain.venues import Room, Transfer, Venue, Window

Document = dict[str, Any]

# What every conference has set nothing else for; the conference file leaves these out.
DEFAULTS: Document = {
    "gate_minutes": 0,
    "booths": 0,
    "side": False,
    "category": "delegate",
    "display_order": "family_first",
    "audience": "public",
    "attribution": "on_record",
    "interpretation": "none",
    "agreement": "proposed",
}
_CONFIRMED = "confirmed"


def agenda_document(agenda: Agenda) -> Document:
    """Give the tables of an agenda in its own order; empty sections are left out."""
    topics = [_topic(topic, session.id) for session in agenda.sessions for topic in session.topics]
    topics += [_topic(topic, None) for topic in agenda.unplaced_topics]
    sections = {
        "delegations": [_delegation(d) for d in agenda.delegations],
        "venues": [_venue(v) for v in agenda.venues],
        "rooms": [_room(r) for r in agenda.rooms],
        "transfers": [_transfer(t) for t in agenda.transfers],
        "attendees": [_attendee(a, agenda.conference.zone) for a in agenda.attendees],
        "sessions": [session_document(s) for s in agenda.sessions],
        "topics": topics,
    }
    return {"conference": _conference(agenda.conference), **{key: rows for key, rows in sections.items() if rows}}


def without_defaults(document: Document) -> Document:
    """Leave out of every item the keys that have their usual value."""
    return {
        key: [_unusual(item) for item in value] if isinstance(value, list) else _unusual(value)
        for key, value in document.items()
    }


def _unusual(item: Document) -> Document:
    return {
        key: value
        for key, value in item.items()
        if not (key in DEFAULTS and value == DEFAULTS[key]) and (key, value) != ("status", _CONFIRMED)
    }


def _table(**values: Any) -> Document:
    return {key: value for key, value in values.items() if value not in (None, "", {}, [])}


def _conference(conference: Conference) -> Document:
    return _table(
        slug=conference.slug,
        uid=conference.uid,
        title=conference.title.as_dict(),
        subtitle=conference.subtitle.as_dict(),
        host=conference.host.as_dict(),
        starts_on=conference.starts_on,
        ends_on=conference.ends_on,
        zone=conference.zone,
        languages=list(conference.languages),
        status=conference.status.value,
        series=conference.series,
        edition=conference.edition,
        marking=conference.marking.as_dict(),
        notice=conference.notice.as_dict(),
        contact_name=conference.contact.name.as_dict(),
        contact_email=conference.contact.email,
        contact_phone=conference.contact.phone,
    )


def _delegation(delegation: Delegation) -> Document:
    return _table(
        code=delegation.code,
        name=delegation.name.as_dict(),
        side=delegation.is_side,
        country=delegation.country,
        zone=delegation.home_zone,
        language=delegation.language,
        head=delegation.head,
    )


def _venue(venue: Venue) -> Document:
    return _table(
        id=venue.id,
        name=venue.name.as_dict(),
        locality=venue.locality.as_dict(),
        address=venue.address.as_dict(),
        zone=venue.zone,
        latitude=venue.geo.latitude if venue.geo else None,
        longitude=venue.geo.longitude if venue.geo else None,
        host_side=venue.host_side,
        gate_minutes=venue.gate_minutes,
    )


def _room(room: Room) -> Document:
    return _table(
        id=room.id,
        venue=room.venue.id,
        name=room.name.as_dict(),
        capacity=room.capacity,
        booths=room.booths,
        available=_windows(room.available, ZoneInfo(room.venue.zone)),
    )


def _windows(windows: Iterable[Window], zone: ZoneInfo) -> list[Document]:
    return [{"start": w.start_at.astimezone(zone), "end": w.end_at.astimezone(zone)} for w in windows]


def _transfer(transfer: Transfer) -> Document:
    return _table(
        from_venue=transfer.from_venue.id,
        to_venue=transfer.to_venue.id,
        mode=transfer.mode.value,
        minutes=transfer.minutes,
    )


def _attendee(attendee: Attendee, conference_zone: str) -> Document:
    zone = ZoneInfo(conference_zone)
    return _table(
        id=attendee.id,
        delegation=attendee.delegation.code,
        precedence=attendee.precedence,
        category=attendee.category.value,
        family_name=attendee.family_name,
        given_name=attendee.given_name,
        native_family_name=attendee.native_family_name,
        native_given_name=attendee.native_given_name,
        family_name_reading=attendee.family_name_reading,
        given_name_reading=attendee.given_name_reading,
        prefix=attendee.prefix,
        suffix=attendee.suffix,
        id_name=attendee.id_name,
        badge_name=attendee.badge_name,
        display_order=attendee.display_order.value,
        position=attendee.position.as_dict(),
        organisation=attendee.organisation.as_dict(),
        email=attendee.email,
        language=attendee.language,
        interpretation_language=attendee.interpretation_language,
        arrives=attendee.arrives_at.astimezone(zone) if attendee.arrives_at else None,
        leaves=attendee.leaves_at.astimezone(zone) if attendee.leaves_at else None,
        away=_windows(attendee.away, zone),
    )


def session_document(session: Session) -> Document:
    return _table(
        id=session.id,
        uid=session.uid,
        kind=session.kind.value,
        number=session.number,
        title=session.title.as_dict(),
        start=session.start_at.astimezone(ZoneInfo(session.zone)),
        end=session.end_at.astimezone(ZoneInfo(session.zone)),
        zone=session.zone,
        room=session.room.id if session.room else None,
        from_venue=session.from_venue.id if session.from_venue else None,
        to_venue=session.to_venue.id if session.to_venue else None,
        transfer_mode=session.transfer_mode.value if session.transfer_mode else None,
        audience=session.audience,
        attribution=session.attribution.value,
        interpretation=session.interpretation.value,
        expected=session.expected,
        side_cap=session.side_cap,
        status=session.status.value,
        fixed=session.is_fixed or None,
        description=session.description.as_dict(),
        people=_people(session.placements),
    )


def _topic(topic: Topic, session_id: str | None) -> Document:
    return _table(
        id=topic.id,
        number=topic.number,
        session=session_id,
        purpose=topic.purpose.value,
        minutes=topic.minutes,
        title=topic.title.as_dict(),
        proposed_by=topic.proposed_by,
        agreement=topic.agreement.value,
        text=topic.text.as_dict(),
        questions=[question.as_dict() for question in topic.questions],
        people=_people(topic.placements),
    )


def _people(placements: Iterable[Placement]) -> Document:
    placed = list(placements)
    by_role = {role.value: [p.attendee.id for p in placed if p.role is role] for role in Role}
    return {role: ids for role, ids in by_role.items() if ids}
