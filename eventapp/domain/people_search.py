"""Finding people by whatever one types of them: any script, any reading, any spelling, address, house, post, code.

Only what a value holds can be found: hand over people as the reader may see them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from eventapp.domain.folding import folded, letters_of
from eventapp.domain.names.kana import is_reading
from eventapp.domain.names.parts import LATIN_PARTS, NATIVE_PARTS, READING_PARTS
from eventapp.domain.names.romaji import romanised, sound_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from eventapp.domain.attendees import Attendee

_BETWEEN = re.compile(r"[\s,、，;]+")
_MARKS = re.compile(r"[\W_]+")
_SHORT = 2
_FAR = 2
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class PersonText:
    """A person's text folded for search: words each behind a space, so that " ya" is a beginning.

    `sounds` are those of Latin letters and readings, `unread` those of Latin letters whose reading nobody gave.
    """

    names: str
    sounds: str
    unread: str
    other: str


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    letters: str
    sound: str
    is_kana: bool


@lru_cache(maxsize=_KEPT)
def person_text(person: Attendee, *more: str) -> PersonText:
    """Give what a person is found by; `more` is what else means the person, such as a badge's code. The last results are kept."""
    latin, native, readings = (
        [getattr(person, part) for part in parts] for parts in (LATIN_PARTS, NATIVE_PARTS, READING_PARTS)
    )
    read = [romanised(reading) for reading in readings]
    unread = [text for text, reading in zip(latin, readings, strict=True) if not reading]
    names = [*latin, *native, *readings, person.prefix, person.suffix, person.id_name, person.badge_name]
    places = (person.delegation.code, *_texts(person.delegation.name), *_texts(person.organisation, person.position))
    return PersonText(
        names=_words([*names, *_apart(names), *_joined(latin), *_joined(native), *_joined(readings)]),
        sounds=_words(sound_of(text) for text in (*latin, *read, *_joined(latin), *_joined(read))),
        unread=_words(sound_of(text) for text in (*unread, *_joined(unread))),
        other=_words([*places, person.email, person.id, *more]),
    )


def finder(query: str) -> Callable[[PersonText], bool]:
    """Give what says of a person's text whether every word of the query means something of it; no query means everybody.

    One Latin letter means the beginning of a name, two the beginning of any word.
    """
    terms = [_term(word) for word in _BETWEEN.split(folded(query)) if word]
    return lambda text: all(_is_meant(term, text) for term in terms)


def closeness(query: str) -> Callable[[PersonText], int]:
    """Give how far from the query a person's names are, summed over its words: 0 for a part of the name, 1 for the beginning of one, 2 else.

    Of those found, the closest is who was meant: 林 before 小林.
    """
    terms = [_term(word) for word in _BETWEEN.split(folded(query)) if word]
    return lambda text: sum(_distance(term, f"{text.names}{text.sounds} ") for term in terms)


def found_people(people: Iterable[Attendee], query: str) -> tuple[Attendee, ...]:
    """Give the people whom the query means, in their order."""
    is_meant = finder(query)
    return tuple(person for person in people if is_meant(person_text(person)))


def _term(word: str) -> _Term:
    is_kana = is_reading(word)
    sound = sound_of(romanised(word) if is_kana else word) if is_kana or word.isascii() else ""
    return _Term(word, letters_of(word) or word, sound, is_kana)


def _distance(term: _Term, names: str) -> int:
    forms = {f" {form}" for form in (term.text, term.letters, term.sound) if form}
    if any(f"{form} " in names for form in forms):
        return 0
    return 1 if any(form in names for form in forms) else _FAR


def _is_meant(term: _Term, text: PersonText) -> bool:
    if len(term.letters) <= _SHORT and term.letters.isascii() and term.letters.isalpha():
        return _is_meant_by_beginning(term, text)
    if any(form in place for form in (term.text, term.letters) for place in (text.names, text.other)):
        return True
    if term.is_kana:
        return _begins(term.sound, text.unread)
    return term.sound in text.sounds if len(term.sound) > _SHORT else _begins(term.sound, text.sounds)


def _is_meant_by_beginning(term: _Term, text: PersonText) -> bool:
    if _begins(term.letters, text.names) or (term.text != term.letters and term.text in text.names):
        return True
    is_word = len(term.letters) == _SHORT
    return is_word and (_begins(term.letters, text.other) or _begins(term.sound, text.sounds))


def _begins(form: str, words: str) -> bool:
    """Say whether a word begins so; nothing begins with nothing."""
    return bool(form) and f" {form}" in words


def _joined(parts: list[str]) -> Iterator[str]:
    """Give family and given name in one, in both orders."""
    if all(parts):
        yield "".join(parts)
        yield "".join(reversed(parts))


def _apart(texts: Iterable[str]) -> Iterator[str]:
    """Give the words of double names one by one: "Smith-Jones" is found by J too."""
    for text in texts:
        yield from (word for word in _MARKS.split(text) if word)


def _words(texts: Iterable[str]) -> str:
    """Give each text once, its words and its letters without what stands between them."""
    found = (form for text in texts for form in (folded(text), letters_of(text)) if form)
    return "".join(f" {form}" for form in dict.fromkeys(found))


def _texts(*localized: Iterable[tuple[str, str]]) -> list[str]:
    return [text for one in localized for _, text in one]
