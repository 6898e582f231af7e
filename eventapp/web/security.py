"""Headers that every answer carries. Nothing is inline, so pages need no nonce and stay cacheable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.web.responses import ReadyResponse

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


def register(app: Flask) -> None:
    """Add the headers to every answer of the application; a ready one has them."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    if not isinstance(response, ReadyResponse):
        for name, value in HEADERS:
            response.headers.add(name, value)
    return response
