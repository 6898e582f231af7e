"""What changed for one person since the version that he or she knows, on a page whose one button says that it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.mail.noticed_changes import Speaker
from eventapp.renderers.view.voice import Voice
from eventapp.web.interface_pages import interface_words
from eventapp.web.personal_pages import visit_page
from eventapp.web.published import published

if TYPE_CHECKING:
    from flask import Response

    from eventapp.renderers.mail.noticed_changes import Piece
    from eventapp.web.personal_pages import Visit


def changes_page(visit: Visit) -> Response:
    """Show what changed for the person; the button is there until it was pressed for the last version."""
    personal = visit.personal
    is_new = personal.seen < personal.last_number
    lines = _lines(visit) if is_new else ()
    return visit_page(
        "me/changes.html", visit, number=personal.last_number, since=personal.seen, is_new=is_new, lines=lines
    )


def _lines(visit: Visit) -> tuple[tuple[Piece, ...], ...]:
    """Give a line for each change, as the mail has them but in the page's language."""
    key, issue, person = visit.publication, visit.issue, visit.participant
    if key is None or issue is None:
        return ()
    changes = published().changes(key, since=visit.personal.seen).of(person.attendee, registered=person.sessions)
    conference, delegation = issue.agenda.conference, person.attendee.delegation
    speaker = Speaker(
        agenda=issue.agenda,
        voice=Voice((interface_words().language,), conference.languages),
        home_zone=delegation.home_zone if delegation.code else conference.zone,
    )
    return tuple(speaker.line(one, visit.audience) for one in changes)
