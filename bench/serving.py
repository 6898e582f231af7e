"""Published reads beside a bare Flask hello: the same server, the same run, by turns."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.agenda_maker import LARGE, make_agenda
from bench.database import application, database_url, publish_twice
from bench.load import Measured, Target, fetch, load
from bench.processes import HOST, free_port, serving
from bench.report import sign, table
from eventapp.cli.serving import server_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.processes import Server

WORKERS = 2
SLUG = "bench-2023"
BASE = f"/conferences/{SLUG}"
HELLO = Target("bare Flask hello", "/")
MEMORY_AIM = 130.0
ZONES = ("America/New_York", "Europe/London", "Australia/Sydney", "Asia/Seoul", "Asia/Kolkata", "Pacific/Honolulu")


@dataclass(frozen=True, slots=True)
class Pace:
    """How long to measure: rounds, seconds of load on a target in each, and pages asked for before memory is weighed."""

    rounds: int
    seconds: float
    pages: int


FULL = Pace(rounds=5, seconds=1.2, pages=400)
QUICK = Pace(rounds=3, seconds=0.5, pages=60)


@dataclass
class Row:
    """A target, its aim (times the CPU of hello), and pairs of measurements: hello's, then its own."""

    target: Target
    aim: float | None
    pairs: list[tuple[Measured, Measured]] = field(default_factory=list)

    @property
    def cpu_ratios(self) -> list[float]:
        return [own.cpu_microseconds / hello.cpu_microseconds for hello, own in self.pairs]

    @property
    def rate_ratio(self) -> float:
        return median(own.per_second / hello.per_second for hello, own in self.pairs)


def targets(not_modified: str) -> list[Row]:
    """Give what is asked for and what it may cost; `not_modified` is the ETag of the calendar."""
    calendar = Target("agenda.ics", f"{BASE}/agenda.ics")
    unchanged = replace(calendar, name="agenda.ics, 304", headers=(("If-None-Match", not_modified),), status=304)
    return [
        Row(Target("healthz", "/healthz"), None),
        Row(calendar, 3),
        Row(unchanged, 2),
        Row(Target("agenda page, whole", f"{BASE}/agenda"), 4),
        Row(Target("agenda page, en,ja", f"{BASE}/agenda?lang=en,ja"), 4),
        Row(Target("agenda.json", f"{BASE}/agenda.json"), 3),
        Row(Target("agenda.pdf, rendered", f"{BASE}/agenda.pdf"), 4),
        Row(Target("session page", f"{BASE}/sessions/session-1"), 4),
        Row(Target("versions", f"{BASE}/versions"), 4),
    ]


def run(pace: Pace) -> None:
    """Serve both, measure, print."""
    with tempfile.TemporaryDirectory(prefix="eventapp-bench-") as name:
        folder = Path(name)
        with application(folder):
            publish_twice(make_agenda(LARGE, slug=SLUG))
        environment = {
            "EVENTAPP_ENV": "development",
            "EVENTAPP_INSTANCE": name,
            "DATABASE_URL": database_url(folder),
        }
        ours, peers = free_port(), free_port()
        with (
            serving(server_command(HOST, ours, WORKERS), ours, path="/healthz", environment=environment) as eventapp,
            serving(
                server_command(HOST, peers, WORKERS, factory="bench.hello:create_app"), peers, path="/", environment={}
            ) as hello,
        ):
            _measure(eventapp, hello, pace)


def _measure(eventapp: Server, hello: Server, pace: Pace) -> None:
    print(f"Workers at the start: {memory(eventapp)}")
    rows = targets(fetch(eventapp.port, Target("", f"{BASE}/agenda.ics"))["etag"])
    measure_rows(eventapp, hello, rows, pace)
    print_rows(rows, eventapp, HELLO)
    _ask_for_many(eventapp, pace.pages)
    met = sign(met=max(rss for rss, _ in eventapp.megabytes()) <= MEMORY_AIM)
    print(f"After {pace.pages} different queries: {memory(eventapp)}; aim ≤ {MEMORY_AIM:.0f} MB RSS each {met}")
    print(f"Workers of hello: {memory(hello)}")


def measure_rows(eventapp: Server, hello: Server, rows: list[Row], pace: Pace) -> None:
    """Load each target and the hello by turns."""
    for server, target in ((hello, HELLO), *((eventapp, row.target) for row in rows)):
        load(server.port, target, 0.5)  # both workers render once
    for _ in range(pace.rounds):
        for row in rows:
            row.pairs.append((_loaded(hello, HELLO, pace.seconds / 2), _loaded(eventapp, row.target, pace.seconds)))


def _loaded(server: Server, target: Target, seconds: float) -> Measured:
    before = server.cpu_seconds()
    measured = load(server.port, target, seconds)
    measured.cpu_seconds = server.cpu_seconds() - before
    return measured


def print_rows(rows: list[Row], eventapp: Server, hello: Target) -> None:
    hellos = _together([hello for row in rows for hello, _ in row.pairs])
    lines = [[hello.name, "", *_figures(hellos), "1.0", "1.0", "", ""]]
    for row in rows:
        size = int(fetch(eventapp.port, row.target)["size"])
        ratios = row.cpu_ratios
        cost = median(ratios)
        lines.append(
            [
                row.target.name,
                f"{size / 1000:.1f}",
                *_figures(_together([own for _, own in row.pairs])),
                f"{row.rate_ratio:.2f}",
                f"{cost:.2f} ({min(ratios):.2f}–{max(ratios):.2f})",
                f"≤ {row.aim:g}" if row.aim else "",
                sign(met=cost <= row.aim) if row.aim else "",
            ]
        )
    head = ["address", "kB", "req/s", "p50 ms", "p99 ms", "CPU µs", "× req/s", "× CPU (spread)", "aim", ""]
    print(table(head, lines))


def _figures(measured: Measured) -> list[str]:
    return [
        f"{measured.per_second:.0f}",
        f"{measured.percentile(50) * 1e3:.1f}",
        f"{measured.percentile(99) * 1e3:.1f}",
        f"{measured.cpu_microseconds:.0f}",
    ]


def _together(parts: list[Measured]) -> Measured:
    return Measured(
        [latency for part in parts for latency in part.latencies],
        sum(part.seconds for part in parts),
        sum(part.cpu_seconds for part in parts),
    )


def memory(server: Server) -> str:
    return ", ".join(f"RSS {rss:.0f} MB (PSS {pss:.0f})" for rss, pss in server.megabytes())


def _ask_for_many(server: Server, count: int) -> None:
    """Ask for many different pages, and as many that there aren't: what is kept must stay bounded."""
    for path in itertools.islice(_queries(), count):
        fetch(server.port, Target("", f"{BASE}/{path}"))


def _queries() -> Iterator[str]:
    days = ("", "2023-03-06", "2023-03-07", "2023-03-08", "2023-03-09")
    for number, clocks in enumerate(itertools.permutations(ZONES, 3)):
        zones = ",".join(clocks)
        yield f"agenda?tz={zones}&day={days[number % 5]}&lang={('en', 'ja', 'en,ja')[number % 3]}"
        yield f"sessions/session-{number + 1}?tz={zones}"
        yield f"agenda.ics?lang=en&tz={zones}"
        yield f"agenda?tz=Nowhere/{number}"
        yield f"sessions/unknown-{number}"
