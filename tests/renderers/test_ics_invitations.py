"""Invitations by mail: the bytes, and what readers of two makes find in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import vobject
from icalendar import Calendar

from eventapp.domain.session_invitations import InvitationMethod, next_sequence
from eventapp.domain.vocabulary import SessionStatus
from eventapp.renderers.ics import render_entry, render_invitation, signed
from tests.golden import Golden
from tests.renderers.ics_agendas import AS_OF, BASE_URL, full_agenda

REQUEST, CANCEL = InvitationMethod
HAYASHI = 'HAYASHI "Yoshi^2" 林 芳正\r\nATTENDEE:mailto:x@example.org'


@pytest.fixture
def golden(request):
    return Golden(update=request.config.getoption("--update-golden"))


def made(method, *, name=HAYASHI, sequence=4, languages=("en", "ja")):
    agenda = full_agenda()
    session = agenda.sessions[0]
    if method is CANCEL:
        session = replace(session, status=SessionStatus.CANCELLED)
    entry = render_entry(session, agenda, languages=languages, base_url=BASE_URL)
    text = render_invitation(entry, agenda, method=method, sequence=sequence, address="hayashi@example.org", name=name)
    return signed(text, organiser="agenda@example.org", name="Joint secretariat, 事務局", now=AS_OF)


@pytest.mark.parametrize("method", list(InvitationMethod))
def test_bytes_are_the_golden_ones(golden, method):
    body = made(method)
    golden.assert_equals(f"invitation-{method.value.lower()}.ics", body)
    assert body.count(b"\n") == body.count(b"\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 75
    assert [line.decode() for line in body.split(b"\r\n")] == body.decode().split("\r\n")


@pytest.mark.parametrize(
    ("method", "status", "transparency"), [(REQUEST, "CONFIRMED", "OPAQUE"), (CANCEL, "CANCELLED", "TRANSPARENT")]
)
def test_icalendar_reads_what_was_meant(method, status, transparency):
    whole = Calendar.from_ical(made(method))
    (vevent,) = whole.walk("VEVENT")
    attendee, organiser = vevent["ATTENDEE"], vevent["ORGANIZER"]
    assert (whole["METHOD"], vevent["STATUS"], vevent["TRANSP"]) == (method.value, status, transparency)
    assert (str(vevent["UID"]), vevent["SEQUENCE"], vevent["DTSTAMP"].dt) == ("plenary-uid@eventapp", 4, AS_OF)
    assert (str(organiser), organiser.params["CN"]) == ("mailto:agenda@example.org", "Joint secretariat, 事務局")
    assert str(attendee) == "mailto:hayashi@example.org"
    assert {key: attendee.params[key] for key in ("CUTYPE", "ROLE", "PARTSTAT", "RSVP")} == {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }
    assert attendee.params["CN"] == 'HAYASHI "Yoshi^2" 林 芳正 ATTENDEE:mailto:x@example.org'


@pytest.mark.parametrize("method", list(InvitationMethod))
def test_vobject_reads_the_same(method):
    whole = vobject.readOne(made(method).decode())
    vevent = whole.vevent
    assert (whole.method.value, vevent.uid.value, vevent.sequence.value) == (method.value, "plenary-uid@eventapp", "4")
    assert [one.value for one in vevent.contents["attendee"]] == ["mailto:hayashi@example.org"]
    assert (vevent.dtstart.value.isoformat(), vevent.dtend.value.isoformat()) == (
        "2026-03-08T09:00:00+09:00",
        "2026-03-08T10:30:00+09:00",
    )
    assert vevent.status.value == {REQUEST: "CONFIRMED", CANCEL: "CANCELLED"}[method]


def test_cancelled_entry_says_so_and_names_nobody():
    (vevent,) = Calendar.from_ical(made(CANCEL, name="")).walk("VEVENT")
    assert str(vevent["SUMMARY"]) == "[CANCELLED / 中止] Disaster relief / 災害救援"
    assert ("DOE" in str(vevent["DESCRIPTION"]), "CN" in vevent["ATTENDEE"].params) == (False, False)


def test_entry_is_the_same_until_something_that_it_says_changes():
    agenda = full_agenda()
    session = agenda.sessions[0]

    def entry(one):
        return render_entry(one, agenda, languages=("en",), base_url=BASE_URL)

    revised = replace(session, sequence=9, modified_at=AS_OF.replace(year=2027))
    cancelled = replace(session, status=SessionStatus.CANCELLED)
    assert (entry(revised) == entry(session), entry(cancelled) == entry(session)) == (True, False)


@pytest.mark.parametrize(
    ("sent", "published", "expected"), [(None, 0, 0), (None, 3, 3), (0, 0, 1), (3, 4, 4), (4, 4, 5), (7, 4, 8)]
)
def test_sequence_rises_with_every_message_and_is_not_below_the_sessions(sent, published, expected):
    assert next_sequence(sent, published) == expected
