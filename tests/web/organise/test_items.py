"""Lists and forms of the draft's items: read, saved, refused with nothing lost, removed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from eventapp.db import reading
from eventapp.domain.vocabulary import InterpretationMode
from eventapp.queries.drafts import get_draft
from tests.factories import local, make_agenda, make_conference, make_session, make_topic, sample_agenda
from tests.publishing import draft, import_demo
from tests.web.controls import controls_of
from tests.web.organise.drafting import BASE, first_of, items_now, save_form
from tests.web.requests import text_of

LISTS = ("sessions", "topics", "venues", "delegations", "attendees")


@pytest.fixture
def organiser(client, login_as):
    draft(sample_agenda())
    client.user_id = login_as(client, role="organiser")
    return client


@pytest.mark.parametrize("section", LISTS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_list_is_shown_in_both_languages(organiser, section, language):
    page = organiser.get(f"{BASE}/{section}/?lang={language}")
    assert page.status_code == 200
    assert re.findall(r"<h1>(.*?)</h1>", page.text, re.DOTALL) != []


@pytest.mark.parametrize("name", ["conference", *LISTS, "rooms", "transfers"])
def test_form_sent_as_it_came_changes_nothing(organiser, name):
    before = items_now()
    item = name if name == "conference" else first_of(name)
    address = f"{BASE}/{item}"
    answer = save_form(organiser, address)
    assert (answer.status_code, unquote(answer.headers["Location"])) == (303, f"{address}?saved=1")
    assert items_now() == before


def test_every_form_of_the_demo_sent_as_it_came_changes_nothing(client, login_as):
    import_demo()
    slug = "next-alliance-2023"
    login_as(client, role="organiser", slug=slug)
    with reading() as tx:
        before = get_draft(tx, slug).items
    answers = {item: save_form(client, f"/organise/{slug}/{item}").status_code for item in before}
    with reading() as tx:
        after = get_draft(tx, slug).items
    assert {item: status for item, status in answers.items() if status != 303} == {}
    assert {item for item in before if before[item] != after[item]} == set()


def test_session_is_added_with_an_id_of_its_english_title_and_a_uid(organiser):
    answer = save_form(organiser, f"{BASE}/sessions/new", title__en="Closing remarks", title__ja="閉会挨拶")
    assert answer.headers["Location"] == f"{BASE}/sessions/closing-remarks?saved=1"
    found = items_now()["sessions/closing-remarks"]
    assert found["title"] == {"en": "Closing remarks", "ja": "閉会挨拶"}
    assert found["uid"].endswith("@eventapp")
    again = save_form(organiser, f"{BASE}/sessions/new", title__en="Closing remarks")
    assert again.headers["Location"] == f"{BASE}/sessions/closing-remarks-2?saved=1"


def test_new_item_is_never_called_like_an_address(organiser):
    answer = save_form(organiser, f"{BASE}/sessions/new", title__en="New")
    assert (
        answer.headers["Location"] == f"{BASE}/sessions/new-2?saved=1"
        or "/sessions/new?" not in answer.headers["Location"]
    )


def test_problem_stands_at_its_field_and_nothing_typed_is_lost(organiser):
    item = first_of("sessions")
    answer = save_form(organiser, f"{BASE}/{item}", title__en="", title__ja="題だけ", end="00:01", expected="many")
    assert answer.status_code == 422
    assert 'value="題だけ"' in answer.text
    assert 'value="many"' in answer.text
    assert re.search(r'id="title-en-error"', answer.text)


def test_problem_of_the_rules_stands_at_its_field_in_the_readers_language(organiser):
    item = first_of("sessions")
    organiser.get(f"{BASE}/{item}?lang=ja")
    answer = save_form(organiser, f"{BASE}/{item}", start="10:00", end="09:00")
    assert answer.status_code == 422
    message = re.search(r'id="end-error".*?<span>(.*?)</span>', answer.text, re.DOTALL).group(1)
    assert message.startswith("終わり")
    assert answer.text.count('value="09:00"') == 1


def test_time_in_a_gap_is_an_error_and_one_in_a_fold_is_chosen(client, login_as):
    conference = make_conference(zone="America/New_York")
    draft(make_agenda(make_session(id="s1", zone="America/New_York"), conference=conference))
    login_as(client, role="organiser")
    address = f"{BASE}/sessions/s1"
    gap = save_form(client, address, on="2023-03-12", start="02:30", end="04:00")
    assert gap.status_code == 422
    assert re.search(r'id="start-error"', gap.text)
    fold = save_form(client, address, on="2023-11-05", start="01:30", end="04:00")
    assert fold.status_code == 422
    assert 'name="start_fold"' in fold.text
    chosen = save_form(client, address, on="2023-11-05", start="01:30", end="04:00", start_fold="1")
    assert chosen.status_code == 303
    assert items_now()["sessions/s1"]["start"] == "2023-11-05T01:30:00-05:00"
    assert 'name="start_fold"' in client.get(address).text


def test_end_on_another_day_crosses_midnight(organiser):
    item = first_of("sessions")
    answer = save_form(organiser, f"{BASE}/{item}", on="2023-03-12", start="23:00", end="01:00", end_on="2023-03-13")
    assert answer.status_code == 303
    assert items_now()[item]["end"].startswith("2023-03-13T01:00:00")


def test_people_are_placed_in_rows_and_another_row_is_posted_back(organiser):
    item = first_of("sessions")
    people = [name.partition("/")[2] for name in items_now() if name.startswith("attendees/")][:2]
    more = save_form(organiser, f"{BASE}/{item}", add="people", title__en="Typed meanwhile")
    assert more.status_code == 200
    assert more.text.count('name="people-who"') == organiser.get(f"{BASE}/{item}").text.count('name="people-who"') + 1
    assert 'value="Typed meanwhile"' in more.text
    saved = save_form(organiser, f"{BASE}/{item}", people__role=["chair", "chair"], people__who=people)
    assert saved.status_code == 303
    assert items_now()[item]["people"] == {"chair": people}


def test_slower_of_two_sees_both_versions_and_chooses_per_field(organiser):
    item = first_of("sessions")
    address = f"{BASE}/{item}"
    version = dict(controls_of(organiser.get(address).text))["version"]
    save_form(organiser, address, title__en="Theirs", number="8")
    clash = save_form(organiser, address, version=version, title__en="Mine", number="9")
    assert clash.status_code == 409
    assert {"Mine", "Theirs"} <= set(re.findall(r'<span class="pre">(\w+)', clash.text))
    kept = controls_of(clash.text)
    assert ("title-en", "Mine") in kept
    data = {}
    for key, value in kept:
        data.setdefault(key, []).append(value)
    answer = organiser.post(address, data={**data, "pick-title-en": "mine", "pick-number": "theirs"})
    assert answer.status_code == 303
    assert (items_now()[item]["title"]["en"], items_now()[item]["number"]) == ("Mine", 8)


def test_slower_of_two_leaves_what_only_the_other_changed(organiser):
    item = first_of("sessions")
    address = f"{BASE}/{item}"
    opened = dict(controls_of(organiser.get(address).text))
    save_form(organiser, address, number="8")
    before = {"version": opened["version"], "began": opened["began"], "number": opened["number"]}
    clash = save_form(organiser, address, **before, title__en="Mine")
    assert clash.status_code == 409
    chosen = [(k, v) for k, v in controls_of(clash.text) if k.startswith("pick-")]
    assert chosen == [("pick-number", "theirs"), ("pick-title-en", "mine")]
    data = {}
    for key, value in controls_of(clash.text):
        data.setdefault(key, []).append(value)
    assert organiser.post(address, data=data).status_code == 303
    assert (items_now()[item]["title"]["en"], items_now()[item]["number"]) == ("Mine", 8)


def test_autosave_saves_what_is_whole_and_says_what_is_not(organiser):
    item = first_of("sessions")
    sent = dict(controls_of(organiser.get(f"{BASE}/{item}").text))
    good = organiser.post(f"{BASE}/{item}/autosave", data={**sent, "title-en": "While typing"})
    assert (good.status_code, items_now()[item]["title"]["en"]) == (200, "While typing")
    version = json.loads(good.data)["version"]
    bad = organiser.post(f"{BASE}/{item}/autosave", data={**sent, "version": version, "title-en": ""})
    assert (bad.status_code, [one["id"] for one in json.loads(bad.data)["problems"]]) == (422, ["title-en"])
    stale = organiser.post(f"{BASE}/{item}/autosave", data={**sent, "title-en": "Later"})
    assert (stale.status_code, sorted(json.loads(stale.data))) == (409, ["stale"])


def test_text_is_confirmed_by_its_button_and_out_of_step_later(organiser):
    address = f"{BASE}/{first_of('sessions')}"
    save_form(organiser, address, title__en="Break", title__ja="休憩", confirm="title")
    assert "Confirmed in both languages" in text_of(organiser.get(address))
    save_form(organiser, address, title__en="Coffee")
    assert "Out of step" in text_of(organiser.get(address))


def test_preview_shows_the_markup_without_saving(organiser):
    address = f"{BASE}/{first_of('sessions')}"
    before = items_now()
    answer = save_form(organiser, address, description__en="**Bold** and <script>", preview="description")
    assert answer.status_code == 200
    assert "<strong>Bold</strong> and &lt;script&gt;" in answer.text
    assert items_now() == before
    live = organiser.post(f"{BASE}/preview", data={"text": "[a](javascript:alert(1)) *b*"})
    assert live.text == "<p>[a](javascript:alert(1)) <em>b</em></p>\n"


def test_budget_of_the_session_is_doubled_when_consecutive(client, login_as):
    topics = (make_topic(id="t1", minutes=40),)
    session = make_session(id="s1", interpretation=InterpretationMode.CONSECUTIVE, topics=topics)
    draft(make_agenda(session))
    login_as(client, role="organiser")
    for address in ("sessions/s1", "topics/t1", "topics/"):
        assert "80 of 60 min" in text_of(client.get(f"{BASE}/{address}"))


def test_switch_of_the_language_keeps_what_was_looked_for(organiser):
    page = organiser.get(f"{BASE}/sessions/?q=A%26B+C")
    assert f'href="{BASE}/sessions/?q=A%26B+C&amp;lang=ja"' in page.text


@pytest.mark.parametrize("section", LISTS)
def test_search_without_a_hit_says_so_and_one_by_id_finds_it(organiser, section):
    assert "Nothing is found" in text_of(organiser.get(f"{BASE}/{section}/?q=ＮＯＷＨＥＲＥ"))
    name = first_of(section).partition("/")[2]
    found = organiser.get(f"{BASE}/{section}/?q={name}")
    assert "Nothing is found" not in text_of(found)
    assert f'href="{BASE}/{section}/{name}"' in found.text


def test_reader_sees_forms_without_a_way_to_save(client, login_as):
    draft(sample_agenda())
    login_as(client, role="reader")
    listed = client.get(f"{BASE}/sessions/")
    item = re.search(rf'href="{BASE}/(sessions/[a-z0-9-]+)"', listed.text).group(1)
    page = client.get(f"{BASE}/{item}")
    assert (page.status_code, ">Save<" in page.text.replace(" ", "").replace('aria-hidden="true">Save<', "")) == (
        200,
        False,
    )
    assert '<fieldset class="all" disabled>' in page.text
    assert client.post(f"{BASE}/{item}", data={}).status_code == 403


@pytest.mark.parametrize("address", ["sessions/", "topics/", "attendees/", "venues/", "sessions/s1", "sessions/new"])
def test_pages_send_the_same_statements_at_20_and_at_200_sessions(client, login_as, count_statements, address):
    counts = []
    for size in (20, 200):
        sessions = (
            make_session(
                id=f"s{n}",
                start_at=local(f"2023-03-12 {n % 20:02d}:00"),
                end_at=local(f"2023-03-12 {n % 20:02d}:30"),
                topics=(make_topic(id=f"t{n}", number=str(n + 1)),),
            )
            for n in range(size)
        )
        draft(make_agenda(*sessions))
        login_as(client, role="organiser")
        client.get(f"{BASE}/{address}")
        with count_statements() as sent:
            assert client.get(f"{BASE}/{address}").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("section", LISTS)
def test_empty_list_says_so_with_one_action(client, login_as, section):
    draft(replace(make_agenda(), delegations=(), attendees=()))
    login_as(client, role="organiser")
    page = client.get(f"{BASE}/{section}/")
    assert page.status_code == 200
    sentence = re.search(r'<p class="none">(.*?)</p>', page.text, re.DOTALL).group(1)
    assert re.findall(r'href="([^"]+)"', sentence) == [f"{BASE}/{section}/new"]
    assert client.get(f"{BASE}/{section}/new").status_code == 200


def test_way_between_venues_needs_its_minutes_and_may_get_another_mode(organiser):
    item = first_of("transfers")
    refused = save_form(organiser, f"{BASE}/{item}", minutes="")
    assert (refused.status_code, 'id="minutes-error"' in refused.text) == (422, True)
    moved = save_form(organiser, f"{BASE}/{item}", mode="air")
    assert moved.status_code == 303
    assert item not in items_now()
    assert items_now()[f"{item.rpartition('+')[0]}+air"]["mode"] == "air"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "“nope@” does not have the form"), ("ja", "「nope@」は形式が正しくありません。")]
)
def test_what_the_rules_refuse_is_said_in_the_words_of_a_form(organiser, language, said):
    page = text_of(save_form(organiser, f"{BASE}/attendees/new?lang={language}", email="nope@", family_name="Aki"))
    assert said in page
    assert "key" not in page


def test_item_that_is_gone_leads_back_to_the_workplace(organiser):
    answer = organiser.get(f"{BASE}/sessions/gone", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert re.findall(r'class="b b-ink" href="([^"]+)"', answer.text) == ["/organise/"]
