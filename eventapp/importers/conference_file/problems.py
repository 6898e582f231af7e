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
            text += f".{part}" if text else part
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
            found = name if isinstance(name, str) else found
    return found


def syntax_problem(message: str, *, lines: int) -> Problem:
    """Give the problem of a file that is no TOML, with its line; the last of `lines` where it ends too early."""
    line = _LINE.search(message)
    reason = message.partition(" (at ")[0]
    number = int(line.group(1)) if line else lines
    return Problem("syntax", values=(("line", number), ("reason", reason)))


def shape_problems(error: ValidationError, document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Give one problem for each key of the wrong shape, in the order of the file's sections."""
    details = error.errors(include_url=False)
    return tuple(unique(_shape_problem(detail, document) for detail in details))


def unique(problems: Iterable[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))


def _shape_problem(detail: ErrorDetails, document: Mapping[str, Any]) -> Problem:
    place = detail["loc"]
    context = detail.get("ctx") or {}
    kind = detail["type"]
    code = _CODES.get(kind, "wrong-type" if _is_type_error(kind) else kind.replace("_", "-"))
    values: dict[str, object] = {}
    if code == "wrong-type":
        values = {"expected": kind.split("_")[0], "got": type(detail["input"]).__name__}
    elif code in {*_LIMITS.values()}:
        values = {"limit": next((context[k] for k in _LIMIT_KEYS if k in context), 0)}
    elif code == "unknown-word":
        values = {"got": _shown(detail["input"]), "expected": context.get("expected", "")}
    elif code == "wrong-form":
        values = {"got": _shown(detail["input"])}
    elif code not in {"missing-key", "unknown-key"}:
        values = {key: value for key, value in context.items() if isinstance(value, str | int)}
    return Problem(code, path_text(place), item_at(document, place), tuple(values.items()))


_LIMIT_KEYS = ("max_length", "min_length", "ge", "le")


def _is_type_error(kind: str) -> bool:
    return kind.endswith(("_type", "_parsing")) or kind in {"date_from_datetime_inexact", "is_instance_of"}


def _shown(value: object) -> str:
    text = str(value)
    printable = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return printable if len(printable) <= _SHOWN_MAX else f"{printable[:_SHOWN_MAX]}…"
