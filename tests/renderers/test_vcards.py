"""Cards of venues, read back by vobject, and their bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest
import vobject
from hypothesis import example, given

from eventapp.domain.localized import NOTHING
from eventapp.renderers.ics.texts import clean_line
from eventapp.renderers.vcards import render_venue_card
from tests.drawing import hostile_texts
from tests.renderers.ics_agendas import BASE, BASE_URL, HALL, build_conference, english

SETTINGS = {"languages": ("en",), "base_url": BASE_URL}


def card(venue=HALL, **settings):
    return render_venue_card(venue, build_conference(), **(SETTINGS | settings))


def test_card_of_a_venue_in_two_languages():
    assert card(languages=("ja", "en")).decode().replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//eventapp//Conference agenda//EN",
        "UID:hall.conference-uid@eventapp",
        "FN;LANGUAGE=ja:東京会場 / Conference hall",
        "N:東京会場 / Conference hall;;;;",
        "ORG:東京会場 / Conference hall",
        "X-ABSHOWAS:COMPANY",
        "ADR;TYPE=WORK:;;東京都千代田区平河町2-4-1;;;;",
        "LABEL;TYPE=WORK:東京都千代田区平河町2-4-1",
        "GEO:35.681235;139.741200",
        "TZ;VALUE=text:Asia/Tokyo",
        "URL:https://events.example.org/conferences/next-2026/",
        "END:VCARD",
        "",
    ]


def test_venue_without_address_or_place_on_the_map_has_neither():
    names = [line.partition(":")[0] for line in card(BASE).decode().split("\r\n")]
    assert [name for name in names if name.startswith(("ADR", "LABEL", "GEO"))] == []
    nameless = vobject.readOne(card(replace(BASE, name=NOTHING)).decode())
    assert nameless.fn.value == "base"


@given(name=hostile_texts, address=hostile_texts)
@example(name="C:\\new;x,y\r\nEND:VCARD", address="字" * 10_000)
def test_whatever_people_paste_is_read_back_equal(name, address):
    raw = card(replace(HALL, name=english(name), address=english(address)))
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    read = vobject.readOne(raw.decode())
    title, street = clean_line(name) or "hall", clean_line(address)
    assert (read.fn.value, read.n.value.family, read.org.value) == (title, title, [title])
    assert read.getChildValue("label", "") == street
    assert read.adr.value.street == street if street else "adr" not in read.contents


@pytest.mark.parametrize("line", [b"VERSION:3.0", b"END:VCARD"])
def test_card_has_its_frame_once(line):
    assert card().split(b"\r\n").count(line) == 1
