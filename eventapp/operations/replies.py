"""Taking in messages: an answer to an invitation is noted, everything else is listed with its reason. Nothing in a message is carried out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.domain.session_invitations import Reception, is_older
from eventapp.importers.replies import read_message
from eventapp.models import ReceivedMessage
from eventapp.policy import PARTICIPANT
from eventapp.queries.session_invitations import find_conference_of_sender, find_invited_at, has_received

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.session_invitations import Reply
    from eventapp.importers.replies import Received
    from eventapp.policy import Actor
    from eventapp.queries.session_invitations import InvitedAt


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message, and from whom it says to be; `is_new` is False for one that was taken in before."""

    reception: Reception
    sender: str
    is_new: bool = True


def receive_message(tx: Session, data: bytes, *, actor: Actor, now: datetime) -> Taken:
    """Take in one message, as its bytes came: the same one twice, from whatever mailbox, is taken in once.

    An answer counts if its sender is the invited address, or writes for it, if that address was invited to the session of this UID, and if it is
    not older than what was answered before (RFC 5546 §2.1.5). It is noted at the invitation; whatever is wrong is written down instead.
    """
    # A maildir mostly keeps lines as its machine does, IMAP hands them out as the mail had them.
    digest = hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
    received = read_message(data)
    if has_received(tx, digest):
        return Taken(received.reception, received.sender, is_new=False)
    found = find_invited_at(tx, received.reply.uid) if received.reply else ()
    answered = _answered(received, found)
    reception = _reception(received, found, answered)
    if reception is Reception.ANSWERED and received.reply and answered:
        _note(answered, received.reply, now=now)
        at: tuple[int, str] | None = (answered.conference_id, answered.slug)
    else:
        at = _claimed_by(tx, received, found)
    row = ReceivedMessage(
        digest=digest,
        conference_id=at[0] if at else None,
        received_at=now,
        sender=received.sender,
        subject=received.subject,
        reception=reception,
        text="" if reception is Reception.ANSWERED else _written(received),
    )
    tx.add(row)
    tx.flush()
    _record(tx, at[1] if at else "", reception, answered, row.id, actor=actor, now=now)
    return Taken(reception, received.sender)


def _answered(received: Received, found: tuple[InvitedAt, ...]) -> InvitedAt | None:
    reply = received.reply
    return next((one for one in found if reply and one.invitation.address.lower() == reply.attendee), None)


def _reception(received: Received, found: tuple[InvitedAt, ...], answered: InvitedAt | None) -> Reception:
    """Say whether a message answers an invitation, or why it doesn't."""
    reply = received.reply
    if reply is None:
        return received.reception
    if not found:
        return Reception.UNKNOWN_SESSION
    if answered is None:
        return Reception.NOT_INVITED
    if received.sender not in {reply.attendee, reply.sent_by} - {""}:
        return Reception.OTHER_SENDER
    invitation = answered.invitation
    if is_older(reply, invitation.answered_sequence, invitation.answered_at) or not invitation.is_on:
        return Reception.OLDER
    return Reception.ANSWERED


def _note(answered: InvitedAt, reply: Reply, *, now: datetime) -> None:
    """Note the answer; a program whose clock is ahead cannot hinder the answers that follow, nor one that counts ahead."""
    invitation = answered.invitation
    invitation.answer, invitation.comment, invitation.proposed_at = reply.answer, reply.comment, reply.proposed_at
    invitation.answered_sequence = min(reply.sequence, invitation.sequence)
    invitation.answered_at = min(reply.stamped_at, now)


def _claimed_by(tx: Session, received: Received, found: tuple[InvitedAt, ...]) -> tuple[int, str] | None:
    """Give the conference that a message is for: that of the session that it names, else that of its sender."""
    if found:
        return found[0].conference_id, found[0].slug
    return find_conference_of_sender(tx, received.sender)


def _written(received: Received) -> str:
    reply = received.reply
    return received.text or (f"{reply.answer.value}: {reply.comment}" if reply else "")


def _record(
    tx: Session,
    slug: str,
    reception: Reception,
    answered: InvitedAt | None,
    number: int,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Log it without what was written: the log is kept longer. An answer is the invited person's doing."""
    if reception is Reception.ANSWERED and answered:
        items = [f"attendees/{answered.public_id}", f"sessions/{answered.invitation.session}"]
        details = {"answer": answered.invitation.answer.value, "session": answered.invitation.session}
        action, actor = Action.ANSWER_RECEIVE, PARTICIPANT
    else:
        items, details, action = [], {"reason": reception.value}, Action.MESSAGE_RECEIVE
    record(
        tx,
        action,
        conference_slug=slug,
        subject=items[0] if items else str(number),
        details=details,
        mentions=items,
        actor=actor,
        now=now,
    )
