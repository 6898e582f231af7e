"""Many problems of a conference file at once: all of them, in order, and none that only follows from another."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.importers.conference_texts import (
    ATTENDEE,
    CONFERENCE,
    HEAD,
    PUBLICATION,
    SESSION,
    TOPIC,
    VENUE,
    WHOLE,
    changed,
    problem,
    problems_of,
)

NEW_YORK = "America/New_York"
KIND = 'kind = "plenary"'


def test_all_problems_are_listed_at_once():
    """Those of the shape and those of references and times, in the order of the file."""
    text = changed(WHOLE, 'slug = "small-2026"', 'slug = "small-2026"\nsubtitle = { en = "😀", fr = "Sous-titre" }')
    text = changed(text, 'venue = "v-1"', "venue = 1")
    text = changed(text, 'kind = "plenary"', 'kind = "plenary"\nroom = "r-1"\npeople = { chair = ["p-9"] }')
    text = changed(text, "2026-10-31T09:00:00", "2026-03-08T02:30:00")
    text += SESSION.replace('"plenary"', '"party"').replace("s-1", "s-2") + TOPIC.replace("t-1", "t-2")
    kinds = (
        "plenary, working_session, briefing, restricted, public_event, ceremony, press, reception, "
        "meal, break, arrival, free_time, transfer"
    )
    assert list(problems_of(text)) == [
        problem("unknown-language", "conference.subtitle.fr", got="fr", expected="en, ja"),
        problem("wrong-type", "rooms[0].venue", "r-1", expected="string", got="integer"),
        problem("unknown-reference", "sessions[0].people.chair[0]", "s-1", got="p-9"),
        problem("gap-time", "sessions[0].start", "s-1", wall=datetime.fromisoformat("2026-03-08 02:30"), zone=NEW_YORK),
        problem("unknown-word", "sessions[1].kind", "s-2", got="party", expected=kinds),
        problem("duplicate-number", "topics[1].number", "t-2", got="1"),
    ]


def test_problems_name_the_place_in_the_file_though_items_before_it_are_unsound():
    spoilt = SESSION.replace("s-1", "s-0").replace("2026-10-31T10:00:00", '"late"')
    text = HEAD + CONFERENCE + spoilt + changed(SESSION, 'kind = "plenary"', 'kind = "plenary"\nroom = "r-9"')
    assert list(problems_of(text)) == [
        problem("wrong-type", "sessions[0].end", "s-0", expected="datetime", got="string"),
        problem("unknown-reference", "sessions[1].room", "s-1", got="r-9"),
    ]


def _found(text):
    return [(found.code, found.path) for found in problems_of(text)]


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        (f'zone = "{NEW_YORK}"', 'zone = "JST"', "unknown-zone", "conference.zone"),
        ("starts_on = 2026-10-31", "starts_on = 1", "wrong-type", "conference.starts_on"),
        ('slug = "small-2026"', 'colour = 1\nslug = "small-2026"', "unknown-key", "conference.colour"),
    ],
)
def test_spoilt_conference_hides_nothing_of_the_rest(old, new, code, path):
    text = changed(WHOLE, KIND, f'{KIND}\nroom = "r-9"\ndescription = {{ fr = "Texte" }}')
    text = changed(text, "2026-10-31T09:00:00", "2026-10-31T11:00:00")
    assert _found(changed(text, old, new) + TOPIC) == [
        (code, path),
        ("unknown-reference", "sessions[0].room"),
        ("unknown-language", "sessions[0].description.fr"),
        ("end-before-start", "sessions[0].end"),
        ("duplicate-id", "topics[1].id"),
        ("duplicate-number", "topics[1].number"),
    ]


def test_times_are_no_problem_where_the_zone_is_unknown():
    text = changed(WHOLE, f'zone = "{NEW_YORK}"', 'zone = "JST"')
    text = changed(text, "2026-10-31T09:00:00", "2026-10-31T09:00:00+09:00")
    assert _found(text) == [("unknown-zone", "conference.zone")]


def test_missing_conference_hides_no_reference():
    text = HEAD + changed(SESSION, KIND, f'{KIND}\nroom = "r-9"\ntitle.fr = "Session"').replace("{ en", "{ ja")
    text = text.replace('title = { ja = "Session" }\n', "")
    assert _found(text) == [("missing-key", "conference"), ("unknown-reference", "sessions[0].room")]


def test_languages_that_cannot_be_read_make_no_language_unknown():
    assert _found(changed(WHOLE, '["en", "ja"]', '["en", 1]')) == [("wrong-type", "conference.languages[1]")]


def test_language_that_stands_twice_makes_no_other_unknown():
    assert _found(changed(WHOLE, '["en", "ja"]', '["en", "en"]')) == [("duplicate-language", "conference.languages")]


PEOPLE = 'people = { chef = ["p-1"], lead = ["p-1", 7, "p-9"] }'


def test_key_of_the_wrong_shape_hides_nothing_of_its_item():
    text = changed(WHOLE, KIND, f"{KIND}\n{PEOPLE}") + changed(SESSION, "title = { en", "title = { ja")
    assert _found(text) == [
        ("unknown-word", "sessions[0].people.chef"),
        ("wrong-type", "sessions[0].people.lead[1]"),
        ("unknown-reference", "sessions[0].people.lead[2]"),
        ("duplicate-id", "sessions[1].id"),
        ("missing-first-language", "sessions[1].title"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ('venue = "v-1"', "venue = 1", "wrong-type", "rooms[0].venue"),
        ('venue = "v-1"', 'venue = "v-9"', "unknown-reference", "rooms[0].venue"),
        ('delegation = "US"', 'delegation = "us"', "wrong-form", "attendees[0].delegation"),
        ('delegation = "US"', 'delegation = "ZZ"', "unknown-reference", "attendees[0].delegation"),
        ('id = "r-1"', 'id = "R 1"', "wrong-form", "rooms[0].id"),
        ('id = "p-1"\n', "", "missing-key", "attendees[0].id"),
        ('family_name = "Doe"', "family_name = 1", "wrong-type", "attendees[0].family_name"),
        ('{ en = "Session" }', '{ en = "", ja = "会" }', "empty-text", "sessions[0].title.en"),
        ("2026-10-31T10:00:00", '"ten"', "wrong-type", "sessions[0].end"),
        ("2026-10-31T09:00:00", "2026-10-31", "wrong-type", "sessions[0].start"),
        ('name = { en = "Venue" }', 'name = { en = "Venue" }\nlatitude = 1.0\nlongitude = "1"', "wrong-type", "venues[0].longitude"),
    ],
)  # fmt: skip
def test_what_only_follows_is_not_listed(old, new, code, path):
    text = changed(WHOLE, KIND, f'{KIND}\nroom = "r-1"\npeople = {{ lead = ["p-1"] }}')
    text = changed(text, 'language = "en"\n', 'language = "en"\nhead = "p-1"\n')
    found = _found(changed(text, old, new))
    strays = [("unknown-head", "delegations[0].head")] if '"ZZ"' in new else []
    assert found == [*strays, (code, path)]


def test_ways_of_a_transfer_are_no_problem_while_one_cannot_be_read():
    way = '[[transfers]]\nfrom_venue = "v-1"\nto_venue = "v-2"\nminutes = 5\n'
    text = WHOLE + VENUE.replace("v-1", "v-2") + way + 'mode = "boat"\n' + way
    assert _found(text) == [("unknown-word", "transfers[0].mode")]


def test_problem_of_the_draft_is_not_said_again_for_each_version():
    text = changed(WHOLE, KIND, f'{KIND}\nroom = "r-9"') + PUBLICATION
    text += '[[publications.before.sessions]]\nid = "s-1"\ntitle = { ja = "旧" }\n'
    assert _found(text) == [
        ("unknown-reference", "sessions[0].room"),
        ("missing-first-language", "publications[0].before"),
    ]


def test_problems_come_in_the_order_of_the_file():
    topics = TOPIC.replace("t-1", "t-2").replace("decision", "rest") + TOPIC.replace('"t-1"', '"t-3"\nsession = "s-9"')
    text = HEAD + TOPIC + topics + ATTENDEE + CONFERENCE
    assert _found(text) == [
        ("duplicate-number", "topics[1].number"),
        ("unknown-word", "topics[1].purpose"),
        ("unknown-reference", "topics[2].session"),
        ("duplicate-number", "topics[2].number"),
        ("unknown-reference", "attendees[0].delegation"),
    ]


@pytest.mark.parametrize(
    ("window", "found"),
    [
        ('{ start = "soon", end = 2026-10-31T10:00:00 }', [("wrong-type", "start")]),
        ('{ start = 2026-10-31T09:00:00, end = "late" }', [("wrong-type", "end")]),
        ("{ start = 2026-10-31T09:00:00 }", [("missing-key", "end")]),
        ("{ start = 2026-10-31T09:00:00, end = 2026-10-31T10:00:00, why = 1 }", [("unknown-key", "why")]),
        ('"always"', [("wrong-type", "")]),
    ],
)
@pytest.mark.parametrize(
    ("name", "path"), [('family_name = "Doe"', "attendees[0].away"), ('venue = "v-1"', "rooms[0].available")]
)
def test_other_problems_are_found_beside_an_unsound_window(name, path, window, found):
    key = path.rpartition(".")[2]
    text = changed(WHOLE, name, f"{name}\n{key} = [{window}]")
    text = changed(text, KIND, f'{KIND}\nroom = "r-9"')
    assert _found(text) == [
        *((code, f"{path}[0]{'.' if edge else ''}{edge}") for code, edge in found),
        ("unknown-reference", "sessions[0].room"),
    ]
