"""The next edition of a conference from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

from eventapp.cli.voices import fail, operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.cloning import Edition, next_edition, shift_of
from eventapp.domain.errors import DomainError
from eventapp.operations.editions import clone_conference
from eventapp.queries.drafts import get_draft
from eventapp.renderers.dates import date_range

if TYPE_CHECKING:
    from datetime import datetime


@click.command("clone", epilog="Example: eventapp clone forum-2026 --to forum-2027 --starts-on 2027-05-10")
@click.argument("slug")
@click.option("--to", "new_slug", required=True, help="The short name of the new conference.")
@click.option("--starts-on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Its first day.")
@click.option(
    "--keep",
    type=click.Choice(["weekdays", "offsets"]),
    default="weekdays",
    show_default=True,
    help="The weekdays (the nearest first day with the same one), or the first day as given.",
)
@click.option("--without-people", is_flag=True, help="Leave out who comes, and what each does.")
@click.option("--with-organisers", is_flag=True, help="Its organisers organise the new one too.")
@with_appcontext
def clone(
    slug: str, new_slug: str, *, starts_on: datetime, keep: str, without_people: bool, with_organisers: bool
) -> None:
    """Make the next edition of the conference SLUG: its draft at the same times of day on other dates."""
    words = terminal_words()
    try:
        with transaction() as tx:
            agenda = get_draft(tx, slug).agenda
            edition: Edition = next_edition(agenda.conference, slug=new_slug, starts_on=starts_on.date())
            clone_conference(
                tx,
                slug,
                edition,
                keeps_weekdays=keep == "weekdays",
                with_people=not without_people,
                with_organisers=with_organisers,
                actor=operator(),
                now=utc_now(),
            )
        shift = shift_of(agenda, edition.starts_on, keeps_weekdays=keep == "weekdays")
    except DomainError as error:
        fail(error)
    first, last = agenda.conference.starts_on + shift, agenda.conference.ends_on + shift
    click.echo(words("{slug} is cloned: {dates}.", slug=new_slug, dates=date_range(first, last, words.language)))
