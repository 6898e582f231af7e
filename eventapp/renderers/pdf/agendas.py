"""The agenda on paper: time · English · Japanese, or one language in a wider column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.glyphs import MissingGlyph, UnprintableError, missing_glyphs, unprintable_characters
from eventapp.renderers.pdf.columns import bare, day_column, once, per_column, plain, said
from eventapp.renderers.pdf.heights import row_height, tallest_card
from eventapp.renderers.pdf.papers import Layout, Paper
from eventapp.renderers.pdf.sheets import (
    MM,
    SIDE_MARGINS,
    as_of_on_paper,
    breakable_json,
    compact_json,
    document_date,
    running_foot,
    running_head,
)
from eventapp.renderers.pdf.typesetting import Typesetter
from eventapp.renderers.view import build_agenda_view
from eventapp.renderers.view.edition import DRAFT, Edition
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.renderers.pdf.columns import Data
    from eventapp.renderers.view import AgendaView
    from eventapp.renderers.wording import Words

_TIME = 31 * MM
_LAST = 65 * MM
_GAP = 4 * MM
# Head, foot and margins of a page with one line each.
_FRAME = 100.0
_DAY_HEAD = 75.0
# An estimate may be wrong by this much either way; typst measures what lies between.
_SURE = 1.35


def render_agenda_pdf(
    agenda: Agenda,
    *,
    edition: Edition = DRAFT,
    zones: tuple[str, ...] = (),
    paper: Paper = Paper.A4,
    layout: Layout = Layout.COLUMNS,
) -> bytes:
    """Give the agenda as a tagged PDF (PDF/UA-1); the same input gives the same bytes.

    `agenda` is already that of the reader; `zones` are the second clocks. Takes some tenths of a second, in a process of its own.
    Raises: UnprintableError before anything is printed if a character has no glyph; TypesettingError; TypesetterBusyError.
    """
    with Typesetter() as typesetter:
        return typesetter.typeset("agenda", _agenda_text(agenda, edition, zones, paper, layout.languages))


def _agenda_text(
    agenda: Agenda, edition: Edition, zones: tuple[str, ...], paper: Paper, languages: tuple[str, ...]
) -> str:
    """Give the JSON that the template sets, made while typst gets ready."""
    views = tuple(build_agenda_view(agenda, languages=(code,), zones=zones, edition=edition) for code in languages)
    data = agenda_data(agenda, views, languages, edition=edition, paper=paper)
    text = compact_json(data)
    if characters := unprintable_characters(text):
        raise UnprintableError(_places_of(characters, agenda))
    return breakable_json(data, text)


def agenda_data(
    agenda: Agenda, views: tuple[AgendaView, ...], languages: tuple[str, ...], *, edition: Edition, paper: Paper
) -> Data:
    """Give what the template sets: texts and their order only."""
    words = [words_in(code) for code in languages]
    titles = per_column(view.head.title for view in views)
    foot = _foot(agenda, views, words, edition=edition, paper=paper)
    lead = views[0]
    return {
        "languages": languages,
        "paper": paper.typst_name,
        "breaks": False,
        "title": " · ".join(bare(title) for title in titles if title),
        "date": document_date(edition.as_of),
        "head": running_head(titles, per_column(view.head.marking for view in views), paper),
        "foot": foot,
        "block": {
            "version": plain(lead.head.version) or words[0]("Draft"),
            "as-of": _as_of(agenda, words[0], edition),
            "contact": _contact(views, words),
            "columns": [_title_column(view) for view in views],
        },
        "table": {
            "seconds": " · ".join(lead.second_clocks),
            "titles": [w("Agenda") for w in words],
        },
        "days": _days(views, paper, foot["lines"]),
    }


def _contact(views: tuple[AgendaView, ...], words: list[Words]) -> Data | None:
    """Give whom readers ask: the label and who it is in each language, then how to reach that; None without a contact."""
    contact = views[0].head.contact
    if contact is None:
        return None
    return {
        "labels": once(w("Contact") for w in words),
        "names": per_column(view.head.contact.name if view.head.contact else None for view in views),
        "reached": [part for part in (contact.email, contact.phone) if part],
    }


def _title_column(view: AgendaView) -> Data:
    head = view.head
    return {
        "title": said(head.title),
        "subtitle": said(head.subtitle),
        "dates": plain(head.dates),
        "places": plain(head.places),
        "host": said(head.host),
        "notice": said(head.notice),
    }


def _foot(agenda: Agenda, views: tuple[AgendaView, ...], words: list[Words], *, edition: Edition, paper: Paper) -> Data:
    versions = once(_version(agenda, view, w, edition) for view, w in zip(views, words, strict=True))
    return running_foot(versions, once(w("Subject to change") for w in words), paper)


def _version(agenda: Agenda, view: AgendaView, words: Words, edition: Edition) -> str:
    """Give "v3, as of 9 Mar 2023 18:00 JST", with the zone in every language; a draft has no number."""
    version = plain(view.head.version) or words("Draft")
    as_of = _as_of(agenda, words, edition)
    return words("{version}, {as_of}", version=version, as_of=as_of) if as_of else version


def _as_of(agenda: Agenda, words: Words, edition: Edition) -> str | None:
    return as_of_on_paper(edition.as_of, agenda.conference.zone, words) if edition.as_of else None


def _days(views: tuple[AgendaView, ...], paper: Paper, foot_lines: int) -> list[Data]:
    days = [day_column(days) for days in zip(*(view.days for view in views), strict=True)]
    total = paper.width_points - SIDE_MARGINS - _TIME
    measures = (total - _LAST - _GAP, _LAST) if len(views) > 1 else (total,)
    page = paper.height_points - _FRAME - 10 * foot_lines
    for number, day in enumerate(days):
        heights = [row_height(row, measures) for row in day["rows"]]
        for row, height in zip(day["rows"], heights, strict=True):
            # Cards in parallel stay together up to half a page: more would leave pages half empty.
            row["is-together"] = height < page / 2
            row["is-tall"] = tallest_card(row, measures) * _SURE > page - _DAY_HEAD
        day["flow"] = _flow(_DAY_HEAD + sum(heights), page) if number else "first"
        day["needs-measure"] = day["flow"] == "measure" or any(row["is-tall"] for row in day["rows"])
    return days


def _flow(height: float, page: float) -> str:
    """Say whether a day surely fits on one page ("keep"), surely doesn't ("new"), or has to be measured."""
    if height * _SURE < page:
        return "keep"
    return "new" if height > page * _SURE else "measure"


def _places_of(characters: frozenset[str], agenda: Agenda) -> tuple[MissingGlyph, ...]:
    """Find where in the agenda these characters stand; an earlier version may be where it comes from ("was …")."""
    found = tuple(glyph for glyph in missing_glyphs(agenda) if glyph.character in characters)
    unplaced = characters - {glyph.character for glyph in found}
    return found + tuple(MissingGlyph(c, "conference, as it was before") for c in sorted(unplaced))
