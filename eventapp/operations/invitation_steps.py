"""What each act on invitations to sessions is made of: inviting, changing, calling off, taking back; one message each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.errors import DomainError
from eventapp.domain.session_invitations import next_sequence
from eventapp.models import SessionInvitation
from eventapp.operations.invited_programmes import InvitedProgramme
from eventapp.operations.outbox import queue_letters
from eventapp.queries.conferences import get_conference_id, lock_conference
from eventapp.queries.publications import find_last_publication
from eventapp.renderers.mail import SESSION_INVITATION
from eventapp.renderers.mail.session_invitations import InvitationNews

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session as Transaction

    from eventapp.domain.sessions import Session
    from eventapp.operations.outbox import Letter
    from eventapp.queries.session_invitations import Invitable


@dataclass(frozen=True, slots=True)
class OpenProgramme:
    """The published agenda of a conference that is locked."""

    conference_id: int
    programme: InvitedProgramme


def open_programme(tx: Transaction, slug: str, base_url: str) -> OpenProgramme:
    """Raises: NotFoundError; DomainError("not-published")."""
    lock_conference(tx, slug)
    conference_id = get_conference_id(tx, slug)
    publication = find_last_publication(tx, conference_id)
    if publication is None:
        raise DomainError("not-published")
    return OpenProgramme(conference_id, InvitedProgramme(publication.agenda, base_url))


def invite(
    tx: Transaction,
    programme: InvitedProgramme,
    who: Invitable,
    sessions: Iterable[Session],
    *,
    news: InvitationNews = InvitationNews.NEW,
) -> Iterator[Letter]:
    """Invite somebody to those of the sessions to which no invitation holds."""
    for session in sessions:
        invitation = who.invitations.get(session.id)
        if (invitation is not None and invitation.is_on) or not has_entry_free(who, session):
            continue
        if invitation is None:
            invitation = SessionInvitation(registration_id=who.row.id, session=session.id, uid=session.uid)
            who.invitations[session.id] = invitation
            tx.add(invitation)
        invitation.is_on, invitation.is_suspended, invitation.address = True, False, who.row.email
        _step(who, invitation, session.sequence)
        yield programme.letter(who.row, invitation, news)


def has_entry_free(who: Invitable, session: Session) -> bool:
    """Say whether nobody else has the session by mail at somebody's address."""
    return who.mailboxes.is_free(session.uid, who.row.email, who.row.id)


def _step(who: Invitable, invitation: SessionInvitation, published: int = 0) -> None:
    """Give an invitation the SEQUENCE of its next message: above all that its address was ever sent for the session."""
    sent = (invitation.sequence, who.mailboxes.highest(invitation.uid, invitation.address))
    highest = max((number for number in sent if number is not None), default=None)
    invitation.sequence = next_sequence(highest, published)
    who.mailboxes.note(
        invitation.uid, invitation.address, who.row.id, sequence=invitation.sequence, is_on=invitation.is_on
    )


def change(
    programme: InvitedProgramme, who: Invitable, invitation: SessionInvitation, before: InvitedProgramme | None
) -> Letter:
    """Tell somebody's calendar how a session is now that was otherwise `before`; None says nothing of that."""
    _step(who, invitation, programme.session(invitation.session).sequence)
    return programme.letter(who.row, invitation, InvitationNews.CHANGED, before=before)


def call_off(programme: InvitedProgramme, who: Invitable, invitation: SessionInvitation) -> Letter:
    """Cancel an invitation to a session that does not take place; it holds again when the session does after all."""
    return _cancel(programme, who, invitation, InvitationNews.OFF, is_suspended=True)


def take_back(
    programme: InvitedProgramme,
    who: Invitable,
    invitation: SessionInvitation,
    news: InvitationNews = InvitationNews.TAKEN_BACK,
) -> Letter:
    """Cancel an invitation to a session that goes on, by default without the person."""
    return _cancel(programme, who, invitation, news, is_suspended=False)


def take_back_all(programme: InvitedProgramme, who: Invitable) -> list[Letter]:
    """Cancel what holds of somebody's invitations, also to the own sessions; those to sessions that were called off hold no more either."""
    own = {one.id for one in programme.sessions_of(who)} if who.can_be_invited else set()
    for one in who.invitations.values():
        one.is_suspended = False
    held = [one for one in who.invitations.values() if one.is_on]
    news = {True: InvitationNews.STOPPED, False: InvitationNews.TAKEN_BACK}
    return [take_back(programme, who, one, news[one.session in own]) for one in held]


def _cancel(
    programme: InvitedProgramme,
    who: Invitable,
    invitation: SessionInvitation,
    news: InvitationNews,
    *,
    is_suspended: bool,
) -> Letter:
    """Cancel an invitation by what its reader knows of the session; it goes where the invitation went."""
    invitation.is_on, invitation.is_suspended = False, is_suspended
    _step(who, invitation)
    return programme.letter(who.row, invitation, news)


def queue_invitations(tx: Transaction, conference_id: int, letters: list[Letter], *, now: datetime) -> None:
    tx.flush()
    queue_letters(tx, letters, kind=SESSION_INVITATION, now=now, conference_id=conference_id)
