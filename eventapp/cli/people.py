"""People's own data from the command line: handed out, erased, purged when its time is over."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from eventapp.cli.voices import fail, fail_to_write, operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import empty_write_ahead_log, transaction
from eventapp.domain.errors import DomainError
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.privacy.handing_out import hand_out
from eventapp.operations.privacy.purging import purge as purge_data


@click.group("person", epilog="Example: eventapp person export aki@example.org --out aki.zip")
def person() -> None:
    """What is kept of a person: hand it out, erase it."""


@person.command("export")
@click.argument("who")
@click.option(
    "--out", "path", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The ZIP file to write."
)
@with_appcontext
def export(who: str, path: Path) -> None:
    """Write everything that is kept of WHO (an e-mail address, or conference/id) to a ZIP file: person.json and the person's files."""
    try:
        with transaction() as tx:
            data = hand_out(tx, who, actor=operator(), now=utc_now())
        path.touch(mode=0o600)
        path.chmod(0o600)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("person.json", json.dumps(data.document, ensure_ascii=False, indent=2, default=str))
            for name, content in data.files:
                archive.writestr(f"files/{name}", content)
    except DomainError as error:
        fail(error)
    except OSError as error:
        fail_to_write(error)
    click.echo(terminal_words()("Everything that is kept of {who} is in {path}.", who=who, path=path))


@person.command("erase")
@click.argument("who")
@click.option("--yes", is_flag=True, help="Don't ask.")
@with_appcontext
def erase(who: str, *, yes: bool) -> None:
    """Erase WHO (an e-mail address, or conference/id) everywhere, also from what was published. It cannot be undone."""
    words = terminal_words()
    if not yes:
        click.confirm(words("Erase {who} everywhere? It cannot be undone.", who=who), abort=True)
    try:
        with transaction() as tx:
            erased = erase_person(tx, who, base_url=current_app.config["PUBLIC_URL"], actor=operator(), now=utc_now())
    except DomainError as error:
        fail(error)
    click.echo(
        words.plural(
            "{who} is erased, at {count} conference.",
            "{who} is erased, at {count} conferences.",
            erased.conferences,
            who=who,
        )
    )
    if erased.had_account:
        click.echo(words("The account is gone, too."))
    _empty_log()
    click.echo(words("Backups, calendars and papers that people have still tell of it."), err=True)


@click.command("purge", epilog="Example: eventapp purge (once a night)")
@with_appcontext
def purge() -> None:
    """Erase what is past its retention: needs, answers, ended links, the texts of old mails. The worker does it once a day."""
    with transaction() as tx:
        purged = purge_data(tx, actor=operator(), now=utc_now())
    _empty_log()
    words = terminal_words()
    click.echo(
        words(
            "Erased: {needs} needs, {answers} answers, {links} links, {mails} texts of mails.",
            needs=purged.needs,
            answers=purged.answers,
            links=purged.links,
            mails=purged.mails,
        )
    )


def _empty_log() -> None:
    if not empty_write_ahead_log():
        said = "The database is being read: its file ending in -wal keeps what was erased until this is done: eventapp purge"
        click.echo(terminal_words()(said), err=True)
