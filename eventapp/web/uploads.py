"""How much a request may carry: more where people give files with a form, decided before anybody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask

# Five files of the largest size, and what is typed beside them.
_WITH_FILES = 26_000_000
_ENDPOINTS = frozenset({"registrations.register", "registrations.register_invited", "personal_changes.change"})


def register(app: Flask) -> None:
    """Set it before the protection of forms looks into one: whoever comes later is too late."""
    app.before_request(_allow_files)


def _allow_files() -> None:
    if request.endpoint in _ENDPOINTS:
        request.max_content_length = _WITH_FILES
