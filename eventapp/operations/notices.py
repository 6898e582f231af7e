"""Telling people of a publication: one message each, now or later, with what they were not told of yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.gathering import DELAYS, Moment, gather_notices
from eventapp.domain.names import name_in
from eventapp.domain.notices import build_notices
from eventapp.models import Conference, OutboxMessage
from eventapp.operations.outbox import Letter, Recipient, queue_letters
from eventapp.queries.registered import list_off_list, list_registered
from eventapp.queries.session_invitations import list_sessions_by_mail
from eventapp.queries.waiting_notices import get_notice_delay, get_numbered_publications, list_waiting_notices
from eventapp.renderers.mail import CHANGE_NOTICE, render_notices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.notices import Notice
    from eventapp.domain.publication import Publication
    from eventapp.policy import Actor


def queue_notices(
    tx: Session,
    conference_id: int,
    publication: Publication,
    previous: Publication | None,
    *,
    base_url: str,
    now: datetime,
) -> None:
    """Queue one message for each person affected by a publication who has an address, due after the conference's delay.

    Whose last one did not go out yet gets one of both in its place: the difference to what he or she was told last.
    """
    if previous is None:
        return
    registered = list_registered(tx, conference_id, zone=publication.agenda.conference.zone)
    notices = build_notices(previous, publication, registered, off=list_off_list(tx, conference_id))
    kept = list_waiting_notices(tx, conference_id, now=now) if notices else {}
    waiting = {one.attendee.id: kept[one.attendee.id] for one in notices if one.attendee.id in kept}
    gathered = gather_notices(
        notices,
        publication,
        waiting=waiting,
        earlier=get_numbered_publications(tx, conference_id, {one.since for one in waiting.values()}),
        registered=registered,
        moment=Moment(now, timedelta(minutes=get_notice_delay(tx, conference_id))),
    )
    found = {one.notice.attendee.id: one for one in gathered}
    by_mail = list_sessions_by_mail(tx, conference_id) if found else {}
    told = (_with_mailed(one.notice, by_mail) for one in found.values())
    letters = (
        Letter(
            mail=mail,
            to=_recipient(notice, mail.language),
            attendee=notice.attendee.id,
            due_at=found[notice.attendee.id].due_at,
            since_number=found[notice.attendee.id].since,
        )
        for notice, mail in render_notices(told, publication, base_url)
    )
    number = publication.number
    queue_letters(tx, letters, kind=CHANGE_NOTICE, now=now, conference_id=conference_id, publication_number=number)
    _keep_back(tx, [one.key for one in waiting.values()], now)


def choose_delay(tx: Session, slug: str, minutes: int, *, actor: Actor, now: datetime) -> None:
    """Let people be told of publications so many minutes later from now on, one of `DELAYS`; what waits already keeps its time.

    Raises: NotFoundError; DomainError("unknown-delay").
    """
    conference = tx.scalars(select(Conference).where(Conference.slug == slug).with_for_update()).one_or_none()
    if conference is None:
        raise NotFoundError("unknown-conference", slug=slug)
    if minutes not in DELAYS:
        raise DomainError("unknown-delay", minutes=minutes)
    before = conference.notice_delay_minutes
    if minutes == before:
        return
    conference.notice_delay_minutes = minutes
    details = {"before": before, "after": minutes}
    record(
        tx, Action.NOTICE_DELAY, conference_slug=slug, subject=f"{minutes} min", details=details, actor=actor, now=now
    )


def _with_mailed(notice: Notice, by_mail: Mapping[str, frozenset[str] | None]) -> Notice:
    """Give a notice that knows what of it reaches its reader's calendar by an invitation anyway."""
    if notice.attendee.id not in by_mail:
        return notice
    changed, invited = frozenset(one.change.after.id for one in notice.changes), by_mail[notice.attendee.id]
    return replace(notice, by_mail=changed if invited is None else changed & invited)


def _keep_back(tx: Session, keys: list[int], now: datetime) -> None:
    """Keep back the messages whose place others take."""
    if keys:
        tx.execute(update(OutboxMessage).where(OutboxMessage.id.in_(keys)).values(cancelled_at=now))


def _recipient(notice: Notice, language: str) -> Recipient:
    """Give the address with the name, or with the post of a person known by that only."""
    attendee = notice.attendee
    post = attendee.position.in_language(language)
    return Recipient(attendee.email, name_in(attendee, language) or (post.text if post else ""), language)
