"""How far a draft is from what was published last."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from eventapp.db import PerDatabase
from eventapp.domain.differences import Difference, difference, session_change
from eventapp.domain.publication import freeze
from eventapp.models import Publication as PublicationRow
from eventapp.queries.publications import get_publication

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.differences import Change
    from eventapp.domain.publication import Publication
    from eventapp.domain.sessions import Session as ConferenceSession
    from eventapp.queries.drafts import Draft

_KEPT = 4
_LAST = (
    select(PublicationRow.id)
    .where(PublicationRow.conference_id == bindparam("conference_id"))
    .order_by(PublicationRow.number.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class LastEdition:
    """The publication that readers have, None before the first; `changes` are those of the draft since."""

    publication: Publication | None
    changes: Difference

    @property
    def next_number(self) -> int:
        return self.publication.number + 1 if self.publication else 1


class _Publications:
    """The publications that this process compared with last; what is published never changes, nor is its row's id used again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_id: OrderedDict[int, Publication] = OrderedDict()

    def get(self, tx: Session, publication_id: int) -> Publication:
        with self._lock:
            if publication_id in self._by_id:
                self._by_id.move_to_end(publication_id)
                return self._by_id[publication_id]
        publication = get_publication(tx, publication_id)
        with self._lock:
            self._by_id[publication_id] = publication
            while len(self._by_id) > _KEPT:
                self._by_id.popitem(last=False)
        return publication


_publications = PerDatabase(lambda _: _Publications())


def get_last_edition(tx: Session, draft: Draft, *, now: datetime) -> LastEdition:
    """Give the last publication of the draft's conference and what the draft changed since; computed once per draft."""
    publication_id = tx.scalars(_LAST, {"conference_id": draft.conference_id}).one_or_none()
    known = draft.__dict__.setdefault("_editions", {})
    if publication_id not in known:
        known[publication_id] = _compared(tx, draft, publication_id, now)
    edition: LastEdition = known[publication_id]
    return edition


def _compared(tx: Session, draft: Draft, publication_id: int | None, now: datetime) -> LastEdition:
    if publication_id is None:
        return LastEdition(None, Difference())
    publication = _publications.here.get(tx, publication_id)
    published = publication.agenda
    if {session.id for session in published.sessions} <= {session.id for session in draft.agenda.sessions}:
        changes = _comparisons.here.changes(publication_id, published, draft.agenda)
    else:
        # What is gone stays, cancelled: only freezing knows how.
        changes = difference(published, freeze(draft.agenda, published, as_of=now))
    return LastEdition(publication, changes)


class _Comparisons:
    """What was found of each session against a publication: a session that is the very same value need not be compared again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[int, tuple[object, dict[str, tuple[ConferenceSession, Change | None]]]] = OrderedDict()

    def changes(self, publication_id: int, published: Agenda, agenda: Agenda) -> Difference:
        before = {session.id: session for session in published.sessions}
        roads = (agenda.transfers, agenda.venues)
        with self._lock:
            last_roads, last = self._known.get(publication_id, (None, {}))
        last = last if last_roads == roads else {}
        found: dict[str, tuple[ConferenceSession, Change | None]] = {}
        for session in agenda.sessions:
            known = last.get(session.id)
            if known is None or known[0] is not session:
                known = (session, session_change(before.get(session.id), session, published, agenda))
            found[session.id] = known
        with self._lock:
            self._known[publication_id] = (roads, found)
            self._known.move_to_end(publication_id)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return Difference(tuple(change for _, change in found.values() if change is not None))


_comparisons = PerDatabase(lambda _: _Comparisons())
