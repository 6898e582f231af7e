"""`eventapp start`: the server with its worker beside it, as processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.mail_servers import free_port

ROOT = Path(__file__).parents[2]
PROGRAM = "from eventapp.cli.commands import main; main()"


def _children(pid):
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text().split()] if path.exists() else []


def _is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _guard_of(server):
    lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in _children(server)}
    return next((pid for pid, line in lines.items() if b"--beside" in line), None)


def _wait_for(find, seconds=60):
    end = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def _answers(address):
    try:
        with closing(urllib.request.urlopen(address, timeout=5)) as answer:  # noqa: S310 - our own server
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False


@pytest.fixture
def server(tmp_path):
    """Yield a running server and its address."""
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "EVENTAPP_INSTANCE": str(tmp_path)}
    environment |= {"EVENTAPP_ENV": "development", "EVENTAPP_WORKERS": "1"}
    command = [sys.executable, "-c", PROGRAM, "start", "--port", str(port)]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    _wait_for(lambda: _answers(address))
    yield process, address
    process.terminate()
    process.wait()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_worker_is_replaced_when_it_dies_and_ends_with_the_server(server):
    process, address = server
    guard = _wait_for(lambda: _guard_of(process.pid))
    (first,) = _wait_for(lambda: _children(guard))
    os.kill(first, signal.SIGKILL)
    (second,) = _wait_for(lambda: [pid for pid in _children(guard) if pid != first])
    assert (_answers(address), second != first) == (True, True)
    process.terminate()
    assert process.wait(30) == 0
    _wait_for(lambda: not _is_alive(guard) and not _is_alive(second), seconds=15)
