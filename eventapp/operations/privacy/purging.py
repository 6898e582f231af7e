"""What is past its time goes: needs and answers after the conference, links that ended, the texts of old mails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, or_, select, update

from eventapp.audit import Action, record
from eventapp.models import (
    CheckInTold,
    Conference,
    OutboxMessage,
    PersonalLink,
    Registration,
    RegistrationAnswer,
    RegistrationNeeds,
    SignInLink,
)
from eventapp.models.conferences import new_draft_version
from eventapp.queries.conferences import lock_conference
from eventapp.queries.registrations import get_plan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from eventapp.policy import Actor

# Long enough to look into a complaint about a mail, and to let a desk that was away tell again.
MAILS_KEPT = timedelta(days=90)
TOLD_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each were erased."""

    needs: int = 0
    answers: int = 0
    links: int = 0
    mails: int = 0

    def __bool__(self) -> bool:
        return bool(self.needs or self.answers or self.links or self.mails)


def purge(tx: Session, *, actor: Actor, now: datetime) -> Purged:
    """Erase what is past its retention, at every conference.

    That is what was said about needs, the answers to the conference's own questions, links that ended, and the texts of mails
    sent or given up more than 90 days ago.
    """
    needs, answers = 0, 0
    for conference in tx.scalars(select(Conference).order_by(Conference.id)).all():
        if is_past(conference, get_plan(tx, conference.id, zone=conference.zone).plan.needs_kept_days, now):
            gone = _purge_conference(tx, conference, actor=actor, now=now)
            needs, answers = needs + gone.needs, answers + gone.answers
    tx.execute(delete(CheckInTold).where(CheckInTold.received_at < now - TOLD_KEPT))
    return Purged(needs, answers, _purge_links(tx, now), _purge_mails(tx, now))


def is_past(conference: Conference, days: int, now: datetime) -> bool:
    """Say whether so many days have gone by since the conference's last day, by its own clock."""
    end = datetime.combine(conference.ends_on + timedelta(days=1), time(), tzinfo=ZoneInfo(conference.zone))
    return now >= end.astimezone(UTC) + timedelta(days=days)


def _purge_conference(tx: Session, conference: Conference, *, actor: Actor, now: datetime) -> Purged:
    lock_conference(tx, conference.slug)
    keys = select(Registration.id).where(Registration.conference_id == conference.id)
    counts = []
    for model in (RegistrationNeeds, RegistrationAnswer):
        gone = tx.execute(delete(model).where(model.registration_id.in_(keys)).returning(model.id))
        counts.append(len(gone.all()))
    purged = Purged(*counts)
    if purged:
        conference.people_version = new_draft_version()
        details = {"needs": purged.needs, "answers": purged.answers}
        slug = conference.slug
        record(tx, Action.DATA_PURGE, conference_slug=slug, subject=slug, details=details, actor=actor, now=now)
    return purged


def _purge_links(tx: Session, now: datetime) -> int:
    count = 0
    for model in (PersonalLink, SignInLink):
        count += len(tx.execute(delete(model).where(model.expires_at <= now).returning(model.id)).all())
    return count


def _purge_mails(tx: Session, now: datetime) -> int:
    """Erase the texts of messages that are done with; who got what when stays."""
    before = now - MAILS_KEPT
    ended = or_(OutboxMessage.sent_at < before, OutboxMessage.failed_at < before, OutboxMessage.cancelled_at < before)
    has_text = func.length(OutboxMessage.plain) + func.length(OutboxMessage.html) > 0
    statement = update(OutboxMessage).where(ended, has_text).values(plain="", html="")
    return len(tx.execute(statement.returning(OutboxMessage.id)).all())
