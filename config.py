"""Configuration, read from the environment once at the start. Imports nothing of ours."""

from __future__ import annotations

import os
from pathlib import Path

INSTANCE = Path(os.environ.get("EVENTAPP_INSTANCE", "instance")).resolve()


class Default:
    """What holds everywhere unless a class below says otherwise."""

    INSTANCE_PATH = str(INSTANCE)
    SECRET_KEY = os.environ.get("SECRET_KEY", "")
    DATABASE_URL = os.environ.get("DATABASE_URL", f"sqlite:///{INSTANCE / 'eventapp.sqlite'}")
    RENDITION_CACHE_BYTES = int(os.environ.get("EVENTAPP_CACHE_BYTES", str(16 * 1024 * 1024)))
    PUBLIC_URL = os.environ.get("EVENTAPP_PUBLIC_URL", "")
    SECRET_KEY_REQUIRED = True
    TESTING = False


class Development(Default):
    """One machine, one person, the demo conference."""

    SECRET_KEY_REQUIRED = False


class Testing(Default):
    """The test suite; the database is handed in by its fixtures."""

    SECRET_KEY = "testing"  # noqa: S105 - nothing of worth is signed with it
    TESTING = True


class Production(Default):
    """Where people rely on it: a start without a secret key is refused."""


CLASSES = {"development": Development, "testing": Testing, "production": Production}
Selected = CLASSES[os.environ.get("EVENTAPP_ENV", "production")]
