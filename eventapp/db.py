"""The database: tables' base, column types, transactions. The only place that commits."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections import deque
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, Text, TypeDecorator, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase

from eventapp.domain.localized import Localized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Dialect, Table
    from sqlalchemy.orm import Session
    from sqlalchemy.pool import ConnectionPoolEntry

WRITES = "eventapp_writes"


class Base(DeclarativeBase):
    """Base of all tables; constraints are named, so that migrations can name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
_PACKAGE = Path(__file__).parent
_T = TypeVar("_T")


class PerDatabase(Generic[_T]):
    """What this process keeps of each database that it uses, made when first asked for: a row's key means something in one of them only."""

    def __init__(self, make: Callable[[Engine], _T]) -> None:
        self._make = make
        self._kept: weakref.WeakKeyDictionary[Engine, _T] = weakref.WeakKeyDictionary()

    def of(self, engine: Engine) -> _T:
        kept = self._kept.get(engine)
        return self._kept.setdefault(engine, self._make(engine)) if kept is None else kept

    @property
    def here(self) -> _T:
        """What is kept of the current application's database."""
        return self.of(db.engine)


def migrations_folder() -> Path:
    """Give the folder of the migrations: inside the package once installed, beside it in a checkout."""
    installed = _PACKAGE / "migrations"
    return installed if installed.is_dir() else _PACKAGE.parent / "migrations"


class UTCDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; SQLite keeps it without an offset, PostgreSQL with one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class LocalizedText(TypeDecorator[Localized]):
    """A `Localized` as a JSON object, keys in order, so that equal texts are equal bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Localized | None, dialect: Dialect) -> str:  # noqa: ARG002 - SQLAlchemy's signature
        return json.dumps(value.as_dict() if value else {}, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Localized:  # noqa: ARG002 - SQLAlchemy's signature
        return Localized.of(json.loads(value)) if value else Localized()


class PlainJSON(TypeDecorator[Any]):
    """Plain lists and objects as JSON text, the same on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else json.dumps(value, ensure_ascii=False, default=str)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else json.loads(value)


def table_of(model: type[Base]) -> Table:
    """Give the table of a model: what is written to it directly passes by the bookkeeping of objects, which costs more than the statement."""
    return cast("Table", model.__table__)


@contextmanager
def transaction() -> Iterator[Session]:
    """Open the one transaction of a request or command; leaving it commits, any exception undoes everything.

    On SQLite it takes the write lock at once (BEGIN IMMEDIATE), so that it never fails half-way for want of it.
    """
    session = db.session()
    session.rollback()
    session.connection(execution_options={WRITES: True})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


@contextmanager
def reading() -> Iterator[Session]:
    """Open a snapshot to read from, in which several statements see the same state; nothing is kept open afterwards."""
    session = db.session()
    if db.engine.dialect.name == "postgresql" and not session.in_transaction():
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield session
    finally:
        session.rollback()


def empty_write_ahead_log() -> bool:
    """Leave nothing in SQLite's write-ahead log of what was overwritten or deleted; False where others' reading hinders it for now.

    Outside of a transaction. PostgreSQL recycles its log by itself. Source: https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
    """
    if db.engine.dialect.name != "sqlite":
        return True
    connection = db.engine.raw_connection()
    try:
        is_busy = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.close()
    return not is_busy


def is_writing(tx: Session) -> bool:
    """Tell whether this is a `transaction`: what it reads may be what it has written and may take back."""
    return bool(tx.connection().get_execution_options().get(WRITES))


def first_row(engine: Engine, statement: str, values: tuple[Any, ...]) -> Any:
    """Give the first row of one small statement on a plain connection, None for none; `{mark}` stands for each value.

    An ORM look-up costs twice a request's other work (decision 0008).
    Raises: SQLAlchemy's errors, as any other statement: a plain connection would raise the driver's.
    """
    failure = engine.dialect.loaded_dbapi.Error
    try:
        return _first_row(engine, statement, values)
    except failure as error:
        raise DBAPIError.instance(statement, values, error, failure) from error


def _first_row(engine: Engine, statement: str, values: tuple[Any, ...]) -> Any:
    if engine.dialect.name == "sqlite":
        return _readers.of(engine).first_row(statement.format(mark="?"), values)
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(statement.format(mark="%s"), values)
        row = cursor.fetchone()
        cursor.close()
    finally:
        connection.close()
    return row


class _Readers:
    """Connections to a SQLite file of our own, for single statements outside of any transaction: the pool's way costs as much as the statement.

    Each thread takes one that is free; there are as many as threads that ever read at once.
    """

    def __init__(self, engine: Engine) -> None:
        self._free: deque[sqlite3.Connection] = deque()
        self._open = weakref.WeakMethod(engine.raw_connection)
        event.listen(engine, "engine_disposed", lambda _: self.close())
        weakref.finalize(engine, self.close)

    def first_row(self, statement: str, values: tuple[Any, ...]) -> Any:
        try:
            connection = self._free.popleft()
        except IndexError:
            connection = self._connect()
        try:
            row = connection.execute(statement, values).fetchone()
        except BaseException:
            connection.close()
            raise
        self._free.append(connection)
        return row

    def close(self) -> None:
        while self._free:
            self._free.popleft().close()

    def _connect(self) -> sqlite3.Connection:
        """Give a connection that is set up as the pool's are, and is the pool's no more."""
        raw_connection = self._open()
        if raw_connection is None:
            raise RuntimeError("the engine is gone")
        pooled = raw_connection()
        connection = pooled.driver_connection
        pooled.detach()
        if not isinstance(connection, sqlite3.Connection):
            raise TypeError(type(connection))
        return connection


_readers = PerDatabase(_Readers)


@event.listens_for(Engine, "connect")
def _configure_sqlite(connection: Any, record: ConnectionPoolEntry) -> None:  # noqa: ARG001 - SQLAlchemy's signature
    """Set what SQLite needs on each connection; our own BEGIN replaces the driver's."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    pragmas = ["journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"]
    # What is deleted is overwritten: a person who was erased is in no free page either. Each worker has several connections and
    # the system keeps the file in memory anyway: a quarter of a megabyte of pages for each.
    pragmas += ["secure_delete=ON", "cache_size=-256"]
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
