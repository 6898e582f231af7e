"""How far a draft is from what was published last."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.differences import Difference
from eventapp.domain.publication import Publication, freeze
from eventapp.models import Publication as PublicationRow
from eventapp.queries.publications import get_publication

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.queries.drafts import Draft

_KEPT = 4


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


_publications = _Publications()


def get_last_edition(tx: Session, draft: Draft, *, now: datetime) -> LastEdition:
    """Give the last publication of the draft's conference and what the draft changed since; computed once per draft."""
    statement = (
        select(PublicationRow.id)
        .where(PublicationRow.conference_id == draft.conference_id)
        .order_by(PublicationRow.number.desc())
        .limit(1)
    )
    publication_id = tx.scalars(statement).one_or_none()
    known = draft.__dict__.setdefault("_editions", {})
    if publication_id not in known:
        known[publication_id] = _compared(tx, draft, publication_id, now)
    edition: LastEdition = known[publication_id]
    return edition


def _compared(tx: Session, draft: Draft, publication_id: int | None, now: datetime) -> LastEdition:
    if publication_id is None:
        return LastEdition(None, Difference())
    publication = _publications.get(tx, publication_id)
    frozen = freeze(draft.agenda, publication.agenda, as_of=now)
    changes = Publication(
        number=publication.number + 1, as_of=now, published_by="", note=publication.note, agenda=frozen
    ).difference_from(publication)
    return LastEdition(publication, changes or Difference())
