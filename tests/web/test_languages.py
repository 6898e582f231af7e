"""Which language a reader gets: the one chosen, else the browser's, else the conference's first."""

from __future__ import annotations

import pytest

from eventapp.domain.localized import Localized
from tests.factories import make_agenda, make_conference, make_session
from tests.publishing import publish
from tests.web.requests import heading_of, language_of, text_of

TITLES = {"en": "Alliance planning forum", "ja": "同盟計画フォーラム"}


@pytest.mark.parametrize(
    ("lang", "lead", "second"), [("en", "en", None), ("ja", "ja", None), ("en,ja", "en", "ja"), ("ja,en", "ja", "en")]
)
def test_page_speaks_the_languages_chosen(client, sample, lang, lead, second):
    response = client.get(f"{sample}/agenda?lang={lang}", headers={"Accept-Language": "fr, ja;q=0.2"})
    assert (response.status_code, language_of(response), heading_of(response)) == (200, lead, TITLES[lead])
    assert [code for code in TITLES if TITLES[code] in text_of(response)] == sorted(filter(None, (lead, second)))
    assert 'aria-current="true"' in response.text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("ja", "ja"),
        ("ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7", "ja"),
        ("en-GB,en;q=0.9,ja;q=0.8", "en"),
        ("fr-FR, ja;q=0.3", "ja"),
        ("fr", "en"),
        ("*", "en"),
        ("ja;q=0, en;q=0.1", "en"),
        (";;;=,", "en"),
    ],
)
@pytest.mark.parametrize("page", ["/", "/agenda", "/versions"])
def test_page_without_a_choice_speaks_the_browsers_language(client, sample, page, accepted, language):
    address = page if page == "/" else sample + page
    response = client.get(address, headers={"Accept-Language": accepted})
    assert (response.status_code, language_of(response)) == (200, language)
    assert "Accept-Language" in response.headers["Vary"].split(", ")


def test_readers_of_two_languages_get_a_page_each_whoever_comes_first(client, sample):
    order = ["ja", "en", "ja", "en", "en", "ja"]
    addresses = (f"{sample}/agenda", f"{sample}/agenda.ics", "/")
    for address in addresses:
        bodies = [client.get(address, headers={"Accept-Language": code}).data for code in order]
        of_language = {code: bodies[order.index(code)] for code in ("en", "ja")}
        assert bodies == [of_language[code] for code in order]
        assert of_language["en"] != of_language["ja"]


def test_conference_in_one_language_speaks_it_to_everybody(client):
    japanese = Localized.of({"ja": "見本会議"})
    conference = make_conference(languages=("ja",), title=japanese)
    publish(make_agenda(make_session(title=japanese), conference=conference))
    response = client.get("/conferences/sample-2023/agenda", headers={"Accept-Language": "en"})
    assert (response.status_code, language_of(response), heading_of(response)) == (200, "ja", "見本会議")


def test_calendar_and_paper_speak_the_language_chosen(client, sample):
    calendars = {lang: client.get(f"{sample}/agenda.ics?lang={lang}").text for lang in ("en", "ja")}
    assert {lang: TITLES[lang] in text for lang, text in calendars.items()} == {"en": True, "ja": True}
    assert {lang: TITLES["en" if lang == "ja" else "ja"] in text for lang, text in calendars.items()} == {
        "en": False,
        "ja": False,
    }
    papers = [client.get(f"{sample}/agenda.pdf?lang={lang}").headers["Content-Disposition"] for lang in ("en", "ja,en")]
    assert papers == [
        'attachment; filename="sample-2023-v1-a4-en.pdf"',
        'attachment; filename="sample-2023-v1-a4-columns.pdf"',
    ]


def test_data_holds_all_languages_unless_one_is_chosen(client, sample):
    both_, japanese = client.get(f"{sample}/agenda.json").json, client.get(f"{sample}/agenda.json?lang=ja").json
    assert both_["conference"]["title"] == TITLES
    assert japanese["conference"]["title"] == {"ja": TITLES["ja"]}


def test_chosen_languages_and_clock_go_along_with_every_link(client, sample):
    page = client.get(f"{sample}/agenda?lang=ja,en&tz=venue")
    assert f'href="{sample}/sessions/strategy?lang=ja,en&amp;tz=venue"' in page.text
    assert f'href="{sample}/subscribe?lang=ja,en&amp;tz=venue"' in page.text
    assert f'href="{sample}/versions' not in page.text or f"{sample}/versions?lang=ja,en&amp;tz=venue" in page.text


@pytest.mark.parametrize(
    ("query", "clocks"),
    [("", ["EST", "EDT"]), ("?tz=venue", []), ("?tz=Europe/Paris", ["CET"]), ("?tz=Asia/Tokyo", [])],
)
def test_second_clocks_are_the_sides_unless_chosen(client, sample, query, clocks):
    text = text_of(client.get(f"{sample}/agenda{query}"))
    assert [name for name in ("EST", "EDT", "CET") if name in text] == clocks


def test_one_day_shows_its_sessions_alone(client, sample):
    text = client.get(f"{sample}/agenda?day=2023-03-13&lang=en").text
    assert [i for i in ("opening", "strategy", "recommendations", "press") if f'id="s-{i}"' in text] == [
        "recommendations",
        "press",
    ]
    assert text.count('aria-current="date"') == 1
