"""The views of one agenda, one per language, zipped row by row into the columns of the paper."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from eventapp.renderers.markdown import plain_text
from eventapp.renderers.view.values import RowForm
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.domain.localized import Text
    from eventapp.renderers.view.values import CardView, DayView, MovementView, RowView, SideView, TopicView
    from eventapp.renderers.view.voice import Phrase
    from eventapp.renderers.wording import Words

Data = dict[str, Any]
# A text, or one with its language where it stands in for a missing translation.
Said = str | Data | None

_FORMS = {RowForm.CLOCK_NOTE: "note"}
_BRACKETS = {"ja": ("［", "］")}


def said(phrase: Phrase | None) -> Said:
    """Give the text alone, or with its language where it stands in for a missing translation."""
    if phrase is None:
        return None
    return marked_text(phrase.lead)


def marked_text(text: Text) -> str | Data:
    return {"text": text.text, "language": text.language} if text.is_fallback else text.text


def _prose(phrase: Phrase | None) -> Said:
    """Give a text that may hold markup without its marks."""
    return marked_text(replace(phrase.lead, text=plain_text(phrase.lead.text))) if phrase else None


def bare(text: Said) -> str:
    return str(text["text"]) if isinstance(text, dict) else text or ""


def plain(phrase: Phrase | None) -> str | None:
    return phrase.lead.text if phrase else None


def day_column(days: tuple[DayView, ...]) -> Data:
    """Give one day from its views per language, the leading first."""
    lead = days[0]
    rows = [row_data(rows) for rows in zip(*(day.rows for day in days), strict=True)]
    for before, row in pairwise(rows):
        row["after"] = before["form"]
    return {
        "numeral": lead.numeral,
        "clock": lead.clock,
        "heading": [(plain(day.heading_with_year), plain(day.places)) for day in days],
        "rows": rows,
    }


def row_data(rows: tuple[RowView, ...]) -> Data:
    lead = rows[0]
    cards = [card_data(cards) for cards in zip(*(row.cards for row in rows), strict=True)]
    first = lead.cards[0] if lead.cards else None
    return {
        "form": _FORMS.get(lead.form, lead.form.value),
        "time": first.time if first else lead.time,
        "clocks": [f"{clock.days} {clock.times}" for clock in first.clocks] if first else [],
        "parallel": once(plain(row.parallel_label) for row in rows) if lead.parallel_label else None,
        "cards": cards,
        "note": [said(row.note) for row in rows] if lead.note else None,
        "after": "head",
    }


def card_data(cards: tuple[CardView, ...]) -> list[Data]:
    """Give one session's texts per column."""
    return [_card(card) for card in cards]


def _card(card: CardView) -> Data:
    """Give the fields of a card; a cancelled one keeps its kind, its title and the news."""
    words = words_in(card.kind.lead.language)
    kind, title = said(card.kind), said(card.title)
    return {
        "kind": kind if kind != title else None,
        "title": title,
        "changed": card.is_changed,
        "struck": card.is_cancelled,
        "change": said(card.change.label) if card.change else None,
        "was": said(card.change.was) if card.change else None,
        "place": plain(card.place.line) if card.place and not card.is_cancelled else None,
        "marks": [(mark.sign, plain(mark.label)) for mark in card.marks],
        "sides": [_side(side, words) for side in card.sides],
        "topics": [_topic(topic, words) for topic in card.topics],
        "description": _prose(card.description),
        "movement": _movement(card.movement) if card.movement else None,
    }


def _side(side: SideView, words: Words) -> Data:
    """Head a side by its code in English, by its name in Japanese (米側); other groups by name."""
    head = side.code if side.is_side and words.language != "ja" else said(side.name)
    people = [{"role": plain(person.role), "name": plain(person.name)} for person in side.people]
    return {"head": head, "people": people}


def _topic(topic: TopicView, words: Words) -> Data:
    brackets = ("", "") if topic.is_agreed else _BRACKETS.get(words.language, ("[", "]"))
    purpose = plain(topic.purpose)
    if topic.minutes is not None:
        purpose = words("{purpose}, {minutes}", purpose=purpose, minutes=plain(topic.minutes))
    return {
        "number": plain(topic.number),
        "title": said(topic.title),
        "open": brackets[0],
        "close": brackets[1],
        "purpose": purpose,
    }


def _movement(movement: MovementView) -> Data:
    return {
        "start": plain(movement.from_station),
        "end": plain(movement.to_station),
        "road": plain(movement.road),
    }


def once(texts: Iterable[str | None]) -> list[str | None]:
    """Give texts that stand in one line, None for those that would say the same again."""
    listed = list(texts)
    return [None if text in listed[:number] else text for number, text in enumerate(listed)]


def per_column(phrases: Iterable[Phrase | None]) -> list[Said]:
    """Give a text that head or foot say in one line in both languages; the same text isn't said twice."""
    texts = [phrase.lead if phrase else None for phrase in phrases]
    kept = once(text.text if text else None for text in texts)
    return [marked_text(text) if text and keep else None for text, keep in zip(texts, kept, strict=True)]
