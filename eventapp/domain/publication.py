"""Publications: frozen, numbered versions of the agenda, and what each changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventapp.domain.agenda import Agenda, arranged
from eventapp.domain.differences import difference, reads_the_same
from eventapp.domain.vocabulary import SessionStatus

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.differences import Difference
    from eventapp.domain.localized import Localized
    from eventapp.domain.sessions import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Version `number` (from 1) of the agenda as of `as_of` (aware UTC)."""

    number: int
    as_of: datetime
    published_by: str
    note: Localized
    agenda: Agenda

    def difference_from(self, previous: Publication | None) -> Difference | None:
        """Give what changed since `previous`; None for a first publication, which has no before."""
        return difference(previous.agenda, self.agenda) if previous else None


def freeze(draft: Agenda, previous: Agenda | None, *, as_of: datetime) -> Agenda:
    """Give the agenda as it is to be published.

    A session that was published before and is no more in the draft stays, cancelled. SEQUENCE starts at 0 and rises by
    one at every publication that changes anything that a reader sees of the session; LAST-MODIFIED is the `as_of` of
    that publication. UIDs stay those of the first publication.
    Source: RFC 5545 §3.8.7.3 and §3.8.7.4, RFC 5546 §2.1.4; decision 0007 (why every change steps).
    """
    before = {s.id: s for s in previous.sessions} if previous else {}
    kept = {s.id for s in draft.sessions}
    elsewhere = {topic.id for topic in draft.topics}
    gone = [_cancelled(s, elsewhere) for s in before.values() if s.id not in kept]
    sessions = tuple(_revised(s, before.get(s.id), as_of) for s in (*draft.sessions, *gone))
    return arranged(replace(draft, sessions=sessions))


def _cancelled(session: Session, elsewhere: set[str]) -> Session:
    """Cancel a session that is gone; a topic that the draft has elsewhere now is not named twice."""
    topics = tuple(topic for topic in session.topics if topic.id not in elsewhere)
    return replace(session, status=SessionStatus.CANCELLED, topics=topics)


def _revised(session: Session, before: Session | None, as_of: datetime) -> Session:
    if before is None:
        return replace(session, sequence=0, modified_at=as_of)
    if reads_the_same(before, session):
        return replace(session, uid=before.uid, sequence=before.sequence, modified_at=before.modified_at)
    return replace(session, uid=before.uid, sequence=before.sequence + 1, modified_at=as_of)
