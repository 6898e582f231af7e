"""Inviting people to sessions by mail, keeping their calendars right, taking invitations back (RFC 5546, RFC 6047)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.session_invitations import next_sequence
from eventapp.models import MailedCalendar, SessionInvitation
from eventapp.operations.invited_programmes import InvitedProgramme
from eventapp.operations.outbox import queue_letters
from eventapp.queries.conferences import get_conference_id, lock_conference
from eventapp.queries.publications import find_last_publication
from eventapp.queries.session_invitations import list_having_invitations, list_invitable
from eventapp.renderers.mail import SESSION_INVITATION
from eventapp.renderers.mail.session_invitations import InvitationNews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session as Transaction

    from eventapp.domain.publication import Publication
    from eventapp.domain.sessions import Session
    from eventapp.operations.outbox import Letter
    from eventapp.policy import Actor
    from eventapp.queries.session_invitations import Invitable


@dataclass(frozen=True, slots=True)
class Invited:
    """How many invitations went out, and the public ids of those who cannot have one: without an address, or not on the list."""

    sent: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Opened:
    conference_id: int
    programme: InvitedProgramme


def invite_to_own_sessions(
    tx: Transaction, slug: str, public_id: str, *, base_url: str, actor: Actor, now: datetime
) -> Invited:
    """Invite somebody by mail to each of the own sessions that is not over, and from now on to those to come.

    Raises: NotFoundError; DomainError("not-published"), ("not-invitable").
    """
    opened = _open(tx, slug, base_url)
    who = _one(tx, opened, public_id)
    if not who.has_all:
        tx.add(MailedCalendar(registration_id=who.row.id, since=now))
    sessions = [one for one in opened.programme.sessions_of(who) if one.end_at > now]
    letters = list(_invite(tx, opened.programme, who, sessions))
    _queue(tx, opened.conference_id, letters, now=now)
    if letters or not who.has_all:
        items = [f"attendees/{public_id}"]
        _record(tx, slug, Action.SESSION_INVITE, items, {"sent": len(letters)}, actor=actor, now=now)
    return Invited(len(letters))


def invite_to_session(
    tx: Transaction, slug: str, public_id: str, session_id: str, *, base_url: str, actor: Actor, now: datetime
) -> Invited:
    """Invite somebody by mail to one of the own sessions.

    Raises: NotFoundError, also for a session that is not the person's; DomainError("not-published"), ("not-invitable"), ("session-over").
    """
    opened = _open(tx, slug, base_url)
    who = _one(tx, opened, public_id)
    session = next((one for one in opened.programme.sessions_of(who) if one.id == session_id), None)
    if session is None:
        raise NotFoundError("unknown-item", item=f"sessions/{session_id}")
    _refuse_if_over(session, now)
    letters = list(_invite(tx, opened.programme, who, [session]))
    _queue(tx, opened.conference_id, letters, now=now)
    if letters:
        items = [f"attendees/{public_id}", f"sessions/{session_id}"]
        _record(tx, slug, Action.SESSION_INVITE, items, {"sent": len(letters)}, actor=actor, now=now)
    return Invited(len(letters))


def invite_those_placed(
    tx: Transaction, slug: str, session_id: str, *, base_url: str, actor: Actor, now: datetime
) -> Invited:
    """Invite everybody by mail who is placed in a published session, for a topic too, and was not yet.

    Raises: NotFoundError; DomainError("not-published"), ("session-over").
    """
    opened = _open(tx, slug, base_url)
    session = opened.programme.session(session_id)
    _refuse_if_over(session, now)
    names = frozenset(placement.attendee.id for placement in session.all_placements)
    people = list_invitable(tx, opened.conference_id, names)
    letters = [
        letter
        for who in people
        if who.can_be_invited
        for letter in _invite(
            tx, opened.programme, who, [one for one in opened.programme.sessions_of(who) if one.id == session_id]
        )
    ]
    _queue(tx, opened.conference_id, letters, now=now)
    if letters:
        items = [f"sessions/{session_id}", *(f"attendees/{letter.attendee}" for letter in letters)]
        _record(tx, slug, Action.SESSION_INVITE, items, {"sent": len(letters)}, actor=actor, now=now)
    reached = {who.row.public_id for who in people if who.can_be_invited}
    return Invited(len(letters), tuple(sorted(names - reached)))


def end_invitations(
    tx: Transaction, slug: str, public_id: str, *, base_url: str, actor: Actor, now: datetime
) -> Invited:
    """Take every invitation of somebody back, and send none by itself any more. Raises: NotFoundError; DomainError("not-published")."""
    opened = _open(tx, slug, base_url)
    found = list_invitable(tx, opened.conference_id, [public_id])
    if not found:
        raise NotFoundError("unknown-registration")
    (who,) = found
    tx.execute(delete(MailedCalendar).where(MailedCalendar.registration_id == who.row.id))
    letters = _cancel_all(opened, who)
    _queue(tx, opened.conference_id, letters, now=now)
    if letters or who.has_all:
        items = [f"attendees/{public_id}"]
        _record(tx, slug, Action.SESSION_UNINVITE, items, {"sent": len(letters)}, actor=actor, now=now)
    return Invited(len(letters))


def take_back_invitations(tx: Transaction, slug: str, public_id: str, *, base_url: str, now: datetime) -> None:
    """Cancel what holds for somebody who leaves the list; the entry of the log about the leaving tells of it. Raises: NotFoundError."""
    conference_id = get_conference_id(tx, slug)
    people = list_invitable(tx, conference_id, [public_id])
    if not any(one.is_on for who in people for one in who.invitations.values()):
        return
    opened = _open(tx, slug, base_url)
    _queue(tx, conference_id, [letter for who in people for letter in _cancel_all(opened, who)], now=now)


def queue_invitation_news(
    tx: Transaction,
    conference_id: int,
    publication: Publication,
    previous: Publication | None,
    *,
    base_url: str,
    now: datetime,
) -> None:
    """Queue what a publication changes in the calendars of those who were invited, and nothing to anybody else.

    Whose entry says something else gets it anew, whose session it is no more gets it cancelled; who has all sessions by mail is invited to
    the new ones. The publication's own entry of the log tells of it.
    """
    people = list_having_invitations(tx, conference_id) if previous else ()
    if previous is None or not people:
        return
    before, after = (InvitedProgramme(one.agenda, base_url) for one in (previous, publication))
    letters = [letter for who in people for letter in _news(tx, who, before, after, now=now)]
    _queue(tx, conference_id, letters, now=now)


def _news(
    tx: Transaction, who: Invitable, before: InvitedProgramme, after: InvitedProgramme, *, now: datetime
) -> Iterator[Letter]:
    own = {one.id: one for one in after.sessions_of(who)} if who.can_be_invited else {}
    for invitation in who.invitations.values():
        if not invitation.is_on:
            continue
        if (session := own.get(invitation.session)) is None:
            yield _cancel(before, who, invitation)
        elif before.entry(who.row, session.id) != after.entry(who.row, session.id):
            invitation.sequence = next_sequence(invitation.sequence, session.sequence)
            invitation.address = who.row.email
            yield after.letter(who.row, invitation, InvitationNews.CHANGED)
    if who.has_all:
        yield from _invite(tx, after, who, [one for one in own.values() if one.end_at > now])


def _invite(tx: Transaction, programme: InvitedProgramme, who: Invitable, sessions: list[Session]) -> Iterator[Letter]:
    """Invite somebody to those of the sessions to which no invitation holds."""
    for session in sessions:
        invitation = who.invitations.get(session.id)
        if invitation is not None and invitation.is_on:
            continue
        if invitation is None:
            invitation = SessionInvitation(registration_id=who.row.id, session=session.id, uid=session.uid)
            invitation.sequence = next_sequence(None, session.sequence)
            tx.add(invitation)
        else:
            invitation.sequence = next_sequence(invitation.sequence, session.sequence)
        invitation.is_on, invitation.address = True, who.row.email
        yield programme.letter(who.row, invitation, InvitationNews.NEW)


def _refuse_if_over(session: Session, now: datetime) -> None:
    """Raises: DomainError("session-over")."""
    if session.end_at <= now:
        raise DomainError("session-over")


def _cancel(programme: InvitedProgramme, who: Invitable, invitation: SessionInvitation) -> Letter:
    """Cancel an invitation by what its reader knows of the session; it goes where the invitation went."""
    invitation.is_on, invitation.sequence = False, next_sequence(invitation.sequence, 0)
    return programme.letter(who.row, invitation, InvitationNews.CANCELLED)


def _cancel_all(opened: _Opened, who: Invitable) -> list[Letter]:
    return [_cancel(opened.programme, who, one) for one in who.invitations.values() if one.is_on]


def _open(tx: Transaction, slug: str, base_url: str) -> _Opened:
    """Raises: NotFoundError; DomainError("not-published")."""
    lock_conference(tx, slug)
    conference_id = get_conference_id(tx, slug)
    publication = find_last_publication(tx, conference_id)
    if publication is None:
        raise DomainError("not-published")
    return _Opened(conference_id, InvitedProgramme(publication.agenda, base_url))


def _one(tx: Transaction, opened: _Opened, public_id: str) -> Invitable:
    """Raises: NotFoundError; DomainError("not-invitable") for one who is not on the list or has no address."""
    found = list_invitable(tx, opened.conference_id, [public_id])
    if not found:
        raise NotFoundError("unknown-registration")
    if not found[0].can_be_invited:
        raise DomainError("not-invitable")
    return found[0]


def _queue(tx: Transaction, conference_id: int, letters: list[Letter], *, now: datetime) -> None:
    tx.flush()
    queue_letters(tx, letters, kind=SESSION_INVITATION, now=now, conference_id=conference_id)


def _record(
    tx: Transaction,
    slug: str,
    action: Action,
    items: list[str],
    details: dict[str, int],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    subject, *_ = items
    record(tx, action, conference_slug=slug, subject=subject, details=details, mentions=items, actor=actor, now=now)
