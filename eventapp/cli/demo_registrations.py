"""The first who registered at the demo conference. All of them are invented."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from eventapp.clock import utc_now
from eventapp.domain.registration import Answer, Application, Diet, ListingConsent, Needs
from eventapp.domain.vocabulary import AttendeeCategory, SessionKind
from eventapp.operations.registrations.registering import register_person, was_sent
from eventapp.policy import ANONYMOUS
from eventapp.queries.drafts import get_draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

_PRESS_CARD = Answer(question="press-card", value="press-card.pdf", content=b"%PDF-1.4\n", media_type="application/pdf")
_NEEDS = Needs(
    diets=(Diet.HALAL,), accessibility="A seat near the door.", consented_at=datetime(2023, 2, 20, 9, tzinfo=UTC)
)
_HANAKO = {
    "family_name": "Mihon",
    "given_name": "Hanako",
    "native_family_name": "見本",
    "native_given_name": "花子",
    "family_name_reading": "みほん",
    "given_name_reading": "はなこ",
    "organisation": {"ja": "見本大学", "en": "Mihon University"},
    "interpretation_language": "ja",
}
_SAM = {"family_name": "Sample", "given_name": "Sam", "organisation": {"en": "Relief network"}}
_PAT = {
    "family_name": "Example",
    "given_name": "Pat",
    "organisation": {"en": "Daily Example"},
    "position": {"en": "Reporter"},
}


def add_demo_registrations(tx: Session, slug: str, base_url: str) -> None:
    """Let guests register for the public event, and one of the press ask to be let in; once, however often the demo starts."""
    public = tuple(s.id for s in get_draft(tx, slug).agenda.sessions if s.kind is SessionKind.PUBLIC_EVENT)
    for application in _applications(slug, public):
        if not was_sent(tx, slug, application.key):
            register_person(tx, slug, application, base_url=base_url, actor=ANONYMOUS, now=utc_now())


def _applications(slug: str, public: tuple[str, ...]) -> Iterator[Application]:
    guest, listed = AttendeeCategory.GUEST, ListingConsent.PARTICIPANTS
    yield Application(
        category=guest,
        person=_HANAKO,
        email="hanako.mihon@example.org",
        language="ja",
        key=f"demo-{slug}-hanako",
        listing=listed,
        sessions=public,
    )
    yield Application(
        category=guest,
        person=_SAM,
        email="sam.sample@example.org",
        language="en",
        key=f"demo-{slug}-sam",
        listing=ListingConsent.NOBODY,
        sessions=public,
        needs=_NEEDS,
    )
    yield Application(
        category=AttendeeCategory.PRESS,
        side="PRESS",
        person=_PAT,
        email="pat.example@example.org",
        language="en",
        key=f"demo-{slug}-pat",
        listing=listed,
        answers=(_PRESS_CARD,),
    )
