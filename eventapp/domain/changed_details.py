"""What in a session changed, finer than the kind of the change: who came and went, which details."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.differences import names_of

if TYPE_CHECKING:
    from eventapp.domain.attendees import Attendee
    from eventapp.domain.differences import Change
    from eventapp.domain.sessions import Session, Topic


class Detail(StrEnum):
    """In the order in which a list of changes tells them."""

    DESCRIPTION = "description"
    KIND = "kind"
    STATUS = "status"
    ATTRIBUTION = "attribution"
    INTERPRETATION = "interpretation"
    AUDIENCE = "audience"
    SIDE_CAP = "side_cap"
    ZONE = "zone"
    ROAD = "road"
    PLACE_NAME = "place_name"
    PERSON_NAME = "person_name"
    TOPIC_ORDER = "topic_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleChange:
    """Who is in the later version only, in the earlier one only, and in both with another role; all empty for a new order."""

    added: tuple[Attendee, ...]
    removed: tuple[Attendee, ...]
    other_role: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChange:
    """The topics in the later version only, in the earlier one only, and in both with other texts, purpose or minutes."""

    added: tuple[Topic, ...]
    removed: tuple[Topic, ...]
    changed: tuple[Topic, ...]


def people_change(before: Session, after: Session) -> PeopleChange:
    old, new = _roles(before), _roles(after)
    return PeopleChange(
        added=tuple(a for a in after.people if a.id not in old),
        removed=tuple(a for a in before.people if a.id not in new),
        other_role=tuple(a for a in after.people if a.id in old and old[a.id] != new[a.id]),
    )


def topic_change(before: Session, after: Session) -> TopicChange:
    old, new = ({topic.id: _content(topic) for topic in session.topics} for session in (before, after))
    return TopicChange(
        added=tuple(t for t in after.topics if t.id not in old),
        removed=tuple(t for t in before.topics if t.id not in new),
        changed=tuple(t for t in after.topics if t.id in old and old[t.id] != new[t.id]),
    )


def changed_details(change: Change) -> tuple[Detail, ...]:
    """Give the details of a session that changed, besides its topics. A road is no part of a session: it is what is left."""
    before, after = change.before, change.after
    if before is None:
        return ()
    found = [detail for detail in Detail if _value(before, detail) != _value(after, detail)]
    old, new = names_of(before), names_of(after)
    kinds = {kind for kind, name in old.keys() & new.keys() if old[kind, name] != new[kind, name]}
    found += [Detail.PLACE_NAME] if kinds - {"person"} else []
    found += [Detail.PERSON_NAME] if "person" in kinds else []
    topics = topic_change(before, after)
    is_topic_changed = topics.added or topics.removed or topics.changed
    if not is_topic_changed and [t.id for t in before.topics] != [t.id for t in after.topics]:
        found.append(Detail.TOPIC_ORDER)
    if not found and not is_topic_changed:
        found.append(Detail.ROAD)
    return tuple(detail for detail in Detail if detail in found)


def _value(session: Session, detail: Detail) -> object:
    values: dict[Detail, object] = {
        Detail.DESCRIPTION: session.description,
        Detail.KIND: (session.kind, session.number),
        Detail.STATUS: session.status,
        Detail.ATTRIBUTION: session.attribution,
        Detail.INTERPRETATION: session.interpretation,
        Detail.AUDIENCE: session.audience,
        Detail.SIDE_CAP: session.side_cap,
        Detail.ZONE: session.zone,
        Detail.ROAD: session.transfer_mode,
    }
    return values.get(detail)


def _roles(session: Session) -> dict[str, list[tuple[str, str]]]:
    """Give what each person does, by id: the role, and the topic that it is for."""
    roles: dict[str, list[tuple[str, str]]] = {}
    for placement in session.placements:
        roles.setdefault(placement.attendee.id, []).append(("", placement.role.value))
    for topic in session.topics:
        for placement in topic.placements:
            roles.setdefault(placement.attendee.id, []).append((topic.id, placement.role.value))
    return {attendee: sorted(done) for attendee, done in roles.items()}


def _content(topic: Topic) -> Topic:
    return replace(topic, position=0, placements=())
