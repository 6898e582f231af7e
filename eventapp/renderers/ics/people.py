"""Who does what in a session, side by side, as plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.names import name_in
from eventapp.domain.vocabulary import Role
from eventapp.renderers.ics.texts import clean_line
from eventapp.renderers.labels import role_label, topic_role_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.attendees import Attendee, Delegation, Placement
    from eventapp.domain.sessions import Session
    from eventapp.renderers.ics.readers import Reader


def people_lines(session: Session, reader: Reader) -> Iterator[str]:
    """Give a line for each side and role: sides in their order, roles and people as the organiser placed them."""
    if not any(session.all_placements):
        return
    chairs = {p.attendee.delegation.code for p in session.placements if p.role is Role.CHAIR}
    shared = len(chairs) > 1
    groups: dict[tuple[int, str], dict[str, list[str]]] = {}
    for placement, role in _placed(session, reader, shared=shared):
        side = placement.attendee.delegation
        roles = groups.setdefault((side.position, _side(side, reader)), {})
        roles.setdefault(role, []).append(_person(placement.attendee, reader))
    for (_, side_name), roles in sorted(groups.items(), key=lambda group: group[0]):
        for role, people in roles.items():
            names = _separator(reader).join(people)
            yield reader.words("{side}, {role}: {people}", side=side_name, role=role, people=names)


def _placed(session: Session, reader: Reader, *, shared: bool) -> Iterator[tuple[Placement, str]]:
    for placement in session.placements:
        yield placement, role_label(placement.role, reader.words, shared=shared)
    for topic in session.topics:
        for placement in topic.placements:
            yield placement, topic_role_label(placement.role, topic, reader.words)


def _side(delegation: Delegation, reader: Reader) -> str:
    return reader.line(delegation.name) or delegation.code


def _person(attendee: Attendee, reader: Reader) -> str:
    """Give "HAYASHI Yoshimasa (Director, Plans)"; a person known by position only is that position."""
    name = clean_line(name_in(attendee, reader.language))
    position, organisation = reader.line(attendee.position), reader.line(attendee.organisation)
    if position and organisation:
        position = reader.words("{position}, {organisation}", position=position, organisation=organisation)
    position = position or organisation
    if name and position:
        return reader.words("{name} ({position})", name=name, position=position)
    return name or position


def _separator(reader: Reader) -> str:
    return "、" if reader.language == "ja" else "; "
