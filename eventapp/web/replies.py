"""Messages that came in by mail, as pages list them: a conference's for its organisers, those for none for site administrators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from eventapp.domain.session_invitations import Answer
from eventapp.queries.replies import count_received, list_received
from eventapp.renderers.session_invitations import ReceivedLine, answer_label, reception_label
from eventapp.renderers.steps import thing_label
from eventapp.web.invitation_lines import person_label
from eventapp.web.workplace import row_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy.orm import Session

    from eventapp.domain.registration.participants import Participant
    from eventapp.models import ReceivedMessage
    from eventapp.renderers.wording import Words
    from eventapp.web.workplace import Workplace

SHOWN = 100


@dataclass(frozen=True, slots=True)
class ReceivedPage:
    """Which page of the messages was asked for: its rows, and which they are of how many."""

    rows: tuple[ReceivedMessage, ...]
    number: int
    first: int
    last: int
    count: int

    @property
    def newer(self) -> str:
        return str(self.number - 1)

    @property
    def older(self) -> str:
        return str(self.number + 1)


def received_page(tx: Session, slug: str) -> ReceivedPage:
    """Give the page that the address names, of the messages for a conference, for none at all where `slug` is ""."""
    count = count_received(tx, slug)
    number = min(max(1, row_key(request.args.get("page", "")) or 1), max(1, -(-count // SHOWN)))
    rows = list_received(tx, slug, limit=SHOWN, offset=(number - 1) * SHOWN)
    first = (number - 1) * SHOWN + 1
    return ReceivedPage(rows, number, first, first + len(rows) - 1, count)


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


def _about(row: ReceivedMessage, people: Mapping[str, Participant], place: Workplace) -> Iterator[tuple[str, str]]:
    if row.attendee:
        yield person_label(row.attendee, people, place), place.links.place(f"people/{row.attendee}")
    if row.session:
        item = f"sessions/{row.session}"
        yield thing_label(item, place.agenda, place.words), place.links.item(item, "invitations")
