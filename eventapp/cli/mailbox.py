"""The mailbox of answers from the command line: each message is read once, and marked as read when it was taken in."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import with_appcontext

from eventapp.cli.mailboxes.accounts import read_account
from eventapp.cli.mailboxes.maildirs import MaildirSource
from eventapp.cli.mailboxes.sources import MailboxError, OneMessageError, WrongMailboxError
from eventapp.cli.voices import FOUND_PROBLEMS, operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.session_invitations import Reception
from eventapp.importers.replies import LARGEST
from eventapp.operations.replies import receive_message
from eventapp.renderers.session_invitations import reception_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.cli.mailboxes.sources import Mailbox, Source


class _Outcome(Enum):
    """What the sum at the end counts."""

    ANSWER = 1
    OTHER = 2
    REPEATED = 3
    UNREAD = 4


@click.command("mailbox", epilog="Example: eventapp mailbox --maildir ~/Maildir")
@click.option(
    "--maildir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with new/ and cur/ in it, instead of the account of EVENTAPP_MAILBOX_URL.",
)
@with_appcontext
def mailbox(maildir: Path | None) -> None:
    """Take in the answers to invitations that came by mail.

    Each unread message is read once and then marked as read; none is deleted. What is no answer is printed here and listed on the page
    "Replies" of its conference.
    """
    counts: Counter[_Outcome] = Counter()
    try:
        with _source(maildir).open() as opened:
            for outcome in _take_all(opened):
                counts[outcome] += 1
    except MailboxError as error:
        if counts:
            _sum_up(counts)
        click.echo(error.told(terminal_words()), err=True)
        raise SystemExit(error.code) from None
    _sum_up(counts)
    if counts[_Outcome.UNREAD]:
        raise SystemExit(FOUND_PROBLEMS)


def _source(maildir: Path | None) -> Source:
    """Give the maildir that was named, else the account of the settings.

    Raises: WrongMailboxError.
    """
    if maildir:
        return MaildirSource(maildir)
    url, password = current_app.config["MAILBOX_URL"], current_app.config["MAILBOX_PASSWORD"]
    if not url:
        raise WrongMailboxError(N_("Name a mailbox: --maildir PATH, or an account by EVENTAPP_MAILBOX_URL."))
    account = read_account(url, password)
    # Inline: what the worker, whose program this is too, never needs, it does not keep in memory.
    from eventapp.cli.mailboxes.imap import ImapSource  # noqa: PLC0415 - see above

    return ImapSource(account)


def _take_all(opened: Mailbox) -> Iterator[_Outcome]:
    """Take in one message after the other, and give what became of each; one that could not be read is told."""
    for name in opened.unread():
        try:
            # One octet more than is read tells that it is too large.
            data = opened.read(name, LARGEST + 1)
        except OneMessageError as error:
            click.echo(error.told(terminal_words()), err=True)
            yield _Outcome.UNREAD
        else:
            if data is not None:
                yield _take(opened, name, data)


def _take(opened: Mailbox, name: str, data: bytes) -> _Outcome:
    """Take one message in, and mark it as read once that is committed; what was taken in before was told then."""
    with transaction() as tx:
        taken = receive_message(tx, data, actor=operator(), now=utc_now())
    is_answer = taken.reception is Reception.ANSWERED
    if taken.is_new and not is_answer:
        click.echo(f"{name}\t{taken.sender or '-'}\t{reception_label(taken.reception, terminal_words())}")
    opened.mark_read(name)
    if not taken.is_new:
        return _Outcome.REPEATED
    return _Outcome.ANSWER if is_answer else _Outcome.OTHER


def _sum_up(counts: Counter[_Outcome]) -> None:
    words, answered, others = terminal_words(), counts[_Outcome.ANSWER], counts[_Outcome.OTHER]
    said = words("Answers: {answered}, other messages: {others}", answered=answered, others=others)
    if repeated := counts[_Outcome.REPEATED]:
        said = words("{counts}, taken in before: {repeated}", counts=said, repeated=repeated)
    click.echo(said)
