"""The database: what each connection is set to, column types, transactions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import DateTime, func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from eventapp.db import Base, LocalizedText, UTCDateTime, db, reading, transaction
from eventapp.domain.localized import Localized
from eventapp.models import AuditEntry, ConferenceSession, Room
from tests.factories import sample_agenda
from tests.publishing import draft

JST = timezone(timedelta(hours=9))


@pytest.fixture
def on_sqlite(app):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("a matter of SQLite")


def _entry(at, **fields):
    defaults = {"conference_slug": "sample-2023", "actor": "tester", "action": "a:b", "subject": "s", "details": {}}
    return AuditEntry(at=at, **(defaults | fields))


def _count():
    with reading() as tx:
        return tx.scalar(select(func.count()).select_from(AuditEntry))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10_000), ("synchronous", 1), ("secure_delete", 1)],
)
def test_sqlite_connection_is_set(on_sqlite, pragma, value):
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_foreign_keys_hold(app):
    with pytest.raises(IntegrityError), transaction() as tx:
        tx.add(Room(conference_id=1, venue_id=1, public_id="r", position=1, name=Localized(), booths=0))


def test_deleting_a_conference_leaves_nothing_of_it_but_the_audit_log(app):
    draft(sample_agenda())
    with transaction() as tx:
        tx.execute(text("DELETE FROM conference"))
    with reading() as tx:
        left = {t.name: tx.scalar(select(func.count()).select_from(t)) for t in Base.metadata.sorted_tables}
    assert {name: count for name, count in left.items() if count} == {"audit_entry": 1}


def test_session_that_ends_before_it_starts_is_refused(app):
    draft(sample_agenda())
    with pytest.raises(IntegrityError), transaction() as tx:
        tx.execute(ConferenceSession.__table__.update().values(end_at=ConferenceSession.start_at))


def test_instant_comes_back_aware_in_utc(app):
    with transaction() as tx:
        tx.add(_entry(datetime(2023, 3, 12, 9, 0, 0, 123_456, tzinfo=JST)))
    with reading() as tx:
        at = tx.scalars(select(AuditEntry.at)).one()
    assert (at, at.tzinfo) == (datetime(2023, 3, 12, 0, 0, 0, 123_456, tzinfo=UTC), UTC)


def test_instant_without_an_offset_is_refused(app):
    with pytest.raises(StatementError, match="naive datetime"), transaction() as tx:
        tx.add(_entry(datetime.fromisoformat("2023-03-12 09:00")))


def test_instants_are_the_only_kind_of_time_in_the_tables():
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]
    assert [str(c) for c in columns if isinstance(c.type, DateTime) and not isinstance(c.type, UTCDateTime)] == []


def test_transaction_commits_on_leaving(app):
    with transaction() as tx:
        tx.add(_entry(datetime.now(UTC)))
    assert _count() == 1


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit])
def test_transaction_undoes_everything_on_any_exception(app, failure):
    def add_and_fail():
        with transaction() as tx:
            tx.add(_entry(datetime.now(UTC)))
            tx.flush()
            raise failure

    with pytest.raises(failure):
        add_and_fail()
    assert _count() == 0


def test_transaction_begins_anew_after_a_read(app):
    with reading() as tx:
        tx.scalar(select(func.count()).select_from(AuditEntry))
        with transaction() as writing:
            writing.add(_entry(datetime.now(UTC)))
    assert _count() == 1


def test_localized_text_is_kept_in_order_so_that_equal_texts_are_equal_bytes(app):
    column = LocalizedText()
    stored = {column.process_bind_param(Localized.of(texts), db.engine.dialect) for texts in (_TEXTS, _REVERSED)}
    assert stored == {'{"en": "A\\nB", "ja": "会議 “%_\'"}'}
    assert column.process_result_value(stored.pop(), db.engine.dialect) == Localized.of(_TEXTS)


_TEXTS = {"ja": "会議 “%_'", "en": "A\nB"}
_REVERSED = {"en": "A\nB", "ja": "会議 “%_'"}
