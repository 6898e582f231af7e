"""Checking what is sound of a file whose shape is not: so that one reading lists every problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from eventapp.domain.errors import Problem
from eventapp.domain.history import SECTIONS
from eventapp.importers.conference_file.linking import link_agenda
from eventapp.importers.conference_file.schema import AgendaDocument

if TYPE_CHECKING:
    from collections.abc import Mapping

_INDEXED = re.compile(r"^(\w+)\[(\d+)\]")


def problems_of_sound_items(error: ValidationError, raw: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Give the problems of references, times and languages among the items of the right shape.

    References to an item that was left out because of its shape are no problem of their own.
    """
    unsound = {detail["loc"][:2] for detail in error.errors(include_url=False)}
    if any(place[:1] == ("conference",) for place in unsound):
        return ()
    kept = {section: _kept(section, raw.get(section, []), unsound) for section in SECTIONS}
    sound = {section: [raw[section][n] for n in numbers] for section, numbers in kept.items() if numbers}
    try:
        document = AgendaDocument.model_validate({"conference": raw["conference"], **sound})
    except ValidationError:
        return ()
    _, problems = link_agenda(document)
    left_out = _left_out(raw, kept)
    return tuple(_at_its_place(problem, kept) for problem in problems if not _is_caused_by(problem, left_out))


def _kept(section: str, items: object, unsound: set[tuple[int | str, ...]]) -> list[int]:
    if not isinstance(items, list) or (section,) in unsound:
        return []
    return [n for n in range(len(items)) if (section, n) not in unsound]


def _left_out(raw: Mapping[str, Any], kept: Mapping[str, list[int]]) -> set[str]:
    """Give the ids and codes of the items that are not checked."""
    names: set[str] = set()
    for section, numbers in kept.items():
        items = raw.get(section, [])
        others = [item for n, item in enumerate(items) if n not in set(numbers)] if isinstance(items, list) else []
        names.update(str(item.get("id", item.get("code"))) for item in others if isinstance(item, dict))
    return names


def _is_caused_by(problem: Problem, left_out: set[str]) -> bool:
    if problem.code not in {"unknown-reference", "unknown-head"}:
        return False
    return dict(problem.values)["got"] in left_out


def _at_its_place(problem: Problem, kept: Mapping[str, list[int]]) -> Problem:
    """Count the item's place in the file, not among the sound ones."""
    match = _INDEXED.match(problem.path)
    if match is None:
        return problem
    section, number = match.group(1), int(match.group(2))
    path = f"{section}[{kept[section][number]}]{problem.path[match.end() :]}"
    return Problem(problem.code, path, problem.item, problem.values)
