"""Golden files: what was made once, read by a person, and must stay so until `pytest --update-golden` writes it anew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("golden")


@dataclass(frozen=True, slots=True)
class Golden:
    """Compares with the files of tests/golden, or writes them."""

    update: bool

    def assert_equals(self, name: str, made: bytes) -> None:
        path = FOLDER / name
        if self.update:
            path.write_bytes(made)
        kept = path.read_bytes() if path.exists() else b""
        # Lists of lines: pytest shows where they part.
        assert made.decode().split("\n") == kept.decode().split("\n"), f"{name}: read the change, then --update-golden"
