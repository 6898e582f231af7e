"""Checking what is sound of a file whose shape is not: so that one reading lists every problem."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from eventapp.importers.conference_file.linking import link_agenda
from eventapp.importers.conference_file.problems import Place, path_text
from eventapp.importers.conference_file.resolving import UNKNOWN_ZONE
from eventapp.importers.conference_file.schema import AgendaDocument
from eventapp.importers.conference_file.stand_ins import with_stand_in
from eventapp.importers.conference_file.values import STAND_IN_ZONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.errors import Problem

_ROUNDS = 3
_TEXT = {"unknown-language", "missing-first-language", "duplicate-language"}
# What a problem is found from besides the key that it is reported at: when one of these cannot be read, it is no problem.
_RESTS_ON = {
    "end-before-start": ("start", "end"),
    "leaves-before-arrival": ("arrives", "leaves"),
    "last-day-before-first": ("starts_on", "ends_on"),
    "too-many-days": ("starts_on", "ends_on"),
    "half-a-point": ("latitude", "longitude"),
    "nameless": ("family_name", "given_name", "position"),
    "transfer-without-ends": ("kind", "from_venue", "to_venue"),
}
_TARGETS = {
    **dict.fromkeys(("venue", "from_venue", "to_venue"), "venues"),
    **dict.fromkeys(("delegation", "host_side", "proposed_by", "audience"), "delegations"),
    "room": "rooms",
    "head": "attendees",
    "session": "sessions",
}
_ITEM = re.compile(r"^\w+(\[\d+\])?")
_LAST_KEY = re.compile(r"(\w+)$")


def problems_of_sound_items(error: ValidationError, raw: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Give the problems of ids, references, times and languages wherever their own data can be read.

    Something harmless stands in the place of each key of the wrong shape; what only follows from that is left out.
    """
    document: dict[str, Any] = {key: copy.deepcopy(raw[key]) for key in AgendaDocument.model_fields if key in raw}
    places: set[Place] = set()
    for _ in range(_ROUNDS):
        found = {detail["loc"] for detail in error.errors(include_url=False)}
        # The innermost first: a whole that is replaced has no more parts.
        for place in sorted(found, key=len, reverse=True):
            if place[0] in AgendaDocument.model_fields:
                with_stand_in(document, place)
                places.add(tuple(part for part in place if part != "[key]"))
        try:
            tables = AgendaDocument.model_validate(document, context={STAND_IN_ZONE: UNKNOWN_ZONE})
        except ValidationError as again:
            error = again
            continue
        _, problems = link_agenda(tables)
        unread = _Unread(places, document)
        return tuple(problem for problem in problems if not unread.causes(problem))
    return ()


class _Unread:
    """The places that something else stands in, and which problems that alone explains."""

    def __init__(self, places: set[Place], document: Mapping[str, Any]) -> None:
        self.paths = {path_text(place) for place in places}
        self.has_languages = not any(place[:2] in {("conference",), ("conference", "languages")} for place in places)
        # An item whose id cannot be read may be the one that is named elsewhere.
        self.sections = {place[0] for place in places if place[2:3] in {(), ("id",), ("code",)}}
        self.ways = any(place[0] == "transfers" for place in places)
        self.strays = {
            document["attendees"][place[1]]["id"]
            for place in places
            if place[0] == "attendees" and place[2:3] == ("delegation",)
        }

    def causes(self, problem: Problem) -> bool:
        if problem.code in _TEXT and not self.has_languages:
            return True
        if problem.code == "duplicate-transfer":
            return self.ways
        if problem.code in {"unknown-reference", "unknown-head"} and self._may_be_named(problem):
            return True
        return self._is_at(problem.path) or self._is_under(problem)

    def _may_be_named(self, problem: Problem) -> bool:
        key = _LAST_KEY.search(problem.path)
        target = _TARGETS.get(key.group(1), "") if key else "attendees"
        return target in self.sections or (
            problem.code == "unknown-head" and dict(problem.values)["got"] in self.strays
        )

    def _is_at(self, path: str) -> bool:
        """Say whether a stand-in stands at the path or at a whole that it is part of."""
        while path:
            if path in self.paths:
                return True
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return False

    def _is_under(self, problem: Problem) -> bool:
        """Say whether a stand-in stands in a part that the problem is found from."""
        if problem.code == "missing-first-language":
            return any(path.startswith(f"{problem.path}.") for path in self.paths)
        item = _ITEM.match(problem.path)
        keys = _RESTS_ON.get(problem.code, ())
        return bool(item) and any(self._is_at(f"{item.group()}.{key}") for key in keys if item)
