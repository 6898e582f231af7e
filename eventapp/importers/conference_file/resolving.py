"""What every section of a file needs while it is resolved: references, languages, instants, and a list of problems."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from eventapp.domain.errors import DomainError, Problem
from eventapp.domain.localized import Localized
from eventapp.domain.timezones import YEARS_KEPT, to_utc
from eventapp.importers.conference_file.problems import Place, path_text

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from datetime import date

T = TypeVar("T")

UNKNOWN_ZONE = "Etc/Unknown"
"""Stands where the zone that was written cannot be read (CLDR's name for it): nothing is said of the times in it."""


class Resolver:
    """Collects problems instead of stopping at the first."""

    def __init__(self, languages: Sequence[str], *, is_frozen: bool) -> None:
        self.languages = languages
        self.is_frozen = is_frozen
        self.problems: list[Problem] = []

    def report(self, code: str, place: Place, item: str = "", **values: object) -> None:
        self.problems.append(Problem(code, path_text(place), item, tuple(values.items())))

    def find(
        self, things: Mapping[str, T], key: str | None, place: Place, item: str, *, declared: Container[str] = ()
    ) -> T | None:
        """Give the thing with that id, reporting a reference to nothing.

        What is declared but could not be resolved is reported at its own place, not wherever it is named.
        """
        if key is None:
            return None
        if key not in things and key not in declared:
            self.report("unknown-reference", place, item, got=key)
        return things.get(key)

    def localized(self, texts: Mapping[str, str], place: Place, item: str, *, required: bool = False) -> Localized:
        """Give a text whose languages are the conference's; a required one has the first of them.

        In a list of languages with one of them twice, the other was meant to be one more: none is unknown.
        """
        languages = self.languages
        for code in texts:
            if code not in languages and len(set(languages)) == len(languages):
                self.report("unknown-language", (*place, code), item, got=code, expected=", ".join(languages))
        if required and languages[0] not in texts:
            self.report("missing-first-language", place, item, language=languages[0])
        return Localized.of(texts)

    def instant(self, typed: datetime, zone: str, place: Place, item: str) -> datetime | None:
        """Give the instant typed; a time with an offset must have the one that its zone has then, unless it is frozen."""
        if not self.can_be_kept(typed, place, item):
            return None
        try:
            if zone == UNKNOWN_ZONE:
                return typed.astimezone(UTC) if typed.tzinfo else typed.replace(tzinfo=UTC)
            if typed.tzinfo is None:
                return to_utc(typed, zone)
            if not self.is_frozen and typed.astimezone(ZoneInfo(zone)).utcoffset() != typed.utcoffset():
                self.report("wrong-offset", place, item, got=typed, zone=zone)
                return None
            return typed.astimezone(UTC)
        except DomainError as error:
            self.report(error.code, place, item, **error.values)
        return None

    def can_be_kept(self, on: date, place: Place, item: str = "") -> bool:
        """Say whether a date or time is none that some output could not write, reporting one that is."""
        if on.year not in YEARS_KEPT:
            self.report("time-out-of-range", place, item, got=on)
        return on.year in YEARS_KEPT
