"""The agenda on paper: time · English · Japanese, or one language in a wider column."""

from __future__ import annotations

import json
import re
from datetime import UTC
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from eventapp.renderers.dates import moment
from eventapp.renderers.glyphs import MissingGlyph, UnprintableError, missing_glyphs, unprintable_characters
from eventapp.renderers.pdf.columns import bare, day_column, once, per_column, plain, said
from eventapp.renderers.pdf.heights import lines, row_height, tallest_card, width
from eventapp.renderers.pdf.papers import Layout, Paper
from eventapp.renderers.pdf.typesetting import Typesetter
from eventapp.renderers.view import build_agenda_view
from eventapp.renderers.view.edition import DRAFT, Edition
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.renderers.pdf.columns import Data, Said
    from eventapp.renderers.view import AgendaView
    from eventapp.renderers.wording import Words

_MM = 72 / 25.4
_SIDE_MARGINS = 31 * _MM
_TIME = 31 * _MM
_LAST = 65 * _MM
_GAP = 4 * _MM
_LONG_MARKING = 70 * _MM
# A page that begins amid a day names it in the running head.
_DATE = 50 * _MM
# Head, foot and margins of a page with one line each.
_FRAME = 100.0
_DAY_HEAD = 75.0
# An estimate may be wrong by this much either way; typst measures what lies between.
_SURE = 1.35
# Neither spaces nor dashes, at which lines break, nor CJK characters, between which they do.
_LONG_WORD = re.compile(r"[^\W_\u2e80-\U0010ffff]{25,}")
_BREAK = "\N{ZERO WIDTH SPACE}"


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
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if characters := unprintable_characters(text):
        raise UnprintableError(_places_of(characters, agenda))
    if _LONG_WORD.search(text):
        text = json.dumps(
            {**_breakable(data), "title": data["title"], "breaks": True}, ensure_ascii=False, separators=(",", ":")
        )
    return text


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
        "date": _document_date(edition),
        "head": _running_head(titles, per_column(view.head.marking for view in views), paper),
        "foot": foot,
        "block": {
            "version": plain(lead.head.version) or words[0]("Draft"),
            "as-of": _as_of(agenda, words[0], edition),
            "columns": [_title_column(view) for view in views],
        },
        "table": {
            "seconds": " · ".join(lead.second_clocks),
            "titles": [w("Agenda") for w in words],
        },
        "days": _days(views, paper, foot["lines"]),
    }


def _breakable(data: Any) -> Any:
    """Give the data with a place to break after each letter of a word that is wider than the narrowest column."""
    if isinstance(data, str):
        return _LONG_WORD.sub(lambda word: _BREAK.join(word[0]), data)
    if isinstance(data, dict):
        return {name: _breakable(value) for name, value in data.items()}
    return [_breakable(value) for value in data] if isinstance(data, (list, tuple)) else data


def _running_head(titles: list[Said], marking: list[Said], paper: Paper) -> Data:
    """Give titles and marking with the lines that they take: the template needs its margins before it sets anything."""
    marking_width = width(" ".join(map(bare, marking)), 7.5)
    is_marking_long = marking_width > _LONG_MARKING
    room = paper.width_points - _SIDE_MARGINS - 10 * _MM - min(marking_width, _LONG_MARKING)
    is_one_line = width("   ".join(map(bare, titles)), 7.5) + _DATE < room
    title_lines = 1 if is_one_line else sum(lines(title, 7.5, room - _DATE) for title in titles)
    marking_lines = lines(" ".join(map(bare, marking)), 7.5, _LONG_MARKING - 12)
    return {
        "titles": titles,
        "is-one-line": is_one_line,
        "marking": marking,
        "is-marking-long": is_marking_long,
        "lines": max(title_lines, marking_lines if is_marking_long else 1),
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
    subject = once(w("Subject to change") for w in words)
    measure = paper.width_points - _SIDE_MARGINS - 20 * _MM
    line_count = lines((" " * 8).join(map(bare, (*versions, *subject))), 7, measure)
    return {"version": versions, "subject": subject, "lines": line_count}


def _version(agenda: Agenda, view: AgendaView, words: Words, edition: Edition) -> str:
    """Give "v3, as of 9 Mar 2023 18:00 JST", with the zone in every language; a draft has no number."""
    version = plain(view.head.version) or words("Draft")
    as_of = _as_of(agenda, words, edition)
    return words("{version}, {as_of}", version=version, as_of=as_of) if as_of else version


def _as_of(agenda: Agenda, words: Words, edition: Edition) -> str | None:
    if edition.as_of is None:
        return None
    local = edition.as_of.astimezone(ZoneInfo(agenda.conference.zone))
    said_at = moment(local, words.language, with_year=True)
    # In running Japanese text JST goes without saying; on paper that travels it doesn't.
    if words.language == "ja" and local.tzname() == "JST":
        said_at += "（JST）"
    return words("as of {moment}", moment=said_at)


def _document_date(edition: Edition) -> dict[str, int] | None:
    """Give the publication's instant: a clock here would change the bytes at every printing."""
    if edition.as_of is None:
        return None
    names = ("year", "month", "day", "hour", "minute", "second")
    return dict(zip(names, edition.as_of.astimezone(UTC).timetuple(), strict=False))


def _days(views: tuple[AgendaView, ...], paper: Paper, foot_lines: int) -> list[Data]:
    days = [day_column(days) for days in zip(*(view.days for view in views), strict=True)]
    total = paper.width_points - _SIDE_MARGINS - _TIME
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
