"""What every mailbox can do, and how it says that it can't."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from eventapp.cli.voices import FOUND_PROBLEMS, WRONG_USE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from eventapp.renderers.wording import Words


class Mailbox(Protocol):
    """An open mailbox; the names of its messages hold as long as it is open."""

    def unread(self) -> Iterable[str]:
        """Give the names of the messages that nobody read yet, those that came first first."""
        ...

    def read(self, name: str, most: int) -> bytes | None:
        """Give the first octets of a message, `most` of them at most, None for one that was taken away meanwhile; it stays unread.

        Raises: OneMessageError, MailboxError.
        """
        ...

    def mark_read(self, name: str) -> None:
        """Raises: MailboxError."""
        ...


class Source(Protocol):
    """A mailbox that can be opened."""

    def open(self) -> AbstractContextManager[Mailbox]:
        """Raises: MailboxError."""
        ...


class MailboxError(Exception):
    """A mailbox cannot be read, or not any more: a message to be translated, and its values. `code` is the command's exit code."""

    code = FOUND_PROBLEMS

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self._message, self._values = message, values

    def told(self, words: Words) -> str:
        return words(self._message, **self._values)


class WrongMailboxError(MailboxError):
    """A setting or a folder that is no mailbox."""

    code = WRONG_USE


class OneMessageError(MailboxError):
    """One message cannot be read; the others can."""
