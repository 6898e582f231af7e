"""Reading the documents that we froze of lists of participants."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from eventapp.domain.localized import Localized
from eventapp.domain.participants import (
    Arrangement,
    Entry,
    Group,
    ListChange,
    ListedField,
    ListedPerson,
    ListHeading,
    ParticipantsList,
)
from eventapp.domain.vocabulary import AttendeeCategory

if TYPE_CHECKING:
    from eventapp.domain.items import Document


def read_list(document: Document) -> tuple[ListHeading, ParticipantsList]:
    """Give the heading and the list of a document that `plain_list` made."""
    groups = tuple(_group(group) for group in document["groups"])
    people = ParticipantsList(arrangement=Arrangement(document["last"]), groups=groups)
    return _heading(document["conference"]), people


def _heading(told: Document) -> ListHeading:
    return ListHeading(
        slug=told["slug"],
        title=Localized.of(told["title"]),
        subtitle=Localized.of(told["subtitle"]),
        marking=Localized.of(told["marking"]),
        zone=told["zone"],
        languages=tuple(told["languages"]),
        starts_on=date.fromisoformat(told["starts_on"]),
        ends_on=date.fromisoformat(told["ends_on"]),
    )


def _group(told: Document) -> Group:
    return Group(
        code=told["code"],
        name=Localized.of(told["name"]),
        is_side=told["side"],
        entries=tuple(_entry(entry) for entry in told["people"]),
    )


def _entry(told: Document) -> Entry:
    return Entry(
        person=_person(told),
        change=ListChange(told["change"]) if "change" in told else None,
        fields=tuple(ListedField(field) for field in told.get("fields", ())),
        before=_person(told["before"]) if "before" in told else None,
        left=Localized.of(told.get("left", {})),
    )


def _person(told: Document) -> ListedPerson:
    return ListedPerson(
        id=told["id"],
        number=told["number"],
        category=AttendeeCategory(told["category"]),
        is_head=told.get("head", False),
        name=told.get("name", ""),
        native=told.get("native", ""),
        position=Localized.of(told.get("position", {})),
        organisation=Localized.of(told.get("organisation", {})),
    )
