"""What the US side's focal point did at the demo conference. The demo's people are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.clock import utc_now
from eventapp.domain.registration import Application
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.registrations.amending import Amendment
from eventapp.operations.registrations.registering import was_sent
from eventapp.operations.registrations.sides import Whom, add_of_side, amend_of_side
from eventapp.policy import Actor, MemberRole
from eventapp.queries.registrations import list_participants
from eventapp.queries.side_lists import get_side_person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_CHANGED = "p-us-strategy"
_COMING = Application(
    category=AttendeeCategory.DELEGATE,
    person={"position": {"en": "Action Officer, Alliance Plans", "ja": "同盟計画担当官"}},
    email="us-action-officer@example.org",
    language="en",
    key="demo-us-action-officer",
)


def add_demo_delegation(tx: Session, slug: str, base_url: str) -> None:
    """Put somebody on the US side's list, who waits for the secretariat, and change somebody who is on it; once."""
    names = {one.id for one in list_participants(tx, slug, side="US")}
    if _CHANGED not in names or was_sent(tx, slug, _COMING.key):
        return
    focal = Actor("Focal point, side US", conference=slug, role=MemberRole.FOCAL_POINT, side="US")
    now = utc_now()
    add_of_side(tx, slug, "US", _COMING, base_url=base_url, actor=focal, now=now)
    seen = get_side_person(tx, slug, "US", _CHANGED).version
    change = Amendment(person={"organisation": {"en": "USINDOPACOM side", "ja": "米インド太平洋軍側"}})
    amend_of_side(tx, Whom(slug, "US", _CHANGED), change, seen=seen, base_url=base_url, actor=focal, now=now)
