"""The draft of a conference as one value with its version, loaded once for as long as nobody changes it."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from eventapp.db import PerDatabase
from eventapp.domain.conflicts import Conflict, ConflictCode, Known, find_conflicts
from eventapp.domain.conflicts.mending import Mend, conflict_keys, propose_mend
from eventapp.domain.errors import NotFoundError
from eventapp.domain.items import Document, items_of
from eventapp.models import Conference
from eventapp.queries.agenda import get_draft_agenda
from eventapp.renderers.agenda_json import plain_document

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda

_KEPT = 16
_VERSION = select(Conference.id, Conference.draft_version).where(Conference.slug == bindparam("slug"))
_VERSION_TO_CHANGE = _VERSION.with_for_update()


@dataclass(frozen=True)
class Draft:
    """One state of a draft. `version` names it for good: it is random and never used again (decision 0012)."""

    conference_id: int
    version: str
    agenda: Agenda

    @cached_property
    def document(self) -> Document:
        """The whole draft as a plain document."""
        return plain_document(self.agenda)

    @cached_property
    def items(self) -> Mapping[str, Document]:
        """The items of the draft by name."""
        return items_of(self.document)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return find_conflicts(self.agenda, _drafts.here.known_of(self.conference_id))

    def mend_of(self, conflict: Conflict) -> Mend | None:
        """Give the way out of one of the draft's conflicts; looked for once, as nothing in here changes."""
        key = (conflict.code, conflict.id)
        if key not in self._mends:
            self._mends[key] = propose_mend(
                conflict, self.agenda, known=self._conflict_keys, found=_drafts.here.tried_of(self.conference_id)
            )
        return self._mends[key]

    @cached_property
    def _conflict_keys(self) -> frozenset[str]:
        return conflict_keys(self.conflicts)

    @cached_property
    def _mends(self) -> dict[tuple[ConflictCode, str], Mend | None]:
        return {}

    @cached_property
    def row_keys(self) -> Mapping[str, Mapping[str, int]]:
        """The keys of rows by section and name, as far as whoever wrote this state knows them."""
        return {}

    @cached_property
    def _item_versions(self) -> dict[str, str]:
        return {}

    def known_item_versions(self, *, without: Collection[str]) -> dict[str, str]:
        """Give the versions of items reckoned so far, for a later state in which only some are others."""
        return {name: version for name, version in self._item_versions.items() if name not in without}

    def item_version(self, name: str) -> str:
        """Give what an item is called as it stands now, "" for one that isn't there: equal content, equal version."""
        if name not in self._item_versions:
            self._item_versions[name] = version_of(self.items.get(name))
        return self._item_versions[name]


def version_of(item: Document | None) -> str:
    if item is None:
        return ""
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16]


class _Drafts:
    """The drafts that this process used last. A version has one content, so that nothing in here is ever out of date."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_version: OrderedDict[str, Draft] = OrderedDict()
        self._known: OrderedDict[int, Known] = OrderedDict()
        self._tried: OrderedDict[int, Known] = OrderedDict()

    def find(self, version: str) -> Draft | None:
        with self._lock:
            draft = self._by_version.get(version)
            if draft is not None:
                self._by_version.move_to_end(version)
            return draft

    def known_of(self, conference_id: int) -> Known:
        """Give what was found of a conference's conflicts last: most of a draft is the same after a step."""
        return self._of(self._known, conference_id)

    def tried_of(self, conference_id: int) -> Known:
        """Give what was found last when ways out of a conference's conflicts were tried."""
        return self._of(self._tried, conference_id)

    def _of(self, kept: OrderedDict[int, Known], conference_id: int) -> Known:
        with self._lock:
            known = kept.setdefault(conference_id, Known())
            kept.move_to_end(conference_id)
            while len(kept) > _KEPT:
                kept.popitem(last=False)
            return known

    def keep(self, draft: Draft) -> Draft:
        with self._lock:
            kept = self._by_version.setdefault(draft.version, draft)
            while len(self._by_version) > _KEPT:
                self._by_version.popitem(last=False)
            return kept


_drafts = PerDatabase(lambda _: _Drafts())


def get_draft(tx: Session, slug: str, *, for_update: bool = False) -> Draft:
    """Give the draft of a conference; `for_update` lets nobody else change it until the transaction ends.

    Raises: NotFoundError.
    """
    row = tx.execute(_VERSION_TO_CHANGE if for_update else _VERSION, {"slug": slug}).one_or_none()
    if row is None:
        raise NotFoundError("unknown-conference", slug=slug)
    return _drafts.here.find(row.draft_version) or _drafts.here.keep(
        Draft(row.id, row.draft_version, _with_counted_positions(get_draft_agenda(tx, slug)))
    )


def find_draft_version(tx: Session, slug: str) -> str | None:
    return tx.scalars(select(Conference.draft_version).where(Conference.slug == slug)).one_or_none()


def keep_draft(draft: Draft) -> Draft:
    """Keep a state that was just written, so that nobody loads it again."""
    return _drafts.here.keep(draft)


def _with_counted_positions(agenda: Agenda) -> Agenda:
    """Give the agenda whose topics count from 1 in each place: rows may have gaps, the order is what they mean."""
    sessions = tuple(
        replace(s, topics=tuple(replace(t, position=n) for n, t in enumerate(s.topics, start=1))) if s.topics else s
        for s in agenda.sessions
    )
    unplaced = tuple(replace(t, position=n) for n, t in enumerate(agenda.unplaced_topics, start=1))
    return replace(agenda, sessions=sessions, unplaced_topics=unplaced)
