"""Reading a foreign schedule: which format it is, what it tells, and a conference that keeps all our rules."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.errors import InvalidInputError, Problem
from eventapp.domain.timezones import is_zone
from eventapp.importers.conference_file.linking import link_agenda
from eventapp.importers.conference_file.problems import shape_problems
from eventapp.importers.conference_file.schema import AgendaDocument
from eventapp.importers.conference_file.values import UNPRINTABLE
from eventapp.importers.schedules.building import Builder
from eventapp.importers.schedules.calendars import read_calendar
from eventapp.importers.schedules.json_schedule import read_json
from eventapp.importers.schedules.sources import (
    EVENTS_MAX,
    SCHEDULE_BYTES_MAX,
    Findings,
    OptionError,
    SourceEvent,
    SourceSchedule,
    refused,
)
from eventapp.importers.schedules.texts import kebab, tidy
from eventapp.importers.schedules.xml_schedule import read_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LANGUAGE = "en"
_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_LOOKED_AT = 1_000
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SLUG_MAX = 80
_READERS: tuple[tuple[re.Pattern[str], Callable[[bytes, Findings], SourceSchedule]], ...] = (
    (re.compile(r"\s*<"), read_xml),
    # A table of TOML begins with [ too, but never holds { or [{ there.
    (re.compile(r"\s*(\{|\[\s*\{)"), read_json),
    (re.compile(r"\s*BEGIN:VCALENDAR", re.IGNORECASE), read_calendar),
)


@dataclass(frozen=True, slots=True)
class ReadSchedule:
    """The conference that a schedule became, and everything that was assumed or left out."""

    conference_file: ConferenceFile
    warnings: tuple[Problem, ...]


def is_schedule(data: bytes) -> bool:
    """Say whether the beginning is that of XML, JSON or iCalendar; everything else may be a conference file."""
    return _reader(data) is not None


def read_schedule(
    data: bytes,
    *,
    zone: str | None = None,
    language: str | None = None,
    slug: str | None = None,
    unprintable: Callable[[str], str | None] = lambda _: None,
    watch: Callable[[Sequence[SourceEvent]], Iterable[SourceEvent]] = iter,
) -> ReadSchedule:
    """Give the conference of a schedule: XML (pentabarf, frab, pretalx), JSON (frab, pretalx) or iCalendar.

    `zone`, `language` (else English) and `slug` hold before what the file says. `watch` is handed the events to run through.
    Raises: InvalidInputError with all problems, each with the source's own id; OptionError for an option missing or wrong.
    """
    _check_options(zone, language, slug)
    if len(data) > SCHEDULE_BYTES_MAX:
        raise refused("file-too-large", limit=SCHEDULE_BYTES_MAX)
    reader = _reader(data)
    if reader is None:
        raise refused("not-a-schedule")
    findings = Findings()
    schedule = reader(data, findings)
    if len(schedule.events) > EVENTS_MAX:
        raise refused("too-many", limit=EVENTS_MAX)
    source_zone = schedule.zone if is_zone(schedule.zone) else ""
    zone, slug = zone or source_zone, slug or _slug(schedule)
    _check_said(zone, slug)
    builder = Builder(
        zone=zone,
        source_zone=source_zone,
        language=language or LANGUAGE,
        findings=findings,
        unprintable=unprintable,
    )
    document = builder.document(schedule, slug=slug, events=watch(schedule.events))
    if not document and not findings.problems:
        findings.refuse("no-sessions")
        findings.problems = {**findings.warnings, **findings.problems}
    if findings.problems:
        raise InvalidInputError(tuple(findings.problems))
    return ReadSchedule(_linked(document, unprintable), tuple(findings.warnings))


def _linked(document: dict[str, Any], unprintable: Callable[[str], str | None]) -> ConferenceFile:
    """Give the conference, held to the rules of every conference file."""
    try:
        tables = AgendaDocument.model_validate(document, context={UNPRINTABLE: unprintable})
    except ValidationError as error:
        raise InvalidInputError(shape_problems(error, document)) from None
    agenda, problems = link_agenda(tables)
    if problems:
        raise InvalidInputError(problems)
    return ConferenceFile(agenda=agenda)


def _reader(data: bytes) -> Callable[[bytes, Findings], SourceSchedule] | None:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "latin-1")
    beginning = data[:_LOOKED_AT].decode(encoding, "replace").removeprefix("\ufeff")
    return next((reader for form, reader in _READERS if form.match(beginning)), None)


def _slug(schedule: SourceSchedule) -> str:
    return kebab(schedule.slug) or kebab(tidy(schedule.title, multiline=False))


def _check_options(zone: str | None, language: str | None, slug: str | None) -> None:
    """Raises: OptionError with each option that doesn't have its form."""
    problems = []
    if slug is not None and not (_SLUG.fullmatch(slug) and len(slug) <= _SLUG_MAX):
        problems.append(Problem("wrong-form", "--slug", values=(("got", slug),)))
    if zone is not None and not is_zone(zone):
        problems.append(Problem("unknown-zone", "--zone", values=(("zone", zone),)))
    if language is not None and not _LANGUAGE.fullmatch(language):
        problems.append(Problem("wrong-form", "--language", values=(("got", language),)))
    if problems:
        raise OptionError(tuple(problems))


def _check_said(zone: str, slug: str) -> None:
    """Raises: OptionError with each thing that neither the file nor an option says."""
    missing = (("slug-needed", "--slug", slug), ("zone-needed", "--zone", zone))
    problems = tuple(Problem(code, option) for code, option, said in missing if not said)
    if problems:
        raise OptionError(problems)
