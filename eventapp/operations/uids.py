"""UIDs: what calendars know sessions and conferences by, each the name of one thing for good."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from eventapp.domain.errors import Problem
from eventapp.models import Conference, ConferenceSession
from eventapp.models import Publication as PublicationRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda

_UID = re.compile(r'"uid":"([^"\\]+)"')


def new_uid() -> str:
    """Give a UID for a calendar: 128 random bits, no host address (RFC 7986 §5.3)."""
    return f"{secrets.token_urlsafe(16)}@eventapp"


def uids_elsewhere(tx: Session, uids: set[str], own_id: int | None) -> set[str]:
    """Give those uids that belong to another conference, now or as it was published: calendars would take the two for one."""
    statement = select(ConferenceSession.uid, ConferenceSession.conference_id).where(ConferenceSession.uid.in_(uids))
    owners = {(uid, conference_id) for uid, conference_id in tx.execute(statement)}
    taken = {uid for uid, conference_id in owners if conference_id != own_id}
    return taken | _published_elsewhere(tx, uids - {uid for uid, _ in owners}, own_id)


def foreign_uids(tx: Session, agenda: Agenda, own_id: int | None) -> Iterator[Problem]:
    """Find the uids of an agenda that belong to another conference."""
    taken = uids_elsewhere(tx, {session.uid for session in agenda.sessions if session.uid}, own_id)
    for session in agenda.sessions:
        if session.uid in taken:
            yield Problem("uid-taken", "sessions", session.id, (("got", session.uid),))
    uid = agenda.conference.uid
    if uid and tx.scalars(select(Conference.id).where(Conference.uid == uid, Conference.id != own_id)).first():
        yield Problem("uid-taken", "conference.uid", "", (("got", uid),))


def moved_uids(agendas: Iterable[Agenda]) -> Iterator[Problem]:
    """Find the uids under which another session was published: calendars would take the two for one."""
    owners: dict[str, str] = {}
    for agenda in agendas:
        for session in agenda.sessions:
            owner = owners.setdefault(session.uid, session.id) if session.uid else session.id
            if owner != session.id:
                yield Problem("uid-moved", "sessions", session.id, (("got", session.uid), ("session", owner)))


def _published_elsewhere(tx: Session, uids: set[str], own_id: int | None) -> set[str]:
    """Give those uids that the last publication of another conference has; what was published once stays in all later ones.

    The stored JSON is only searched, never read: a uid holds nothing that JSON writes otherwise.
    """
    if not uids:
        return set()
    last = select(func.max(PublicationRow.id)).group_by(PublicationRow.conference_id)
    texts = tx.scalars(
        select(PublicationRow.agenda).where(
            PublicationRow.id.in_(last), PublicationRow.conference_id.is_distinct_from(own_id)
        )
    )
    return {uid for text in texts for uid in _UID.findall(text) if uid in uids}
