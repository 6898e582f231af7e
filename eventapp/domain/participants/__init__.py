"""The list of participants: who is named on it for an audience, in which order, and what changed since the list before."""

from eventapp.domain.participants.building import (
    LISTED_AUDIENCES,
    Unnamed,
    audiences_of,
    build_list,
    may_name,
    unnamed_of,
)
from eventapp.domain.participants.changes import count_changes, has_changed, marked
from eventapp.domain.participants.lists import (
    Arrangement,
    Entry,
    Group,
    ListChange,
    ListedField,
    ListedPerson,
    ListHeading,
    ParticipantsIssue,
    ParticipantsList,
    with_person_called,
    without_person,
)

__all__ = [
    "LISTED_AUDIENCES",
    "Arrangement",
    "Entry",
    "Group",
    "ListChange",
    "ListHeading",
    "ListedField",
    "ListedPerson",
    "ParticipantsIssue",
    "ParticipantsList",
    "Unnamed",
    "audiences_of",
    "build_list",
    "count_changes",
    "has_changed",
    "marked",
    "may_name",
    "unnamed_of",
    "with_person_called",
    "without_person",
]
