"""A file brought into a conference that is there: a spreadsheet, or the schedule of another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventapp.importers.schedules.bringing import bring_schedule
from eventapp.importers.schedules.reading import is_schedule
from eventapp.importers.sheets.reading import read_sheets

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.bringing import Brought


def read_brought(
    data: bytes,
    agenda: Agenda,
    *,
    language: str = "",
    venue: str = "",
    unprintable: Callable[[str], str | None] = lambda _: None,
    watch: Callable[[Any], Any] = iter,
) -> Brought:
    """Give `agenda` with what a file holds, told apart by content; `language` and `venue` are for schedules.

    Raises: InvalidInputError with all problems.
    """
    if is_schedule(data):
        return bring_schedule(data, agenda, language=language, venue=venue, unprintable=unprintable, watch=watch)
    return read_sheets(data, agenda, unprintable=unprintable, watch=watch)
