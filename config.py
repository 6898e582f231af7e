"""Configuration, read from the environment once at the start. Imports nothing of ours."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

WRONG_USE = 2


def _refuse(message: str) -> NoReturn:
    """End the start with one line; a setting that means nothing is a wrong use of the program."""
    sys.stderr.write(f"eventapp: {message}\n")
    raise SystemExit(WRONG_USE)


def _number(name: str, default: int, *, least: int = 0) -> int:
    given = os.environ.get(name, "")
    if given and not given.isdecimal():
        _refuse(f"{name} must be a whole number, not {given!r}.")
    if given and int(given) < least:
        _refuse(f"{name} must be at least {least}, not {given}.")
    return int(given) if given else default


INSTANCE = Path(os.environ.get("EVENTAPP_INSTANCE", "instance")).resolve()


class Default:
    """What holds everywhere unless a class below says otherwise."""

    INSTANCE_PATH = str(INSTANCE)
    SECRET_KEY = os.environ.get("SECRET_KEY", "")
    DATABASE_URL = os.environ.get("DATABASE_URL", f"sqlite:///{INSTANCE / 'eventapp.sqlite'}")
    RENDITION_CACHE_BYTES = _number("EVENTAPP_CACHE_BYTES", 16 * 1024 * 1024)
    PROXIES = _number("EVENTAPP_PROXIES", 0)
    PUBLIC_URL = os.environ.get("EVENTAPP_PUBLIC_URL", "")
    SMTP_URL = os.environ.get("EVENTAPP_SMTP_URL", "")
    MAIL_FROM = os.environ.get("EVENTAPP_MAIL_FROM", "")
    MAILBOX_URL = os.environ.get("EVENTAPP_MAILBOX_URL", "")
    MAILBOX_PASSWORD = os.environ.get("EVENTAPP_MAILBOX_PASSWORD", "")
    MAIL_CLAIM_SECONDS = _number("EVENTAPP_MAIL_CLAIM_SECONDS", 120, least=1)
    SECRET_KEY_REQUIRED = True
    MAIL_IS_PUBLIC = False
    TESTING = False
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    # Counted from the sign-in: a page that is read sets no cookie.
    PERMANENT_SESSION_LIFETIME = timedelta(days=14)
    SESSION_REFRESH_EACH_REQUEST = False
    # A form that was open for hours is still sent: its token lives as long as the browser's session.
    WTF_CSRF_TIME_LIMIT = None
    # The largest thing sent is a file brought in, 3 MB, a third more as text in a form.
    MAX_CONTENT_LENGTH = 6_000_000
    # Pages of one-time links send no referrer; the token alone decides.
    WTF_CSRF_SSL_STRICT = False


class Development(Default):
    """One machine, one person, the demo conference."""

    SECRET_KEY_REQUIRED = False
    MAIL_IS_PUBLIC = True
    SESSION_COOKIE_SECURE = False  # http://127.0.0.1


class Testing(Default):
    """The test suite; the database is handed in by its fixtures."""

    SECRET_KEY = "testing"  # noqa: S105 - nothing of worth is signed with it
    TESTING = True
    MAIL_IS_PUBLIC = True
    SMTP_URL = ""
    MAIL_FROM = ""
    MAILBOX_URL = ""
    MAILBOX_PASSWORD = ""
    SESSION_COOKIE_SECURE = False


class Production(Default):
    """Where people rely on it: a start without a secret key is refused."""


CLASSES = {"development": Development, "testing": Testing, "production": Production}
ENVIRONMENT = os.environ.get("EVENTAPP_ENV", "production")
if ENVIRONMENT not in CLASSES:
    _refuse(f"EVENTAPP_ENV must be one of {', '.join(CLASSES)}, not {ENVIRONMENT!r}.")
Selected = CLASSES[ENVIRONMENT]
