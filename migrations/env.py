"""How Alembic reaches the database and the tables; called by Flask-Migrate."""

from __future__ import annotations

from alembic import context
from flask import current_app

from eventapp.db import WRITES

extension = current_app.extensions["migrate"]
database = extension.db


def run_migrations() -> None:
    """Run inside one transaction: a migration that fails leaves nothing behind."""
    with database.engine.connect().execution_options(**{WRITES: True}) as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            compare_type=True,
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
