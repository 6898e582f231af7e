"""The mailbox of answers from the command line: a maildir is read, each message once, and marked as read when it was taken in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

from eventapp.cli.voices import WRONG_USE, fail_to_write, operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.session_invitations import Reception
from eventapp.importers.replies import LARGEST
from eventapp.operations.replies import receive_message
from eventapp.renderers.session_invitations import reception_label

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEEN, _FLAGS = "S", ":2,"


@click.command("mailbox", epilog="Example: eventapp mailbox --maildir ~/Maildir")
@click.option(
    "--maildir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The folder with new/ and cur/ in it.",
)
@with_appcontext
def mailbox(maildir: Path) -> None:
    """Take in the answers to invitations that came by mail.

    Each unread message is read once and then marked as read; none is deleted. What is no answer is printed here and listed on the page
    "Replies" of its conference.
    """
    if not all((maildir / name).is_dir() for name in ("new", "cur")):
        click.echo(terminal_words()("{path} is no maildir: new/ and cur/ are missing.", path=maildir), err=True)
        raise SystemExit(WRONG_USE)
    counts = Counter(_take(path) for path in _unread(maildir))
    answered, others = counts[Reception.ANSWERED], counts.total() - counts[Reception.ANSWERED]
    click.echo(terminal_words()("Answers: {answered}, other messages: {others}", answered=answered, others=others))


def _unread(maildir: Path) -> Iterator[Path]:
    """Give the files of messages that nobody read yet, those that came first first.

    Source: https://cr.yp.to/proto/maildir.html
    """
    found = [path for name in ("new", "cur") for path in (maildir / name).iterdir() if path.is_file()]
    yield from sorted((path for path in found if not _is_read(path)), key=lambda path: path.name)


def _is_read(path: Path) -> bool:
    return path.name.startswith(".") or _SEEN in path.name.partition(_FLAGS)[2]


def _take(path: Path) -> Reception:
    """Take one message in, and mark it as read once that is committed."""
    with path.open("rb") as file:
        # One octet more than is read tells that it is too large.
        data = file.read(LARGEST + 1)
    with transaction() as tx:
        taken = receive_message(tx, data, actor=operator(), now=utc_now())
    if taken.reception is not Reception.ANSWERED:
        click.echo(f"{path.name}\t{taken.sender or '-'}\t{reception_label(taken.reception, terminal_words())}")
    name, _, flags = path.name.partition(_FLAGS)
    kept = "".join(sorted(set(flags) | {_SEEN}))
    try:
        path.rename(path.parent.parent / "cur" / f"{name}{_FLAGS}{kept}")
    except OSError as error:
        fail_to_write(error)
    return taken.reception
