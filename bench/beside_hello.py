"""Things that a browser asks for, beside a bare Flask hello asked for in the same way: processor time of the servers' workers."""

from __future__ import annotations

import http.client
import re
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.processes import HOST, free_port, serving
from bench.report import sign
from eventapp.cli.serving import server_command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.processes import Server

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
    ask: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Pair:
    """Ours, on `port`, and the hello, both served."""

    eventapp: Server
    hello: Server
    port: int
    visitor: Browser

    def line_of(self, thing: Thing, pace: Pace) -> list[str]:
        """Measure one thing; give name, processor time in ms, ratio to hello's of the same round, aim, and whether it is met."""
        for _ in range(3):
            thing.ask()
        costs, ratios = [], []
        for _ in range(pace.rounds):
            floor = _cpu(self.hello, lambda: self.visitor.get("/"), _HELLOS)
            costs.append(_cpu(self.eventapp, thing.ask, pace.calls))
            ratios.append(costs[-1] / floor)
        met = [f"≤ {thing.most}", sign(met=median(ratios) <= thing.most)] if thing.most else ["", ""]
        spread = f"{median(ratios):.0f} ({min(ratios):.0f}–{max(ratios):.0f})"
        return [thing.name, f"{median(costs) * 1e3:.1f}", spread, *met]


@contextmanager
def both_served(environment: dict[str, str], *, workers: int) -> Iterator[Pair]:
    """Serve ours and a hello by the same server with as many workers."""
    ours, peers = free_port(), free_port()
    hello_command = server_command(HOST, peers, workers, factory="bench.hello:create_app")
    with (
        serving(server_command(HOST, ours, workers), ours, path="/healthz", environment=environment) as eventapp,
        serving(hello_command, peers, path="/", environment={}) as hello,
    ):
        yield Pair(eventapp, hello, ours, Browser(peers))


def _cpu(server: Server, ask: Callable[[], object], times: int) -> float:
    before = server.cpu_seconds()
    for _ in range(times):
        ask()
    return (server.cpu_seconds() - before) / times


def token_in(page: str) -> str:
    """Give the token that the forms of a page send back."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


class Browser:
    """One kept-alive connection and its cookie."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=30)
        self._cookie = ""

    def get(self, path: str, **headers: str) -> str:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, values: dict[str, str], **headers: str) -> str:
        return self._ask("POST", path, urlencode(values), {**_FORM, **headers})

    def sign_in(self, token: str) -> None:
        """Come in by a link that the application gave out."""
        path = f"/sign-in/link/{token}"
        self.post(path, {"csrf_token": token_in(self.get(path))})

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
