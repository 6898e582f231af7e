"""What every request passes: the protection of forms, and the headers of answers. Nothing is inline, so pages need no nonce and stay cacheable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from eventapp.web.responses import ReadyResponse
from eventapp.web.uploads import allow_files

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
# RFC 9110 §9.2.1
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# Addresses that are secrets themselves: whatever is answered there, an error too, sends nobody on with them.
_SECRET_ADDRESSES = ("/feeds/", "/me/")
_SECRET_HEADERS = (("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex, nofollow"))


def register(app: Flask) -> None:
    """Add the headers to every answer of the application; a ready one has them, and a view may have set a stricter one."""
    app.after_request(_add_headers)


def protect_forms(app: Flask) -> None:
    """Refuse what a page of another site sends: asked of whatever may change something, reading pays nothing for it."""
    csrf = CSRFProtect()
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    csrf.init_app(app)

    @app.before_request
    def protect() -> None:
        if request.method not in _SAFE_METHODS:
            allow_files()
            csrf.protect(apply_exemptions=True)


def trust_proxies(app: Flask) -> None:
    """Take the reader's network address and scheme from the proxies in front, as many as are configured, and from nobody else.

    The host is never theirs to name: links go to the configured address.
    """
    count = app.config["PROXIES"]
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]


def _add_headers(response: Response) -> Response:
    if not isinstance(response, ReadyResponse):
        secret = _SECRET_HEADERS if request.path.startswith(_SECRET_ADDRESSES) else ()
        for name, value in (*secret, *HEADERS):
            response.headers.setdefault(name, value)
    return response
