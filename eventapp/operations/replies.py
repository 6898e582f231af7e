"""Taking in messages: an answer to an invitation is noted, everything else is listed with its reason. Nothing in a message is carried out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from eventapp.audit import Action, record
from eventapp.domain.session_invitations import Answer, Reception, Standing, is_overtaken
from eventapp.importers.replies import read_message
from eventapp.models import ReceivedMessage
from eventapp.queries.conferences import hold_conference
from eventapp.queries.replies import (
    THE_INVITED,
    find_answerer_for,
    find_conference_of_sender,
    find_invited_at,
    find_received,
    lock_conferences_of,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.session_invitations import Reply
    from eventapp.importers.replies import Received
    from eventapp.models import SessionInvitation
    from eventapp.policy import Actor
    from eventapp.queries.replies import Answerer, InvitedAt


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message, and from whom it says to be; `is_new` is False for one that was taken in before."""

    reception: Reception
    sender: str
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class _Judged:
    """What becomes of a message: `invited` is the invitation that it is about, `answerer` who may answer it, None for nobody."""

    reception: Reception
    invited: InvitedAt | None = None
    answerer: Answerer | None = None


def receive_message(tx: Session, data: bytes, *, actor: Actor, now: datetime) -> Taken:
    """Take in one message, as its bytes came: the same one twice, from whatever mailbox, is taken in once.

    An answer counts if it comes from the invited address, or openly (SENT-BY) from that of somebody who may answer for the person; if the address was
    invited to the session of this UID; and if no answer that stands goes before it. It is noted at the invitation; whatever is wrong is written
    down instead.
    """
    # A maildir mostly keeps lines as its machine does, IMAP hands them out as the mail had them.
    digest = hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
    received = read_message(data)
    found = _invited(tx, received)
    if before := find_received(tx, digest):
        return Taken(before, received.sender, is_new=False)
    judged = _judged(tx, received, found)
    at = _place(tx, received, judged.invited or next(iter(found), None))
    row = _row(received, judged, found, now=now)
    row.digest, row.conference_id = digest, at[0] if at else None
    if before := _write(tx, row):
        return Taken(before, received.sender, is_new=False)
    if judged.reception is Reception.ANSWERED and received.reply and judged.invited and judged.answerer:
        _note(judged.invited, received.reply, judged.answerer, now=now)
    _record(tx, at[1] if at else "", judged, row, actor=actor, now=now)
    return Taken(judged.reception, received.sender)


def _place(tx: Session, received: Received, about: InvitedAt | None) -> tuple[int, str] | None:
    """Give key and slug of the conference that a message is for, held; None for none."""
    if about:
        return about.conference_id, about.slug
    found = find_conference_of_sender(tx, received.sender)
    return found and (hold_conference(tx, found[1]), found[1])


def _write(tx: Session, row: ReceivedMessage) -> Reception | None:
    """Write a message down, unless another run took the same one in just now: give what became of it there."""
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        before = find_received(tx, row.digest)
        if before is None:
            raise
        return before
    return None


def _invited(tx: Session, received: Received) -> tuple[InvitedAt, ...]:
    """Give whom an answer may be of, held against every other change: the conference first, as everywhere."""
    if received.reply is None:
        return ()
    lock_conferences_of(tx, received.reply.uid)
    return find_invited_at(tx, received.reply.uid)


def _judged(tx: Session, received: Received, found: tuple[InvitedAt, ...]) -> _Judged:
    """Say whether a message answers an invitation, or why it doesn't."""
    reply = received.reply
    if reply is None:
        return _Judged(received.reception)
    if not found:
        return _Judged(Reception.UNKNOWN_SESSION)
    holders = _holders(found, reply.attendee)
    if not holders:
        return _Judged(Reception.NOT_INVITED)
    invited = holders[0]
    answerer = _answerer(tx, received.sender, reply, invited)
    if len(holders) > 1:
        return _Judged(Reception.SHARED_ADDRESS if answerer else Reception.OTHER_SENDER)
    if answerer is None:
        return _Judged(Reception.OTHER_SENDER, invited)
    return _Judged(_ranked(reply, invited.invitation, answerer), invited, answerer)


def _holders(found: tuple[InvitedAt, ...], address: str) -> list[InvitedAt]:
    """Give whose invitations hold at an address, else whose ended last. Of several who share a mailbox nothing in an answer tells which one it is."""
    there = [one for one in found if one.invitation.address.lower() == address]
    return [one for one in there if one.invitation.is_on] or there[-1:]


def _answerer(tx: Session, sender: str, reply: Reply, invited: InvitedAt) -> Answerer | None:
    """Give who answers: what a message says of its sender (SENT-BY) makes nobody somebody who may."""
    if sender == reply.attendee:
        return THE_INVITED
    return find_answerer_for(tx, sender, invited) if sender and sender == reply.sent_by else None


def _ranked(reply: Reply, invitation: SessionInvitation, answerer: Answerer) -> Reception:
    standing = _standing(invitation)
    if not invitation.is_on:
        return Reception.OLDER
    if not is_overtaken(reply, standing, is_own=answerer.is_invited, sent=invitation.sequence):
        return Reception.ANSWERED
    return Reception.OWN_ANSWER if standing and standing.is_own and not answerer.is_invited else Reception.OLDER


def _standing(invitation: SessionInvitation) -> Standing | None:
    if invitation.answered_at is None:
        return None
    is_own = not invitation.answered_by
    return Standing(sequence=invitation.answered_sequence, stamped_at=invitation.answered_at, is_own=is_own)


def _note(invited: InvitedAt, reply: Reply, answerer: Answerer, *, now: datetime) -> None:
    """Note the answer; a program whose clock is ahead cannot hinder the answers that follow, nor one that counts ahead."""
    invitation = invited.invitation
    invitation.answer, invitation.comment = reply.answer, reply.comment
    invitation.proposed_at, invitation.proposed_end_at = reply.proposed_at, reply.proposed_end_at
    invitation.answered_sequence = min(reply.sequence, invitation.sequence)
    invitation.answered_at, invitation.answered_by = min(reply.stamped_at, now), answerer.address


def _row(received: Received, judged: _Judged, found: tuple[InvitedAt, ...], *, now: datetime) -> ReceivedMessage:
    """Give what is written down of a message, the words around an answer that was noted too."""
    reply, invited = received.reply, judged.invited
    return ReceivedMessage(
        received_at=now,
        sender=received.sender,
        subject=received.subject,
        reception=judged.reception,
        attendee=invited.public_id if invited else "",
        session=found[0].invitation.session if found else "",
        answer=reply.answer if reply else Answer.NONE,
        text=_written(received),
    )


def _written(received: Received) -> str:
    """Give the comment of an answer and what the mail says; programs repeat the one in the other."""
    comment = received.reply.comment if received.reply else ""
    return received.text if comment in received.text else f"{comment}\n\n{received.text}".strip()


def _record(tx: Session, slug: str, judged: _Judged, row: ReceivedMessage, *, actor: Actor, now: datetime) -> None:
    """Log it without what was written: the log is kept longer. An answer is the doing of whom it is from."""
    invited, answerer = judged.invited, judged.answerer
    if judged.reception is Reception.ANSWERED and invited and answerer:
        session = invited.invitation.session
        items = [f"attendees/{invited.public_id}", f"sessions/{session}"]
        details = {"answer": row.answer.value, "session": session}
        if answerer.person:
            items, details = [*items, f"attendees/{answerer.person}"], details | {"answered_by": answerer.person}
        action, actor = Action.ANSWER_RECEIVE if answerer.is_invited else Action.ANSWER_RELAY, answerer.actor
    else:
        items, details, action = [], {"reason": row.reception.value}, Action.MESSAGE_RECEIVE
    record(
        tx,
        action,
        conference_slug=slug,
        subject=items[0] if items else str(row.id),
        details=details,
        mentions=items,
        actor=actor,
        now=now,
    )
