"""The `eventapp` command: Flask's group with the commands of the trade.

Exit codes: 0 done, 1 found problems, 2 wrong use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from flask.cli import FlaskGroup
from sqlalchemy.exc import DBAPIError

from eventapp import create_app
from eventapp.cli.agendas import check, publish, render
from eventapp.cli.bringing import bring
from eventapp.cli.conference_files import export_conference, import_conference_file
from eventapp.cli.editions import clone
from eventapp.cli.mailbox import mailbox
from eventapp.cli.migrating import connect_migrations
from eventapp.cli.outbox import outbox
from eventapp.cli.people import person, purge
from eventapp.cli.serving import start
from eventapp.cli.users import user
from eventapp.cli.voices import FOUND_PROBLEMS, terminal_words
from eventapp.cli.worker import worker

if TYPE_CHECKING:
    from flask import Flask


def create_command_app() -> Flask:
    app = create_app(serves=False)
    connect_migrations(app)
    return app


# Flask's own: `eventapp start` serves, and nobody who organises a conference needs the others.
_HIDDEN = {"run", "shell", "routes"}


class CommandGroup(FlaskGroup):
    """Commands that tell in one line of a database that is away or was never migrated."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in super().list_commands(ctx) if name not in _HIDDEN]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DBAPIError as error:
            reason = str(error.orig).partition("\n")[0]
            words = terminal_words()
            message = words("The database cannot be used: {reason}. Is it new? Run: eventapp db upgrade", reason=reason)
            click.echo(message, err=True)
            raise SystemExit(FOUND_PROBLEMS) from None


@click.group(
    cls=CommandGroup,
    create_app=create_command_app,
    add_version_option=False,
    epilog="Example: eventapp check next-alliance-2023",
)
def main() -> None:
    """Bilateral conferences: one agenda, two languages."""


for command in (
    *(import_conference_file, export_conference, bring, clone, check, publish, render, start, user, worker),
    *(person, purge, outbox, mailbox),
):
    main.add_command(command)
