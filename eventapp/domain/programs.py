"""Which program asks for a calendar, as its owner would call it. Pure."""

from __future__ import annotations

import re

_LONGEST = 40
# What a User-Agent has in it, the more telling first: what programs of these makers are known to send.
_KNOWN = (
    ("google-calendar-importer", "Google Calendar"),
    ("googlebot", "Google"),
    ("thunderbird", "Thunderbird"),
    ("icsx5", "ICSx⁵"),
    ("davx5", "DAVx⁵"),
    ("vdirsyncer", "vdirsyncer"),
    ("nextcloud", "Nextcloud"),
    ("outlook", "Outlook"),
    ("microsoft office", "Outlook"),
    ("exchange", "Outlook"),
    ("dataaccessd", "Apple Calendar (iPhone, iPad)"),
    ("accountsd", "Apple Calendar (iPhone, iPad)"),
    ("ios/", "Apple Calendar (iPhone, iPad)"),
    ("calendaragent", "Apple Calendar (Mac)"),
    ("macos", "Apple Calendar (Mac)"),
    ("mac os x/", "Apple Calendar (Mac)"),
    ("mozilla/", "a web browser"),
)
_PRODUCT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._+-]*")


def program_name(user_agent: str) -> str:
    """Give the name of a program by what it says of itself, "" for one that says nothing; never its version or the system's."""
    said = user_agent.lower()
    for mark, name in _KNOWN:
        if mark in said:
            return name
    found = _PRODUCT.match(user_agent)
    return found[0].strip()[:_LONGEST].strip() if found else ""
