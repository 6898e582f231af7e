"""What every test shares: hypothesis' profiles, the application on a real database, a clean slate after each test."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import time
from typing import TYPE_CHECKING

import pytest
from flask_migrate import upgrade
from hypothesis import settings
from sqlalchemy import event

import config
from eventapp import create_app
from eventapp.cli.migrating import connect_migrations
from eventapp.db import db, transaction
from eventapp.web.feed_uses import FeedUses
from tests.clocks import set_clock
from tests.databases import postgres_url, sqlite_url
from tests.golden import Golden
from tests.members import FormClient
from tests.members import login_as as sign_in_as
from tests.proving import ProvingMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

# A slow machine is no fault: no deadline. In CI the same examples come every time.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=100)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite", help="what the tests run on")
    parser.addoption(
        "--clock", type=time.fromisoformat, metavar="HH:MM", help="what time it is (UTC) when the tests begin"
    )
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_configure(config: pytest.Config) -> None:
    if hour := config.getoption("--clock"):
        set_clock(hour)


@pytest.fixture(scope="session")
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """Yield the address of an empty database of this process's own."""
    if request.config.getoption("--database") == "postgres":
        yield from postgres_url(f"test_{worker_id}_{os.getpid()}")
    else:
        yield sqlite_url(tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session")
def app_on_database(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Yield the application, its database built by the real migrations."""
    folder = tmp_path_factory.mktemp("instance")

    class Configuration(config.Testing):
        DATABASE_URL = database_url
        INSTANCE_PATH = str(folder)
        PUBLIC_URL = "https://conferences.example.org"

    app = create_app(Configuration)
    app.test_client_class = FormClient
    connect_migrations(app)
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(app_on_database: Flask) -> Iterator[Flask]:
    """Yield the application inside its context; whatever the test wrote, or left to be written, is gone afterwards."""
    app_on_database.extensions["published"].uses = FeedUses()
    with app_on_database.app_context():
        yield app_on_database
        db.session.remove()
        with transaction() as tx:
            for table in reversed(db.metadata.sorted_tables):
                tx.execute(table.delete())


@pytest.fixture(autouse=True)
def prove_kept_people(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare each kept list of people with the database, wherever statements aren't counted."""
    if "count_statements" not in request.fixturenames:
        monkeypatch.setattr("eventapp.queries.registrations._PEOPLE", ProvingMemory())


@pytest.fixture
def tx(app: Flask) -> Iterator[Session]:  # the application's database
    """Yield one open transaction, committed at the end like a request's."""
    with transaction() as session:
        yield session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def login_as(app: Flask) -> Callable[..., int]:
    """Give `login_as(client, *, role=None, slug=…, is_admin=False, side="")`: it makes the user and signs the client in."""
    return sign_in_as


@pytest.fixture
def count_statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Give a context that collects the statements sent inside it."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=request.config.getoption("--update-golden"))
