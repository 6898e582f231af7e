"""The shape of a conference file as JSON Schema: editors complete and check a file by it while it is written."""

from __future__ import annotations

import json
import sys
from typing import Any

from eventapp.importers.conference_file.schema import FileDocument

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def file_schema() -> str:
    """Give the schema as text, the same text for the same program.

    What refers from one item to another, times and texts' hygiene are checked by `read_conference_file` only.
    """
    schema = FileDocument.model_json_schema()
    titled = {"$schema": _DIALECT, "title": "Conference file of eventapp", **_plain(schema)}
    return json.dumps(titled, ensure_ascii=False, indent=2, sort_keys=False) + "\n"


def _plain(value: Any) -> Any:
    """Leave out what says nothing in TOML: titles that only repeat the keys, and null, which it doesn't have."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    kinds = [kind for kind in value.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        return _plain(kinds[0])
    # A property that is called "title" has a schema, not a text.
    return {key: _plain(item) for key, item in value.items() if key != "title" or not isinstance(item, str)}


if __name__ == "__main__":
    sys.stdout.write(file_schema())
