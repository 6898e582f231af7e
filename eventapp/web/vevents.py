"""VEVENTs made before: one per session of a publication, spliced into every calendar that holds it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from eventapp.renderers.ics import render_vevent

if TYPE_CHECKING:
    from collections.abc import Hashable

    from eventapp.domain.sessions import Session
    from eventapp.web.issues import Issue

_CHUNKS_KEPT = 600


class VEventCache:
    """The chunks used last, of the public's agendas; some two kilobytes each."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Hashable, ...], bytes] = OrderedDict()
        self._lock = Lock()

    def vevents(self, issue: Issue, languages: tuple[str, ...], base_url: str) -> dict[str, bytes]:
        """Give the chunk of each session of a published agenda, by its id."""
        return {session.id: self.vevent(session, issue, languages, base_url) for session in issue.agenda.sessions}

    def vevent(self, session: Session, issue: Issue, languages: tuple[str, ...], base_url: str) -> bytes:
        """Give the chunk of one session, made now only if nobody asked for it before."""
        key = (issue.id, session.id, languages, base_url)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        chunk = render_vevent(session, issue.agenda, languages=languages, base_url=base_url)
        with self._lock:
            self._kept[key] = chunk
            while len(self._kept) > _CHUNKS_KEPT:
                self._kept.popitem(last=False)
        return chunk
