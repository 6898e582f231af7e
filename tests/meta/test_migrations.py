"""One linear history of migrations that gives what the models say, on the database of this run."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, Table, insert, inspect, select
from sqlalchemy import text as sql_text

import config
from eventapp import create_app
from eventapp.cli.migrating import connect_migrations
from eventapp.db import db, migrations_folder
from tests.databases import postgres_url, sqlite_url

NOW = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def empty_url(request, tmp_path):
    """Yield the address of an empty database, of the kind that this run is about."""
    if request.config.getoption("--database") == "postgres":
        yield from postgres_url(f"migrations_{os.getpid()}")
    else:
        yield sqlite_url(tmp_path)


@pytest.fixture
def empty(empty_url, tmp_path):
    """Yield inside the context of an application whose database has no tables."""

    class Configuration(config.Testing):
        DATABASE_URL = empty_url
        INSTANCE_PATH = str(tmp_path)

    app = create_app(Configuration)
    connect_migrations(app)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def _scripts():
    script = Config()
    script.set_main_option("script_location", str(migrations_folder()))
    return ScriptDirectory.from_config(script)


def _tables():
    return {name for name in inspect(db.engine).get_table_names() if name != "alembic_version"}


def _indexes():
    """Give every index and unique constraint with its columns, by table."""
    found = inspect(db.engine)
    return {
        (table, tuple(index["column_names"]), bool(index["unique"]))
        for table in found.get_table_names()
        for index in found.get_indexes(table)
    } | {
        (table, tuple(unique["column_names"]), True)
        for table in found.get_table_names()
        for unique in found.get_unique_constraints(table)
    }


def _declared_indexes():
    tables = db.metadata.sorted_tables
    return {
        (table.name, tuple(column.name for column in index.columns), bool(index.unique))
        for table in tables
        for index in table.indexes
    } | {
        (table.name, tuple(column.name for column in constraint.columns), True)
        for table in tables
        for constraint in table.constraints
        if type(constraint).__name__ == "UniqueConstraint"
    }


def _differences():
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, db.metadata)


def test_history_is_one_line_in_the_order_of_its_numbers():
    newest_first = list(_scripts().walk_revisions())
    numbers = [revision.revision for revision in reversed(newest_first)]
    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]
    assert [r.down_revision for r in reversed(newest_first)] == [None, *numbers[:-1]]
    names = [path.name[:4] for path in sorted((migrations_folder() / "versions").glob("*.py"))]
    assert names == numbers


def test_migrations_give_what_the_models_say(empty):
    upgrade()
    assert _tables() == set(db.metadata.tables)
    assert _differences() == []


def test_indexes_of_the_models_are_there(empty):
    upgrade()
    assert _declared_indexes() - _indexes() == set()


def test_down_and_up_again_gives_the_same(empty):
    upgrade()
    before = (_tables(), _indexes())
    downgrade(revision="base")
    assert (_tables(), before[0] != set()) == (set(), True)
    upgrade()
    assert (_tables(), _indexes()) == before
    assert _differences() == []


def test_constraints_are_named_alike(empty):
    """A constraint without a name cannot be dropped by a later migration."""
    upgrade()
    found = inspect(db.engine)
    names = {
        constraint["name"]
        for table in db.metadata.tables
        for listed in (found.get_foreign_keys, found.get_unique_constraints, found.get_check_constraints)
        for constraint in listed(table)
    }
    assert {name for name in names if not name or name[:3] not in {"fk_", "uq_", "ck_"}} == set()


def _message(kind, sent_at):
    texts = dict.fromkeys(("attendee", "recipient", "recipient_name", "subject", "plain", "html", "error"), "x")
    named = {"kind": kind, "language": "en", "message_id": f"{kind}-{sent_at}", "attempts": 1}
    return texts | named | {"created_at": NOW, "due_at": NOW, "sent_at": sent_at}


def test_texts_with_a_personal_link_that_were_sent_are_erased(empty):
    upgrade(revision="0005")
    table = Table("outbox_message", MetaData(), autoload_with=db.engine)
    kinds = [("sign-in", NOW), ("invitation", None), ("change-notice", NOW)]
    with db.engine.begin() as connection:
        connection.execute(insert(table), [_message(*one) for one in kinds])
    upgrade()
    with db.engine.connect() as connection:
        rows = connection.execute(select(table.c.kind, table.c.plain, table.c.html).order_by(table.c.id)).all()
    assert [tuple(row) for row in rows] == [("sign-in", "", ""), ("invitation", "x", "x"), ("change-notice", "x", "x")]


def _registration(public_id, **fields):
    words = {"source": "self", "category": "guest", "side": "", "language": "en", "listing": "nobody"}
    texts = {"public_id": public_id, "code": public_id, "person": "{}", "tags": "[]", "amended": "[]"}
    given = {"email": "", "decided_by": "", "registered_at": NOW, "version": 1, "state": "confirmed", "erased_at": None}
    return words | texts | given | fields


def test_who_was_erased_has_left_the_list(empty):
    upgrade(revision="0009")
    told = MetaData()
    told.reflect(db.engine, only=["conference", "registration"])
    conference, registration = told.tables["conference"], told.tables["registration"]
    required = {c.name: _filler(c) for c in conference.columns if not c.nullable and c.name != "id"}
    people = [
        _registration("stays"),
        _registration("erased", erased_at=NOW),
        _registration("declined", erased_at=NOW, state="declined"),
    ]
    with db.engine.begin() as connection:
        key = connection.execute(insert(conference).values(**required)).inserted_primary_key[0]
        connection.execute(insert(registration), [one | {"conference_id": key} for one in people])
    upgrade()
    with db.engine.connect() as connection:
        columns = (registration.c.public_id, registration.c.state, registration.c.ended_at.is_not(None))
        rows = connection.execute(select(*columns).order_by(registration.c.id)).all()
    assert [tuple(row) for row in rows] == [
        ("stays", "confirmed", False),
        ("erased", "withdrawn", True),
        ("declined", "declined", False),
    ]


def test_conference_from_before_contacts_has_none_and_loses_it_on_the_way_back(empty):
    upgrade(revision="0015")
    before = Table("conference", MetaData(), autoload_with=db.engine)
    required = {c.name: _filler(c) for c in before.columns if not c.nullable and c.name != "id"}
    with db.engine.begin() as connection:
        connection.execute(insert(before).values(**required))
    upgrade(revision="0016")
    after = Table("conference", MetaData(), autoload_with=db.engine)
    new = [column for column in after.columns if column.name not in before.columns]
    with db.engine.connect() as connection:
        found = connection.execute(select(*new)).one()
    assert found._asdict() == {"contact_name": "{}", "contact_email": "", "contact_phone": ""}
    downgrade(revision="0015")
    assert {c["name"] for c in inspect(db.engine).get_columns("conference")} == set(before.columns.keys())


def _filler(column):
    """Give a value that a column takes, whatever it is for."""
    kinds = {bool: True, int: 1, str: "x", datetime: NOW, date: NOW.date()}
    return kinds[column.type.python_type]


def _received(digest, reception, text):
    return {"digest": digest, "reception": reception, "text": text, "received_at": NOW, "sender": "", "subject": ""}


def test_answer_that_was_refused_before_is_told_in_words_of_the_page_and_comes_back(empty):
    upgrade(revision="0016")
    rows = [
        _received("a", "other-sender", "declined: I resign"),
        _received("b", "no-calendar", "declined: I resign"),
        _received("c", "answered", ""),
        _received("d", "other-sender", "Declined: I resign"),
    ]
    before = Table("received_message", MetaData(), autoload_with=db.engine)
    with db.engine.begin() as connection:
        connection.execute(insert(before), rows)
    upgrade(revision="0017")
    after = Table("received_message", MetaData(), autoload_with=db.engine)
    with db.engine.connect() as connection:
        found = connection.execute(
            select(after.c.answer, after.c.text, after.c.attendee).order_by(after.c.digest)
        ).all()
    assert [tuple(row) for row in found] == [
        ("declined", "I resign", ""),
        ("none", "declined: I resign", ""),
        ("none", "", ""),
        ("none", "Declined: I resign", ""),
    ]
    downgrade(revision="0016")
    with db.engine.connect() as connection:
        texts = connection.scalars(select(before.c.text).order_by(before.c.digest)).all()
    assert texts == ["declined: I resign", "declined: I resign", "", "Declined: I resign"]


def test_words_of_answers_for_others_are_none_that_code_of_before_cannot_read(empty):
    upgrade()
    messages, entries = db.metadata.tables["received_message"], db.metadata.tables["audit_entry"]
    own, shared = (_received(word, word, "Sorry") | {"answer": "declined"} for word in ("own-answer", "shared-address"))
    entry = {"conference_slug": "x", "at": NOW, "actor": "x", "subject": "x", "details": {"answer": "declined"}}
    with db.engine.begin() as connection:
        connection.execute(insert(messages), [own, shared])
        connection.execute(insert(entries), entry | {"action": "answer:relay"})
    downgrade(revision="0016")
    with db.engine.connect() as connection:
        told = connection.execute(select(messages.c.digest, sql_text("reception"), messages.c.text)).all()
        actions = connection.scalars(select(entries.c.action)).all()
    assert sorted(tuple(row) for row in told) == [
        ("own-answer", "older", "declined: Sorry"),
        ("shared-address", "other-sender", "declined: Sorry"),
    ]
    assert actions == ["answer:receive"]
