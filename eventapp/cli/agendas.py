"""Checking, publishing and rendering an agenda."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import with_appcontext

from eventapp.cli.rendering import Papers, write_papers
from eventapp.cli.voices import FOUND_PROBLEMS, fail, fail_to_write, operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.audiences import STAFF, Audience
from eventapp.domain.conflicts import Conflict, Severity, find_conflicts
from eventapp.domain.errors import DomainError
from eventapp.domain.localized import Localized
from eventapp.operations.publications import Override, UnsettledConflictsError, publish_agenda
from eventapp.queries.agenda import get_draft_agenda
from eventapp.queries.outbox import count_notices
from eventapp.renderers.conflicts import conflict_sentence
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.domain.agenda import Agenda


@click.command("check", epilog="Example: eventapp check next-alliance-2023")
@click.argument("slug")
@with_appcontext
def check(slug: str) -> None:
    """Print the conflicts of the draft of SLUG; exit 1 when there are errors."""
    try:
        with reading() as tx:
            agenda = get_draft_agenda(tx, slug)
    except DomainError as error:
        fail(error)
    conflicts = find_conflicts(agenda)
    _list_conflicts(conflicts, agenda)
    errors = sum(conflict.severity is Severity.ERROR for conflict in conflicts)
    warnings = len(conflicts) - errors
    words = terminal_words()
    click.echo(words("Errors: {errors}, warnings: {warnings}", errors=errors, warnings=warnings))
    if errors:
        raise SystemExit(FOUND_PROBLEMS)


_PUBLISH_EXAMPLES = """\b
Example: eventapp publish next-alliance-2023 --note "Rooms of day 2"
Example: eventapp publish next-alliance-2023 --override "room-overlap:s-1+s-2:The wall is open."
"""


@click.command("publish", epilog=_PUBLISH_EXAMPLES)
@click.argument("slug")
@click.option("--note", default="", help="A line for the public list of versions, in the conference's first language.")
@click.option("--by", help="Who publishes, for the public list; the conference's host unless said, else your name.")
@click.option(
    "--override", "overrides", multiple=True, metavar="CODE:ID:REASON", help="Publish in spite of this error."
)
@with_appcontext
def publish(slug: str, note: str, by: str | None, overrides: tuple[str, ...]) -> None:
    """Freeze the draft of SLUG as its next version."""
    words = terminal_words()
    reasons = tuple(_override(text) for text in overrides)
    try:
        with transaction() as tx:
            draft = get_draft_agenda(tx, slug)
            first = draft.conference.languages[0]
            publication = publish_agenda(
                tx,
                slug,
                note=Localized.of({first: note}),
                overrides=reasons,
                actor=operator(),
                now=utc_now(),
                published_by=draft.conference.host.get(first) if by is None else by,
                base_url=current_app.config["PUBLIC_URL"],
            )
            told = count_notices(tx, slug, publication.number)
    except UnsettledConflictsError as error:
        _list_conflicts(error.conflicts, draft)
        fail(error, hint=_override_hint(slug, error.conflicts[0]))
    except DomainError as error:
        fail(error)
    click.echo(words("{slug}: version {number} is published.", slug=slug, number=publication.number))
    if told:
        click.echo(words.plural("{count} person will be told by mail.", "{count} people will be told by mail.", told))


@click.command("render", epilog="Example: eventapp render next-alliance-2023 --out papers")
@click.argument("slug")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write to.")
@click.option("--version", "number", type=click.IntRange(min=1), help="A version; the last one unless said.")
@click.option("--audience", default="public", show_default=True, help="public, participants, staff or side:<code>.")
@with_appcontext
def render(slug: str, out: Path, number: int | None, audience: str) -> None:
    """Write calendar, papers, data and page of SLUG into a folder; for staff the conference file too."""
    try:
        reader = Audience.parse(audience)
    except ValueError:
        raise click.BadParameter(audience, param_hint="--audience") from None
    try:
        with reading() as tx:
            papers = Papers.of(
                tx,
                slug,
                number=number,
                audience=reader,
                base_url=current_app.config["PUBLIC_URL"],
                has_conference_file=reader == STAFF,
            )
        written = write_papers(papers, out)
    except DomainError as error:
        fail(error)
    except OSError as error:
        fail_to_write(error)
    for path in written:
        click.echo(path)
    if papers.conference_file is None:
        words = terminal_words()
        click.echo(words("conference.toml is for staff only. To get it: eventapp export {slug}", slug=slug), err=True)


def _override_hint(slug: str, conflict: Conflict) -> str:
    """Give the line that would publish in spite of a conflict, to be copied; for several the option is repeated."""
    words = terminal_words()
    reason = words("the reason")
    command = f'eventapp publish {slug} --override "{conflict.code}:{conflict.id}:{reason}"'
    return words("To publish all the same, give each error a reason: {command}", command=command)


def _override(text: str) -> Override:
    code, _, rest = text.partition(":")
    conflict, _, reason = rest.partition(":")
    if not (code and conflict and reason.strip()):
        problem = DomainError("wrong-override", got=text)
        raise click.BadParameter(error_sentence(problem, terminal_words()), param_hint="--override")
    return Override(code, conflict, reason.strip())


def _list_conflicts(conflicts: Iterable[Conflict], agenda: Agenda) -> None:
    """Print each conflict in both languages: severity, code, id, then a sentence a line."""
    for conflict in conflicts:
        click.echo(f"{conflict.severity} {conflict.code} {conflict.id}")
        for language in agenda.conference.languages:
            click.echo(f"  {conflict_sentence(conflict, agenda, words_in(language))}")
