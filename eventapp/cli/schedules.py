"""What `import` is given: a conference file, or the schedule of another program with what was assumed in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from eventapp.cli.voices import WRONG_USE, list_problems, terminal_words
from eventapp.domain.errors import Problem
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.importers.schedules.reading import is_schedule, read_schedule
from eventapp.importers.schedules.sources import OptionError
from eventapp.renderers.glyphs import unprintable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eventapp.domain.conference_files import ConferenceFile
    from eventapp.importers.schedules.sources import SourceEvent


def read_any_file(data: bytes, options: Mapping[str, str | None]) -> ConferenceFile:
    """Give the conference of a file, told apart by content; warnings of a schedule are printed on the error stream.

    `options` are those of schedules: slug, zone, language. An option that is wrong or missing ends the program with 2.
    Raises: InvalidInputError; SystemExit.
    """
    try:
        if not is_schedule(data):
            _check_no_options(options)
            return read_conference_file(data, unprintable=unprintable)
        read = read_schedule(data, **options, unprintable=unprintable, watch=_watched)
    except OptionError as error:
        list_problems(error.problems)
        raise SystemExit(WRONG_USE) from None
    list_problems(read.warnings)
    if read.warnings:
        count = len(read.warnings)
        click.echo(terminal_words().plural("{count} warning.", "{count} warnings.", count), err=True)
    return read.conference_file


def _check_no_options(options: Mapping[str, str | None]) -> None:
    """Raises: OptionError for each option that a conference file has no use for."""
    problems = tuple(Problem("only-for-schedules", f"--{name}") for name, said in options.items() if said is not None)
    if problems:
        raise OptionError(problems)


def _watched(events: Sequence[SourceEvent]) -> Iterable[SourceEvent]:
    return _with_bar(events) if sys.stderr.isatty() else events


def _with_bar(events: Sequence[SourceEvent]) -> Iterator[SourceEvent]:
    """Yield the events while a bar on the terminal fills."""
    with click.progressbar(events, label=terminal_words()("Sessions"), file=sys.stderr) as bar:
        yield from bar
