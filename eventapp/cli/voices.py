"""How the commands speak: in the language of the terminal, one line a problem."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

import click

from eventapp.domain.errors import DomainError, InvalidInputError, NotFoundError
from eventapp.policy import Actor
from eventapp.renderers.problems import error_sentence, problem_line
from eventapp.renderers.wording import INTERFACE_LANGUAGES, Words, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventapp.domain.errors import Problem

FOUND_PROBLEMS = 1
WRONG_USE = 2
_SHOWN = 100


def terminal_words() -> Words:
    """Give the words of the terminal's language (LC_ALL, LC_MESSAGES, LANG in this order)."""
    given = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return words_in(given[:2] if given[:2] in INTERFACE_LANGUAGES else INTERFACE_LANGUAGES[0])


def operator() -> Actor:
    """Give whoever sits at the terminal, by the name that the system knows."""
    return Actor(os.environ.get("USER") or os.environ.get("LOGNAME") or "operator")


def list_problems(problems: Sequence[Problem]) -> None:
    """Print the first hundred problems on the error stream, a line each, and how many more there are."""
    words = terminal_words()
    for problem in problems[:_SHOWN]:
        click.echo(problem_line(problem, words), err=True)
    if len(problems) > _SHOWN:
        click.echo(words("… and {count} more", count=len(problems) - _SHOWN), err=True)


def fail(error: DomainError, *, hint: str = "") -> NoReturn:
    """Print what was refused, and a way out if there is one, and end: 1 for problems found, 2 for a name that doesn't exist.

    Raises: SystemExit.
    """
    words = terminal_words()
    if isinstance(error, InvalidInputError):
        list_problems(error.problems)
        click.echo(
            words.plural(
                "{count} problem; nothing was written.", "{count} problems; nothing was written.", len(error.problems)
            ),
            err=True,
        )
        raise SystemExit(FOUND_PROBLEMS)
    click.echo(error_sentence(error, words), err=True)
    if hint:
        click.echo(hint, err=True)
    raise SystemExit(WRONG_USE if isinstance(error, NotFoundError) else FOUND_PROBLEMS)


def fail_to_write(error: OSError) -> NoReturn:
    """Print which file or folder can't be written and why, and end: wrong use.

    Raises: SystemExit.
    """
    words = terminal_words()
    message = words("{path} cannot be written: {reason}.", path=error.filename, reason=error.strerror)
    click.echo(message, err=True)
    raise SystemExit(WRONG_USE)
