"""Invitations by mail with the answers, as the organisers' pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.session_invitations import InvitationLine, answer_label
from eventapp.web.people_lists import speaker_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.registration.participants import Participant
    from eventapp.models import SessionInvitation
    from eventapp.web.workplace import Workplace


def invitation_line(row: SessionInvitation, name: str, url: str, place: Workplace) -> InvitationLine:
    """Give an invitation with its answer; one to an earlier version says so."""
    words = place.words
    if not row.is_on:
        ended = words("Called off with the session") if row.is_suspended else words("Taken back")
        return InvitationLine(name=name, url=url, said=ended, is_on=False)
    said = [answer_label(row.answer, words)]
    if row.proposed_at is not None or row.proposed_end_at is not None:
        said.append(" – ".join(place.moment(at) for at in (row.proposed_at, row.proposed_end_at) if at))
    if row.answered_at is not None:
        said.append(words("answered {moment}", moment=place.moment(row.answered_at)))
        if row.answered_by:
            said.append(words("answered by {who}", who=row.answered_by))
        if row.answered_sequence < row.sequence:
            said.append(words("before the last change"))
    return InvitationLine(name=name, url=url, said=" · ".join(said), comment=row.comment)


def person_label(person: str, people: Mapping[str, Participant], place: Workplace) -> str:
    """Give what somebody on the list is called, the id of one who isn't any more."""
    return str(speaker_of(place).name(people[person].attendee)) if person in people else person
