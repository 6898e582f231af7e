"""What is timed within one process, each with what it needs ready beforehand."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from itertools import count
from time import perf_counter
from typing import TYPE_CHECKING

from bench.agenda_maker import moved
from bench.database import ACTOR, NOW, application, publish, write_draft
from bench.processes import command, free_port, serving
from eventapp.cli.serving import DEMO
from eventapp.db import transaction
from eventapp.domain.audiences import PUBLIC
from eventapp.domain.clocks import second_zones
from eventapp.domain.differences import difference
from eventapp.domain.publication import freeze
from eventapp.importers.agenda_json import read_agenda_json
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.operations.conferences import import_conference
from eventapp.renderers.agenda_json import render_agenda_json
from eventapp.renderers.html import Links, Page, render_agenda_page
from eventapp.renderers.ics import render_calendar
from eventapp.renderers.pdf import render_agenda_pdf
from eventapp.renderers.view import build_agenda_view
from eventapp.renderers.view.edition import Edition

if TYPE_CHECKING:
    from pathlib import Path

    from eventapp.domain.agenda import Agenda

LANGUAGES = ("en", "ja")


class Scene:
    """One agenda and its second version, as the public may see it."""

    def __init__(self, agenda: Agenda, folder: Path) -> None:
        self._whole = agenda
        self._folder = folder
        self._numbers = count()
        first = freeze(agenda, None, as_of=NOW)
        self._before = first.for_audience(PUBLIC)
        self._agenda = freeze(moved(agenda), first, as_of=NOW + timedelta(days=1)).for_audience(PUBLIC)
        changed = difference(self._before, self._agenda)
        self._edition = Edition(number=2, as_of=NOW, audience=PUBLIC, difference=changed)
        self._zones = second_zones(self._agenda)
        self._made = self._view()
        self._canonical = render_agenda_json(first, number=1, as_of=NOW)

    def audience(self) -> None:
        self._whole.for_audience(PUBLIC)

    def difference(self) -> None:
        difference(self._before, self._agenda)

    def view(self) -> None:
        self._view()

    def page(self) -> None:
        links = Links(slug=self._agenda.conference.slug, languages=LANGUAGES)
        render_agenda_page(self._made, Page(languages=LANGUAGES, links=links, offered=LANGUAGES)).encode()

    def calendar(self) -> None:
        base = "https://conferences.example.org"
        render_calendar(self._agenda, languages=LANGUAGES, base_url=base, as_of=NOW, number=2)

    def data(self) -> None:
        render_agenda_json(self._agenda, number=2, as_of=NOW)

    def read_data(self) -> None:
        read_agenda_json(self._canonical)

    def paper(self) -> None:
        render_agenda_pdf(self._agenda, edition=self._edition, zones=self._zones)

    def publishing(self) -> float:
        """Publish a second version into a database of its own; give the seconds of that publication alone."""
        with application(self._new_folder()):
            write_draft(self._whole)
            publish(self._whole.conference.slug)
            write_draft(moved(self._whole))
            started = perf_counter()
            publish(self._whole.conference.slug, now=NOW + timedelta(days=1))
            return perf_counter() - started

    def demo_import(self) -> float:
        """Read the demo's file and write it into an empty database; give the seconds of both."""
        data = (files("eventapp") / "demo" / f"{DEMO}.toml").read_bytes()
        with application(self._new_folder()):
            started = perf_counter()
            with transaction() as tx:
                import_conference(tx, read_conference_file(data), replace_existing=False, actor=ACTOR, now=NOW)
            return perf_counter() - started

    def _view(self) -> object:
        return build_agenda_view(self._agenda, languages=LANGUAGES, zones=self._zones, edition=self._edition)

    def _new_folder(self) -> Path:
        folder = self._folder / f"database-{next(self._numbers)}"
        folder.mkdir()
        return folder


def second_start(folder: Path) -> float:
    """Start the service on a database that an earlier start made; give the seconds until it answers."""
    environment = {"EVENTAPP_ENV": "development", "EVENTAPP_INSTANCE": str(folder)}
    for _ in range(1 if folder.exists() else 2):
        port = free_port()
        started = perf_counter()
        with serving(command("start", "--demo", "--port", str(port)), port, path="/healthz", environment=environment):
            seconds = perf_counter() - started
    return seconds
