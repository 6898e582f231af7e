"""Invitations by mail and what came back, as the organisers' pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.session_invitations import InvitationLine, ReceivedLine, answer_label, reception_label

if TYPE_CHECKING:
    from eventapp.models import ReceivedMessage, SessionInvitation
    from eventapp.web.workplace import Workplace


def invitation_line(row: SessionInvitation, name: str, url: str, place: Workplace) -> InvitationLine:
    """Give an invitation with its answer; one to an earlier version says so."""
    words = place.words
    if not row.is_on:
        return InvitationLine(name=name, url=url, said=words("Taken back"), is_on=False)
    said = [answer_label(row.answer, words)]
    if row.proposed_at is not None:
        said.append(place.moment(row.proposed_at))
    if row.answered_at is not None:
        said.append(words("answered {moment}", moment=place.moment(row.answered_at)))
        if row.answered_sequence < row.sequence:
            said.append(words("before the last change"))
    return InvitationLine(name=name, url=url, said=" · ".join(said), comment=row.comment)


def received_line(row: ReceivedMessage, place: Workplace) -> ReceivedLine:
    return ReceivedLine(
        at=place.moment(row.received_at),
        sender=row.sender or place.words("unknown sender"),
        subject=row.subject or place.words("(no subject)"),
        reason=reception_label(row.reception, place.words),
        text=row.text,
    )
