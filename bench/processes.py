"""Servers as child processes: started, waited for, weighed by /proc, ended with all they started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from eventapp.cli.serving import server_environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOST = "127.0.0.1"
ROOT = Path(__file__).parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")
_START_SECONDS = 30.0
_BYTECODE = str(Path(tempfile.gettempdir()) / "eventapp-bench-bytecode")


class NotServingError(RuntimeError):
    """A server ended or did not answer in time."""


class Server:
    """A running server and its worker processes."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    @property
    def workers(self) -> tuple[int, ...]:
        """Give the ids of the worker processes: the children that are no resource tracker."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        children = [int(word) for word in path.read_text().split()]
        return tuple(pid for pid in children if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes())

    def cpu_seconds(self) -> float:
        """Give what all workers have used so far, in user and system mode."""
        return sum(_cpu_seconds(pid) for pid in self.workers)

    def megabytes(self) -> tuple[tuple[float, float], ...]:
        """Give RSS and PSS of each worker in MB (10⁶ bytes)."""
        return tuple(_megabytes(pid) for pid in self.workers)


@contextmanager
def serving(command: Sequence[str], port: int, *, path: str, environment: dict[str, str]) -> Iterator[Server]:
    """Run a server from its first answer at `path` on; its whole process group is ended on the way out."""
    variables = {**server_environment(), "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": _BYTECODE, **environment}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # a service starts from compiled modules
    process = subprocess.Popen(command, cwd=ROOT, env=variables, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        _wait_for(process, f"http://{HOST}:{port}{path}")
        yield Server(process, port)
    finally:
        _end(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def command(*words: str) -> list[str]:
    """Give the command line of `eventapp` by this interpreter."""
    return [sys.executable, "-c", "from eventapp.cli.commands import main; main()", *words]


def _wait_for(process: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise NotServingError(f"ended with {process.returncode}: {url}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.005)
    raise NotServingError(url)


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=10)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _megabytes(pid: int) -> tuple[float, float]:
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, rest = line.partition(":")
        sizes[name] = int(rest.split()[0]) * 1024 / 1e6
    return sizes["Rss"], sizes["Pss"]
