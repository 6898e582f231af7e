"""Mail from templates: one message of each language word for word, and what every message holds to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from eventapp.domain.audiences import PARTICIPANTS
from eventapp.domain.localized import NOTHING
from eventapp.domain.notices import build_notices
from eventapp.domain.publication import Publication, freeze
from eventapp.domain.vocabulary import Role, SessionKind
from eventapp.renderers.ics import render_calendar
from eventapp.renderers.mail import Mail, render_notice, render_notices
from eventapp.renderers.wording import words_in
from tests.contacts import with_contact
from tests.factories import both, make_agenda, make_attendee, make_delegation, make_session, placed, sample_agenda
from tests.publishing import demo_file

BASE_URL = "https://conferences.example.org"
AS_OF = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)


def _publication(agenda, number=1, previous=None):
    frozen = freeze(agenda, previous.agenda if previous else None, as_of=AS_OF)
    return Publication(number=number, as_of=AS_OF, published_by="", note=NOTHING, agenda=frozen)


def _changed_sample():
    """Give two publications of the sample: something of every kind happens to its sessions."""
    agenda = sample_agenda()
    by_id = {session.id: session for session in agenda.sessions}
    later = timedelta(minutes=15)
    strategy, cyber, relief = by_id["strategy"], by_id["cyber"], by_id["relief"]
    changed = {
        "strategy": replace(strategy, start_at=strategy.start_at + later, end_at=strategy.end_at + later),
        "cyber": replace(cyber, room=relief.room, title=both("Cyber & <space>", "サイバーと宇宙")),
        "relief": replace(relief, placements=placed(Role.CHAIR, *(p.attendee for p in relief.placements[:1]))),
        "opening": replace(by_id["opening"], description=both("Shorter.", "短縮。")),
    }
    gone = {"reception"}
    kept = tuple(changed.get(s.id, s) for s in agenda.sessions if s.id not in gone)
    walk = make_session(
        id="walk", kind=SessionKind.WORKING_SESSION, start="2023-03-13 23:30", minutes=90, title=both("Walk", "散策")
    )
    aoki = next(a for a in agenda.attendees if a.id == "aoki")
    first = _publication(agenda)
    second = replace(agenda, sessions=(*kept, replace(walk, placements=placed(Role.SPEAKER, aoki))))
    return first, _publication(second, 2, first)


def _mails(first, second, base_url=BASE_URL):
    return {n.attendee.id: render_notice(n, second, base_url) for n in build_notices(first, second)}


def test_foot_of_a_message_says_whom_to_ask():
    first, second = _changed_sample()
    named = replace(second, agenda=with_contact(second.agenda))
    mail, before = (_mails(first, one)["aoki"] for one in (named, second))
    line = "問い合わせ先：会議事務局 · secretariat@example.jp · +81 (0)3-5555-0100 ext. 12"
    assert mail.plain == f"{before.plain}{line}\n"
    assert (line in mail.html, "問い合わせ先" in before.html) == (True, False)


@pytest.mark.parametrize(("person", "language"), [("carter", "en"), ("aoki", "ja")])
def test_message_of_each_language(golden, person, language):
    mail = _mails(*_changed_sample())[person]
    assert mail.language == language
    golden.assert_equals(f"change-notice-{language}.txt", f"{mail.subject}\n\n{mail.plain}".encode())
    golden.assert_equals(f"change-notice-{language}.html", mail.html.encode())


def test_message_of_the_demo_tells_time_room_and_both_clocks():
    second, third = demo_file().publications[1:]
    mail = _mails(second, third)["p-us-operations"]
    assert mail.subject == "Agenda v3: 2 changes to your Sunday"
    assert (
        "10:45–12:15\u00a0JST (Sat 20:45\u00a0EST), Hall A, Conference hall, Tokyo. It was 11:00, Room 201."
        in mail.plain
    )
    assert "* New. Briefing 4 “US forces in Japan" in mail.plain


def test_plain_text_and_page_say_the_same():
    def words(text):
        return re.sub(r"\s+", "", text)

    mail = _mails(*_changed_sample())["carter"]
    page = re.sub(r"<[^>]+>", " ", mail.html.partition("<body>")[2]).replace("&lt;", "<").replace("&gt;", ">")
    for line in re.findall(r"^\* (.+)$", mail.plain, re.MULTILINE):
        assert words(line) in words(page.replace("&amp;", "&"))


def test_texts_of_the_agenda_are_escaped_in_the_page_alone():
    agenda = make_agenda(make_session(title=both("<b>&", "<b>&"), placements=placed(Role.CHAIR, _person())))
    first = _publication(agenda)
    moved = tuple(replace(s, end_at=s.end_at + timedelta(minutes=5)) for s in agenda.sessions)
    mail = _mails(first, _publication(replace(agenda, sessions=moved), 2, first))["sato"]
    assert ("“<b>&”" in mail.plain, "“&lt;b&gt;&amp;”" in mail.html, "<b>&" in mail.html) == (True, True, False)


def _person(**fields):
    return make_attendee(email="sato@example.org", language="en", **fields)


def test_message_needs_nothing_from_elsewhere_and_has_no_script():
    for mail in _mails(*_changed_sample()).values():
        assert re.findall(r"<script|<img|\ssrc=|\son[a-z]+=|url\(|@import", mail.html) == []
        assert set(re.findall(r'href="([^"]*)"', mail.html)) == {
            f"{BASE_URL}/conferences/sample-2023/agenda",
            f"{BASE_URL}/me/own-page/seen",
        }


def test_without_an_address_of_the_site_there_is_no_link_and_no_entry():
    mail = _mails(*_changed_sample(), base_url="")["carter"]
    assert ("href" in mail.html, "http" in mail.plain, mail.calendar) == (False, False, "")
    assert "attached" not in mail.plain


def _vevents(mail):
    return {vevent["UID"]: vevent for vevent in Calendar.from_ical(mail.calendar).walk("VEVENT")}


def test_changed_sessions_are_attached_as_a_copy_with_the_revision_that_feeds_have():
    first, second = _changed_sample()
    mail = _mails(first, second)["carter"]
    sessions = {s.id: s for s in second.agenda.for_audience(PARTICIPANTS).sessions}
    feed = render_calendar(
        second.agenda.for_audience(PARTICIPANTS), languages=("en",), base_url=BASE_URL, as_of=AS_OF, number=2
    )
    of_feed = {vevent["UID"]: vevent for vevent in Calendar.from_ical(feed).walk("VEVENT")}
    found = _vevents(mail)
    assert set(found) == {sessions[name].uid for name in ("opening", "strategy", "reception")}
    for name in ("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "SUMMARY", "STATUS", "LOCATION"):
        assert [v[name] for v in found.values()] == [of_feed[uid][name] for uid in found]
    assert {found[sessions[name].uid]["STATUS"] for name in ("opening", "strategy")} == {"CONFIRMED"}
    assert found[sessions["reception"].uid]["STATUS"] == "CANCELLED"
    assert (mail.calendar.count("BEGIN:VCALENDAR"), "\r\nMETHOD" in mail.calendar) == (1, False)
    assert max(len(line.encode()) for line in mail.calendar.split("\r\n")) <= 75


def test_entry_attached_says_what_its_reader_does_in_the_readers_language():
    found = _mails(*_changed_sample())
    english, japanese = (_vevents(found[name]) for name in ("carter", "aoki"))
    strategy = next(s.uid for s in sample_agenda().sessions if s.id == "strategy")
    assert "which you co-chair" not in english[strategy]["SUMMARY"]
    assert "Co-chair" in english[strategy]["DESCRIPTION"].split("\n")[0]
    assert "共同議長" in japanese[strategy]["DESCRIPTION"].split("\n")[0]
    assert japanese[strategy]["SUMMARY"] == "戦略と態勢"


def test_session_that_goes_on_without_the_reader_is_named_but_not_attached():
    first, _ = _changed_sample()
    sessions = (
        replace(s, placements=tuple(p for p in s.placements if p.attendee.id != "mori")) if s.id == "restricted" else s
        for s in first.agenda.sessions
    )
    mail = _mails(first, _publication(replace(first.agenda, sessions=tuple(sessions)), 2, first))["mori"]
    said = words_in("ja")("no longer for you")
    assert (f"* {said}。" in mail.plain, mail.calendar, "添付" in mail.plain) == (True, "", False)


def test_side_that_does_not_see_a_session_has_no_entry_of_it():
    first, _ = _changed_sample()
    (internal,) = [s for s in first.agenda.sessions if s.audience == "side:JP"]
    moved = tuple(
        replace(s, end_at=s.end_at + timedelta(minutes=5)) if s.id in {internal.id, "recommendations"} else s
        for s in first.agenda.sessions
    )
    mails = _mails(first, _publication(replace(first.agenda, sessions=moved), 2, first))
    assert (internal.uid in _vevents(mails["aoki"]), internal.uid in _vevents(mails["carter"])) == (True, False)
    assert len(_vevents(mails["carter"])) == 1


def test_those_who_are_told_the_same_share_one_message():
    first, second = _changed_sample()
    notices = build_notices(first, second)
    each = {n.attendee.id: render_notice(n, second, BASE_URL) for n in notices}
    assert {n.attendee.id: mail for n, mail in render_notices(notices, second, BASE_URL)} == each


def test_a_crowd_shares_few_messages():
    crowd = [_person(id=f"p{n}", precedence=n + 1) for n in range(40)]
    plenary = make_session()
    agenda = make_agenda(plenary, attendees=tuple(crowd), delegations=(make_delegation(),))
    first = _publication(agenda)
    moved = (replace(plenary, end_at=plenary.end_at + timedelta(minutes=5)),)
    second = _publication(replace(agenda, sessions=moved), 2, first)
    mails = [mail for _, mail in render_notices(build_notices(first, second), second, BASE_URL)]
    assert (len(mails), len({id(mail) for mail in mails}), type(mails[0])) == (40, 1, Mail)
