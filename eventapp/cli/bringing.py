"""Spreadsheets and schedules into a conference."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

import click
from flask.cli import with_appcontext

from eventapp.cli.voices import fail, operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.importers.bringing import read_brought
from eventapp.operations.bringing import bring_in, find_brought
from eventapp.renderers.glyphs import unprintable
from eventapp.renderers.problems import problem_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.bringing import Brought


@click.command("bring", epilog="Example: eventapp bring agenda.xlsx --into next-alliance-2023 --dry-run")
@click.argument("file", type=click.File("rb"))
@click.option("--into", "slug", required=True, help="The conference that takes the rows in.")
@click.option("--dry-run", is_flag=True, help="Only say what is wrong; write nothing.")
@click.option("--language", default="", help="The language of a schedule's texts (else the conference's first).")
@click.option(
    "--venue", default="", help="Where a schedule's new rooms are: the id of a venue (else the first), + a new one."
)
@with_appcontext
def bring(file: BinaryIO, slug: str, *, dry_run: bool, language: str, venue: str) -> None:
    """Bring the sessions and topics of FILE into a draft, all or nothing.

    FILE is a spreadsheet (XLSX, XLS, ODS, CSV) or a schedule (XML or JSON of pentabarf, frab or pretalx, or iCalendar).
    """
    read = partial(read_brought, file.read(), language=language, venue=venue, unprintable=unprintable, watch=_watched)
    try:
        brought = _brought(slug, read, PurePath(getattr(file, "name", "-")).name, dry_run=dry_run)
    except DomainError as error:
        fail(error)
    words = terminal_words()
    for note in brought.notes:
        click.echo(problem_line(note, words), err=True)
    counts = {"slug": slug, "new": brought.new, "changed": brought.changed}
    if dry_run:
        click.echo(words("{slug}: {new} new, {changed} changed; nothing was written.", **counts))
    else:
        click.echo(words("{slug}: {new} new, {changed} changed.", **counts))


def _brought(slug: str, read: Callable[[Agenda], Brought], name: str, *, dry_run: bool) -> Brought:
    if dry_run:
        with reading() as tx:
            return find_brought(tx, slug, read)
    with transaction() as tx:
        return bring_in(tx, slug, read, file_name=name, actor=operator(), now=utc_now())


def _watched(rows: Sequence[Any]) -> Iterator[Any]:
    """Give the rows one by one and show on a terminal how far it is."""
    words = terminal_words()
    if not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, label=words("Rows"), file=sys.stderr) as bar:
        yield from bar
