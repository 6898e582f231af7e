"""Whether a text says the same in every language of the conference, as far as somebody confirmed it."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from eventapp.domain.items import CONFERENCE, section_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eventapp.domain.items import Document

# The texts of an item that are kept per language, in the order in which its form asks for them.
_TEXTS: dict[str, tuple[str, ...]] = {
    CONFERENCE: ("title", "subtitle", "host", "marking", "notice", "contact_name"),
    "delegations": ("name",),
    "venues": ("name", "locality", "address"),
    "rooms": ("name",),
    "attendees": ("position", "organisation"),
    "sessions": ("title", "description"),
    "topics": ("title", "text", "questions"),
}


class TranslationState(StrEnum):
    """How the languages of one text stand to each other."""

    MISSING = "missing"
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    OUT_OF_STEP = "out_of_step"


def translation_state(
    texts: Mapping[str, str], languages: Sequence[str], confirmed_hash: str | None
) -> TranslationState:
    """Say how a text stands; `confirmed_hash` is that of the texts when they were confirmed, None if they never were."""
    if any(not texts.get(code) for code in languages):
        return TranslationState.MISSING
    if confirmed_hash is None:
        return TranslationState.UNCONFIRMED
    is_same = confirmed_hash == texts_hash(texts, languages)
    return TranslationState.CONFIRMED if is_same else TranslationState.OUT_OF_STEP


def texts_hash(texts: Mapping[str, str], languages: Sequence[str]) -> str:
    """Give what the texts in these languages are called: equal texts, equal hash."""
    kept = {code: texts[code] for code in sorted(languages) if texts.get(code)}
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False).encode()).hexdigest()


def texts_of(name: str, item: Document) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the texts of an item, by its name, that have any language: field, then text by language; questions are one text."""
    for field in _TEXTS.get(section_of(name), ()):
        value: Any = item.get(field)
        if value:
            yield field, _joined(value) if isinstance(value, list) else dict(value)


def _joined(texts: list[dict[str, str]]) -> dict[str, str]:
    """Give several texts as one: a language has it when each of them has that language."""
    codes = set.intersection(*(set(one) for one in texts))
    return {code: "\n".join(one[code] for one in texts) for code in sorted(codes)}
