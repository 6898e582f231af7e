"""The `eventapp` command: Flask's group with the commands of the trade.

Exit codes: 0 done, 1 found problems, 2 wrong use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask.cli import FlaskGroup

from eventapp import create_app
from eventapp.cli.agendas import check, publish, render
from eventapp.cli.conference_files import export_conference, import_conference_file
from eventapp.cli.serving import start

if TYPE_CHECKING:
    from flask import Flask


def create_command_app() -> Flask:
    return create_app(serves=False)


@click.group(
    cls=FlaskGroup,
    create_app=create_command_app,
    add_version_option=False,
    epilog="Example: eventapp check next-alliance-2023",
)
def main() -> None:
    """Bilateral conferences: one agenda, two languages."""


for command in (import_conference_file, export_conference, check, publish, render, start):
    main.add_command(command)
