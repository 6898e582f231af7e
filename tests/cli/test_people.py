"""The commands about people's own data."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import zipfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from eventapp.db import db
from eventapp.domain.registration import Answer, Question, QuestionKind
from tests.factories import both, sample_agenda
from tests.publishing import draft
from tests.registrations import SLUG, give_plan, make_application, make_plan, register, states


@pytest.fixture
def registered(app):
    draft(sample_agenda())
    give_plan(make_plan())
    return register(make_application(email="mihon@example.org"))


def test_export_writes_a_file_for_its_owner_alone(run, registered, tmp_path):
    path = tmp_path / "mihon.zip"
    result = run("person", "export", "Mihon@example.org", "--out", str(path))
    assert (result.exit_code, result.stderr) == (0, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        document = json.loads(archive.read("person.json"))
    assert document["registrations"][0]["registration"]["public_id"] == registered


def test_export_keeps_each_file_apart_whatever_it_is_called_and_shuts_a_file_that_was_open(run, app, tmp_path):
    kinds = {"kind": QuestionKind.FILE, "label": both("Paper", "資料")}
    draft(sample_agenda())
    give_plan(make_plan(questions=(Question(key="q-1", **kinds), Question(key="q-2", **kinds))))
    papers = [
        Answer(question=key, value=name, media_type="application/pdf", content=content)
        for key, name, content in (("q-1", "a/paper.pdf", b"first"), ("q-2", "..\\paper.pdf", b"second"))
    ]
    register(make_application(email="mihon@example.org", answers=tuple(papers)))
    path = tmp_path / "mihon.zip"
    path.touch(mode=0o644)
    assert run("person", "export", "mihon@example.org", "--out", str(path)).exit_code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        files = [(name.partition("q-")[2], archive.read(name)) for name in archive.namelist() if name != "person.json"]
    assert files == [("1-a_paper.pdf", b"first"), ("2-.._paper.pdf", b"second")]


def test_erase_asks_first_and_then_tells(run, registered):
    refused = run("person", "erase", "mihon@example.org", input="n\n")
    assert refused.exit_code == 1
    assert run("person", "export", "mihon@example.org", "--out", "/nowhere/x.zip").exit_code == 2
    result = run("person", "erase", "mihon@example.org", "--yes")
    assert (result.exit_code, result.stdout) == (0, "mihon@example.org is erased, at 1 conference.\n")
    again = run("person", "erase", "mihon@example.org", "--yes")
    assert (again.exit_code, again.stderr.split(". ")[0]) == (2, "Nobody is known as “mihon@example.org”")
    assert states() == {name: "confirmed" for name in states() if name != registered}


def test_person_is_named_by_conference_and_id_too(run, registered):
    result = run("person", "erase", f"{SLUG}/{registered}", "--yes")
    assert (result.exit_code, result.stdout) == (0, f"{SLUG}/{registered} is erased, at 1 conference.\n")


def test_purge_tells_what_went(run, registered):
    result = run("purge")
    assert (result.exit_code, result.stdout) == (0, "Erased: 0 needs, 0 answers, 1 links, 0 texts of mails.\n")


@pytest.fixture
def files(app):
    """Give a function that says which of the database's files have some bytes."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("a matter of SQLite")
    path = Path(db.engine.url.database)

    def having(text):
        # Another process looks: closing a file gives up every lock that this one has on it, and SQLite's with them.
        # Source: https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
        names = map(str, sorted(path.parent.glob(f"{path.name}*")))
        found = subprocess.run(["grep", "-laF", text, *names], capture_output=True, text=True, check=False)
        assert (found.returncode in {0, 1}, found.stderr) == (True, "")
        return found.stdout.split()

    return having


def test_erased_address_is_in_no_file_of_the_database(run, registered, files):
    assert files("mihon@example.org") != []
    assert run("person", "erase", "mihon@example.org", "--yes").exit_code == 0
    assert files("mihon@example.org") == []


def test_log_that_is_being_read_is_emptied_by_the_next_purge(run, registered, files):
    with closing(sqlite3.connect(db.engine.url.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM registration").fetchone()
        with impatient():
            result = run("person", "erase", "mihon@example.org", "--yes")
        assert (result.exit_code, "eventapp purge" in result.stderr) == (0, True)
    assert files("mihon@example.org") != []
    assert (run("purge").exit_code, files("mihon@example.org")) == (0, [])


@contextmanager
def impatient():
    """Let connections of this process wait for nobody."""
    waits = []

    def at_once(connection, _record, _proxy):
        waits.append(connection)
        connection.execute("PRAGMA busy_timeout=0")

    event.listen(db.engine, "checkout", at_once)
    try:
        yield
    finally:
        event.remove(db.engine, "checkout", at_once)
        for connection in waits:
            connection.execute("PRAGMA busy_timeout=10000")
