"""A publication as the public reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.db import reading
from eventapp.domain.audiences import PUBLIC
from eventapp.domain.differences import difference
from eventapp.queries.publications import find_previous_publication, get_publication
from eventapp.renderers.view.edition import UNCHANGED, Edition

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.agenda import Agenda
    from eventapp.queries.publications import PublicationKey


@dataclass(frozen=True, slots=True)
class Issue:
    """A publication as the public may see it, with what changed for the public since the one before.

    `id` is its row's, which is never used again.
    """

    id: int
    agenda: Agenda
    edition: Edition
    number: int
    as_of: datetime


def read_issue(key: PublicationKey) -> Issue:
    """Give the issue of a publication.

    Raises: NotFoundError.
    """
    with reading() as tx:
        publication = get_publication(tx, key.id)
        previous = find_previous_publication(tx, key.id)
    agenda = publication.agenda.for_audience(PUBLIC)
    changed = difference(previous.agenda.for_audience(PUBLIC), agenda) if previous else UNCHANGED
    edition = Edition(number=publication.number, as_of=publication.as_of, audience=PUBLIC, difference=changed)
    return Issue(key.id, agenda, edition, publication.number, publication.as_of)
