"""Spreadsheets into a conference."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, BinaryIO

import click
from flask.cli import with_appcontext

from eventapp.cli.voices import fail, operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.errors import DomainError
from eventapp.importers.sheets.reading import Brought, read_sheets
from eventapp.operations.conferences import check_import, import_conference
from eventapp.queries.agenda import get_draft_agenda
from eventapp.queries.conferences import lock_conference
from eventapp.renderers.glyphs import unprintable
from eventapp.renderers.problems import problem_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from eventapp.importers.sheets.rows import Row


@click.command("bring", epilog="Example: eventapp bring agenda.xlsx --into next-alliance-2023 --dry-run")
@click.argument("file", type=click.File("rb"))
@click.option("--into", "slug", required=True, help="The conference that takes the rows in.")
@click.option("--dry-run", is_flag=True, help="Only say what is wrong; write nothing.")
@with_appcontext
def bring(file: BinaryIO, slug: str, *, dry_run: bool) -> None:
    """Bring the sessions and topics of a spreadsheet FILE (XLSX, XLS, ODS, CSV) into a draft, all or nothing."""
    words = terminal_words()
    data = file.read()
    try:
        if dry_run:
            with reading() as tx:
                brought = _read(tx, slug, data)
                check_import(tx, ConferenceFile(agenda=brought.agenda), replace_existing=True)
        else:
            with transaction() as tx:
                lock_conference(tx, slug)
                brought = _read(tx, slug, data)
                whole = ConferenceFile(agenda=brought.agenda)
                import_conference(tx, whole, replace_existing=True, actor=operator(), now=utc_now())
    except DomainError as error:
        fail(error)
    for note in brought.notes:
        click.echo(problem_line(note, words), err=True)
    counts = {"slug": slug, "new": brought.new, "changed": brought.changed}
    if dry_run:
        click.echo(words("{slug}: {new} new, {changed} changed; nothing was written.", **counts))
    else:
        click.echo(words("{slug}: {new} new, {changed} changed.", **counts))


def _read(tx: Session, slug: str, data: bytes) -> Brought:
    return read_sheets(data, get_draft_agenda(tx, slug), unprintable=unprintable, watch=_watched)


def _watched(rows: Sequence[Row]) -> Iterator[Row]:
    """Give the rows one by one and show on a terminal how far it is."""
    words = terminal_words()
    if not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, label=words("Rows"), file=sys.stderr) as bar:
        yield from bar
