"""Messages from a maildir: a folder of files that a mail server, or a program that fetches mail, fills.

Source: https://cr.yp.to/proto/maildir.html
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.cli.mailboxes.sources import MailboxError, OneMessageError, WrongMailboxError
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FOLDERS = ("new", "cur")
_SEEN, _FLAGS = "S", ":2,"


@dataclass(frozen=True, slots=True)
class MaildirSource:
    folder: Path

    @contextmanager
    def open(self) -> Iterator[_Maildir]:
        """Raises: WrongMailboxError; MailboxError when the system doesn't let us look into it."""
        try:
            found = self._messages()
        except OSError as error:
            message = N_("{path} cannot be read: {reason}.")
            raise MailboxError(message, path=error.filename, reason=error.strerror) from None
        yield _Maildir(self.folder, found)

    def _messages(self) -> dict[str, Path]:
        folders = [self.folder / name for name in _FOLDERS]
        if not all(folder.is_dir() for folder in folders):
            raise WrongMailboxError(N_("{path} is no maildir: new/ and cur/ are missing."), path=self.folder)
        return {path.name: path for folder in folders for path in folder.iterdir() if _is_message(path)}


@dataclass(frozen=True, slots=True)
class _Maildir:
    """A maildir as it was when it was opened: its files by their names."""

    folder: Path
    files: dict[str, Path]

    def unread(self) -> Iterator[str]:
        yield from sorted(name for name in self.files if not _is_read(name))

    def read(self, name: str, most: int) -> bytes | None:
        try:
            with open(self.files[name], "rb", opener=_opened) as file:
                return file.read(most)
        except FileNotFoundError:
            return None
        except OSError as error:
            message = N_("{path} cannot be read: {reason}.")
            raise OneMessageError(message, path=error.filename, reason=error.strerror) from None

    def mark_read(self, name: str) -> None:
        unique, _, flags = name.partition(_FLAGS)
        kept = "".join(sorted(set(flags) | {_SEEN}))
        try:
            self.files[name].rename(self.folder / "cur" / f"{unique}{_FLAGS}{kept}")
        except FileNotFoundError:
            # Who has it open has moved it, or thrown it away.
            return
        except OSError as error:
            message = N_("{path} cannot be written: {reason}.")
            raise WrongMailboxError(message, path=error.filename, reason=error.strerror) from None


def _is_message(path: Path) -> bool:
    """Say whether there is a file itself: a link could show anything that this program's user may read."""
    return path.is_file() and not path.is_symlink()


def _opened(path: str, flags: int) -> int:
    """Open a file, not what a link leads to that has taken its place since."""
    return os.open(path, flags | os.O_NOFOLLOW)


def _is_read(name: str) -> bool:
    return name.startswith(".") or _SEEN in name.partition(_FLAGS)[2]
