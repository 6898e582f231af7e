"""What was published last, as a process keeps it."""

from __future__ import annotations

import shutil
from datetime import timedelta

from flask_migrate import upgrade

import config
from eventapp import create_app
from eventapp.cli.migrating import connect_migrations
from eventapp.clock import utc_now
from eventapp.db import db, reading, transaction
from eventapp.domain.localized import Localized
from eventapp.operations.publications import publish_agenda
from eventapp.queries.drafts import get_draft
from eventapp.queries.editions import get_last_edition
from tests.databases import sqlite_url
from tests.publishing import ACTOR, PUBLISHED_AT, draft
from tests.sample import sample_agenda


def test_process_with_two_databases_takes_no_publication_of_the_other_for_one_with_the_same_key(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    first = _application(one)
    with first.app_context():
        upgrade()
        draft(sample_agenda())
        db.session.remove()
        db.engine.dispose()
    shutil.copytree(one, other)
    second = _application(other)
    slug = sample_agenda().conference.slug
    # The same draft in both, the same key in both, but not the same publication.
    for application, days in ((first, 1), (second, 2)):
        with application.app_context():
            now = PUBLISHED_AT + timedelta(days=days)
            with transaction() as tx:
                publish_agenda(tx, slug, note=Localized(), overrides=(), actor=ACTOR, now=now)
            assert _last(slug).as_of == now
            db.session.remove()
            db.engine.dispose()


def _application(folder):
    folder.mkdir(exist_ok=True)

    class Configuration(config.Testing):
        DATABASE_URL = sqlite_url(folder)
        INSTANCE_PATH = str(folder)

    application = create_app(Configuration)
    connect_migrations(application)
    return application


def _last(slug):
    with reading() as tx:
        return get_last_edition(tx, get_draft(tx, slug), now=utc_now()).publication
