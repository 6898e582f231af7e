"""What one process does alone: papers, conflicts, publishing, import, start; beside a fixed loop of plain Python."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from functools import partial
from math import log2
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from bench import scenes
from bench.agenda_maker import LARGE, growing, make_agenda
from bench.report import sign, table
from eventapp.domain.conflicts import find_conflicts

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventapp.domain.agenda import Agenda


@dataclass(frozen=True, slots=True)
class Pace:
    """How often each thing is timed, and the sizes by which the growth of the conflicts is seen."""

    repeats: int
    sizes: tuple[int, ...]


FULL = Pace(repeats=5, sizes=(100, 300, 900, 2700, 10_000))
QUICK = Pace(repeats=3, sizes=(100, 900, 2700))


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: the best and the worst by the clock; the least CPU, child processes with it; the least CPU of the floor."""

    best: float
    worst: float
    cpu: float
    floor: float


def run(pace: Pace) -> None:
    """Time everything and print it."""
    with tempfile.TemporaryDirectory(prefix="eventapp-bench-") as name:
        lines = [
            _line(what, aim, timed(make, pace.repeats)) for what, aim, make in _things(make_agenda(LARGE), Path(name))
        ]
    print(table(["what", "best ms", "worst ms", "CPU ms", "CPU × floor", "aim ms", ""], lines))
    print(table(["conflicts of", "CPU ms", "CPU × floor", "growth ÷ growth of n log n"], _growth(pace)))


def timed(make: Callable[[], float | None], repeats: int) -> Timing:
    """Time a thing and the floor by turns; a thing that gives a number has timed itself."""
    floors, times, cpus = [], [], []
    for _ in range(repeats):
        floors.append(_floor_cpu())
        started, cpu = perf_counter(), _cpu_seconds()
        own = make()
        cpus.append(_cpu_seconds() - cpu)
        times.append(perf_counter() - started if own is None else own)
    return Timing(min(times), max(times), min(cpus), min(floors))


def _things(large: Agenda, folder: Path) -> list[tuple[str, float | None, Callable[[], float | None]]]:
    crowd = make_agenda(growing(900))
    scene = scenes.Scene(large, folder)
    return [
        ("floor: 200,000 rounds of plain Python", None, _floor),
        ("conflicts, 900 sessions and 1,000 people", 60, lambda: _ignore(find_conflicts(crowd))),
        ("for_audience, 200 sessions", None, scene.audience),
        ("difference of two versions", None, scene.difference),
        ("view in two languages", None, scene.view),
        ("page in two languages", None, scene.page),
        ("agenda.ics", None, scene.calendar),
        ("agenda.json", None, scene.data),
        ("read agenda.json", None, scene.read_data),
        ("first PDF, 200 sessions", 600, scene.paper),
        ("publishing 200 sessions (CPU: with its database)", 500, scene.publishing),
        ("import of the demo (CPU: with its database)", 1000, scene.demo_import),
        ("second start until /healthz answers", 3000, partial(scenes.second_start, folder / "start")),
    ]


def _line(what: str, aim: float | None, timing: Timing) -> list[str]:
    met = sign(met=timing.best * 1e3 <= aim) if aim else ""
    figures = [f"{seconds * 1e3:.1f}" for seconds in (timing.best, timing.worst, timing.cpu)]
    return [what, *figures, f"{timing.cpu / timing.floor:.1f}", f"≤ {aim:g}" if aim else "", met]


def _growth(pace: Pace) -> list[list[str]]:
    """Compare the time of each size with what n log n makes of the first one's."""
    lines, first = [], 0.0
    for size in pace.sizes:
        agenda = make_agenda(growing(size))
        timing = timed(lambda agenda=agenda: _ignore(find_conflicts(agenda)), pace.repeats)
        unit = timing.cpu / timing.floor / (size * log2(size))
        first = first or unit
        cells = [f"{size:,} sessions, {growing(size).people:,} people", f"{timing.cpu * 1e3:.1f}"]
        lines.append([*cells, f"{timing.cpu / timing.floor:.2f}", f"{unit / first:.2f}"])
    return lines


def _floor() -> None:
    total = 0
    for number in range(200_000):
        total += number * number % 7


def _cpu_seconds() -> float:
    spent = os.times()
    return process_time() + spent.children_user + spent.children_system


def _floor_cpu() -> float:
    started = process_time()
    _floor()
    return process_time() - started


def _ignore(_value: object) -> None:
    return None
