"""Conference files in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
from flask.cli import with_appcontext

from eventapp.cli.schedules import read_any_file
from eventapp.cli.voices import fail, fail_to_write, operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.operations.conferences import check_import, import_conference
from eventapp.queries.conferences import get_conference_file
from eventapp.renderers.conference_file import render_conference_file
from eventapp.renderers.xlsx import render_agenda_xlsx, render_template_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventapp.domain.conference_files import ConferenceFile

_FORMATS: dict[str, Callable[[ConferenceFile], bytes]] = {
    "toml": render_conference_file,
    "xlsx": lambda conference_file: render_agenda_xlsx(conference_file.agenda),
    "xlsx-template": lambda conference_file: render_template_xlsx(conference_file.agenda),
}


@click.command("import", epilog="Example: eventapp import next-alliance-2023.toml --dry-run")
@click.argument("file", type=click.File("rb"))
@click.option("--replace", "replaces", is_flag=True, help="Take the place of the conference with the same slug.")
@click.option("--dry-run", is_flag=True, help="Only say what is wrong; write nothing.")
@click.option("--slug", help="The short name of a schedule's conference (else from the file).")
@click.option("--zone", help="The IANA zone of a schedule (else from the file).")
@click.option("--language", help="The language of a schedule's texts (else en).")
@with_appcontext
def import_conference_file(file: BinaryIO, *, replaces: bool, dry_run: bool, **options: str | None) -> None:
    """Load a conference from its TOML FILE ("-" for standard input), all or nothing.

    FILE may also be a schedule: XML or JSON of pentabarf, frab or pretalx, or iCalendar.
    """
    words = terminal_words()
    try:
        conference_file = read_any_file(file.read(), options)
        slug = conference_file.agenda.conference.slug
        if dry_run:
            with reading() as tx:
                check_import(tx, conference_file, replace_existing=replaces, now=utc_now())
            click.echo(words("{slug}: no problems; nothing was written.", slug=slug))
            return
        with transaction() as tx:
            import_conference(tx, conference_file, replace_existing=replaces, actor=operator(), now=utc_now())
    except DomainError as error:
        fail(error)
    sessions, people = len(conference_file.agenda.sessions), len(conference_file.agenda.attendees)
    said = words(
        "{slug} is imported: {sessions}, {people}.",
        slug=slug,
        sessions=words.plural("{count} session", "{count} sessions", sessions),
        people=words.plural("{count} person", "{count} people", people),
    )
    click.echo(said)


@click.command("export", epilog="Example: eventapp export next-alliance-2023 --out conference.toml")
@click.argument("slug")
@click.option("--format", "file_format", type=click.Choice(sorted(_FORMATS)), default="toml", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of printing.")
@with_appcontext
def export_conference(slug: str, file_format: str, out: Path | None) -> None:
    """Write the conference SLUG: a file that `import` reads back, or a spreadsheet of the draft."""
    try:
        with reading() as tx:
            conference_file = get_conference_file(tx, slug)
        data = _FORMATS[file_format](conference_file)
    except DomainError as error:
        fail(error)
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        try:
            out.write_bytes(data)
        except OSError as error:
            fail_to_write(error)
