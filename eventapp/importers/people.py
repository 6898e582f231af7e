"""A person read from what was given, which has the keys of an attendee in a conference file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventapp.domain.attendees import Attendee
from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder

if TYPE_CHECKING:
    from eventapp.domain.attendees import Delegation
    from eventapp.domain.items import Document

NAME_PARTS = (
    *("family_name", "given_name", "native_family_name", "native_given_name"),
    *("family_name_reading", "given_name_reading", "prefix", "suffix", "id_name", "badge_name"),
)
PERSON_KEYS = (*NAME_PARTS, "display_order", "organisation", "position", "interpretation_language")
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
