"""The workplace as an organiser's browser asks for it, beside a bare Flask hello: both served alike, by turns, one kept-alive connection each."""

from __future__ import annotations

import http.client
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.agenda_maker import LARGE, make_agenda
from bench.database import ACTOR, application, database_url, publish_twice
from bench.processes import HOST, free_port, serving
from bench.report import sign, table
from eventapp.cli.serving import server_command
from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.models import AuditEntry, Conference, Membership, User
from eventapp.operations.accounts import issue_sign_in_link
from eventapp.policy import MemberRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.processes import Server

WORKERS = 2
SLUG = "bench-2023"
_HELLOS = 2_000
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Pace:
    """How many rounds there are, and how often each thing is asked for in one."""

    rounds: int
    calls: int


FULL, QUICK = Pace(rounds=7, calls=60), Pace(rounds=3, calls=25)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is asked for, and how many times the CPU of a hello it may take."""

    name: str
    most: int | None
    ask: Callable[[], None]


def run(pace: Pace) -> None:
    """Serve both, measure, print: the workers' processor time a request, over that of a hello just before."""
    with tempfile.TemporaryDirectory(prefix="eventapp-bench-") as name:
        folder = Path(name)
        with application(folder):
            publish_twice(make_agenda(LARGE, slug=SLUG))
            token = _organiser_link()
            _fill_log(5_000)
        environment = {"EVENTAPP_ENV": "development", "EVENTAPP_INSTANCE": name, "DATABASE_URL": database_url(folder)}
        ours, peers = free_port(), free_port()
        hello_command = server_command(HOST, peers, WORKERS, factory="bench.hello:create_app")
        with (
            serving(server_command(HOST, ours, WORKERS), ours, path="/healthz", environment=environment) as eventapp,
            serving(hello_command, peers, path="/", environment={}) as hello,
        ):
            visitor, organiser = Browser(peers), Organiser(ours, token)
            lines = [_line(thing, eventapp, hello, visitor, pace) for thing in organiser.things()]
    head = ["workplace, 200 sessions, log of 5,000 entries", "CPU ms", "× CPU of hello (spread)", "most", ""]
    print(table(head, lines))


def _line(thing: Thing, eventapp: Server, hello: Server, visitor: Browser, pace: Pace) -> list[str]:
    for _ in range(3):
        thing.ask()
    costs, ratios = [], []
    for _ in range(pace.rounds):
        floor = _cpu(hello, lambda: visitor.get("/"), _HELLOS)
        costs.append(_cpu(eventapp, thing.ask, pace.calls))
        ratios.append(costs[-1] / floor)
    met = [f"≤ {thing.most}", sign(met=median(ratios) <= thing.most)] if thing.most else ["", ""]
    spread = f"{median(ratios):.0f} ({min(ratios):.0f}–{max(ratios):.0f})"
    return [thing.name, f"{median(costs) * 1e3:.1f}", spread, *met]


def _cpu(server: Server, ask: Callable[[], object], times: int) -> float:
    before = server.cpu_seconds()
    for _ in range(times):
        ask()
    return (server.cpu_seconds() - before) / times


class Browser:
    """One kept-alive connection and its cookie."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=30)
        self._cookie = ""

    def get(self, path: str, **headers: str) -> str:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, values: dict[str, str], **headers: str) -> str:
        return self._ask("POST", path, urlencode(values), {**_FORM, **headers})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> str:
        """Raises: RuntimeError for an answer that says that it isn't one."""
        cookie = {"Cookie": self._cookie} if self._cookie else {}
        self._connection.request(method, path, body, {**cookie, **headers})
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if answer.status not in {200, 303, 304}:
            raise RuntimeError(f"{method} {path}: {answer.status}")
        given = answer.headers.get("Set-Cookie")
        if given:
            self._cookie = given.partition(";")[0]
        return text


class Organiser(Browser):
    """An organiser with the board open."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(port)
        path = f"/sign-in/link/{token}"
        self.post(path, {"csrf_token": re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path))[1]})
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


def _organiser_link() -> str:
    """Give the token of a link that signs in an organiser of the conference."""
    now = utc_now()
    with transaction() as tx:
        user = User(email="bench@example.org", name="Bench", language="en", is_admin=False, created_at=now)
        tx.add(user)
        tx.flush()
        conference_id = tx.query(Conference.id).filter_by(slug=SLUG).scalar()
        place = {"conference_id": conference_id, "user_id": user.id, "created_at": now}
        tx.add(Membership(role=MemberRole.ORGANISER, **place))
        return issue_sign_in_link(tx, user, actor=ACTOR, now=now)


def _fill_log(count: int) -> None:
    values = {"conference_slug": SLUG, "actor": "Bench", "action": "session:move", "details": {}, "at": utc_now()}
    with transaction() as tx:
        tx.add_all(AuditEntry(subject=f"sessions/s-{n}", **values) for n in range(count))


def _attribute(page: str, name: str, key: str) -> str:
    card = re.search(rf'<article[^>]*data-id="{re.escape(name)}"[^>]*>', page)[0]
    return re.search(rf'data-{key}="([^"]*)"', card)[1].replace("&#43;", "+")
