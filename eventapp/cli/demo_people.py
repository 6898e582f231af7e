"""How people get on the list of the demo conference: rules, questions, invitations. The demo's people are invented."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.cli.voices import operator
from eventapp.clock import utc_now
from eventapp.domain.localized import Localized
from eventapp.domain.registration import (
    Approval,
    CategoryRule,
    Invitee,
    Question,
    QuestionKind,
    RegistrationMode,
    RegistrationPlan,
)
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.registrations.inviting import invite_people
from eventapp.operations.registrations.plans import set_plan
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registration_invitations import list_invited
from eventapp.queries.registrations import get_plan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ZONE = "Asia/Tokyo"
_SPEAKERS = tuple(
    Invitee(email=address, name=name, language=language, category=AttendeeCategory.SPEAKER, side=side)
    for address, name, language, side in (
        ("speaker-us-1@example.org", "Speaker on disaster relief, side US", "en", "US"),
        ("speaker-us-2@example.org", "Moderator of the symposium, side US", "en", "US"),
        ("speaker-jp-1@example.org", "災害救援の登壇者・日本側", "ja", "JP"),
        ("speaker-jp-2@example.org", "シンポジウム司会・日本側", "ja", "JP"),
    )
)


def add_demo_rules(tx: Session, slug: str) -> None:
    """Let guests register for the public event, press by approval, delegates through their focal points; nothing where there are rules."""
    if not get_plan(tx, get_conference_id(tx, slug), zone=_ZONE).version:
        set_plan(tx, slug, _plan(), seen="", base_url="", actor=operator(), now=utc_now())


def add_demo_invitations(tx: Session, slug: str, base_url: str) -> None:
    """Invite speakers of both sides, unless somebody was invited."""
    if not list_invited(tx, get_conference_id(tx, slug)):
        invite_people(tx, slug, _SPEAKERS, until=_closes_at(), base_url=base_url, actor=operator(), now=utc_now())


def _closes_at() -> datetime:
    """Give a time that is still to come however late the demo is looked at."""
    return datetime.combine(date(utc_now().year + 1, 3, 3), time(18), tzinfo=ZoneInfo(_ZONE))


def _plan() -> RegistrationPlan:
    closes_at = _closes_at()
    open_ = CategoryRule(mode=RegistrationMode.OPEN, closes_at=closes_at)
    return RegistrationPlan(
        zone=_ZONE,
        # The conference is long over: what its people need would be erased at once.
        needs_kept_days=3_650,
        rules={
            AttendeeCategory.DELEGATE: CategoryRule(mode=RegistrationMode.FOCAL_POINT, approval=Approval.ORGANISER),
            AttendeeCategory.SPEAKER: CategoryRule(mode=RegistrationMode.INVITATION),
            AttendeeCategory.PRESS: CategoryRule(
                mode=RegistrationMode.OPEN, approval=Approval.ORGANISER, closes_at=closes_at
            ),
            AttendeeCategory.GUEST: open_,
        },
        questions=(
            Question(
                key="newsletter",
                kind=QuestionKind.YES_NO,
                label=Localized.of({"en": "Send me the report", "ja": "報告書を希望します"}),
                categories=(AttendeeCategory.GUEST,),
            ),
            Question(
                key="press-card",
                kind=QuestionKind.FILE,
                label=Localized.of({"en": "Press card", "ja": "記者証"}),
                categories=(AttendeeCategory.PRESS,),
                is_required=True,
            ),
        ),
    )
