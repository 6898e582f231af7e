"""Keeping the calendars right of those who were invited to sessions: after a publication, and after a change of the registration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete

from eventapp.models import MailedCalendar
from eventapp.operations.invitation_steps import (
    call_off,
    change,
    invite,
    open_programme,
    queue_invitations,
    take_back,
    take_back_all,
)
from eventapp.operations.invited_programmes import InvitedProgramme
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.session_invitations import list_having_invitations, list_invitable
from eventapp.renderers.mail.session_invitations import InvitationNews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session as Transaction

    from eventapp.domain.publication import Publication
    from eventapp.domain.sessions import Session
    from eventapp.models import SessionInvitation
    from eventapp.operations.outbox import Letter
    from eventapp.queries.session_invitations import Invitable


def queue_invitation_news(
    tx: Transaction,
    conference_id: int,
    publication: Publication,
    previous: Publication | None,
    *,
    says_what: bool = True,
    base_url: str,
    now: datetime,
) -> None:
    """Queue what a publication changes in the calendars of those who were invited, and nothing to anybody else.

    Whose entry says something else gets it anew, whose session it is no more or does not take place gets it cancelled, and invited again
    when it does after all; who has all sessions by mail is invited to the new ones. What changed is said unless it is to be forgotten. The publication's own entry of the log tells of it.
    """
    people = list_having_invitations(tx, conference_id) if previous else ()
    if previous is None or not people:
        return
    before, after = (InvitedProgramme(one.agenda, base_url) for one in (previous, publication))
    following = _Following(tx, before, after, now, says_what=says_what)
    letters = [letter for who in people for letter in following.news(who)]
    queue_invitations(tx, conference_id, letters, now=now)


def settle_invitations(tx: Transaction, slug: str, public_id: str, *, base_url: str, now: datetime) -> None:
    """Let the calendar of somebody whose registration changed have the own sessions of now, at the address of now.

    The change's entry of the log tells of it. Raises: NotFoundError.
    """
    conference_id = get_conference_id(tx, slug)
    tx.flush()
    people = [one for one in list_invitable(tx, conference_id, [public_id]) if one.has_all or one.invitations]
    if not people:
        return
    opened = open_programme(tx, slug, base_url)
    following = _Following(tx, opened.programme, opened.programme, now)
    letters = [letter for who in people for letter in following.news(who)]
    queue_invitations(tx, conference_id, letters, now=now)


def merge_invitations(tx: Transaction, slug: str, *, keep: str, gone: str, base_url: str, now: datetime) -> None:
    """Let one invitation be left of two to the same session, before a registration takes up another; what was at another address is cancelled there.

    Those that only the one which goes has are handed over with it. Raises: NotFoundError.
    """
    conference_id = get_conference_id(tx, slug)
    people = {one.row.public_id: one for one in list_invitable(tx, conference_id, [keep, gone])}
    kept, other = people[keep], people[gone]
    doubled = [(kept.invitations[name], one) for name, one in other.invitations.items() if name in kept.invitations]
    lost = [one for mine, one in doubled if mine.is_on and one.is_on and one.address != mine.address]
    if lost:
        programme = open_programme(tx, slug, base_url).programme
        letters = [take_back(programme, other, one, InvitationNews.ELSEWHERE) for one in lost]
        queue_invitations(tx, conference_id, letters, now=now)
    for mine, one in doubled:
        mine.sequence = max(mine.sequence, one.sequence)
        if one.is_on and not mine.is_on:
            _take_over(mine, one)
        mine.is_suspended = not mine.is_on and (mine.is_suspended or one.is_suspended)


def _take_over(mine: SessionInvitation, other: SessionInvitation) -> None:
    """Let an invitation that ended be the one that holds, where it went and with its answer."""
    for name in (
        "is_on",
        "address",
        "answer",
        "answered_sequence",
        "answered_at",
        "answered_by",
        "comment",
        "proposed_at",
        "proposed_end_at",
    ):
        setattr(mine, name, getattr(other, name))


def take_back_invitations(tx: Transaction, slug: str, public_id: str, *, base_url: str, now: datetime) -> None:
    """Cancel what holds for somebody who leaves the list, and send nothing by itself any more, also to who comes back.

    The entry of the log about the leaving tells of it. Raises: NotFoundError.
    """
    conference_id = get_conference_id(tx, slug)
    people = list_invitable(tx, conference_id, [public_id])
    for one in people:
        tx.execute(delete(MailedCalendar).where(MailedCalendar.registration_id == one.row.id))
    if not any(one.invitations for one in people):
        return
    opened = open_programme(tx, slug, base_url)
    letters = [letter for who in people for letter in take_back_all(opened.programme, who)]
    queue_invitations(tx, conference_id, letters, now=now)


@dataclass(frozen=True, slots=True)
class _Following:
    """What calendars knew and what they have to know."""

    tx: Transaction
    before: InvitedProgramme
    after: InvitedProgramme
    now: datetime
    says_what: bool = True

    def news(self, who: Invitable) -> Iterator[Letter]:
        """Give what somebody's calendar has to learn, each session once."""
        own = {one.id: one for one in self.after.sessions_of(who)} if who.can_be_invited else {}
        for invitation in tuple(who.invitations.values()):
            session = own.get(invitation.session)
            if invitation.is_on:
                yield from self._held(who, invitation, session)
            elif invitation.is_suspended and session is not None and session.end_at > self.now:
                yield from invite(self.tx, self.after, who, [session], news=InvitationNews.ON_AGAIN)
        if who.has_all:
            yield from invite(self.tx, self.after, who, [one for one in own.values() if one.end_at > self.now])

    def _held(self, who: Invitable, invitation: SessionInvitation, session: Session | None) -> Iterator[Letter]:
        """Give what becomes of an invitation that holds; `session` is None where it isn't the person's, or does not take place."""
        if session is None:
            is_off = who.can_be_invited and self.after.is_off(invitation.session)
            yield (call_off if is_off else take_back)(self.before, who, invitation)
        elif invitation.address != who.row.email:
            if session.end_at > self.now:
                yield take_back(self.before, who, invitation, InvitationNews.ELSEWHERE)
                yield from invite(self.tx, self.after, who, [session])
        elif self.before.entry(who.row, session.id) != self.after.entry(who.row, session.id):
            yield change(self.after, who, invitation, self.before if self.says_what else None)
