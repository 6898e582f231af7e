"""Calendars to subscribe to: whose sessions, in which words, what an address may ask, how it ends, and what the answer says to programs."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.domain.feeds import FeedScope
from eventapp.domain.vocabulary import AttendeeCategory, Role, SessionKind, SessionStatus
from eventapp.operations.feeds import NewAddress, issue_feed, revoke_feed
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.lost_links import end_links
from eventapp.queries.feeds import list_feeds
from eventapp.queries.registrations import get_registration
from tests.factories import make_agenda, make_attendee, make_conference, make_session, sample_agenda, utc
from tests.feeds import CHIEF, feed_at, feed_of, ids_in, read_feed
from tests.literals import placed
from tests.publishing import draft, publish
from tests.registrations import REGISTERED_AT, SITE, SLUG, give_plan, make_application, make_plan, register
from tests.sample import JP, SEC
from tests.web.requests import headers_of, heading_of, language_of, problem_of, text_of

PERSONAL, DELEGATION, CONFERENCE = FeedScope.PERSONAL, FeedScope.DELEGATION, FeedScope.CONFERENCE


def test_personal_feed_has_ones_own_sessions_and_where_everybody_goes_with_ones_parts(client, sample):
    assert ids_in(client, feed_of("mori")) == [
        *("breakfast", "opening", "strategy", "break", "relief", "coach", "restricted", "recommendations"),
        "reception",
    ]
    found = read_feed(client, feed_of("mori"))
    assert (
        str(found["sample-strategy@example.org"]["DESCRIPTION"]).splitlines()[0]
        == "あなたの役割：担当（議題1）、担当（議題2）"
    )
    assert "あなたの役割" not in str(found["sample-opening@example.org"]["DESCRIPTION"])
    english = str(read_feed(client, f"{feed_of('mori')}?lang=en")["sample-strategy@example.org"]["DESCRIPTION"])
    assert english.splitlines()[0] == "Your part: Lead, 1, Lead, 2"


def test_what_others_may_not_see_is_in_nobody_elses_feed(client, sample):
    assert "breakfast" not in ids_in(client, feed_of("carter"))
    assert ids_in(client, feed_of("carter", DELEGATION)) == [
        *("opening", "strategy", "break", "cyber", "relief", "coach", "restricted", "recommendations", "reception")
    ]
    assert ids_in(client, feed_of("carter", CONFERENCE))[:3] == ["opening", "strategy", "break"]
    assert ids_in(client, feed_of("aoki", CONFERENCE))[0] == "breakfast"
    assert ids_in(client, feed_of("ito", CONFERENCE))[-1] == "reception"


def test_who_arrives_later_has_no_session_of_everybody_before_whatever_the_audience(client, app):
    agenda = sample_agenda()
    late = make_attendee(id="late", delegation=SEC, category=AttendeeCategory.PRESS, arrives_at=utc("2023-03-12 15:00"))
    publish(replace(agenda, attendees=(*agenda.attendees, late)))
    assert ids_in(client, f"{feed_of('late')}?breaks=no") == ["recommendations"]


def test_guest_who_registered_for_sessions_has_those_alone(client, sample):
    give_plan(make_plan(of_sessions={"cyber": 5}))
    guest = register(make_application(sessions=("cyber",)))
    assert ids_in(client, feed_of(guest)) == ["cyber"]
    assert ids_in(client, feed_of(register())) == ["opening", "strategy", "break", "recommendations"]
    with transaction() as tx, pytest.raises(DomainError, match="no-delegation"):
        issue_feed(tx, SLUG, guest, DELEGATION, NewAddress("t"), actor=CHIEF, now=REGISTERED_AT)


def test_delegations_feed_follows_its_owner_and_keeps_nothing_of_the_side_before(client, sample):
    agenda = sample_agenda()
    path = f"{feed_of('mori', DELEGATION)}?lang=en"
    before = client.get(path)
    assert ("breakfast" in ids_in(client, path), "Japanese side" in before.text) == (True, True)
    us = next(one.delegation for one in agenda.attendees if one.id == "carter")
    draft(
        replace(agenda, attendees=tuple(replace(a, delegation=us) if a.id == "mori" else a for a in agenda.attendees))
    )
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.text) == (200, client.get(f"{feed_of('carter', DELEGATION)}?lang=en").text)
    assert ("breakfast" in ids_in(client, path), "Japanese side ·" in after.text) == (False, False)


def test_delegations_feed_of_one_who_is_in_none_any_more_is_gone(client, sample):
    path = feed_of("mori", DELEGATION)
    with transaction() as tx:
        get_registration(tx, SLUG, "mori").side = ""
    assert client.get(path).status_code == 410


def test_venues_staff_sees_everything_that_happens_there(client, sample):
    assert ids_in(client, feed_at("yokota")) == ["coach", "restricted", "recommendations"]
    assert "breakfast" not in ids_in(client, feed_at("institute"))


def test_venues_staff_reads_of_a_session_what_the_public_does_and_no_name_that_is_not_on_the_record(client, sample):
    found = read_feed(client, f"{feed_at('yokota')}?lang=en")
    inside = read_feed(client, f"{feed_of('aoki')}?lang=en")
    public = read_feed(client, f"{sample}/feed.ics?lang=en")
    name = "sample-restricted@example.org"
    assert str(found[name]["SUMMARY"]) == str(inside[name]["SUMMARY"])
    shared = "sample-recommendations@example.org"
    assert str(found[shared]["DESCRIPTION"]) == str(public[shared]["DESCRIPTION"])
    people = [one.family_name for one in sample_agenda().attendees if one.family_name]
    assert [who for who in people if who.casefold() in str(found[name]["DESCRIPTION"]).casefold()] == []
    assert [who for who in people if who.casefold() in str(inside[name]["DESCRIPTION"]).casefold()] != []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("breaks=no", ["breakfast", "opening", "strategy", "cyber", "coach", "recommendations", "reception"]),
        ("day=2023-03-13", ["recommendations", "reception"]),
        ("kind=plenary", ["strategy", "recommendations"]),
        ("kind=plenary&day=2023-03-12&utm_source=x", ["strategy"]),
    ],
)
def test_address_may_leave_things_out(client, sample, query, expected):
    assert ids_in(client, f"{feed_of('noda')}?{query}") == expected


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "戦略と態勢"),
        ("lang=en", "Strategy and footprint"),
        ("lang=ja,en", "戦略と態勢 / Strategy and footprint"),
        ("lang=en,ja", "Strategy and footprint / 戦略と態勢"),
    ],
)
def test_feed_speaks_the_readers_language_unless_the_address_asks_for_another(client, sample, query, title):
    assert str(read_feed(client, f"{feed_of('aoki')}?{query}")["sample-strategy@example.org"]["SUMMARY"]) == title


@pytest.mark.parametrize(
    "query", ["lang=fr", "lang=en,en", "breaks=maybe", "day=tomorrow", "kind=party", "alarm=7", "day=2024-03-13"]
)
def test_unknown_wish_is_refused_with_what_there_is(client, sample, query):
    answer = client.get(f"{feed_of('aoki')}?{query}")
    name, _, value = query.partition("=")
    assert answer.status_code == 400
    assert problem_of(answer)["detail"].startswith(f"There is no calendar with {name}={value}. Known: ")


@pytest.mark.parametrize("kind", ["break", "free_time"])
def test_breaks_alone_without_the_breaks_are_refused(client, sample, kind):
    path = feed_of("aoki")
    answer = client.get(f"{path}?kind={kind}&breaks=no")
    said = problem_of(answer)["detail"]
    assert (answer.status_code, said.startswith(f"There is no calendar with kind={kind}. Known: plenary")) == (
        400,
        True,
    )
    assert (kind in said.partition("Known")[2], client.get(f"{path}?kind={kind}").status_code) == (False, 200)


def test_day_that_a_publication_takes_away_is_refused_from_then_on(client, app):
    agenda = sample_agenda()
    publish(replace(agenda, conference=replace(agenda.conference, ends_on=date(2023, 3, 14))))
    path = f"{feed_of('aoki')}?day=2023-03-14"
    before = client.get(path)
    publish(agenda, days_later=1)
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert (before.status_code, after.status_code) == (200, 400)


def test_person_who_opens_an_ended_address_is_told_what_to_do(client, sample):
    path = feed_of("aoki")
    feed_of("aoki")
    page = client.get(path, headers={"Accept": "text/html,*/*", "Accept-Language": "ja"})
    assert (page.status_code, page.mimetype, language_of(page)) == (410, "text/html", "ja")
    assert heading_of(page) == "このカレンダーのアドレスは無効です"
    assert "ご自分のページで新しいアドレスを作れます" in text_of(page)
    (way,) = re.findall('<a class="b b-ink" href="([^"]+)">ご自分のページへのリンクを受け取る<', page.text)
    assert client.get(way).status_code == 200
    told = client.get(path, headers={"Accept": "text/calendar"})
    assert (told.mimetype, problem_of(told)["title"]) == ("application/problem+json", "Gone")


def test_alarm_rings_where_something_takes_place(client, app):
    at = utc_now().replace(hour=3, microsecond=0)
    conference = make_conference(zone="UTC", starts_on=at.date(), ends_on=at.date())
    sessions = [
        make_session(id=name, kind=SessionKind.PLENARY, status=status, start_at=at, zone="UTC")
        for name, status in (("on", SessionStatus.CONFIRMED), ("off", SessionStatus.CANCELLED))
    ]
    publish(
        make_agenda(
            *sessions, conference=conference, delegations=(JP,), attendees=(make_attendee(id="a1", delegation=JP),)
        )
    )
    path = feed_of("a1", slug=conference.slug)
    found = read_feed(client, f"{path}?alarm=15").values()
    alarms = {str(one["URL"])[-3:]: [alarm["TRIGGER"].dt for alarm in one.walk("VALARM")] for one in found}
    assert (alarms["/on"], alarms["off"]) == ([timedelta(minutes=-15)], [])
    assert [one.walk("VALARM") for one in read_feed(client, path).values()] == [[], [], []]


def test_cancelled_session_stays_until_thirty_days_after_the_conference(client, app):
    for days, expected in ((-30, ["off", "on"]), (-31, ["on"])):
        day = utc_now().date() + timedelta(days=days)
        at = utc_now().replace(hour=3, microsecond=0) + timedelta(days=days)
        conference = make_conference(zone="UTC", starts_on=day, ends_on=day)
        sessions = [
            make_session(id=name, kind=SessionKind.PLENARY, status=status, start_at=at, zone="UTC")
            for name, status in (("off", SessionStatus.CANCELLED), ("on", SessionStatus.CONFIRMED))
        ]
        publish(
            make_agenda(
                *sessions, conference=conference, delegations=(JP,), attendees=(make_attendee(id="a1", delegation=JP),)
            )
        )
        assert ids_in(client, feed_of("a1", slug=conference.slug)) == expected


def test_person_taken_out_of_a_session_sees_it_vanish_and_others_see_nothing(client, sample):
    mori, carter = feed_of("mori"), feed_of("carter")
    before = [read_feed(client, path)["sample-relief@example.org"].to_ical() for path in (mori, feed_of("diaz"))]
    agenda = sample_agenda()
    diaz = next(one for one in agenda.attendees if one.id == "diaz")
    sessions = tuple(
        replace(one, placements=placed(Role.CHAIR, diaz), topics=()) if one.id == "relief" else one
        for one in agenda.sessions
    )
    publish(replace(agenda, sessions=sessions), days_later=1)
    assert ("relief" in ids_in(client, mori), "relief" in ids_in(client, carter)) == (False, False)
    assert len(before) == 2


def test_answer_is_kept_by_the_reader_alone_and_tells_nothing_of_itself(client, sample):
    answer = client.get(feed_of("aoki"))
    assert {name: answer.headers[name] for name in ("Cache-Control", "Vary", "X-Robots-Tag", "Referrer-Policy")} == {
        "Cache-Control": "private, max-age=300",
        "Vary": "Accept-Encoding",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }
    assert answer.headers["Content-Disposition"] == 'inline; filename="agenda.ics"'
    assert "Set-Cookie" not in answer.headers
    assert headers_of(answer) == sorted({*headers_of(answer)})


def test_token_is_nowhere_in_the_calendar(client, sample):
    path = feed_of("aoki")
    assert path.removeprefix("/feeds/").removesuffix(".ics").encode() not in client.get(path).data
    assert b"SOURCE" not in client.get(path).data


def test_packed_feed_is_one_gzip_member_of_the_same_bytes(client, sample):
    path = feed_of("aoki")
    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip"})
    assert (gzip.decompress(packed.data), packed.headers["Content-Encoding"]) == (plain.data, "gzip")
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert len(packed.data) < len(plain.data)


def test_nobody_is_sent_what_he_has_and_a_publication_changes_the_tag(client, sample):
    path = feed_of("aoki")
    whole = client.get(path)
    again = client.get(path, headers={"If-None-Match": f'"other", {whole.headers["ETag"]}'})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == whole.headers["ETag"]
    head = client.head(path)
    bodily = ("Content-Length",)
    assert (head.status_code, head.data) == (200, b"")
    assert headers_of(head, without=bodily) == headers_of(whole, without=bodily)
    agenda = sample_agenda()
    publish(replace(agenda, sessions=agenda.sessions[:-1]), days_later=1)
    assert client.get(path, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 200


def test_feed_is_another_one_when_its_owners_choice_changes(client, sample):
    give_plan(make_plan(of_sessions={"cyber": 5}))
    guest = register(make_application(sessions=("cyber",)))
    tags = [client.get(feed_of(guest)).headers["ETag"], client.get(feed_of(register())).headers["ETag"]]
    assert len({*tags, client.get(feed_of("aoki")).headers["ETag"], client.get(feed_of("mori")).headers["ETag"]}) == 4


def test_renewed_address_ends_the_one_before_and_others_hold(client, sample):
    other, first = feed_of("aoki", CONFERENCE), feed_of("aoki")
    second = feed_of("aoki")
    assert [client.get(path).status_code for path in (other, first, second)] == [200, 410, 200]
    with transaction() as tx:
        revoke_feed(tx, SLUG, "aoki", PERSONAL, actor=CHIEF, now=REGISTERED_AT)
    assert [client.get(path).status_code for path in (other, first, second)] == [200, 410, 410]
    with transaction() as tx:
        end_links(tx, SLUG, "aoki", actor=CHIEF, now=REGISTERED_AT)
    assert client.get(other).status_code == 410


def test_who_is_off_the_list_has_no_calendar_any_more(client, sample):
    give_plan(make_plan())
    name = register()
    path = feed_of(name)
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=CHIEF, now=REGISTERED_AT)
    gone = client.get(path)
    assert (gone.status_code, problem_of(gone)["title"]) == (410, "Gone")
    assert client.get("/feeds/unknown.ics").status_code == 404


def test_conference_that_is_not_published_has_no_calendar_yet(client, app):
    draft(sample_agenda())
    assert client.get(feed_of("aoki")).status_code == 404


def test_use_is_noted_by_the_hour_and_the_programs_name(app, client, sample):
    path = feed_of("aoki")
    client.get(path, headers={"User-Agent": "Mozilla/5.0 (X11) Thunderbird/115.0"})
    with reading() as tx:
        (feed,) = list_feeds(tx, get_registration(tx, SLUG, "aoki").id)
    assert (feed.used_hour, feed.program) == (int(utc_now().timestamp() // 3600), "Thunderbird")


def test_answer_to_a_program_that_has_everything_takes_one_statement(client, sample, count_statements):
    path = feed_of("aoki")
    etag = client.get(path).headers["ETag"]
    with count_statements() as sent:
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    assert [statement for statement in sent if statement.startswith("UPDATE")] == []


def test_whole_feed_is_read_by_the_same_parser_as_the_agenda(client, sample):
    body = client.get(feed_of("ito", CONFERENCE)).data
    calendar = Calendar.from_ical(body)
    assert [str(one["TZID"]) for one in calendar.walk("VTIMEZONE")] == ["Asia/Tokyo"]
    assert str(calendar["X-WR-CALNAME"]) == "Alliance planning forum"
    mine = Calendar.from_ical(client.get(feed_of("ito")).data)
    assert str(mine["X-WR-CALNAME"]) == "My programme · Alliance planning forum"
