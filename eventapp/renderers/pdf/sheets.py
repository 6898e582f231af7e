"""What every paper has: running head and foot, a date, places to break long words at."""

from __future__ import annotations

import json
import re
from datetime import UTC
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from eventapp.renderers.dates import moment
from eventapp.renderers.pdf.columns import bare
from eventapp.renderers.pdf.heights import lines, width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from eventapp.renderers.pdf.columns import Data, Said
    from eventapp.renderers.pdf.papers import Paper
    from eventapp.renderers.wording import Words

MM = 72 / 25.4
SIDE_MARGINS = 31 * MM
_LONG_MARKING = 70 * MM
# A page that begins amid something names it in the running head.
_GOING_ON = 50 * MM
# Neither spaces nor dashes, at which lines break, nor CJK characters, between which they do.
_LONG_WORD = re.compile(r"[^\W_\u2e80-\U0010ffff]{25,}")
_BREAK = "\N{ZERO WIDTH SPACE}"


def compact_json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def breakable_json(data: Data, text: str) -> str:
    """Give `text`, the JSON of `data`, or one with a place to break after each letter of a word wider than the narrowest column."""
    if not _LONG_WORD.search(text):
        return text
    return compact_json({**_breakable(data), "title": data["title"], "breaks": True})


def _breakable(data: Any) -> Any:
    if isinstance(data, str):
        return _LONG_WORD.sub(lambda word: _BREAK.join(word[0]), data)
    if isinstance(data, dict):
        return {name: _breakable(value) for name, value in data.items()}
    return [_breakable(value) for value in data] if isinstance(data, (list, tuple)) else data


def running_head(titles: Sequence[Said], marking: Sequence[Said], paper: Paper) -> Data:
    """Give titles and marking with the lines that they take: the template needs its margins before it sets anything."""
    marking_width = width(" ".join(map(bare, marking)), 7.5)
    is_marking_long = marking_width > _LONG_MARKING
    room = paper.width_points - SIDE_MARGINS - 10 * MM - min(marking_width, _LONG_MARKING)
    is_one_line = width("   ".join(map(bare, titles)), 7.5) + _GOING_ON < room
    title_lines = 1 if is_one_line else sum(lines(title, 7.5, room - _GOING_ON) for title in titles)
    marking_lines = lines(" ".join(map(bare, marking)), 7.5, _LONG_MARKING - 12)
    return {
        "titles": titles,
        "is-one-line": is_one_line,
        "marking": marking,
        "is-marking-long": is_marking_long,
        "lines": max(title_lines, marking_lines if is_marking_long else 1),
    }


def running_foot(versions: Sequence[Said], subject: Sequence[Said], paper: Paper) -> Data:
    measure = paper.width_points - SIDE_MARGINS - 20 * MM
    line_count = lines((" " * 8).join(map(bare, (*versions, *subject))), 7, measure)
    return {"version": versions, "subject": subject, "lines": line_count}


def as_of_on_paper(at: datetime, zone: str, words: Words) -> str:
    """Give "as of 9 Mar 2023 18:00 JST"."""
    return words("as of {moment}", moment=moment(at.astimezone(ZoneInfo(zone)), words.language))


def document_date(at: datetime | None) -> dict[str, int] | None:
    """Give the instant that a paper is of: a clock here would change the bytes at every printing."""
    if at is None:
        return None
    names = ("year", "month", "day", "hour", "minute", "second")
    return dict(zip(names, at.astimezone(UTC).timetuple(), strict=False))
