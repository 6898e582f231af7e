"""Small schedules of each kind, and what reading them says."""

from __future__ import annotations

import json

from eventapp.domain.errors import InvalidInputError
from eventapp.importers.schedules.reading import read_schedule
from eventapp.renderers.problems import problem_line
from eventapp.renderers.wording import words_in

PARIS = "Europe/Paris"

EVENT = """<event id="7"><start>10:00</start><duration>00:45</duration><room>Main Hall</room><title>Opening</title>
<track>Policy</track><type>keynote</type><language></language><abstract>&lt;p&gt;First &amp;amp; last.&lt;/p&gt;</abstract>
<description></description><persons><person id="3">Ada van Dyke</person><person id="3">Ada van Dyke</person></persons></event>"""
OLD_XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<schedule><conference><title>Forum 2026</title><venue>House</venue><city>Lyon</city><day_change>04:00:00</day_change></conference>
<day index="1" date="2026-05-04">{EVENT}</day></schedule>"""
NEW_EVENT = """<event id="8" guid="2f1b0c7e-0000-4000-8000-000000000008"><date>2026-05-04T09:30:00+02:00</date><start>09:30</start>
<duration>1:30</duration><title>Working lunch</title><type>Workshop</type><room>Salon</room></event>"""
NEW_XML = f"""<schedule><conference><acronym>forum-2026</acronym><title>Forum</title>
<time_zone_name>Europe/Paris</time_zone_name></conference>
<day date="2026-05-04" start="2026-05-04T04:00:00+02:00" end="2026-05-05T03:59:00+02:00"><room name="Salon">{NEW_EVENT}</room></day></schedule>"""


def pretalx(*events, **conference):
    """Give the bytes of a JSON with one day and these events in the hall."""
    day = {"date": "2026-05-04", "rooms": {"Hall": list(events)}}
    return json.dumps({"schedule": {"conference": {"title": "Forum 2026", "days": [day], **conference}}}).encode()


def calendar(*events, head=""):
    """Give the bytes of a calendar; an event is its lines, apart by line feeds."""
    listed = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nX-WR-CALNAME:Forum 2026\n{head}{listed}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def read(data, **options):
    """Give the agenda and the warnings as English lines."""
    data = data.encode() if isinstance(data, str) else data
    result = read_schedule(data, **({"zone": PARIS} | options))
    return result.conference_file.agenda, [problem_line(one, words_in("en")) for one in result.warnings]


def only_session(data, **options):
    """Give the one session of a schedule, and the warnings."""
    agenda, warnings = read(data, **options)
    (session,) = agenda.sessions
    return session, warnings


def refusal(data, **options):
    """Give what a schedule is refused for, as English lines."""
    try:
        read(data, **options)
    except InvalidInputError as error:
        return [problem_line(one, words_in("en")) for one in error.problems]
    raise AssertionError("the schedule was read")
