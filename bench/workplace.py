"""The workplace beside a bare Flask answer: both called as the server calls them, in one process, by turns."""

from __future__ import annotations

import io
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.agenda_maker import LARGE, make_agenda
from bench.database import NOW, application, publish_twice
from bench.hello import create_app as create_hello
from bench.report import sign, table
from eventapp.db import db, transaction
from eventapp.models import AuditEntry, Conference, Membership, User
from eventapp.policy import MemberRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

_HELLOS = 400


@dataclass(frozen=True, slots=True)
class Aim:
    """What is asked, how often, and how many times the CPU of a hello it may take."""

    name: str
    times: int


@dataclass(frozen=True, slots=True)
class Pace:
    rounds: int
    calls: int


FULL, QUICK = Pace(rounds=7, calls=12), Pace(rounds=3, calls=6)


def run(pace: Pace) -> None:
    """Measure everything and print it; of several rounds the least counts, which other programs disturb least."""
    with tempfile.TemporaryDirectory(prefix="eventapp-bench-") as folder, application(Path(folder)) as app:
        agenda = make_agenda(LARGE)
        publish_twice(agenda)
        desk = Desk(app, agenda.conference.slug)
        hello = _hello()
        lines = [_line(name, most, ask, hello, pace) for name, most, ask in desk.things()]
        desk.fill_log(5_000)
        lines.append(_line("log of 5,000 entries", None, desk.log, hello, pace))
    print(table(["workplace, 200 sessions", "CPU ms", "CPU × hello", "most ×", ""], lines))


class Desk:
    """An organiser at a conference, asking what a browser asks."""

    def __init__(self, app: Flask, slug: str) -> None:
        self.app, self.slug = app, slug
        self.cookie = self._sign_in()
        self._later = False

    def things(self) -> list[tuple[str, int | None, Callable[[], None]]]:
        return [
            ("board, whole conference", 100, lambda: self.get("board?days=all")),
            ("board, a draft that this process has not read", None, self.cold_board),
            ("move with its conflicts", 80, self.move),
            ("conflicts page", 80, lambda: self.get("conflicts")),
            ("a move, then the conflicts page", None, self.move_and_look),
            ("overview", None, lambda: self.get("")),
            ("publish page", None, lambda: self.get("publish")),
            ("pulse that finds nothing new", None, self.pulse),
            ("log", None, self.log),
        ]

    def get(self, path: str, headers: dict[str, str] | None = None) -> str:
        return self._ask("GET", path, headers=headers)

    def log(self) -> None:
        self.get("log")

    def cold_board(self) -> None:
        with transaction() as tx:
            tx.query(Conference).filter_by(slug=self.slug).one().draft_version = f"cold-{process_time()}"[:24]
        self.get("board?days=all")

    def pulse(self) -> None:
        headers = {"If-None-Match": self.tag}
        self._ask("GET", "board/pulse?days=all", headers=headers)

    def move(self) -> None:
        """Move one session there or back, as the board does: one request."""
        self._later = not self._later
        card = self.card
        start = datetime.fromisoformat(card["start"]) + timedelta(minutes=15 * self._later)
        values = {
            "session": card["id"],
            "version": self.version,
            "start": start.isoformat(),
            "minutes": card["minutes"],
            "room": card["room"],
            "back": "",
            "csrf_token": self.token,
        }
        answer = self._ask("POST", "board/move", body=urlencode(values).encode(), headers={"X-Board": "1"})
        self.version = _attribute(answer, card["id"], "version")

    def move_and_look(self) -> None:
        """Move a session, then ask for the conflicts of a draft of which no list is kept."""
        self.move()
        self.get("conflicts")

    def _sign_in(self) -> str:
        with transaction() as tx:
            conference_id = tx.query(Conference.id).filter_by(slug=self.slug).scalar()
            user = User(email="bench@example.org", name="Bench", language="en", is_admin=False, created_at=NOW)
            tx.add(user)
            tx.flush()
            member = {"conference_id": conference_id, "user_id": user.id, "created_at": NOW}
            tx.add(Membership(role=MemberRole.ORGANISER, **member))
            key = f"{user.id}.1"
        serializer = self.app.session_interface.get_signing_serializer(self.app)
        self.cookie = f"session={serializer.dumps({'_user_id': key, '_permanent': True})}"
        page = self.get("board")
        self.cookie = self.seen_cookie or self.cookie
        self.token = re.search(r'data-token="([^"]+)"', page)[1]
        self.tag = re.search(r'data-tag="([^"]+)"', self.get("board?days=all"))[1].replace("&#34;", '"')
        name = re.search(r'data-id="([^"]+)"', page)[1]
        self.card = {key: _attribute(page, name, key) for key in ("id", "start", "minutes", "room")}
        self.version = _attribute(page, name, "version")
        return self.cookie

    def fill_log(self, count: int) -> None:
        values = {"conference_slug": self.slug, "actor": "Bench", "action": "session:move", "details": {}}
        with transaction() as tx:
            tx.add_all(AuditEntry(at=NOW, subject=f"sessions/s-{n}", **values) for n in range(count))

    def _ask(self, method: str, path: str, *, body: bytes = b"", headers: dict[str, str] | None = None) -> str:
        path, _, query = path.partition("?")
        environ = _environ(method, f"/organise/{self.slug}/{path}", query, body)
        environ |= {"HTTP_COOKIE": self.cookie, "HTTP_X_BOARD": (headers or {}).get("X-Board", "")}
        if headers and "If-None-Match" in headers:
            environ["HTTP_IF_NONE_MATCH"] = headers["If-None-Match"]
        status, answered, text = _call(self.app, environ)
        if status not in {"200 OK", "304 NOT MODIFIED"}:
            raise RuntimeError(f"{method} {path}: {status}")
        self.seen_cookie = next((v.partition(";")[0] for k, v in answered if k == "Set-Cookie"), "")
        db.session.remove()
        return text


def _line(name: str, most: int | None, ask: Callable[[], None], hello: Callable[[], None], pace: Pace) -> list[str]:
    ask()
    floors, costs = [], []
    for _ in range(pace.rounds):
        floors.append(_cpu(hello, _HELLOS))
        costs.append(_cpu(ask, pace.calls))
    ratio = min(costs) / min(floors)
    verdict = ["", ""] if most is None else [str(most), sign(met=ratio <= most)]
    return [name, f"{min(costs) * 1e3:.1f}", f"{ratio:.0f}", *verdict]


def _cpu(ask: Callable[[], None], times: int) -> float:
    started = process_time()
    for _ in range(times):
        ask()
    return (process_time() - started) / times


def _hello() -> Callable[[], None]:
    app = create_hello()

    def ask() -> None:
        _call(app, _environ("GET", "/", "", b""))

    return ask


def _environ(method: str, path: str, query: str, body: bytes) -> dict[str, object]:
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _call(app: Flask, environ: dict[str, object]) -> tuple[str, list[tuple[str, str]], str]:
    answered: list[object] = []

    def start_response(status: str, headers: list[tuple[str, str]], _info: object = None) -> None:
        answered[:] = [status, headers]

    parts = app(environ, start_response)
    text = b"".join(parts).decode()
    return answered[0], answered[1], text


def _attribute(page: str, name: str, key: str) -> str:
    card = re.search(rf'<article[^>]*data-id="{re.escape(name)}"[^>]*>', page)[0]
    return re.search(rf'data-{key}="([^"]*)"', card)[1].replace("&#43;", "+")
