"""Conferences made from nothing, cloned, taken out."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import AuditEntry, Conference
from eventapp.policy import MemberRole
from eventapp.queries.agenda import get_draft_agenda
from tests.factories import (
    NEW_YORK,
    local,
    make_agenda,
    make_conference,
    make_placement,
    make_session,
    make_topic,
    sample_agenda,
)
from tests.publishing import draft

SLUG = "sample-2023"
NEW = {
    "title-en": "Spring talks",
    "title-ja": "春季対話",
    "slug": "spring-2026",
    "zone": "Asia/Tokyo",
    "languages": "en,ja",
    "guest_language": "en",
    "host_language": "ja",
    "starts_on": "2026-05-11",
    "ends_on": "2026-05-12",
    "guest_code": "US",
    "guest_name-en": "US side",
    "guest_name-ja": "米側",
    "guest_zone": "America/New_York",
    "host_code": "JP",
    "host_name-en": "Japanese side",
    "host_name-ja": "日本側",
    "host_zone": "Asia/Tokyo",
}


@pytest.fixture
def admin(app, login_as):
    client = app.test_client()
    login_as(client, is_admin=True)
    return client


def _agenda(slug=SLUG):
    with reading() as tx:
        return get_draft_agenda(tx, slug)


def _slugs():
    with reading() as tx:
        return set(tx.scalars(select(Conference.slug)))


def _actions():
    with reading() as tx:
        return list(tx.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


# new


def test_administrator_makes_a_conference_and_organises_it(admin):
    answer = admin.post("/organise/new", data=NEW)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/organise/spring-2026/")
    assert admin.get("/organise/spring-2026/members").status_code == 200
    agenda = _agenda("spring-2026")
    assert [(d.code, d.is_side, d.language) for d in agenda.delegations] == [("US", True, "en"), ("JP", True, "ja")]
    assert (agenda.conference.languages, len(agenda.conference.dates)) == (("en", "ja"), 2)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"slug": "Not a slug"}, "slug"),
        ({"slug": "", "languages": "ja,en", "title-en": ""}, "slug"),
        ({"slug": "a" * 81}, "slug"),
        ({"languages": "fr"}, "languages"),
        ({"starts_on": "0001-01-01", "ends_on": "0001-01-02"}, "starts_on"),
        ({"starts_on": "9999-12-30", "ends_on": "9999-12-31"}, "starts_on"),
        ({"zone": "Tokyo"}, "zone"),
        ({"ends_on": "2026-05-10"}, "ends_on"),
        ({"ends_on": "2027-05-10"}, "ends_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"title-en": ""}, "title-en"),
        ({"host_code": "US"}, "host_code"),
        ({"guest_code": "usa!"}, "guest_code"),
        ({"languages": "ja,en", "host_name-ja": ""}, "host_name-ja"),
    ],
)
def test_wrong_conference_is_refused_at_the_field_and_keeps_what_was_typed(admin, wrong, field):
    answer = admin.post("/organise/new", data=NEW | wrong)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert "春季対話" in answer.text
    assert _slugs() == set()


def test_short_name_is_made_of_the_english_name(admin):
    assert admin.post("/organise/new", data=NEW | {"slug": ""}).headers["Location"] == "/organise/spring-talks/"


def test_conference_in_one_language_has_no_texts_in_another(admin):
    admin.post("/organise/new", data=NEW | {"languages": "ja"})
    conference = _agenda("spring-2026").conference
    assert (conference.languages, conference.title.as_dict()) == (("ja",), {"ja": "春季対話"})


def test_new_conference_page_offers_zones_and_is_in_japanese(admin):
    page = admin.get("/organise/new?lang=ja").text
    assert '<option value="Asia/Tokyo"></option>' in page
    assert "英語、日本語の順" in page


def test_short_name_that_another_conference_has_is_refused(admin, place):
    answer = admin.post("/organise/new", data=NEW | {"slug": SLUG})
    assert (answer.status_code, 'href="#slug"' in answer.text) == (422, True)


def test_only_administrators_make_conferences(organiser):
    assert organiser.post("/organise/new", data=NEW).status_code == 403


# clone

CLONE = {"slug": "sample-2024", "starts_on": "2024-03-10", "keep": "weekdays", "with_people": "y", "edition": "3"}


def test_clone_keeps_clocks_rooms_and_people_and_takes_new_calendar_names(organiser):
    answer = organiser.post(f"/organise/{SLUG}/clone", data=CLONE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/organise/sample-2024/")
    before, after = sample_agenda(), _agenda("sample-2024")
    kept = [s for s in before.sessions if not s.is_cancelled]
    assert [(s.id, f"{s.start_local:%H:%M}") for s in after.sessions] == [
        (s.id, f"{s.start_local:%H:%M}") for s in kept
    ]
    assert (after.conference.starts_on.weekday(), after.conference.edition) == (6, 3)
    assert not {s.uid for s in after.sessions} & {s.uid for s in before.sessions}
    assert len(after.attendees) == len(before.attendees)
    assert organiser.get("/organise/sample-2024/members").status_code == 200


def test_clone_without_people_places_nobody(organiser):
    organiser.post(f"/organise/{SLUG}/clone", data={k: v for k, v in CLONE.items() if k != "with_people"})
    after = _agenda("sample-2024")
    assert (after.attendees, [s.people for s in after.sessions if s.people]) == ((), [])


def test_dates_are_shown_before_anything_is_made(organiser):
    answer = organiser.post(f"/organise/{SLUG}/clone?lang=en", data=CLONE | {"starts_on": "2024-03-12", "look": "y"})
    assert (answer.status_code, "It will be on Sun 10 – Mon 11 March 2024." in answer.text) == (200, True)
    kept = organiser.post(
        f"/organise/{SLUG}/clone?lang=ja", data=CLONE | {"starts_on": "2024-03-12", "keep": "offsets", "look": "y"}
    )
    assert "2024年3月12日（火）〜13日（水）" in kept.text
    assert _slugs() == {SLUG}


@pytest.mark.parametrize("starts_on", ["0001-01-01", "9999-12-31", "", "12/03/2024"])
def test_clone_to_a_day_that_none_can_be_on_is_refused(organiser, starts_on):
    answer = organiser.post(f"/organise/{SLUG}/clone", data=CLONE | {"starts_on": starts_on})
    assert (answer.status_code, 'href="#starts_on"' in answer.text) == (422, True)
    assert _slugs() == {SLUG}


def test_times_that_the_new_day_does_not_have_are_listed(organiser):
    night = make_session(id="night", start="2023-03-11 02:30", zone=NEW_YORK)
    conference = make_conference(zone=NEW_YORK, starts_on=date(2023, 3, 11))
    draft(make_agenda(night, conference=conference))
    answer = organiser.post(f"/organise/{SLUG}/clone", data=CLONE | {"starts_on": "2023-03-12", "keep": "offsets"})
    assert (answer.status_code, "1 time does not fit its new day" in answer.text, "night" in answer.text) == (
        422,
        True,
        True,
    )
    assert _slugs() == {SLUG}


def test_organisers_come_along_only_on_wish(app, organiser, login_as):
    colleague = app.test_client()
    login_as(colleague, role=MemberRole.ORGANISER)
    organiser.post(f"/organise/{SLUG}/clone", data=CLONE)
    assert colleague.get("/organise/sample-2024/").status_code == 404
    organiser.post(f"/organise/{SLUG}/clone", data=CLONE | {"slug": "sample-2025", "with_organisers": "y"})
    assert colleague.get("/organise/sample-2025/").status_code == 200


def test_clone_to_a_taken_name_is_refused(organiser):
    answer = organiser.post(f"/organise/{SLUG}/clone", data=CLONE | {"slug": SLUG})
    assert (answer.status_code, 'href="#slug"' in answer.text) == (422, True)


# take out


@pytest.mark.parametrize(("kind", "start"), [("xlsx", b"PK"), ("template", b"PK"), ("toml", b"format = 1")])
def test_draft_is_taken_out_and_the_log_knows(organiser, kind, start):
    answer = organiser.get(f"/organise/{SLUG}/export/{kind}")
    assert (answer.status_code, answer.data.startswith(start)) == (200, True)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert _actions()[-1] == "draft:export"


def test_reader_takes_nothing_out_and_brings_nothing_in(place, app, login_as):
    reader = app.test_client()
    login_as(reader, role=MemberRole.READER)
    assert [reader.get(f"/organise/{SLUG}/{path}").status_code for path in ("export", "export/toml", "bring")] == [
        403
    ] * 3


def _sized(size):
    """Make a draft of some sessions with a topic each, a person in every one."""
    person = make_placement()
    sessions = (
        make_session(
            id=f"s{n}",
            start_at=local(f"2023-03-12 {n % 20:02d}:00"),
            end_at=local(f"2023-03-12 {n % 20:02d}:30"),
            topics=(make_topic(id=f"t{n}", number=str(n + 1)),),
            placements=(person,),
        )
        for n in range(size)
    )
    draft(make_agenda(*sessions))


@pytest.mark.parametrize("page", ["bring", "clone", "export", "export/xlsx", "export/toml", "export/template"])
def test_pages_send_the_same_statements_at_20_and_200_sessions(organiser, count_statements, page):
    counts = []
    for size in (20, 200):
        _sized(size)
        organiser.get(f"/organise/{SLUG}/{page}")
        with count_statements() as sent:
            assert organiser.get(f"/organise/{SLUG}/{page}").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
