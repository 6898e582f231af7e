"""Writing a conference file: what `read_conference_file` reads back as an equal value."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import tomli_w

from eventapp.domain.history import patch_between
from eventapp.domain.timezones import is_ambiguous
from eventapp.renderers.document import Document, agenda_document, without_defaults

if TYPE_CHECKING:
    from eventapp.domain.conference_files import ConferenceFile
    from eventapp.domain.publication import Publication

FORMAT = 1


def render_conference_file(conference_file: ConferenceFile) -> bytes:
    """Give the TOML of a conference: the draft, then its publications as differences from what came after.

    Times are local in each session's zone, people's in the conference's, without an offset unless the clock shows them twice.
    Source: docs/conference-file.md.
    """
    current = _file_document(agenda_document(conference_file.agenda))
    document: Document = {"format": FORMAT, **current}
    history = _history(conference_file.publications, current)
    if history:
        document["publications"] = history
    return tomli_w.dumps(document).encode()


def _history(publications: tuple[Publication, ...], current: Document) -> list[Document]:
    tables: list[Document] = []
    later = current
    for publication in reversed(publications):
        earlier = _file_document(agenda_document(publication.agenda))
        before = patch_between(later, earlier)
        tables.insert(0, _publication(publication, before))
        later = earlier
    return tables


def _publication(publication: Publication, before: Document) -> Document:
    zone = ZoneInfo(publication.agenda.conference.zone)
    table: Document = {
        "number": publication.number,
        "as_of": _written(publication.as_of.astimezone(zone)),
        "published_by": publication.published_by,
    }
    if publication.note:
        table["note"] = publication.note.as_dict()
    if before:
        table["before"] = before
    return table


def _file_document(document: Document) -> Document:
    """Write a document as the file has it: usual values left out, times naive unless that were ambiguous."""
    usual = without_defaults(document)
    zones = {room["id"]: venue.get("zone") for room in usual.get("rooms", ()) for venue in _venues_of(room, usual)}
    own = usual["conference"]["zone"]
    usual["sessions"] = [
        _file_session(session, zones.get(session.get("room", ""), own)) for session in usual.get("sessions", ())
    ]
    usual["attendees"] = [_file_attendee(attendee, own) for attendee in usual.get("attendees", ())]
    return {key: value for key, value in usual.items() if value != []}


def _venues_of(room: Document, document: Document) -> list[Document]:
    return [venue for venue in document.get("venues", ()) if venue["id"] == room["venue"]]


def _file_session(session: Document, inherited_zone: str) -> Document:
    zone = session["zone"]
    written = {key: value for key, value in session.items() if key != "zone" or value != inherited_zone}
    return {**written, **{key: _wall(session[key], zone) for key in ("start", "end")}}


def _file_attendee(attendee: Document, zone: str) -> Document:
    written = dict(attendee)
    for key in ("arrives", "leaves"):
        if key in written:
            written[key] = _wall(written[key], zone)
    if "away" in written:
        written["away"] = [{edge: _wall(at, zone) for edge, at in window.items()} for window in written["away"]]
    return written


def _wall(local: datetime, zone: str) -> datetime:
    return _written(local if is_ambiguous(local, zone) else local.replace(tzinfo=None))


class _Time(datetime):
    """A time that the writer of TOML writes as everybody types it, with a T."""

    def __str__(self) -> str:
        return self.isoformat()


def _written(at: datetime) -> datetime:
    return _Time.fromisoformat(at.isoformat())
