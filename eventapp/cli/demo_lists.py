"""What the people of the demo conference agreed to and need, and the lists of participants that were given out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.cli.voices import operator
from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.domain.participants import Arrangement
from eventapp.domain.registration import Application, Diet, ListingConsent, Needs, RegistrationSource
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.participants import issue_participants
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.consents import record_listing_consent
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.registering import add_person
from eventapp.policy import Actor
from eventapp.queries.participants import get_next_issue, list_issues
from eventapp.queries.registrations import list_participants
from eventapp.renderers.participants_lists import list_digest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from eventapp.domain.audiences import Audience

_SECRETARIAT = Actor("Joint secretariat")
_FIRST_AT = datetime(2023, 3, 6, 18, tzinfo=ZoneInfo("Asia/Tokyo"))
_SECOND_AT = _FIRST_AT + timedelta(days=3)
_PUBLICLY = ("p-us-head", "p-jp-head", "p-us-scholar", "p-jp-scholar")
# Their delegations confirmed them after the first list.
_LATE = ("p-us-relief", "p-jp-disaster", "p-jp-logistics")
# These were never asked, so that the organiser sees how that looks.
_UNASKED = ("p-jp-prefecture", "p-jp-diet")
_SIDES = ("US", "JP", "SEC", "INT")
_NEEDS = {
    "p-us-head": Needs(diets=(Diet.NO_NUTS,)),
    "p-us-policy": Needs(diets=(Diet.VEGETARIAN,)),
    "p-us-cyber": Needs(diets=(Diet.KOSHER,)),
    "p-us-legal": Needs(diets=(Diet.VEGETARIAN, Diet.NO_NUTS)),
    "p-us-airlift": Needs(accessibility="Uses a cane; needs a lift or few steps."),
    "p-us-scholar": Needs(diets=(Diet.HALAL, Diet.NO_SHELLFISH)),
    "p-jp-alliance": Needs(diets=(Diet.NO_BUCKWHEAT,), dietary="そばと同じ釜でゆでた麺も不可。"),
    "p-jp-cyber": Needs(diets=(Diet.NO_SHELLFISH,)),
    "p-jp-command": Needs(dietary="減塩を希望します。"),
    "p-jp-scholar": Needs(accessibility="左耳が聞こえにくいため、右前方の席を希望します。"),
    "p-sec-transport": Needs(diets=(Diet.LACTOSE_FREE,)),
    "p-int-misaki": Needs(diets=(Diet.NO_EGG,)),
}


def add_demo_lists(tx: Session, slug: str) -> None:
    """Let people agree to be named and say what they need, and give out two lists; nothing where one was given out."""
    if list_issues(tx, slug):
        return
    _say_needs(tx, slug)
    _agree(tx, slug, _PUBLICLY, ListingConsent.PUBLIC)
    asked = [one.id for one in list_participants(tx, slug) if one.side in _SIDES and one.id not in (*_LATE, *_UNASKED)]
    _agree(tx, slug, asked, ListingConsent.PARTICIPANTS)
    student = _invite(tx, slug, "Student of international relations", "国際関係論専攻学生")
    _invite(tx, slug, "Former ambassador", "元大使")
    _issue(tx, slug, PARTICIPANTS, at=_FIRST_AT)
    _agree(tx, slug, _LATE, ListingConsent.PARTICIPANTS)
    withdraw_registration(tx, slug, student, base_url="", actor=operator(), now=_SECOND_AT)
    _issue(tx, slug, PARTICIPANTS, at=_SECOND_AT)
    _issue(tx, slug, PUBLIC, at=_SECOND_AT)


def _say_needs(tx: Session, slug: str) -> None:
    versions = {one.id: one.version for one in list_participants(tx, slug)}
    for name, needs in _NEEDS.items():
        if name in versions:
            given = replace(needs, consented_at=_FIRST_AT)
            wish, seen = Amendment(needs=given), versions[name]
            amend_registration(tx, slug, name, wish, seen=seen, is_marked=False, actor=operator(), now=_FIRST_AT)


def _agree(tx: Session, slug: str, names: tuple[str, ...] | list[str], listing: ListingConsent) -> None:
    known = {one.id for one in list_participants(tx, slug)}
    there = [name for name in names if name in known]
    record_listing_consent(tx, slug, there, listing, actor=operator(), now=_FIRST_AT)


def _invite(tx: Session, slug: str, position: str, position_ja: str) -> str:
    """Put a guest on the list, known by function as all people of the demo; give the public id."""
    application = Application(
        category=AttendeeCategory.GUEST,
        person={"position": {"en": position, "ja": position_ja}},
        email="",
        language="ja",
        key=f"demo {position}",
        source=RegistrationSource.ORGANISER,
        listing=ListingConsent.PUBLIC,
    )
    return add_person(tx, slug, application, base_url="", is_told=False, actor=operator(), now=_FIRST_AT)


def _issue(tx: Session, slug: str, audience: Audience, *, at: datetime) -> None:
    issue = get_next_issue(tx, slug, audience).issue
    seen = list_digest(issue.heading, issue.people)
    issue_participants(tx, slug, audience, arrangement=Arrangement(), seen=seen, actor=_SECRETARIAT, now=at)
