"""When people are there: typed in their form, told of in conflicts, read by staff and the own delegation only."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from eventapp.db import reading
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import Role
from eventapp.policy import MemberRole
from eventapp.queries.agenda import get_draft_agenda
from tests.factories import (
    NEW_YORK,
    both,
    local,
    make_agenda,
    make_attendee,
    make_conference,
    make_room,
    make_session,
    placed,
    utc,
)
from tests.publishing import draft, publish
from tests.web.organise.drafting import BASE, SLUG, items_now, save_form
from tests.web.requests import text_of

SATO = make_attendee(family_name="Sato", family_name_reading="さとう")
FORM = f"{BASE}/attendees/sato"
CHAIRED = {"placements": placed(Role.CHAIR, SATO), "title": both("Opening", "開会")}


@pytest.fixture
def organiser(client, login_as):
    draft(make_agenda(make_session(room=make_room(), **CHAIRED)))
    login_as(client, role=MemberRole.ORGANISER)
    return client


@pytest.fixture
def in_new_york(client, login_as):
    conference = make_conference(zone=NEW_YORK, starts_on=date(2023, 11, 4), ends_on=date(2023, 11, 6))
    draft(make_agenda(make_session(start="2023-11-06 09:00", **CHAIRED), conference=conference))
    login_as(client, role=MemberRole.ORGANISER)
    return client


def _sato():
    with reading() as tx:
        (person,) = get_draft_agenda(tx, SLUG).attendees
    return person


def _errors(answer):
    found = re.findall(r'id="([a-z_]+)-error".*?<span>(.*?)</span>', answer.text, re.DOTALL)
    return {name: html.unescape(said).strip() for name, said in found}


def test_stay_and_language_are_saved_and_stand_in_the_form_again(organiser):
    answer = save_form(
        organiser,
        FORM,
        arrives_on="2023-03-12",
        arrives="09:30",
        leaves_on="2023-03-13",
        leaves="12:00",
        away__on=["2023-03-12", "2023-03-12", ""],
        away__start=["15:00", "23:00", ""],
        away__end=["16:30", "1:15", ""],
        away__end_on=["", "2023-03-13", ""],
        interpretation_language="ja",
    )
    assert answer.status_code == 303
    assert _sato() == replace(
        SATO,
        arrives_at=local("2023-03-12 09:30"),
        leaves_at=local("2023-03-13 12:00"),
        away=(
            Window(local("2023-03-12 15:00"), local("2023-03-12 16:30")),
            Window(local("2023-03-12 23:00"), local("2023-03-13 01:15")),
        ),
        interpretation_language="ja",
    )
    before = items_now()
    assert save_form(organiser, FORM).status_code == 303
    assert items_now() == before


def test_stay_that_is_emptied_is_taken_away(organiser):
    window = {"away__on": "2023-03-12", "away__start": "15:00", "away__end": "16:30"}
    save_form(organiser, FORM, arrives_on="2023-03-12", arrives="09:30", **window)
    assert _sato() != SATO
    assert save_form(organiser, FORM, arrives_on="", arrives="", **dict.fromkeys(window, "")).status_code == 303
    assert _sato() == SATO


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"arrives_on": "2023-03-12"}, {"arrives": "Write the time too."}),
        ({"leaves": "12:00"}, {"leaves_on": "Write the day too."}),
        (
            {"arrives_on": "2023-03-12", "arrives": "noon"},
            {"arrives": "This is no time of day. Write it like 09:00."},
        ),
        (
            {"arrives_on": "2023-03-12", "arrives": "12:00", "leaves_on": "2023-03-12", "leaves": "11:00"},
            {"leaves": "Leaving at Sun 12 Mar 2023 11:00 does not lie after arriving at Sun 12 Mar 2023 12:00."},
        ),
        (
            {"away__start": "12:00", "away__end": "noon"},
            {"away": "A window needs a day, a start and an end, like 09:00."},
        ),
        (
            {"away__on": "2023-03-12", "away__start": "12:00", "away__end": "12:00"},
            {"away": "The end Sun 12 Mar 2023 12:00 does not lie after the start Sun 12 Mar 2023 12:00."},
        ),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_all_that_was_typed_stays(organiser, typed, errors):
    answer = save_form(organiser, FORM, family_name="Satow", **typed)
    assert (answer.status_code, _errors(answer)) == (422, errors)
    assert all(f'value="{text}"' in answer.text for text in ("Satow", *typed.values()))
    assert _sato() == SATO


def test_time_in_a_gap_is_refused_and_one_that_comes_twice_is_chosen(in_new_york):
    gap = save_form(in_new_york, FORM, arrives_on="2023-03-12", arrives="02:30")
    assert gap.status_code == 422
    assert _errors(gap)["arrives"].startswith("Sun 12 Mar 2023 02:30 does not exist in America/New_York")
    twice = {"arrives_on": "2023-11-05", "arrives": "01:30"}
    asked = save_form(in_new_york, FORM, **twice)
    assert (asked.status_code, list(_errors(asked))) == (422, ["arrives_fold"])
    assert 'name="leaves_fold"' not in asked.text
    assert save_form(in_new_york, FORM, **twice, arrives_fold="1").status_code == 303
    assert items_now()["attendees/sato"]["arrives"] == "2023-11-05T01:30:00-05:00"
    assert re.search(r'name="arrives_fold"[^>]*checked[^>]*value="1"|checked[^>]*name="arrives_fold"[^>]*value="1"',
                     in_new_york.get(FORM).text)  # fmt: skip


def test_window_at_a_time_that_comes_twice_is_refused_with_what_to_do(in_new_york):
    answer = save_form(in_new_york, FORM, away__on="2023-11-05", away__start="01:30", away__end="03:00")
    assert answer.status_code == 422
    assert _errors(answer)["away"] == (
        "2023-11-05 01:30:00 comes twice in America/New_York: the clocks go back. Take a time before or after that hour."
    )


def test_window_that_begins_and_ends_at_the_same_time_on_the_wall_stays_as_it_is(in_new_york):
    """01:30 is shown twice: before and after the clocks go back."""
    hour = Window(utc("2023-11-05 05:30"), utc("2023-11-05 06:30"))
    agenda = make_agenda(
        make_session(start="2023-11-06 09:00", placements=placed(Role.CHAIR, replace(SATO, away=(hour,)))),
        conference=make_conference(zone=NEW_YORK, starts_on=date(2023, 11, 4), ends_on=date(2023, 11, 6)),
    )
    draft(agenda)
    before = items_now()
    assert save_form(in_new_york, FORM).status_code == 303
    assert items_now() == before
    assert _sato().away == (hour,)


def test_slower_of_two_sees_windows_as_they_are_read(organiser):
    page = organiser.get(FORM).text
    version = re.search(r'name="version" value="([^"]*)"', page)[1]
    rows = {"away__start": "15:00", "away__end": "16:30"}
    save_form(organiser, FORM, away__on="2023-03-12", **rows)
    clash = save_form(organiser, FORM, version=version, away__on="2023-03-12", **rows, away__end_on="2023-03-13")
    assert clash.status_code == 409
    text = re.sub(r"\s+", " ", text_of(clash))
    assert "2023-03-12 15:00–16:30" in text
    assert "2023-03-12 15:00 – 2023-03-13 16:30" in text


def test_zone_of_the_conference_is_changed_and_people_stay_at_the_same_instants(organiser):
    save_form(organiser, FORM, arrives_on="2023-03-12", arrives="09:30")
    assert save_form(organiser, f"{BASE}/conference", zone=NEW_YORK).status_code == 303
    assert _sato().arrives_at == local("2023-03-12 09:30")
    assert items_now()["attendees/sato"]["arrives"] == "2023-03-11T19:30:00-05:00"


@pytest.mark.parametrize(
    ("language", "said", "way_out"),
    [
        ("en", "SATO (arrives Sun 12 Mar 09:30): not there for all of “Opening”.", "Move Opening to 09:30"),
        ("ja", "SATO（3月12日9時30分到着）：「開会」の全時間には出席できません。", "開会を09:30に移す"),
    ],
)
def test_conflict_names_person_and_hours_leads_to_both_and_has_a_way_out(organiser, language, said, way_out):
    save_form(organiser, FORM, arrives_on="2023-03-12", arrives="09:30")
    page = organiser.get(f"{BASE}/conflicts?lang={language}")
    text = re.sub(r"\s+", " ", text_of(page))
    assert said in text
    assert re.findall(r'<li id="([a-z0-9:-]+)"', page.text) == ["person-unavailable:s1"]
    assert {f"{BASE}/sessions/s1", FORM} <= set(re.findall(r'href="([^"?#]+)', page.text))
    (button,) = re.findall(r'name="mend"\s+value="([^"]+)">(.*?)</button>', page.text, re.DOTALL)
    assert re.sub(r"\s+", " ", button[1]).strip() == way_out
    organiser.post(f"{BASE}/conflicts/mend", data={"mend": html.unescape(button[0])})
    assert "No conflicts." in organiser.get(f"{BASE}/conflicts?lang=en").text


def test_board_tells_of_it_at_the_card_and_in_the_panel(organiser):
    save_form(organiser, FORM, arrives_on="2023-03-12", arrives="09:30")
    text = re.sub(r"\s+", " ", text_of(organiser.get(f"{BASE}/board?days=all")))
    assert "1 not there" in text
    assert "SATO (arrives Sun 12 Mar 09:30): not there for all of “Opening”." in text


def test_log_tells_it_as_it_is_read(organiser):
    save_form(
        organiser, FORM, away__on="2023-03-12", away__start="15:00", away__end="16:30", interpretation_language="ja"
    )
    save_form(organiser, FORM, arrives_on="2023-03-12", arrives="09:30")
    text = re.sub(r"\s+", " ", text_of(organiser.get(f"{BASE}/log?lang=en")))
    assert "not free 2023-03-12 15:00 – 2023-03-12 16:30" in text
    assert "language listened to ja" in text
    assert "arrives 2023-03-12 09:30" in text


def test_reader_of_the_workplace_reads_nothing_of_it(organiser, app, login_as):
    save_form(organiser, FORM, arrives_on="2023-03-12", arrives="09:30", interpretation_language="ja")
    reader = app.test_client()
    login_as(reader, role=MemberRole.READER)
    assert "2023-03-12" in organiser.get(FORM).text
    form = reader.get(FORM).text
    assert ("2023-03-12" in form, 'value="09:30"' in form) == (False, False)
    assert '<option selected value="ja"' not in form
    assert "No conflicts." in reader.get(f"{BASE}/conflicts?lang=en").text


def test_public_data_and_pages_say_nothing_of_it(client):
    start = local("2023-03-12 06:17")
    stay = {
        "arrives_at": start,
        "leaves_at": start + timedelta(days=3),
        "away": (Window(start, start + timedelta(minutes=1)),),
        "interpretation_language": "ja",
    }
    publish(make_agenda(make_session(placements=placed(Role.CHAIR, replace(SATO, **stay)))))
    data = json.loads(client.get(f"/conferences/{SLUG}/agenda.json").data)
    assert [sorted(person) for person in data["attendees"]] == [
        [
            "category",
            "delegation",
            "display_order",
            "family_name",
            "family_name_reading",
            "id",
            "position",
            "precedence",
        ]
    ]
    for address in ("agenda", "agenda.ics", "sessions/s1"):
        assert "06:17" not in client.get(f"/conferences/{SLUG}/{address}").text
