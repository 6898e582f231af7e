"""The outbox from the command line: dead letters of every conference and of none, listed and sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

from eventapp.cli.voices import FOUND_PROBLEMS, fail, operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.operations.dead_letters import resend_failed_messages, resend_message
from eventapp.queries.outbox import count_waiting, list_dead_letters
from eventapp.renderers.labels import failure_label

if TYPE_CHECKING:
    from eventapp.queries.outbox import DeadLetter
    from eventapp.renderers.wording import Words

_EXAMPLES = """\b
Example: eventapp outbox
Example: eventapp outbox resend 12 15
"""


@click.group("outbox", invoke_without_command=True, epilog=_EXAMPLES)
@click.pass_context
@with_appcontext
def outbox(context: click.Context) -> None:
    """List the messages that failed for good, sign-in links too; exit 1 when there are any.

    A line each: number, when it failed (UTC), kind, conference, recipient, attempts, reason.
    """
    if context.invoked_subcommand is not None:
        return
    with reading() as tx:
        letters, waiting = list_dead_letters(tx), count_waiting(tx)
    words = terminal_words()
    for letter in letters:
        click.echo(_line(letter, words))
    click.echo(words("Failed: {failed}, waiting: {waiting}", failed=len(letters), waiting=waiting), err=True)
    if letters:
        raise SystemExit(FOUND_PROBLEMS)


@outbox.command("resend", epilog="Example: eventapp outbox resend 12 15")
@click.argument("numbers", metavar="ID...", type=click.IntRange(min=1), nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All that failed, of every conference.")
@with_appcontext
def resend(numbers: tuple[int, ...], *, is_all: bool) -> None:
    """Send failed messages again: those with these numbers, all of them or none."""
    if is_all == bool(numbers):
        raise click.UsageError("give the numbers of messages, or --all")
    actor, now = operator(), utc_now()
    try:
        with transaction() as tx:
            if is_all:
                count = resend_failed_messages(tx, None, actor=actor, now=now)
            else:
                wanted = sorted(set(numbers))
                count = len(wanted)
                for number in wanted:
                    resend_message(tx, None, number, actor=actor, now=now)
    except DomainError as error:
        fail(error, hint=_hint(error))
    words = terminal_words()
    click.echo(words.plural("{count} message is sent again.", "{count} messages are sent again.", count))


def _hint(error: DomainError) -> str:
    number = error.values.get("number")
    return terminal_words()("Message {number}. Nothing was sent again.", number=number)


def _line(letter: DeadLetter, words: Words) -> str:
    line = letter.line
    when = f"{line.at:%Y-%m-%dT%H:%M:%SZ}"
    reason = failure_label(line.error, words)
    return "\t".join((str(line.id), when, line.kind, letter.slug or "-", line.recipient, str(line.attempts), reason))
