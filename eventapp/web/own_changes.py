"""What changed for one person since the version that he or she knows, on a page whose one button says that it was seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.db import reading
from eventapp.domain.notices import notice_of
from eventapp.queries.publications import find_numbered_key, get_publication
from eventapp.renderers.mail.noticed_changes import Speaker
from eventapp.renderers.view.voice import Voice
from eventapp.web.interface_pages import interface_words
from eventapp.web.personal_pages import visit_page

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
    key, seen = visit.publication, visit.personal.seen
    if key is None:
        return ()
    with reading() as tx:
        before = find_numbered_key(tx, key.id, seen)
        if before is None:
            return ()
        previous, last = get_publication(tx, before), get_publication(tx, key.id)
    attendee, zone = visit.participant.attendee, last.agenda.conference.zone
    if not attendee.delegation.code:
        attendee = replace(attendee, delegation=replace(attendee.delegation, home_zone=zone))
    notice = notice_of(attendee, previous, last, registered=frozenset(visit.participant.sessions))
    voice = Voice((interface_words().language,), last.agenda.conference.languages)
    speaker = Speaker(agenda=last.agenda, voice=voice, home_zone=attendee.delegation.home_zone)
    return tuple(speaker.line(one, notice.audience) for one in notice.changes) if notice else ()
