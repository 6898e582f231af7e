"""Invitations by mail and what came back, as the organisers' pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.session_invitations import Answer
from eventapp.renderers.session_invitations import InvitationLine, ReceivedLine, answer_label, reception_label
from eventapp.renderers.steps import thing_label
from eventapp.web.people_lists import speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eventapp.domain.registration.participants import Participant
    from eventapp.models import ReceivedMessage, SessionInvitation
    from eventapp.renderers.wording import Words
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
        if row.answered_by:
            said.append(words("answered by {who}", who=row.answered_by))
        if row.answered_sequence < row.sequence:
            said.append(words("before the last change"))
    return InvitationLine(name=name, url=url, said=" · ".join(said), comment=row.comment)


def received_line(row: ReceivedMessage, words: Words, at: str, about: tuple[tuple[str, str], ...] = ()) -> ReceivedLine:
    return ReceivedLine(
        at=at,
        sender=row.sender or words("unknown sender"),
        subject=row.subject or words("(no subject)"),
        reason=reception_label(row.reception, words),
        text=row.text,
        answer="" if row.answer is Answer.NONE else answer_label(row.answer, words),
        about=about,
    )


def received_lines(
    rows: Iterable[ReceivedMessage], people: Mapping[str, Participant], place: Workplace
) -> list[ReceivedLine]:
    """Give the messages of a conference, with whom and which session each is for."""
    return [
        received_line(row, place.words, place.moment(row.received_at), tuple(_about(row, people, place)))
        for row in rows
    ]


def person_label(person: str, people: Mapping[str, Participant], place: Workplace) -> str:
    """Give what somebody on the list is called, the id of one who isn't any more."""
    return str(speaker_of(place).name(people[person].attendee)) if person in people else person


def _about(row: ReceivedMessage, people: Mapping[str, Participant], place: Workplace) -> Iterator[tuple[str, str]]:
    if row.attendee:
        yield person_label(row.attendee, people, place), place.links.place(f"people/{row.attendee}")
    if row.session:
        item = f"sessions/{row.session}"
        yield thing_label(item, place.agenda, place.words), place.links.item(item, "invitations")
