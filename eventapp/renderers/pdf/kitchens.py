"""What a kitchen gets on paper: a page for each meal, numbers without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.glyphs import MissingGlyph, UnprintableError, unprintable_characters
from eventapp.renderers.pdf.columns import Data, Said, bare, marked_text, once, said
from eventapp.renderers.pdf.papers import Layout, Paper
from eventapp.renderers.pdf.sheets import (
    as_of_on_paper,
    breakable_json,
    compact_json,
    document_date,
    running_foot,
    running_head,
)
from eventapp.renderers.pdf.typesetting import Typesetter
from eventapp.renderers.view.meals import build_meal_view
from eventapp.renderers.view.voice import Phrase, Voice
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from eventapp.domain.agenda import Conference
    from eventapp.domain.meals import MealCount
    from eventapp.renderers.view.meals import CountView, MealView

_HEADINGS = {"need": N_("Needed"), "people": N_("How many"), "together": N_("Together for one person")}
_NOTE = N_("One person may need several things: the numbers do not add up. Needs in words are with the secretariat.")


def render_kitchen_pdf(
    meals: Sequence[MealCount],
    conference: Conference,
    *,
    as_of: datetime,
    paper: Paper = Paper.A4,
    layout: Layout = Layout.COLUMNS,
) -> bytes:
    """Give a page per meal as a tagged PDF (PDF/UA-1); `as_of` is when it was counted.

    Raises: UnprintableError; TypesettingError; TypesetterBusyError.
    """
    with Typesetter() as typesetter:
        data = _data(meals, conference, as_of=as_of, paper=paper, languages=layout.languages)
        text = compact_json(data)
        if characters := unprintable_characters(text):
            raise UnprintableError(tuple(MissingGlyph(one, "meals") for one in sorted(characters)))
        return typesetter.typeset("kitchen", breakable_json(data, text))


def _data(
    meals: Sequence[MealCount], conference: Conference, *, as_of: datetime, paper: Paper, languages: tuple[str, ...]
) -> Data:
    voice = Voice(languages, conference.languages)
    title = voice.say(conference.title) or voice.label_by(lambda _: conference.slug)
    heading = voice.label(lambda words: words("Kitchen sheet"))
    titles: list[Said] = [f"{bare(_in(title, n))} – {bare(_in(heading, n))}" for n in range(len(languages))]
    marking = voice.label(lambda words: words("For the kitchen"))
    dated = once(as_of_on_paper(as_of, conference.zone, words_in(code)) for code in languages)
    return {
        "languages": languages,
        "paper": paper.typst_name,
        "breaks": False,
        "title": bare(titles[0]),
        "date": document_date(as_of),
        "head": running_head(titles, _each(marking), paper),
        "foot": running_foot(dated, (), paper),
        "conference": _each(title),
        "heading": _each(heading),
        "words": {key: _each(_label(message, voice)) for key, message in _HEADINGS.items()},
        "note": [words_in(code)(_NOTE) for code in languages],
        "meals": [_meal(build_meal_view(meal, voice)) for meal in meals],
    }


def _label(message: str, voice: Voice) -> Phrase:
    return voice.label(lambda words: words(message))


def _meal(meal: MealView) -> Data:
    return {
        "on": _each(meal.on),
        "time": meal.time,
        "title": _each(meal.title),
        "place": _each(meal.place),
        "expected": str(meal.expected),
        "basis": _each(meal.basis),
        "rows": [_row(one) for one in (*meal.diets, meal.in_words, meal.without)],
        "plates": [_row(one) for one in meal.plates],
    }


def _row(one: CountView) -> Data:
    return {"label": _each(one.label), "count": str(one.count)}


def _each(phrase: Phrase | None) -> list[Said]:
    if phrase is None:
        return []
    return [said(phrase), *([marked_text(phrase.second)] if phrase.second else [])]


def _in(phrase: Phrase, n: int) -> Said:
    return marked_text(phrase.second) if n and phrase.second else said(phrase)
