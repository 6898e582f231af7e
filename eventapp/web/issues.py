"""A publication as one audience reads it, mostly the public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.db import reading
from eventapp.domain.audiences import PUBLIC
from eventapp.domain.differences import difference
from eventapp.domain.notices import OwnChanges
from eventapp.queries.publications import find_numbered, find_previous_publication, get_publication
from eventapp.renderers.view.edition import UNCHANGED, Edition

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.audiences import Audience
    from eventapp.queries.publications import PublicationKey


@dataclass(frozen=True, slots=True)
class Issue:
    """A publication as an audience may see it, with what changed for that audience since the one before, or since an earlier one.

    `id` is its row's, which is never used again.
    """

    id: int
    agenda: Agenda
    edition: Edition
    number: int
    as_of: datetime


def read_issue(key: PublicationKey, audience: Audience = PUBLIC, *, since: int | None = None) -> Issue:
    """Give the issue of a publication; `since` is the number of the one to compare with, the one before unless given.

    Raises: NotFoundError.
    """
    with reading() as tx:
        publication = get_publication(tx, key.id)
        previous = find_previous_publication(tx, key.id) if since is None else find_numbered(tx, key.id, since)
    agenda = publication.agenda.for_audience(audience)
    changed = difference(previous.agenda.for_audience(audience), agenda) if previous else UNCHANGED
    edition = Edition(number=publication.number, as_of=publication.as_of, audience=audience, difference=changed)
    return Issue(key.id, agenda, edition, publication.number, publication.as_of)


def read_changes(key: PublicationKey, *, since: int) -> OwnChanges:
    """Give what changed up to a publication, for each person, since the one with a number; nothing where there is none.

    Raises: NotFoundError.
    """
    with reading() as tx:
        publication, before = get_publication(tx, key.id), find_numbered(tx, key.id, since)
    return OwnChanges(before.agenda if before else publication.agenda, publication.agenda)
