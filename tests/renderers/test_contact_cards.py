"""The card of the organisers' contact, read back by vobject, and its bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest
import vobject
from hypothesis import example, given

from eventapp.domain.contacts import Contact
from eventapp.domain.localized import NOTHING
from eventapp.domain.publication import freeze
from eventapp.renderers.ics import render_calendar
from eventapp.renderers.ics.texts import clean_line
from eventapp.renderers.vcards import render_contact_card
from tests.contacts import CONTACT, with_contact
from tests.drawing import hostile_texts
from tests.factories import sample_agenda, utc
from tests.renderers.ics_agendas import BASE_URL, both, build_conference, english

AS_OF = utc("2023-03-01 09:00")


def card(*, languages=("en",), **changes):
    conference = build_conference(**{"contact": CONTACT, "host": both("Institute; planning", "計画研究所"), **changes})
    return render_contact_card(conference, languages=languages, base_url=BASE_URL)


def lines(raw):
    return raw.decode().replace("\r\n ", "").split("\r\n")


def test_card_in_two_languages():
    assert lines(card(languages=("ja", "en"))) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//eventapp//Conference agenda//EN",
        "UID:contact_.conference-uid@eventapp",
        "FN;LANGUAGE=ja:会議事務局 / Conference secretariat",
        "N:会議事務局 / Conference secretariat;;;;",
        "ORG:会議事務局 / Conference secretariat",
        "X-ABSHOWAS:COMPANY",
        "EMAIL;TYPE=INTERNET:secretariat@example.jp",
        "TEL;TYPE=WORK,VOICE:+81 (0)3-5555-0100 ext. 12",
        "URL:https://events.example.org/conferences/next-2026/",
        "NOTE;LANGUAGE=ja:NEXTアライアンス会議\\n2026年3月7日（土）〜10日（火）\\n計画研究所",
        "END:VCARD",
        "",
    ]


def test_programs_read_all_of_it():
    read = vobject.readOne(card().decode())
    assert (read.fn.value, read.n.value.family, read.org.value) == (
        "Conference secretariat",
        "Conference secretariat",
        ["Conference secretariat"],
    )
    assert (read.email.value, read.tel.value) == (CONTACT.email, CONTACT.phone)
    assert read.note.value == "NEXT Alliance Conference\nSat 7 – Tue 10 March 2026\nInstitute; planning"


@pytest.mark.parametrize(
    ("contact", "absent"),
    [(replace(CONTACT, email=""), "EMAIL"), (replace(CONTACT, phone=""), "TEL"), (replace(CONTACT, name=NOTHING), "-")],
)
def test_what_the_organisers_left_out_is_absent(contact, absent):
    names = {line.partition(":")[0].partition(";")[0] for line in lines(card(contact=contact))}
    assert {"EMAIL", "TEL", "FN", "N", "ORG", "URL", "NOTE"} - names == {absent} - {"-"}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "Institute; planning"),
        ({"host": NOTHING}, "NEXT Alliance Conference"),
        ({"host": NOTHING, "title": english("\x00")}, "next-2026"),
    ],
)
def test_contact_without_a_name_is_called_as_the_host_or_the_conference(changes, name):
    read = vobject.readOne(card(contact=Contact(email="a@example.org"), **changes).decode())
    assert (read.fn.value, read.org.value) == (name, [name])


@given(name=hostile_texts, host=hostile_texts)
@example(name="C:\\new;x,y\r\nEND:VCARD\u2028BEGIN:VCARD", host="字" * 10_000)
def test_whatever_people_paste_is_read_back_equal(name, host):
    raw = card(contact=replace(CONTACT, name=english(name)), host=english(host))
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert [raw.split(b"\r\n").count(line) for line in (b"BEGIN:VCARD", b"VERSION:3.0", b"END:VCARD")] == [1, 1, 1]
    for line in raw.split(b"\r\n"):
        line.decode()  # would fail where a fold parts a character
    read = vobject.readOne(raw.decode())
    called = clean_line(name) or clean_line(host) or "NEXT Alliance Conference"
    assert (read.fn.value, read.org.value) == (called, [called])
    assert read.note.value.split("\n")[2:] == ([clean_line(host)] if clean_line(host) else [])


def test_contact_is_in_no_entry_of_a_calendar():
    """Else another number would be news of every session to every subscriber."""
    settings = {"languages": ("en", "ja"), "base_url": BASE_URL, "as_of": AS_OF, "number": 1}
    plain, named = (freeze(one, None, as_of=AS_OF) for one in (sample_agenda(), with_contact(sample_agenda())))
    assert render_calendar(named, **settings) == render_calendar(plain, **settings)
