"""A person's own page: what it shows to whom, what a press does, and that its address stays a secret."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.registration import Diet, Needs
from eventapp.domain.venues import Window
from eventapp.models import AuditEntry, OutboxMessage, PersonalLink, Registration
from eventapp.operations.registrations.links import issue_link
from eventapp.operations.tokens import token_hash
from eventapp.queries.drafts import get_draft
from tests.factories import both, sample_agenda
from tests.publishing import publish
from tests.registrations import SLUG, give_plan, make_application, make_plan, register
from tests.web.registering import FORM, last_link
from tests.web.requests import heading_of, language_of, text_of


@pytest.fixture
def open_doors(sample):
    give_plan(make_plan(of_sessions={"strategy": 5}))


def link_of(name):
    """Give the path of a new link to a person's page."""
    with transaction() as tx:
        key = tx.scalars(select(Registration.id).where(Registration.public_id == name)).one()
        return f"/me/{issue_link(tx, key, ends_on=utc_now().date(), now=utc_now())}"


def state_of(name):
    with reading() as tx:
        return tx.scalars(select(Registration.state).where(Registration.public_id == name)).one().value


def actions():
    with reading() as tx:
        return list(tx.execute(select(AuditEntry.actor, AuditEntry.action).order_by(AuditEntry.id)))


def sessions_shown(page):
    return re.findall(r'id="s-([\w-]+)"', page.text)


def test_page_is_in_the_persons_language_and_shows_how_the_registration_stands(client, open_doors):
    page = client.get(link_of(register(make_application(language="ja"))))
    assert (page.status_code, language_of(page), heading_of(page)) == (200, "ja", "MIHON Hanako")
    assert "登録済み 参加登録が完了しました。" in text_of(page)


def test_page_is_kept_by_nobody_and_tells_no_other_site_its_address(client, open_doors):
    link = link_of(register())
    for path in ("", "/change", "/withdraw", "/end-links", "/agenda.ics"):
        response = client.get(f"{link}{path}")
        headers = [response.headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")]
        assert (path, response.status_code, headers) == (path, 200, ["no-store", "no-referrer", "noindex, nofollow"])


def test_secret_leaves_the_page_in_no_address_of_another_site(client, open_doors):
    link = link_of(register())
    page = client.get(link).text
    secret = link.removeprefix("/me/")
    with_secret = re.findall(rf'(?:href|action|src)="([^"]*{re.escape(secret)}[^"]*)"', page)
    assert with_secret
    assert {address for address in with_secret if not address.startswith("/me/")} == set()


def test_confirmed_person_has_a_code_and_its_symbol_others_none(client, open_doors):
    name = register()
    with reading() as tx:
        code = tx.scalars(select(Registration.code).where(Registration.public_id == name)).one()
    page = client.get(link_of(name))
    assert f"{code[:4]} {code[4:]}" in text_of(page)
    assert 'src="data:image/svg+xml' in page.text
    give_plan(make_plan(capacity=1))
    waiting = client.get(link_of(register()))
    assert 'src="data:image/svg+xml' not in waiting.text


@pytest.mark.parametrize(("place", "count"), [(1, 1), (3, 3)])
def test_waiting_person_sees_the_own_place(client, open_doors, place, count):
    give_plan(make_plan(capacity=1))
    names = [register() for _ in range(count)]
    assert f"Your place on the waiting list: {place}" in text_of(client.get(link_of(names[-1])))


def offer():
    """Let somebody have an offer that stands now; give the id."""
    give_plan(make_plan(capacity=0))
    name = register()
    give_plan(make_plan(capacity=100), now=utc_now())
    return name


def test_offered_place_is_taken_by_a_press_and_its_end_is_told_in_both_clocks(client, open_doors):
    name = offer()
    link = link_of(name)
    said = text_of(client.get(link))
    assert "A place is free. It is kept for you until" in said
    assert re.search(r"JST · \w+ \d+ \w+ \d{4} \d\d:\d\d E[DS]T", said)
    taken = client.post(f"{link}/take")
    assert (taken.status_code, taken.headers["Location"], state_of(name)) == (303, f"{link}?done=taken", "confirmed")
    assert "The place is yours." in text_of(client.get(taken.headers["Location"]))
    assert actions()[-1] == ("participant", "offer:accept")
    assert client.post(f"{link}/take").status_code == 303


def test_offer_that_is_over_is_not_taken(client, open_doors):
    name = offer()
    with transaction() as tx:
        tx.execute(update(Registration).values(offered_until=utc_now() - timedelta(minutes=1)))
    assert (client.post(f"{link_of(name)}/take").status_code, state_of(name)) == (400, "offered")


def test_who_has_withdrawn_reads_so_wherever_the_page_is_opened(client, open_doors):
    link = link_of(register())
    client.post(f"{link}/withdraw")
    pages = [client.get(f"{link}{path}") for path in ("", "/change", "/withdraw")]
    pages.append(client.post(f"{link}/change", data={"given_name": "Hanae"}))
    said = ("Registration ended Your registration is withdrawn. Register again", "Withdraw?", "The time to change")
    assert [[one in text_of(page) for one in said] for page in pages] == [[True, False, False]] * 4
    assert [page.status_code for page in pages] == [200, 200, 200, 409]
    assert [f'href="{FORM}"' in page.text for page in pages] == [True] * 4


def test_withdrawing_asks_first_and_frees_the_place(client, open_doors):
    name = register()
    link = link_of(name)
    assert (client.get(f"{link}/withdraw").status_code, state_of(name)) == (200, "confirmed")
    gone = client.post(f"{link}/withdraw")
    assert (gone.headers["Location"], state_of(name)) == (f"{link}?done=withdrawn", "withdrawn")
    page = client.get(link)
    assert ("Your registration is withdrawn." in text_of(page), f"{link}/change" in page.text) == (True, False)


def test_own_agenda_has_what_one_is_placed_in_and_where_everybody_goes(client, sample):
    with reading() as tx:
        assert "aoki" in {a.id for a in get_draft(tx, SLUG).agenda.attendees}
    agenda = sample_agenda()
    public = {session.id for session in agenda.sessions if session.audience == "public"}
    shown = set(sessions_shown(client.get(link_of("aoki"))))
    placed = {s.id for s in agenda.sessions if "aoki" in {p.attendee.id for p in s.all_placements}}
    assert placed <= shown
    assert shown < {session.id for session in agenda.sessions}
    staffs = {session.id for session in agenda.sessions if session.audience == "staff"}
    assert (staffs & shown, bool(staffs), bool(public & shown)) == (set(), True, True)


def test_guest_sees_the_sessions_registered_for_alone_and_never_more_than_the_public(client, open_doors):
    page = client.get(link_of(register(make_application(sessions=("strategy",)))))
    assert sessions_shown(page) == ["strategy"]
    chatham = next(s for s in sample_agenda().sessions if s.id == "strategy")
    names = [p.attendee.family_name for p in chatham.all_placements if p.attendee.family_name]
    assert names
    public = client.get("/conferences/sample-2023/sessions/strategy?lang=en").text
    assert [name in page.text for name in names] == [name in public for name in names]


def test_side_reads_what_is_its_own_in_page_calendar_and_paper_and_the_other_does_not(client, sample):
    agenda = sample_agenda()
    (internal,) = [session for session in agenda.sessions if session.audience == "side:JP"]
    title = internal.title.get("en")
    seen = {}
    for name in ("aoki", "carter"):
        link = link_of(name)
        calendar = client.get(f"{link}/agenda.ics?lang=en").get_data(as_text=True).replace("\r\n ", "")
        paper = client.get(f"{link}/agenda.pdf?layout=en")
        assert (paper.status_code, paper.content_type) == (200, "application/pdf")
        seen[name] = (internal.uid in calendar, title in calendar, len(paper.data))
    assert (seen["aoki"][:2], seen["carter"][:2]) == ((True, True), (False, False))
    assert seen["aoki"][2] != seen["carter"][2]


def moved():
    """Give the sample with the plenary of Monday half an hour later."""
    later, agenda = timedelta(minutes=30), sample_agenda()
    sessions = tuple(
        replace(s, start_at=s.start_at + later, end_at=s.end_at + later) if s.id == "recommendations" else s
        for s in agenda.sessions
        if s.id != "press"
    )
    return replace(agenda, sessions=sessions)


def seen_of(name):
    with reading() as tx:
        return tx.scalars(select(Registration.agenda_seen).where(Registration.public_id == name)).one()


def test_changes_of_the_own_sessions_are_acknowledged_once(client, sample):
    link = link_of("aoki")
    assert "I have seen" not in text_of(client.get(f"{link}?lang=en"))
    publish(moved(), days_later=1)
    page = text_of(client.get(link))
    assert ("Version 2 of the agenda changes 1 session of yours" in page, "was 09:00" in page) == (True, True)
    told = client.post(f"{link}/seen", data={"number": "2"})
    assert (told.headers["Location"], seen_of("aoki")) == (f"{link}?done=seen", 2)
    again = text_of(client.get(told.headers["Location"]))
    assert ("I have seen" in again, "Noted: you saw version 2." in again, "was 09:00" in again) == (False, True, False)
    client.post(f"{link}/seen", data={"number": "1"})
    entries = [entry for entry in actions() if entry == ("participant", "notice:see")]
    assert (len(entries), seen_of("aoki")) == (1, 2)
    assert {client.post(f"{link}/seen", data={"number": n}).status_code for n in ("3", "0", "x", "")} == {400}


def test_link_of_the_notice_shows_what_changed_and_only_the_press_acknowledges(client, sample):
    link = link_of("aoki")
    assert "Nothing new" in text_of(client.get(f"{link}/seen?lang=en"))
    publish(moved(), days_later=1)
    page = client.get(f"{link}/seen")
    said = text_of(page)
    assert "From version 1 of the agenda to version 2." in said
    assert re.search(r"Later\. .+: Mon 13 Mar 09:30–\d\d:\d\d\sJST", said)
    assert "I have seen version 2" in said
    assert (seen_of("aoki"), client.head(f"{link}/seen").status_code) == (None, 200)
    fields = dict(re.findall(r'<input type="hidden" name="(number)" value="(\d+)"', page.text))
    assert (re.findall(r'action="(/me/[^"]+)"', page.text), fields) == ([f"{link}/seen"], {"number": "2"})
    client.post(f"{link}/seen", data=fields)
    assert seen_of("aoki") == 2
    assert "you have seen it" in text_of(client.get(f"{link}/seen"))


def test_link_of_the_notice_tells_of_a_session_that_is_no_more_the_readers(client, sample):
    link, agenda = link_of("mori"), sample_agenda()
    placements = agenda.find_session("restricted").placements
    without = tuple(p for p in placements if p.attendee.id != "mori")
    assert len(without) == len(placements) - 1
    sessions = tuple(replace(s, placements=without) if s.id == "restricted" else s for s in agenda.sessions)
    publish(replace(agenda, sessions=sessions), days_later=1)
    said = text_of(client.get(f"{link}/seen?lang=en"))
    assert ("No longer for you." in said, "I have seen version 2" in said) == (True, True)


def test_who_has_left_acknowledges_nothing_by_the_link_of_a_notice(client, open_doors):
    link = link_of(register(make_application(sessions=("strategy",))))
    client.post(f"{link}/withdraw")
    assert "Your registration is withdrawn." in text_of(client.get(f"{link}/seen"))


def test_changes_of_sessions_of_others_ask_nothing(client, open_doors):
    link = link_of(register(make_application(sessions=("strategy",))))
    publish(moved(), days_later=1)
    assert sessions_shown(client.get(link)) == ["strategy"]
    assert "I have seen" not in text_of(client.get(link))


def test_other_words_of_a_session_of_everybody_ask_nothing_as_no_mail_tells_of_them(client, sample):
    link, agenda = link_of("aoki"), sample_agenda()
    longer = tuple(
        replace(s, description=both("Longer", "より長い")) if s.id == "recommendations" else s for s in agenda.sessions
    )
    publish(replace(agenda, sessions=longer), days_later=1)
    page = client.get(link)
    assert ("recommendations" in sessions_shown(page), "I have seen" in text_of(page)) == (True, False)


def test_who_is_away_for_a_session_of_everybody_does_not_have_it_in_the_own_agenda(client, sample):
    agenda = sample_agenda()
    (everybodys,) = (s for s in agenda.sessions if s.id == "recommendations")
    (aoki,) = (a for a in agenda.attendees if a.id == "aoki")
    there = replace(aoki, id="there", precedence=90, email="there@example.org")
    window = Window(everybodys.start_at, everybodys.end_at)
    away = replace(there, id="away", precedence=91, email="away@example.org", away=(window,))
    publish(replace(agenda, attendees=(*agenda.attendees, there, away)), days_later=1)
    shown = [sessions_shown(client.get(link_of(name))) for name in ("there", "away")]
    assert "recommendations" in shown[0]
    assert shown[1] == [name for name in shown[0] if name != "recommendations"]


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_link_that_ended_offers_another_one(client, open_doors, how):
    link = link_of(register())
    with transaction() as tx:
        ended = {"expires_at": utc_now()} if how == "expired" else {"revoked_at": utc_now()}
        tx.execute(update(PersonalLink).values(**ended))
    for path, method in (("", "GET"), ("/change", "POST"), ("/withdraw", "POST"), ("/agenda.pdf", "GET")):
        answer = client.open(f"{link}{path}", method=method)
        assert (path, answer.status_code) == (path, 410)
    assert 'action="/conferences/sample-2023/register/link"' in client.get(link).text
    assert client.get("/me/never-was").status_code == 404


def test_person_has_another_link_sent_and_ends_them_all(client, open_doors):
    name = register(make_application(email="hanako@example.org"))
    link = link_of(name)
    assert client.post(f"{link}/link").headers["Location"] == f"{link}?done=sent"
    second = last_link()
    assert (second != link, client.get(second).status_code) == (True, 200)
    assert client.get(f"{link}/end-links").status_code == 200
    ended = client.post(f"{link}/end-links")
    assert ended.headers["Location"] == "/conferences/sample-2023/register/links-ended"
    assert client.get(ended.headers["Location"]).status_code == 200
    assert [client.get(one).status_code for one in (link, second)] == [410, 410]
    assert actions()[-2:] == [("participant", "registration:link"), ("participant", "registration:unlink")]


def test_mailbox_gets_so_many_links_and_no_more(client, open_doors):
    link = link_of(register())
    for _ in range(5):
        assert client.post(f"{link}/link").headers["Location"] == f"{link}?done=sent"
    assert client.post(f"{link}/link").headers["Location"] == f"{link}?done=later"


def test_every_press_wants_the_token_of_its_browser(client, open_doors):
    name = register()
    link = link_of(name)
    client.sends_token = False
    paths = ("/take", "/seen", "/withdraw", "/link", "/end-links", "/change")
    assert {client.post(f"{link}{path}").status_code for path in paths} == {400}
    assert state_of(name) == "confirmed"


def test_page_shows_what_was_given(client, open_doors):
    needs = Needs(diets=(Diet.HALAL,), dietary="No garlic", consented_at=datetime(2023, 2, 1, tzinfo=UTC))
    wish = make_application(email="hanako@example.org", needs=needs, sessions=("strategy",))
    said = text_of(client.get(link_of(register(wish))))
    assert [text in said for text in ("MIHON Hanako", "hanako@example.org", "Halal", "No garlic", "Planner")] == [
        True
    ] * 5


def test_no_message_or_entry_holds_the_secret_but_the_persons_own(client, open_doors):
    name = register(make_application(email="hanako@example.org"))
    secret = last_link().removeprefix("/me/")
    client.post(f"/me/{secret}/withdraw")
    with reading() as tx:
        entries = [str(row) for row in tx.execute(select(*AuditEntry.__table__.c))]
        letters = tx.execute(select(OutboxMessage.attendee, OutboxMessage.plain)).all()
        hashes = tx.scalars(select(PersonalLink.token_hash)).all()
    assert [entry for entry in entries if secret in entry] == []
    assert {attendee for attendee, plain in letters if secret in plain} == {name}
    assert (token_hash(secret) in hashes, secret in hashes) == (True, False)
