"""Descriptions: plain lines, language after language, the address of the page last."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.vocabulary import AttributionRule, SessionKind
from eventapp.renderers.dates import moment
from eventapp.renderers.ics.people import people_lines
from eventapp.renderers.ics.texts import one_line
from eventapp.renderers.labels import (
    attribution_label,
    interpretation_label,
    kind_label,
    minutes_label,
    part_label,
    purpose_label,
    road_label,
    rule_sentence,
    topic_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from eventapp.domain.agenda import Agenda, Conference
    from eventapp.domain.notices import Part
    from eventapp.domain.sessions import Session, Topic
    from eventapp.renderers.ics.readers import Reader

LONGEST = 8_192
_CUT = "…"
# Of a line that doesn't fit, less than this is left out whole.
_WORTH_BEGINNING = 40
_LONGEST_WORD = 40
_DOT = " · "


def session_description(
    session: Session, agenda: Agenda, readers: tuple[Reader, ...], url: str, parts: tuple[Part, ...] = ()
) -> str:
    """Give what a session is in each language; what the reader does in it comes first."""
    blocks = ([*_part_lines(parts, reader), *_session_lines(session, agenda, reader, readers[0])] for reader in readers)
    return joined(list(blocks), url)


def _part_lines(parts: tuple[Part, ...], reader: Reader) -> Iterator[str]:
    said = dict.fromkeys(part_label(part, reader.words) for part in parts)
    if said:
        yield reader.words("Your part: {parts}", parts=reader.words(", ").join(said))


def umbrella_description(
    conference: Conference, readers: tuple[Reader, ...], url: str, *, as_of: datetime, number: int
) -> str:
    local = as_of.astimezone(ZoneInfo(conference.zone))
    blocks = []
    for reader in readers:
        at = moment(local, reader.language, beside=(conference.starts_on,))
        version = reader.words("v{number}, as of {moment}", number=number, moment=at)
        blocks.append([*conference_lines(conference, reader), version])
    return joined(blocks, url)


def conference_description(conference: Conference, readers: tuple[Reader, ...], url: str) -> str:
    return joined([conference_lines(conference, reader) for reader in readers], url)


def conference_lines(conference: Conference, reader: Reader) -> list[str]:
    texts = (conference.marking, conference.subtitle, conference.host, conference.notice)
    return [line for text in texts for line in reader.own_lines(text)]


def place_of(session: Session, reader: Reader) -> str:
    """Give room, venue and address in one line, as a map is asked; a movement is where it starts."""
    venue = session.venue or session.from_venue
    names = [session.room.name] if session.room else []
    names += [venue.name, venue.address] if venue else []
    return one_line([reader.line(name) for name in names], " " if reader.language == "ja" else ", ")


def joined(blocks: list[list[str]], url: str) -> str:
    """Put the languages together, an empty line between, in at most 8,192 characters with the whole address, if there is one.

    A block that is too long ends with an ellipsis; each may take what the others leave.
    """
    blocks = [block for block in blocks if block]
    share = room = LONGEST - len(url) - 2 * len(blocks)
    for left, length in zip(range(len(blocks), 0, -1), sorted(map(_length, blocks)), strict=True):
        share = room // left
        room -= min(length, share)
    texts = "\n\n".join("\n".join(_cut(block, share)) for block in blocks)
    return "\n".join(text for text in (texts, url) if text)


def _length(lines: list[str]) -> int:
    return len("\n".join(lines))


def _cut(lines: list[str], room: int) -> list[str]:
    if _length(lines) <= room:
        return lines
    kept: list[str] = []
    room -= len(_CUT)
    for line in lines:
        if len(line) + 1 > room:
            return [*kept, (_begun(line, room - 1) if room > _WORTH_BEGINNING else "") + _CUT]
        room -= len(line) + 1
        kept.append(line)
    return kept


def _begun(line: str, room: int) -> str:
    """Give the beginning of a line, its last word whole; what is written without blanks may end anywhere."""
    begun = line[:room]
    whole, blank, word = begun.rpartition(" ")
    is_cut = blank and len(word) < _LONGEST_WORD and not line[room].isspace()
    return (whole if is_cut else begun).rstrip()


def _session_lines(session: Session, agenda: Agenda, reader: Reader, leading: Reader) -> Iterator[str]:
    """Give the lines of a session; of a cancelled one what it was and where, since nobody will speak there."""
    words = reader.words
    is_on = not session.is_cancelled
    yield _DOT.join(_labels(session, reader)) if is_on else kind_label(session, words)
    if is_on and (sentence := rule_sentence(session.attribution, words)):
        yield sentence
    if is_on and (mode := interpretation_label(session.interpretation, words)):
        yield words("Interpretation: {mode}", mode=mode)
    if (place := place_of(session, reader)) != place_of(session, leading):
        yield words("Place: {place}", place=place)
    if is_on:
        yield from _content_lines(session, agenda, reader)


def _content_lines(session: Session, agenda: Agenda, reader: Reader) -> Iterator[str]:
    yield from _road(session, agenda, reader)
    yield from people_lines(session, reader)
    for topic in session.topics:
        yield _topic(topic, reader)
    yield from reader.own_lines(session.description)


def _labels(session: Session, reader: Reader) -> Iterator[str]:
    yield kind_label(session, reader.words)
    # Nobody asks whether a coffee break or a coach is on the record; a rule that binds is always said.
    silent = session.kind.is_quiet or session.kind is SessionKind.TRANSFER
    if not silent or session.attribution is not AttributionRule.ON_RECORD:
        yield attribution_label(session.attribution, reader.words)


def _road(session: Session, agenda: Agenda, reader: Reader) -> Iterator[str]:
    start, end = session.from_venue, session.to_venue
    if start is None or end is None:
        return
    yield f"{reader.line(start.name)} → {reader.line(end.name)}"
    parts = []
    if (minutes := agenda.travel_minutes(session)) is not None:
        parts.append(road_label(session.transfer_mode, minutes, reader.words))
    if end.gate_minutes:
        parts.append(reader.words("{minutes} min at the gate", minutes=end.gate_minutes))
    if parts:
        yield _DOT.join(parts)


def _topic(topic: Topic, reader: Reader) -> str:
    """Give "7bis [Title] · Discussion · 30 min"; the brackets go when all sides have agreed."""
    title = reader.line(topic.title)
    if not topic.agreement.is_agreed:
        title = f"［{title}］" if reader.language == "ja" else f"[{title}]"
    parts = [f"{topic_number(topic.number, reader.words)} {title}", purpose_label(topic.purpose, reader.words)]
    if topic.minutes is not None:
        parts.append(minutes_label(topic.minutes, reader.words))
    return _DOT.join(parts)
