"""Everything that can be made of one publication, as files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from eventapp.domain.clocks import second_zones
from eventapp.domain.differences import difference
from eventapp.domain.errors import NotFoundError
from eventapp.queries.conferences import get_conference_file
from eventapp.renderers.agenda_json import render_agenda_json
from eventapp.renderers.conference_file import render_conference_file
from eventapp.renderers.html import FileLinks, Page, render_static_page, static_files
from eventapp.renderers.ics import render_calendar
from eventapp.renderers.pdf import Layout, Paper, render_agenda_pdf
from eventapp.renderers.view import build_agenda_view
from eventapp.renderers.view.edition import UNCHANGED, Edition

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from eventapp.domain.audiences import Audience
    from eventapp.domain.conference_files import ConferenceFile
    from eventapp.domain.publication import Publication

_FALLBACK_URL = "http://localhost:8000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """One publication as one audience may see it; the whole conference where its file is wanted beside the papers."""

    conference_file: ConferenceFile | None
    publication: Publication
    edition: Edition
    base_url: str

    @classmethod
    def of(
        cls, tx: Session, slug: str, *, number: int | None, audience: Audience, base_url: str, has_conference_file: bool
    ) -> Papers:
        """Give the last publication, or the one with a number.

        The conference file holds addresses, names of IDs and every hidden session, whatever the audience.
        Raises: NotFoundError for an unknown conference, version or side, or when nothing is published.
        """
        conference_file = get_conference_file(tx, slug)
        if not conference_file.publications:
            raise NotFoundError("unpublished", slug=slug)
        wanted = [p for p in conference_file.publications if number in {None, p.number}]
        if not wanted:
            last = conference_file.publications[-1].number
            raise NotFoundError("unknown-version", number=number, last=last)
        publication = wanted[-1]
        codes = [delegation.code for delegation in publication.agenda.delegations]
        if audience.side is not None and audience.side not in codes:
            raise NotFoundError("unknown-side", got=audience.side, offered=", ".join(codes))
        agenda = publication.agenda.for_audience(audience)
        earlier = [p for p in conference_file.publications if p.number < publication.number]
        changed = difference(earlier[-1].agenda.for_audience(audience), agenda) if earlier else UNCHANGED
        return cls(
            conference_file=conference_file if has_conference_file else None,
            publication=replace(publication, agenda=agenda),
            edition=Edition(number=publication.number, as_of=publication.as_of, audience=audience, difference=changed),
            base_url=base_url or _FALLBACK_URL,
        )

    def makers(self) -> dict[str, Callable[[], bytes]]:
        """Give what makes each file, by its name."""
        languages = self.publication.agenda.conference.languages[:2]
        layouts = Layout.offered(self.publication.agenda.conference.languages)
        sheets = {
            f"agenda-{sheet.value}-{layout.value}.pdf": self._pdf_maker(sheet, layout)
            for sheet in Paper
            for layout in layouts
        }
        whole = self.conference_file
        return {
            "agenda.ics": lambda: self._calendar(languages),
            "agenda.json": self._data,
            **({"conference.toml": lambda: render_conference_file(whole)} if whole else {}),
            "agenda.html": lambda: self._page(languages),
            **{name: path.read_bytes for name, path in static_files().items()},
            **sheets,
        }

    def _calendar(self, languages: tuple[str, ...]) -> bytes:
        publication = self.publication
        return render_calendar(
            publication.agenda,
            languages=languages,
            base_url=self.base_url,
            as_of=publication.as_of,
            number=publication.number,
        )

    def _data(self) -> bytes:
        publication = self.publication
        return render_agenda_json(publication.agenda, number=publication.number, as_of=publication.as_of)

    def _page(self, languages: tuple[str, ...]) -> bytes:
        agenda = self.publication.agenda
        zones = second_zones(agenda)
        view = build_agenda_view(agenda, languages=languages, zones=zones, edition=self.edition)
        page = Page(languages=languages, links=FileLinks(), offered=agenda.conference.languages)
        return render_static_page(view, page).encode()

    def _pdf_maker(self, sheet: Paper, layout: Layout) -> Callable[[], bytes]:
        agenda = self.publication.agenda

        def make() -> bytes:
            zones = second_zones(agenda)
            return render_agenda_pdf(agenda, edition=self.edition, zones=zones, paper=sheet, layout=layout)

        return make


def write_papers(papers: Papers, out: Path) -> tuple[Path, ...]:
    """Write every file into a folder, made if it isn't there; a bar shows progress on a terminal.

    Raises: UnprintableError before anything is written if a paper can't be printed; OSError.
    """
    made: dict[str, bytes] = {}
    with click.progressbar(papers.makers().items(), label=papers.publication.agenda.conference.slug) as bar:
        for name, make in bar:
            made[name] = make()
    for name, data in made.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    return tuple(out / name for name in made)
