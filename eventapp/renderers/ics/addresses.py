"""Addresses of pages as calendars give them: canonical, without a secret, ASCII."""

from __future__ import annotations

from urllib.parse import quote

_RESERVED = ":/?#[]@!$&'()*+,;=%~"


def conference_url(base_url: str, slug: str) -> str:
    return f"{quote(base_url.rstrip('/'), safe=_RESERVED)}/conferences/{quote(slug, safe='')}/"


def session_url(base_url: str, slug: str, session_id: str) -> str:
    return f"{conference_url(base_url, slug)}sessions/{quote(session_id, safe='')}"
