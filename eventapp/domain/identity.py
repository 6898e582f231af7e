"""What a thing is called for good: UIDs that calendars keep, ids that addresses keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.domain.conference_files import ConferenceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.localized import Localized


def with_uids(conference_file: ConferenceFile, known: Mapping[str, str], new_uid: Callable[[], str]) -> ConferenceFile:
    """Give every session, and the conference, a UID that stays the same through all versions.

    A UID written in the file holds; else the one in `known` (session id, or "" for the conference); else a new one.
    Source: RFC 5545 §3.8.4.7, RFC 7986 §5.3.
    """
    uids = {key: uid for key, uid in known.items() if uid}
    agendas = [publication.agenda for publication in conference_file.publications] + [conference_file.agenda]
    for agenda in agendas:
        uids.update({s.id: s.uid for s in agenda.sessions if s.uid})
    uids.update({"": conference_file.agenda.conference.uid} if conference_file.agenda.conference.uid else {})
    for key in dict.fromkeys(["", *(s.id for agenda in agendas for s in agenda.sessions)]):
        if key not in uids:
            uids[key] = new_uid()
    publications = tuple(
        replace(publication, agenda=_named(publication.agenda, uids)) for publication in conference_file.publications
    )
    return ConferenceFile(agenda=_named(conference_file.agenda, uids), publications=publications)


def _named(agenda: Agenda, uids: Mapping[str, str]) -> Agenda:
    sessions = tuple(replace(session, uid=uids[session.id]) for session in agenda.sessions)
    return replace(agenda, conference=replace(agenda.conference, uid=uids[""]), sessions=sessions)


def unique_id(title: Localized, fallback: str, taken: Iterable[str], *, first: int = 1) -> str:
    """Give a new id made of the English title's letters and digits, numbered from `first` on where it is taken."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in (title.get("en") or "").lower()).split()
    stem = "-".join(words)[:60].strip("-") or fallback
    numbered = (f"{stem}-{n}" if n > 1 else stem for n in range(first, 100_000))
    return next(name for name in numbered if name not in taken)
