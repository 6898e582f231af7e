"""How many statements a read sends: one when its bytes are kept, a fixed number when not, whatever the agenda's size.

Counted at the driver, because the look-up of the last publication goes past SQLAlchemy's cursors.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import event

from eventapp.db import db
from tests.factories import make_agenda, make_session
from tests.publishing import publish
from tests.web.requests import DATA, PAPERS

BASE = "/conferences/sample-2023"
ONE = ["/", "/agenda", "/agenda?lang=ja&tz=venue", "/agenda.ics", "/sessions/s0", "/sessions/s0.ics", "/versions"]
WARM = [*(BASE + path for path in ONE), *(address.format(BASE) for address in (*DATA, *PAPERS))]
# The last publication's key; the publication, and which is before it: that one too, if there is one.
COLD = {1: 3, 2: 4, 4: 4}
SETTING_UP = ("BEGIN", "ROLLBACK", "COMMIT", "PRAGMA")


def _agenda(count):
    starts = [f"2023-03-{12 + n // 23} {n % 23:02d}:00" for n in range(count)]
    return make_agenda(*(make_session(id=f"s{n}", start=start) for n, start in enumerate(starts)))


@contextmanager
def _statements():
    """Collect what the driver sends, transactions' beginnings and ends and the pool's ping left out."""
    sent = []

    class Cursor(psycopg.Cursor):
        def execute(self, query, *args, **kwargs):
            sent.append(str(query))
            return super().execute(query, *args, **kwargs)

    def listen(connection, _record, _proxy):
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(sent.append)
        else:
            connection.cursor_factory = Cursor

    def leave(connection, _record):
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(None)
        elif connection is not None:
            connection.cursor_factory = psycopg.Cursor

    db.engine.dispose()
    event.listen(db.engine, "checkout", listen)
    event.listen(db.engine, "checkin", leave)
    try:
        yield sent
    finally:
        event.remove(db.engine, "checkout", listen)
        event.remove(db.engine, "checkin", leave)
        db.engine.dispose()
        sent[:] = [s for s in sent if not s.startswith(SETTING_UP) and s.strip("; ") not in {"", "SELECT 1"}]


def _count(client, address):
    with _statements() as sent:
        assert client.get(address).status_code == 200
    return sent


def test_counter_sees_what_is_sent(client, app):
    with _statements() as sent, app.app_context():
        db.session.connection().exec_driver_sql("SELECT 2")
    assert sent == ["SELECT 2"]


@pytest.mark.parametrize("address", WARM)
def test_kept_answer_costs_one_statement(client, app, address):
    publish(_agenda(3))
    client.get(address)
    (sent,) = _count(client, address)
    assert "FROM publication" in sent


@pytest.mark.parametrize("address", [a for a in WARM if not a.endswith("versions")])
@pytest.mark.parametrize("sessions", [3, 40])
@pytest.mark.parametrize("publications", [1, 2, 4])
def test_first_answer_costs_the_same_whatever_the_size(client, app, address, sessions, publications):
    for number in range(publications):
        publish(_agenda(sessions + number), days_later=number)
    assert len(_count(client, address)) == COLD[publications]


@pytest.mark.parametrize("sessions", [3, 40])
@pytest.mark.parametrize("publications", [1, 4])
def test_history_costs_one_statement_more(client, app, sessions, publications):
    for number in range(publications):
        publish(_agenda(sessions + number), days_later=number)
    assert len(_count(client, f"{BASE}/versions")) == COLD[publications] + 1


@pytest.mark.parametrize("sessions", [3, 40])
def test_second_form_of_a_publication_costs_one_statement(client, app, sessions):
    publish(_agenda(sessions))
    client.get(f"{BASE}/agenda")
    assert len(_count(client, f"{BASE}/agenda.ics")) == 1


def test_reader_who_has_the_bytes_costs_one_statement(client, app):
    publish(_agenda(3))
    etag = client.get(f"{BASE}/agenda").headers["ETag"]
    with _statements() as sent:
        assert client.get(f"{BASE}/agenda", headers={"If-None-Match": etag}).status_code == 304
    assert len(sent) == 1
