"""A person read from what was given, which has the keys of an attendee in a conference file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventapp.domain.attendees import PERSON_KEYS, Attendee
from eventapp.domain.localized import Localized
from eventapp.domain.names import NAME_PARTS
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder

if TYPE_CHECKING:
    from eventapp.domain.attendees import Delegation
    from eventapp.domain.items import Document

__all__ = ["PERSON_KEYS", "STAY_KEYS", "read_person"]

# When the person is there; kept for who is not in the agenda yet, and told with the agenda's attendee afterwards.
STAY_KEYS = ("arrives", "leaves", "away")
_LAST = 1_000_000
_TEXTS = (*NAME_PARTS, "interpretation_language")


def read_person(
    document: Document, *, person_id: str, delegation: Delegation, category: AttendeeCategory, email: str, language: str
) -> Attendee:
    """Give the attendee that the document tells of, last in the delegation; a key that it lacks is "" or the usual."""
    texts: dict[str, Any] = {key: document.get(key, "") for key in _TEXTS}
    return Attendee(
        id=person_id,
        delegation=delegation,
        precedence=_LAST,
        category=category,
        display_order=DisplayOrder(document.get("display_order", DisplayOrder.FAMILY_FIRST)),
        organisation=Localized.of(document.get("organisation", {})),
        position=Localized.of(document.get("position", {})),
        email=email,
        language=language,
        **texts,
    )
