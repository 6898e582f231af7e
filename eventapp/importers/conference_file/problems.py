"""From what the parsers found to problems with a key path and the item's own id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from eventapp.domain.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]

_SHOWN_MAX = 60
# Numbers of so many digits are refused by Python itself.
_LONG_NUMBER = re.compile(rb"[0-9_]{4300}")
# The words of TOML for what the checker calls by the names of Python.
_TYPES = {
    "model": "table",
    "dict": "table",
    "list": "array",
    "sequence": "array",
    "is": "array",
    "str": "string",
    "int": "integer",
    "bool": "boolean",
    "float": "decimal",
}
_EXPECTED = {**_TYPES, "float": "number"}
_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_WORD = re.compile(r"'([^']*)'")
_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_LIMITS = {
    "string_too_short": "empty-text",
    "string_too_long": "text-too-long",
    "too_short": "too-few",
    "too_long": "too-many",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
}
_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "enum": "unknown-word",
    "string_pattern_mismatch": "wrong-form",
    **_LIMITS,
}


def path_text(place: Place) -> str:
    """Give "sessions[12].title.ja"."""
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part}]"
        elif part != "[key]":
            text += f".{_printable(part)}" if text else _printable(part)
    return text


def item_at(document: Mapping[str, Any], place: Place) -> str:
    """Give the id or code of the item that `place` lies in, "" where there is none."""
    here: Any = document
    found = ""
    for part in place:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, dict):
            name = here.get("id", here.get("code"))
            found = _printable(name) if isinstance(name, str) else found
    return found


def syntax_problem(message: str, *, lines: int) -> Problem:
    """Give the problem of a file that is no TOML, with its line if known; the last of `lines` where it ends too early."""
    line = _LINE.search(message)
    reason = message.partition(" (at ")[0]
    if line is None and not message.endswith("(at end of document)"):
        return Problem("syntax-somewhere", values=(("reason", reason),))
    number = int(line.group(1)) if line else lines
    return Problem("syntax", values=(("line", number), ("reason", reason)))


def long_number_problem(data: bytes) -> Problem:
    """Give the problem of a file with a number that has more digits than can be read."""
    number = _LONG_NUMBER.search(data)
    if number is None:
        return Problem("long-number-somewhere")
    return Problem("long-number", values=(("line", data.count(b"\n", 0, number.start()) + 1),))


def shape_problems(error: ValidationError, document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Give one problem for each key of the wrong shape, in the order of the file's sections."""
    details = error.errors(include_url=False)
    return tuple(unique(_shape_problem(detail, document) for detail in details))


def unique(problems: Iterable[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))


def in_order_of_file(problems: Iterable[Problem], document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Give each problem once, as its place comes in the file: section, index, key; a missing key before the others."""
    return tuple(sorted(unique(problems), key=lambda problem: _rank(problem.path, document)))


def _rank(path: str, document: Mapping[str, Any]) -> tuple[int, ...]:
    here: Any = document
    ranks = []
    for key, index in _PART.findall(path):
        part = int(index) if index else key
        if isinstance(here, dict):
            ranks.append(list(here).index(part) if part in here else -1)
        else:
            ranks.append(part if isinstance(part, int) else -1)
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
    return tuple(ranks)


def _shape_problem(detail: ErrorDetails, document: Mapping[str, Any]) -> Problem:
    place = detail["loc"]
    context = detail.get("ctx") or {}
    kind = detail["type"]
    code = _CODES.get(kind, "wrong-type" if _is_type_error(kind) else kind.replace("_", "-"))
    values: dict[str, object] = {}
    if code == "wrong-type":
        if place == ("conference",) and isinstance(detail["input"], list):
            return Problem("not-once", path_text(place), values=(("table", "conference"),))
        expected, got = kind.split("_")[0], type(detail["input"]).__name__
        values = {"expected": _EXPECTED.get(expected, expected), "got": _TYPES.get(got, got)}
    elif code in {*_LIMITS.values()}:
        values = {"limit": next((context[k] for k in _LIMIT_KEYS if k in context), 0)}
    elif code == "unknown-word":
        values = {"got": _shown(detail["input"]), "expected": ", ".join(_WORD.findall(context["expected"]))}
    elif code == "wrong-form":
        values = {"got": _shown(detail["input"])}
    elif code not in {"missing-key", "unknown-key"}:
        values = {key: _shown(value) for key, value in context.items()}
    return Problem(code, path_text(place), item_at(document, place), tuple(values.items()))


_PLAIN_MAX = 10**_SHOWN_MAX
_LIMIT_KEYS = ("max_length", "min_length", "ge", "le")


def _is_type_error(kind: str) -> bool:
    others = {"date_from_datetime_inexact", "is_instance_of", "sequence_str"}
    return kind.endswith(("_type", "_parsing")) or kind in others


def _shown(value: object) -> str:
    """Give the beginning of a simple value, the type of any other; long numbers in hexadecimal digits, as Python can."""
    if isinstance(value, dict | list):
        return _TYPES[type(value).__name__]
    text = hex(value) if isinstance(value, int) and abs(value) > _PLAIN_MAX else str(value)
    return _printable(text)


def _printable(text: str) -> str:
    """Give what may be printed of a text from outside: a terminal obeys control characters."""
    printable = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return printable if len(printable) <= _SHOWN_MAX else f"{printable[:_SHOWN_MAX]}…"
