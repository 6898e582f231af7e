"""A publication as one audience reads it, mostly the public."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from eventapp.db import reading
from eventapp.domain.audiences import PUBLIC
from eventapp.domain.differences import difference
from eventapp.domain.notices import OwnChanges
from eventapp.queries.publications import find_numbered_key, find_previous_key, get_publication
from eventapp.renderers.view.edition import UNCHANGED, Edition

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.audiences import Audience
    from eventapp.domain.publication import Publication
    from eventapp.queries.publications import PublicationKey

_PUBLICATIONS_KEPT = 3


@dataclass(frozen=True, slots=True)
class Issue:
    """A publication as an audience may see it, with what changed for that audience since the one before, or since an earlier one.

    `id` is its row's, which is never used again. `modified_at` is since when it reads as it does, `as_of` unless a name was taken out later.
    """

    id: int
    agenda: Agenda
    edition: Edition
    number: int
    as_of: datetime
    modified_at: datetime


class Publications:
    """The publications used last, each read once: the issues of all audiences are made of the same one, and share what is alike."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Publication] = OrderedDict()
        self._lock = Lock()

    def get(self, tx: Session, publication_id: int) -> Publication:
        """Raises: NotFoundError."""
        with self._lock:
            if publication_id in self._kept:
                self._kept.move_to_end(publication_id)
                return self._kept[publication_id]
        publication = get_publication(tx, publication_id)
        with self._lock:
            self._kept[publication_id] = publication
            while len(self._kept) > _PUBLICATIONS_KEPT:
                self._kept.popitem(last=False)
        return publication


def read_issue(
    key: PublicationKey, publications: Publications, audience: Audience = PUBLIC, *, since: int | None = None
) -> Issue:
    """Give the issue of a publication; `since` is the number of the one to compare with, the one before unless given.

    Raises: NotFoundError.
    """
    with reading() as tx:
        publication = publications.get(tx, key.id)
        before = find_previous_key(tx, key.id) if since is None else find_numbered_key(tx, key.id, since)
        previous = publications.get(tx, before) if before else None
    agenda = publication.agenda.for_audience(audience)
    changed = difference(previous.agenda.for_audience(audience), agenda) if previous else UNCHANGED
    edition = Edition(number=publication.number, as_of=publication.as_of, audience=audience, difference=changed)
    return Issue(key.id, agenda, edition, publication.number, publication.as_of, publication.modified_at)


def read_changes(key: PublicationKey, publications: Publications, *, since: int) -> OwnChanges:
    """Give what changed up to a publication, for each person, since the one with a number; nothing where there is none.

    Raises: NotFoundError.
    """
    with reading() as tx:
        publication, earlier = publications.get(tx, key.id), find_numbered_key(tx, key.id, since)
        before = publications.get(tx, earlier) if earlier else None
    return OwnChanges(before.agenda if before else publication.agenda, publication.agenda)
