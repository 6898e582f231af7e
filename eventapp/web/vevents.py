"""VEVENTs made before: one per session of a publication, spliced into every calendar that holds it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from eventapp.renderers.ics import Piece, piece_of, render_header, render_umbrella, render_vevent, render_zones

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from eventapp.domain.localized import Localized
    from eventapp.domain.notices import Part
    from eventapp.domain.sessions import Session
    from eventapp.web.issues import Issue

_BYTES_KEPT = 4 * 1024 * 1024


class VEventCache:
    """The pieces used last, up to a bound of bytes; some three kilobytes each."""

    def __init__(self, bytes_max: int = _BYTES_KEPT) -> None:
        self._bytes_max, self._bytes_held = bytes_max, 0
        self._kept: OrderedDict[tuple[Hashable, ...], Piece] = OrderedDict()
        self._lock = Lock()

    @property
    def bytes_held(self) -> int:
        return self._bytes_held

    def forget(self, publication_id: int) -> None:
        """Let go of every piece of a publication."""
        with self._lock:
            for key in [key for key in self._kept if key[0] == publication_id]:
                self._bytes_held -= _size(self._kept.pop(key))

    def vevents(self, issue: Issue, languages: tuple[str, ...], base_url: str) -> dict[str, bytes]:
        """Give the VEVENT of each session of a published agenda, by its id."""
        return {session.id: self.vevent(session, issue, languages, base_url) for session in issue.agenda.sessions}

    def vevent(self, session: Session, issue: Issue, languages: tuple[str, ...], base_url: str) -> bytes:
        return self.piece(session, issue, languages, base_url).body

    def piece(
        self,
        session: Session,
        issue: Issue,
        languages: tuple[str, ...],
        base_url: str,
        *,
        parts: tuple[Part, ...] = (),
        alarm_minutes: int | None = None,
    ) -> Piece:
        """Give the VEVENT of one session for the audience of the issue, made now only if nobody asked for it before."""
        key = (issue.id, issue.edition.audience, session.id, languages, base_url, parts, alarm_minutes)
        return self._piece(
            key,
            lambda: render_vevent(
                session,
                issue.agenda,
                languages=languages,
                base_url=base_url,
                parts=parts,
                alarm_minutes=alarm_minutes,
            ),
        )

    def umbrella(self, issue: Issue, languages: tuple[str, ...], base_url: str) -> Piece:
        """Give the VEVENT of the whole conference."""
        return self._piece(
            (issue.id, issue.edition.audience, languages, base_url),
            lambda: render_umbrella(
                issue.agenda, languages=languages, base_url=base_url, as_of=issue.as_of, number=issue.number
            ),
        )

    def header(self, whose: Localized, issue: Issue, languages: tuple[str, ...], base_url: str) -> Piece:
        """Give what stands before everything else."""
        conference = issue.agenda.conference
        return self._piece(
            (issue.id, issue.edition.audience, languages, base_url, whose),
            lambda: render_header(conference, languages=languages, base_url=base_url, whose=whose),
        )

    def zones(self, zones: frozenset[str], issue: Issue) -> Piece:
        """Give the VTIMEZONEs of these zones as the conference needs them."""
        return self._piece((issue.id, zones), lambda: render_zones(zones, issue.agenda.conference))

    def _piece(self, key: tuple[Hashable, ...], render: Callable[[], bytes]) -> Piece:
        piece = self._kept.get(key)
        if piece is not None:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
            return piece
        piece = piece_of(render())
        with self._lock:
            if key not in self._kept:
                self._bytes_held += _size(piece)
            self._kept[key] = piece
            while self._bytes_held > self._bytes_max and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._bytes_held -= _size(dropped)
        return piece


def _size(piece: Piece) -> int:
    return len(piece.body) + len(piece.deflated)
