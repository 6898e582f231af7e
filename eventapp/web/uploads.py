"""How much a request may carry: more where people give files with a form, decided before anybody reads it."""

from __future__ import annotations

from flask import request

# Five files of the largest size, and what is typed beside them.
_WITH_FILES = 26_000_000
_ENDPOINTS = frozenset({"registrations.register", "registrations.register_invited", "personal_changes.change"})


def allow_files() -> None:
    """Set it for this request, before anybody looks into its form: whoever comes later is too late."""
    if request.endpoint in _ENDPOINTS:
        request.max_content_length = _WITH_FILES
