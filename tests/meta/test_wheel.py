"""The wheel alone, in an empty environment and a strange folder, serves the demo."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = [
    "config.py",
    "eventapp/cli/commands.py",
    "eventapp/demo/next-alliance-2023.toml",
    "eventapp/migrations/alembic.ini",
    "eventapp/migrations/env.py",
    "eventapp/migrations/versions/0001_first_tables.py",
    "eventapp/templates/base.html",
    "eventapp/templates/print/agenda.typ",
    "eventapp/translations/ja/LC_MESSAGES/eventapp.mo",
    "eventapp/web/static/eventapp.css",
    "eventapp/web/static/favicon.svg",
]
SECONDS_TO_START = 120

pytestmark = pytest.mark.slow


def _run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel of the files that git would hand over; give its path."""
    source, out = tmp_path_factory.mktemp("source") / "eventapp", tmp_path_factory.mktemp("wheel")
    ignored = shutil.ignore_patterns(".*", "instance", "__pycache__", "tests", "bench", "dist")
    shutil.copytree(ROOT, source, ignore=ignored, symlinks=True)
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out), cwd=source)
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def program(wheel, tmp_path_factory):
    """Install the wheel with what the lock pins into an empty environment; give the eventapp command."""
    environment = tmp_path_factory.mktemp("installed") / "environment"
    python = environment / "bin" / "python"
    lock = str(ROOT / "requirements.lock")
    if shutil.which("uv") and subprocess.run(["uv", "--version"], capture_output=True, check=False).returncode == 0:
        _run("uv", "venv", "-q", "--python", sys.executable, str(environment))
        install = ("uv", "pip", "install", "-q", "--python", str(python), "--no-deps")
    else:
        _run(sys.executable, "-m", "venv", str(environment))
        install = (str(python), "-m", "pip", "install", "-q", "--no-deps", "--disable-pip-version-check")
    certificates = {**os.environ, "UV_SYSTEM_CERTS": "1"}
    _run(*install, "--require-hashes", "-r", lock, env=certificates)
    _run(*install, str(wheel), env=certificates)
    return environment / "bin" / "eventapp"


@contextmanager
def _started(program, folder):
    """Run `eventapp start --demo` in `folder`, knowing nothing but PATH and HOME; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {"PATH": os.defpath, "HOME": str(folder), "EVENTAPP_ENV": "development"}
    command = [str(program), "start", "--demo", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/readyz", process, folder / "log")
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(address, process, log):
    for _ in range(SECONDS_TO_START * 5):
        assert process.poll() is None, log.read_text("utf-8")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - http on loopback
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(log.read_text("utf-8"))


def _read(address):
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - http on loopback
        return answer.headers["Content-Type"], answer.read().decode()


def test_wheel_holds_everything_that_the_program_reads(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert [name for name in NEEDED if name not in names] == []
    templates = {f"eventapp/{path.relative_to(ROOT)}" for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert templates - names == set()
    static = {str(path.relative_to(ROOT)) for path in (ROOT / "eventapp/web/static").rglob("*") if path.is_file()}
    assert static - names == set()


def test_wheel_holds_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"eventapp", "config.py"}


def test_installed_program_serves_the_demo_from_a_strange_folder(program, tmp_path):
    with _started(program, tmp_path) as address:
        agenda = f"{address}/conferences/next-alliance-2023/agenda"
        page, calendar = _read(f"{agenda}?lang=ja"), _read(f"{agenda}.ics")
        style = _read(f"{address}/static/eventapp.css")
    assert (page[0], "NEXTアライアンス会議2023" in page[1]) == ("text/html; charset=utf-8", True)
    assert (calendar[0], calendar[1].count("BEGIN:VEVENT") > 30) == ("text/calendar; charset=utf-8", True)
    assert (style[0], ":root" in style[1]) == ("text/css; charset=utf-8", True)
    assert sorted(path.name for path in (tmp_path / "instance").iterdir() if path.name != "demo") != []
    assert (tmp_path / "instance" / "demo" / "agenda-a4-columns.pdf").read_bytes()[:5] == b"%PDF-"
