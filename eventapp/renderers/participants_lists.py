"""A list of participants as the plain document that is frozen of it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from eventapp.renderers.glyphs import MissingGlyph, unprintable_characters

if TYPE_CHECKING:
    from eventapp.domain.items import Document
    from eventapp.domain.participants import Entry, Group, ListedPerson, ListHeading, ParticipantsList


def plain_list(heading: ListHeading, people: ParticipantsList) -> Document:
    """Give the document of a list with its heading: words as in the program, dates as ISO 8601, nothing that is empty."""
    return {
        "conference": _heading(heading),
        "last": people.arrangement.last,
        "groups": [_group(group) for group in people.groups],
    }


def _heading(heading: ListHeading) -> Document:
    return {
        "slug": heading.slug,
        "title": heading.title.as_dict(),
        "subtitle": heading.subtitle.as_dict(),
        "marking": heading.marking.as_dict(),
        "zone": heading.zone,
        "languages": list(heading.languages),
        "starts_on": heading.starts_on.isoformat(),
        "ends_on": heading.ends_on.isoformat(),
    }


def _group(group: Group) -> Document:
    return {
        "code": group.code,
        "name": group.name.as_dict(),
        "side": group.is_side,
        "people": [_entry(entry) for entry in group.entries],
    }


def _entry(entry: Entry) -> Document:
    told = _person(entry.person)
    if entry.change:
        told["change"] = entry.change.value
    if entry.before:
        told |= {"fields": [field.value for field in entry.fields], "before": _person(entry.before)}
    if entry.left:
        told["left"] = entry.left.as_dict()
    return told


def _person(person: ListedPerson) -> Document:
    told: Document = {
        "name": person.name,
        "native": person.native,
        "position": person.position.as_dict(),
        "organisation": person.organisation.as_dict(),
        "head": person.is_head,
    }
    kept = {key: value for key, value in told.items() if value}
    return {"id": person.id, "number": person.number, "category": person.category.value, **kept}


def list_digest(heading: ListHeading, people: ParticipantsList) -> str:
    """Give what names the content of a list, however its sides are arranged: equal content, equal name."""
    document = {**plain_list(heading, people), "last": ""}
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]


def unprintable_people(people: ParticipantsList) -> tuple[MissingGlyph, ...]:
    """Name every character of a list that no font of ours has, with the delegation, number and name of the person."""
    return tuple(
        MissingGlyph(character, " ".join(filter(None, (group.code, str(entry.person.number), entry.person.name))))
        for group in people.groups
        for entry in group.entries
        for character in sorted(unprintable_characters(_printed(entry.person)))
    )


def _printed(person: ListedPerson) -> str:
    texts = (text for localized in (person.position, person.organisation) for _, text in localized)
    return "".join((person.name, person.native, *texts))
