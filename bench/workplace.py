"""The workplace as an organiser's browser asks for it, beside a bare Flask hello: both served alike, by turns, one kept-alive connection each."""

from __future__ import annotations

import re
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from bench.agenda_maker import LARGE, make_agenda
from bench.beside_hello import FULL, QUICK, Browser, Pace, Thing, both_served
from bench.database import application, database_url, organiser_link, publish_twice
from bench.report import table
from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.models import AuditEntry

__all__ = ["FULL", "QUICK", "run"]

WORKERS = 2
SLUG = "bench-2023"


def run(pace: Pace) -> None:
    """Serve both, measure, print: the workers' processor time a request, over that of a hello just before."""
    with tempfile.TemporaryDirectory(prefix="eventapp-bench-") as name:
        folder = Path(name)
        with application(folder):
            publish_twice(make_agenda(LARGE, slug=SLUG))
            token = organiser_link(SLUG)
            _fill_log(5_000)
        environment = {"EVENTAPP_ENV": "development", "EVENTAPP_INSTANCE": name, "DATABASE_URL": database_url(folder)}
        with both_served(environment, workers=WORKERS) as pair:
            lines = [pair.line_of(thing, pace) for thing in Organiser(pair.port, token).things()]
    head = ["workplace, 200 sessions, log of 5,000 entries", "CPU ms", "× CPU of hello (spread)", "most", ""]
    print(table(head, lines))


class Organiser(Browser):
    """An organiser with the board open."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(port)
        self.sign_in(token)
        page = self._page("board")
        self._token = re.search(r'data-token="([^"]+)"', page)[1]
        name = re.search(r'data-id="([^"]+)"', page)[1]
        self._card = {key: _attribute(page, name, key) for key in ("id", "start", "minutes", "room", "version")}
        self._is_later = False
        self._tag = ""

    def things(self) -> list[Thing]:
        return [
            Thing("board, whole conference", 100, lambda: self._page("board?days=all")),
            Thing("move with its conflicts", 80, self._move),
            Thing("conflicts page", 80, lambda: self._page("conflicts")),
            Thing("a move, then the conflicts page", None, self._move_and_look),
            Thing("a pulse that finds nothing new", None, self._pulse),
            Thing("overview", None, lambda: self._page("")),
            Thing("publish page", None, lambda: self._page("publish")),
            Thing("log", None, lambda: self._page("log")),
        ]

    def _page(self, path: str, **headers: str) -> str:
        return self.get(f"/organise/{SLUG}/{path}", **headers)

    def _move(self) -> None:
        """Move one session there or back, as the board does: one request, answered with all that changed."""
        self._is_later = not self._is_later
        start = datetime.fromisoformat(self._card["start"]) + timedelta(minutes=15 * self._is_later)
        values = {**self._card, "session": self._card["id"], "start": start.isoformat(), "csrf_token": self._token}
        answer = self.post(f"/organise/{SLUG}/board/move", values, **{"X-Board": "1"})
        self._card["version"] = _attribute(answer, self._card["id"], "version")

    def _move_and_look(self) -> None:
        """Move a session, then ask for the conflicts of a draft of which no list is kept."""
        self._move()
        self._page("conflicts")

    def _pulse(self) -> None:
        found = self._page("board/pulse", **({"If-None-Match": self._tag} if self._tag else {}))
        if found:
            self._tag = re.search(r'data-tag="([^"]+)"', found)[1].replace("&#34;", '"')


def _fill_log(count: int) -> None:
    values = {"conference_slug": SLUG, "actor": "Bench", "action": "session:move", "details": {}, "at": utc_now()}
    with transaction() as tx:
        tx.add_all(AuditEntry(subject=f"sessions/s-{n}", **values) for n in range(count))


def _attribute(page: str, name: str, key: str) -> str:
    card = re.search(rf'<article[^>]*data-id="{re.escape(name)}"[^>]*>', page)[0]
    return re.search(rf'data-{key}="([^"]*)"', card)[1].replace("&#43;", "+")
