"""`eventapp worker` as a process of its own on the tests' database."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
FROM = "Joint secretariat 事務局 <secretariat@example.org>"
_PROGRAM = "from eventapp.cli.commands import main; main()"


def worker_process(app, url, *arguments, **environment):
    """Start `eventapp worker` with some arguments; further names are variables of its environment."""
    given = {
        "PYTHONPATH": str(ROOT),
        "EVENTAPP_INSTANCE": app.config["INSTANCE_PATH"],
        "DATABASE_URL": app.config["DATABASE_URL"],
        "EVENTAPP_SMTP_URL": url,
        "EVENTAPP_MAIL_FROM": FROM,
    }
    command = [sys.executable, "-c", _PROGRAM, "worker", *arguments]
    return subprocess.Popen(command, env={**os.environ, **given, **environment})


@contextlib.contextmanager
def worker(app, url, *arguments, **environment):
    """Let one work inside, and end it; it must end well by itself when told to."""
    process = worker_process(app, url, *arguments, **environment)
    try:
        yield process
        process.terminate()
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()


def wait_until(condition, seconds=180):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.01)
    return found


def children_of(pid):
    """Give the processes that a process started and that live; [] where nobody can know."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text().split()] if path.exists() else []


def is_alive(pid):
    """Say whether a process runs; one that has ended and that nobody asked about yet doesn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
