"""A small conference file in parts, for tests that spoil one of them."""

from __future__ import annotations

import pytest

from eventapp.domain.errors import InvalidInputError, Problem
from eventapp.importers.conference_file.reading import read_conference_file

HEAD = "format = 1\n"
CONFERENCE = """
[conference]
slug = "small-2026"
title = { en = "Small", ja = "小会議" }
starts_on = 2026-10-31
ends_on = 2026-11-01
zone = "America/New_York"
languages = ["en", "ja"]
"""
DELEGATION = """
[[delegations]]
code = "US"
name = { en = "US side" }
zone = "America/New_York"
language = "en"
"""
VENUE = """
[[venues]]
id = "v-1"
name = { en = "Venue" }
"""
ROOM = """
[[rooms]]
id = "r-1"
venue = "v-1"
name = { en = "Room" }
"""
ATTENDEE = """
[[attendees]]
id = "p-1"
delegation = "US"
family_name = "Doe"
"""
SESSION = """
[[sessions]]
id = "s-1"
kind = "plenary"
title = { en = "Session" }
start = 2026-10-31T09:00:00
end = 2026-10-31T10:00:00
"""
TOPIC = """
[[topics]]
id = "t-1"
number = "1"
purpose = "decision"
title = { en = "Topic" }
"""
PUBLICATION = """
[[publications]]
number = 1
as_of = 2026-10-01T18:00:00-04:00
published_by = "Secretariat"
"""
WHOLE = HEAD + CONFERENCE + DELEGATION + VENUE + ROOM + ATTENDEE + SESSION + TOPIC


def problems_of(text):
    """Give the problems of a file that is refused."""
    with pytest.raises(InvalidInputError) as caught:
        read_conference_file(text if isinstance(text, bytes) else text.encode())
    return caught.value.problems


def problem(code, path="", item="", **values):
    return Problem(code, path, item, tuple(values.items()))


def changed(text, old, new):
    """Give the text with one thing in it replaced, which has to be there."""
    assert old in text
    return text.replace(old, new, 1)
