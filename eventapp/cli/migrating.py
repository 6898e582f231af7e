"""Bringing the database to the newest migration. Only commands need this: Alembic would cost every web worker 11 MB."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from flask import current_app
from flask_migrate import Migrate, upgrade

from eventapp.db import db, migrations_folder

if TYPE_CHECKING:
    from flask import Flask


def connect_migrations(app: Flask) -> None:
    """Let the migrations know the application; from then on `eventapp db` works with it."""
    Migrate(app, db, directory=str(migrations_folder()))


def migrate_database() -> None:
    """Bring the current application's database to the newest migration, quietly."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if "migrate" not in current_app.extensions:
        connect_migrations(current_app)
    upgrade()
