"""A database with an invented conference, imported and published twice as an organiser would."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import config
from bench.agenda_maker import moved
from eventapp import create_app
from eventapp.cli.migrating import migrate_database
from eventapp.clock import utc_now
from eventapp.db import db, transaction
from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.localized import NOTHING
from eventapp.models import Conference, Membership, User
from eventapp.operations.accounts import issue_sign_in_link
from eventapp.operations.conferences import import_conference
from eventapp.operations.publications import publish_agenda
from eventapp.policy import Actor, MemberRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from eventapp.domain.agenda import Agenda

ACTOR = Actor("bench")
NOW = datetime(2023, 2, 1, 12, 0, tzinfo=UTC)


def database_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'bench.sqlite'}"


@contextmanager
def application(folder: Path) -> Iterator[Flask]:
    """Open the application on a migrated SQLite file in the folder."""

    class Configuration(config.Testing):
        INSTANCE_PATH = str(folder)
        DATABASE_URL = database_url(folder)

    app = create_app(Configuration)
    with app.app_context():
        migrate_database()
        yield app
        db.session.remove()
        db.engine.dispose()


def write_draft(agenda: Agenda) -> None:
    with transaction() as tx:
        import_conference(tx, ConferenceFile(agenda=agenda), replace_existing=True, actor=ACTOR, now=NOW)


def publish(slug: str, *, now: datetime = NOW) -> None:
    with transaction() as tx:
        publish_agenda(tx, slug, note=NOTHING, overrides=(), actor=ACTOR, now=now)


def publish_twice(agenda: Agenda) -> None:
    """Publish the agenda and then a change of each tenth session, so that the pages carry marks."""
    write_draft(agenda)
    publish(agenda.conference.slug)
    write_draft(moved(agenda))
    publish(agenda.conference.slug, now=NOW + timedelta(days=1))


def organiser_link(slug: str) -> str:
    """Make an organiser of the conference; give the token of a link that signs in."""
    now = utc_now()
    with transaction() as tx:
        user = User(email="bench@example.org", name="Bench", language="en", is_admin=False, created_at=now)
        tx.add(user)
        tx.flush()
        conference_id = tx.query(Conference.id).filter_by(slug=slug).scalar()
        place = {"conference_id": conference_id, "user_id": user.id, "created_at": now}
        tx.add(Membership(role=MemberRole.ORGANISER, **place))
        return issue_sign_in_link(tx, user, actor=ACTOR, now=now)
