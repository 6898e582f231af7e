"""Which characters our fonts can print: a missing glyph is an error before printing, never an empty box."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from eventapp.domain.errors import DomainError
from eventapp.domain.text import character_name
from eventapp.renderers.fonts import JAPANESE, LATIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee
    from eventapp.domain.sessions import Topic

_CODE_POINTS = 0x11_0000
# They shape the character before them or end a line; nothing is drawn for them.
_DRAWN_AS_NOTHING = ("\n", "\ufe00", "\ufe01", "\ufe02", "\ufe0e", "\ufe0f", *map(chr, range(0xE0100, 0xE01F0)))
_NAME_PARTS = (
    *("family_name", "given_name", "native_family_name", "native_given_name"),
    *("family_name_reading", "given_name_reading", "prefix", "suffix", "id_name", "badge_name"),
)


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that cannot be printed, and where it stands: "sessions s-opening title.en"."""

    character: str
    place: str

    def __str__(self) -> str:
        return f"{character_name(self.character)}: {self.place}"


class UnprintableError(DomainError):
    """Something that was to be printed has characters without a glyph; `missing` names each with its place."""

    def __init__(self, missing: tuple[MissingGlyph, ...]) -> None:
        super().__init__("unprintable-character", characters="; ".join(str(glyph) for glyph in missing))
        self.missing = missing


def unprintable(text: str) -> str | None:
    """Give the first character without a glyph, None if all can be printed."""
    covered = coverage()
    return next((c for c in text if not covered[ord(c) >> 3] >> (ord(c) & 7) & 1), None)


def unprintable_characters(text: str) -> frozenset[str]:
    covered = coverage()
    return frozenset(c for c in set(text) if not covered[ord(c) >> 3] >> (ord(c) & 7) & 1)


def missing_glyphs(agenda: Agenda) -> tuple[MissingGlyph, ...]:
    """Name every character of the agenda's texts that has no glyph, with its place, in the agenda's order.

    Shape: once per character and place.
    """
    return tuple(
        MissingGlyph(character, place)
        for place, text in _texts(agenda)
        if unprintable(text)
        for character in dict.fromkeys(text)
        if unprintable(character)
    )


@lru_cache(maxsize=1)
def coverage() -> bytes:
    """Give a bitmap of the code points with a glyph in one of the fonts: bit n & 7 of byte n >> 3.

    Bold and regular Japanese have the same characters. Read from the fonts' own tables, because loading
    fontTools and parsing with it takes thirty times as long (decision 0006).
    """
    bits = bytearray(_CODE_POINTS // 8)
    for font in (LATIN, JAPANESE):
        for first, last in _covered_ranges(font):
            for code in range(first, last + 1):
                bits[code >> 3] |= 1 << (code & 7)
    for character in _DRAWN_AS_NOTHING:
        bits[ord(character) >> 3] |= 1 << (ord(character) & 7)
    return bytes(bits)


def _covered_ranges(font: Path) -> Iterator[tuple[int, int]]:
    """Give the [first, last] code points of the groups of a font's full Unicode table.

    Source: OpenType, `cmap`, format 12 (segmented coverage), platform 0 encoding 4 or platform 3 encoding 10.
    """
    with font.open("rb") as file:
        table_count = struct.unpack(">4xH6x", file.read(12))[0]
        tables = struct.iter_unpack(">4s4xII", file.read(16 * table_count))
        offset, length = next((at, size) for tag, at, size in tables if tag == b"cmap")
        file.seek(offset)
        cmap = file.read(length)
    encodings = struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * struct.unpack_from(">2xH", cmap)[0]])
    start = next(at for platform, encoding, at in encodings if (platform, encoding) in {(3, 10), (0, 4)})
    group_count = struct.unpack_from(">12xI", cmap, start)[0]
    for first, last, _ in struct.iter_unpack(">III", cmap[start + 16 : start + 16 + 12 * group_count]):
        yield first, last


def _texts(agenda: Agenda) -> Iterator[tuple[str, str]]:
    """Give each text with its place, the names of people included."""
    yield from _localized_in("conference", agenda.conference, "title", "subtitle", "host", "marking", "notice")
    contact = agenda.conference.contact
    yield from _per_language("conference contact_name", contact.name)
    yield from (("conference contact_email", contact.email), ("conference contact_phone", contact.phone))
    for delegation in agenda.delegations:
        yield from _localized_in(f"delegations {delegation.code}", delegation, "name")
    for venue in agenda.venues:
        yield from _localized_in(f"venues {venue.id}", venue, "name", "locality", "address")
    for room in agenda.rooms:
        yield from _localized_in(f"rooms {room.id}", room, "name")
    for attendee in agenda.attendees:
        yield from _texts_of_attendee(attendee)
    for session in agenda.sessions:
        yield from _localized_in(f"sessions {session.id}", session, "title", "description")
    for topic in agenda.topics:
        yield from _texts_of_topic(topic)


def _texts_of_topic(topic: Topic) -> Iterator[tuple[str, str]]:
    yield from _localized_in(f"topics {topic.id}", topic, "title", "text")
    for number, question in enumerate(topic.questions):
        yield from _per_language(f"topics {topic.id} questions[{number}]", question)


def _texts_of_attendee(attendee: Attendee) -> Iterator[tuple[str, str]]:
    for name in _NAME_PARTS:
        yield f"attendees {attendee.id} {name}", getattr(attendee, name)
    yield from _localized_in(f"attendees {attendee.id}", attendee, "organisation", "position")


def _localized_in(place: str, thing: object, *names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        yield from _per_language(f"{place} {name}", getattr(thing, name))


def _per_language(place: str, texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for language, text in texts:
        yield f"{place}.{language}", text
