"""Something harmless in the place of what cannot be read, so that the rest of a file can be checked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, get_args

from eventapp.importers.conference_file.resolving import UNKNOWN_ZONE
from eventapp.importers.conference_file.schema import AgendaDocument, ConferenceTable

if TYPE_CHECKING:
    from pydantic import BaseModel

    from eventapp.importers.conference_file.problems import Place

_VALUES: dict[str, Any] = {
    "slug": "x",
    "starts_on": date(2000, 1, 1),
    "ends_on": date(2000, 1, 1),
    "languages": ["en"],
    "language": "en",
    "zone": UNKNOWN_ZONE,
    "kind": "plenary",
    "start": datetime.fromisoformat("2000-01-01T00:00:00"),
    "end": datetime.fromisoformat("2000-01-02T00:00:00"),
    "number": "999quinquies",
    "purpose": "decision",
    "minutes": 0,
    **dict.fromkeys(("venue", "from_venue", "to_venue", "room"), "unread"),
    "delegation": "XX",
}
_WINDOWS = {"available", "away"}
_WINDOW = {edge: _VALUES[edge] for edge in ("start", "end")}


def with_stand_in(document: dict[str, Any], place: Place) -> None:
    """Make the document readable at `place`: a key that may be missing goes, any other gets a value that is no problem.

    An item's id becomes one that nothing else has; a zone becomes `UNKNOWN_ZONE`.
    """
    section, inner = str(place[0]), list(place[1:])
    if not inner or section == "conference":
        _mend_section(document, section, inner)
        return
    number, *way = inner
    items = document.get(section)
    if not isinstance(items, list) or not isinstance(number, int):
        return
    model = _model_of(section)
    if not way or not isinstance(items[number], dict):
        items[number] = {key: _value(key, number) for key, of in model.model_fields.items() if of.is_required()}
    else:
        _mend_table(items[number], way, model, number)


def _mend_section(document: dict[str, Any], section: str, way: list[str | int]) -> None:
    if section != "conference":
        document.pop(section, None)
    elif not way or not isinstance(document.get("conference"), dict):
        document["conference"] = {
            key: _value(key, 0) for key, of in ConferenceTable.model_fields.items() if of.is_required()
        }
    else:
        _mend_table(document["conference"], way, ConferenceTable, 0)


def _mend_table(table: dict[str, Any], way: list[str | int], model: type[BaseModel], number: int) -> None:
    key, parts = str(way[0]), way[1:]
    if parts and key != "languages":
        _mend_part(table, [key, *parts])
        return
    field = model.model_fields.get(key)
    # Without a zone or a room the times would be those of another zone.
    if key in {"zone", "room"} or (field and field.is_required()):
        table[key] = _value(key, number)
    else:
        table.pop(key, None)


def _mend_part(table: dict[str, Any], way: list[str | int]) -> None:
    """Mend a language of a text, a role or one of its people, a question, a window or one of its edges."""
    is_name = way[-1] == "[key]"
    *outer, last = way[:-1] if is_name else way
    holder: Any = table
    for part in outer:
        holder = holder[part]
    if is_name or outer == ["people"]:
        holder.pop(last, None)
    elif way[0] in _WINDOWS:
        _mend_window(holder, last)
    else:
        holder[last] = {} if outer == ["questions"] else "unread"


def _mend_window(holder: Any, last: str | int) -> None:
    if isinstance(last, int):
        holder[last] = dict(_WINDOW)
    elif last in _WINDOW:
        holder[last] = _WINDOW[last]
    else:
        holder.pop(last, None)


def _value(key: str, number: int) -> Any:
    if key == "id":
        return f"unread-{number}"
    if key == "code":
        return f"X{number:07d}"
    return _VALUES.get(key, {})


def _model_of(section: str) -> type[BaseModel]:
    (model,) = get_args(AgendaDocument.model_fields[section].annotation)
    return model  # type: ignore[no-any-return] # get_args knows no types
