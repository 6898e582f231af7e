"""The page on which people make, renew and end addresses of calendars."""

from __future__ import annotations

import base64
import html
import re
from datetime import timedelta
from urllib.parse import unquote, urlsplit

import pytest
from sqlalchemy import select

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.models import AuditEntry, Registration
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.links import issue_link
from tests.factories import sample_agenda
from tests.feeds import CHIEF, ids_in, read_feed
from tests.publishing import draft
from tests.registrations import REGISTERED_AT, SITE, SLUG, give_plan, make_plan, register
from tests.web.requests import text_of

CHOSEN = {"language": "en", "has_breaks": "y", "alarm": "", "day": "", "kind": ""}


def page_of(name):
    """Give the path of a person's calendar page."""
    with transaction() as tx:
        key = tx.scalars(select(Registration.id).where(Registration.public_id == name)).one()
        now = utc_now()
        return f"/me/{issue_link(tx, key, ends_on=(now + timedelta(days=1)).date(), now=now)}/calendar"


def told(page):
    """Give the address that a page shows, "" for one that shows none."""
    assert page.status_code == 200
    found = re.search(r'id="sub-url"\s+type="text"\s+value="([^"]+)"', page.text)
    return html.unescape(found[1]) if found else ""


def seen_on(page, ending=""):
    """Give what the button of a page sends that makes an address."""
    (button,) = [one for one in re.findall(r"<button[^>]+>", page.text) if 'name="seen"' in one and ending in one]
    return {"seen": re.search(r'value="(\d+)"', button)[1]}


def press(client, page, data):
    """Press the button that makes an address; give what is answered."""
    where, _, scope = page.rpartition("/") if "/me/" in page else (page, "", "")
    return client.post(page, data=data | seen_on(client.get(where), f'/calendar/{scope}"' if scope else ""))


def made(client, page, data=CHOSEN):
    """Press the button that makes an address, and give the one that the page then shows."""
    return told(client.get(press(client, page, data).headers["Location"]))


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_address_is_made_shown_once_and_holds(client, sample):
    page = page_of("aoki")
    address = made(client, f"{page}/personal", CHOSEN | {"language": "en,ja", "alarm": "15"})
    assert address.startswith("https://conferences.example.org/feeds/")
    assert address.endswith(".ics?lang=en,ja&alarm=15")
    found = read_feed(client, path_of(address))["sample-opening@example.org"]
    assert str(found["SUMMARY"]) == "Opening remarks / 開会挨拶"
    assert [alarm["TRIGGER"].dt for alarm in found.walk("VALARM")] == [timedelta(minutes=-15)]
    secret = urlsplit(address).path.removeprefix("/feeds/").removesuffix(".ics")
    assert secret not in client.get(page).text


def test_address_without_breaks_says_so(client, sample):
    address = made(client, f"{page_of('aoki')}/conference", CHOSEN | {"has_breaks": ""})
    assert (address.endswith("?lang=en&breaks=no"), "break" in ids_in(client, path_of(address))) == (True, False)


def test_address_may_hold_a_day_or_a_kind_alone_and_the_form_says_so(client, sample):
    page = page_of("aoki")
    address = made(client, f"{page}/conference", CHOSEN | {"day": "2023-03-12", "kind": "plenary"})
    assert (address.endswith("?lang=en&day=2023-03-12&kind=plenary"), ids_in(client, path_of(address))) == (
        True,
        ["strategy"],
    )
    press(client, f"{page}/conference", CHOSEN | {"day": "2023-03-12", "kind": "plenary"})
    shown = client.get(page).text
    assert re.findall(r'<option selected value="([^"]+)"', shown) == ["2023-03-12", "plenary"]
    assert ('sub-d" open' in shown, 'sub-d" open' in client.get(page).text) == (True, False)


def test_every_programs_button_leads_to_the_address(client, sample):
    answer = client.get(press(client, f"{page_of('aoki')}/personal", CHOSEN).headers["Location"])
    address = told(answer)
    webcal = address.replace("https://", "webcal://")
    ways = [html.unescape(way) for way in re.findall(r'<a class="b"\s+href="([^"]+)"', answer.text)]
    assert ways[0] == webcal
    assert [urlsplit(way).hostname for way in ways[1:]] == [
        *("calendar.google.com", "outlook.live.com", "outlook.office.com"),
    ]
    assert [unquote(way).partition("=")[2].partition("&name")[0] for way in ways[1:]] == [webcal, address, address]
    assert re.findall(r'target="_blank"\s+rel="([^"]+)"', answer.text) == ["noopener noreferrer"] * 3
    assert answer.text.count("(opens in a new tab)") + answer.text.count("（新しいタブで開きます）") == 3


def test_answer_to_the_form_leads_on_and_tells_nothing_itself(client, sample):
    page = page_of("aoki")
    answer = press(client, f"{page}/personal", CHOSEN)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{page}?done=made")
    cookie = client.get_cookie("session").value
    secret = urlsplit(told(client.get(answer.headers["Location"]))).path.removeprefix("/feeds/").removesuffix(".ics")
    assert len(secret) == 43
    kept = [cookie, *(part for part in cookie.split(".")), *map(str, answer.headers)]
    read = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("latin-1") for part in cookie.split(".")]
    assert [text for text in [*kept, *read] if secret in text] == []


def test_page_loaded_again_tells_it_no_more_and_makes_nothing(client, sample):
    page = page_of("aoki")
    answer = press(client, f"{page}/personal", CHOSEN)
    client.head(answer.headers["Location"])
    client.get(answer.headers["Location"], headers={"Sec-Purpose": "prefetch"})
    first, second = (client.get(answer.headers["Location"]) for _ in range(2))
    address = told(first)
    assert (told(second), "一度だけ表示" in second.text, "一度だけ表示" in first.text) == ("", True, False)
    assert client.get(path_of(address)).status_code == 200
    assert ["done=made&amp;lang=" in one.text for one in (first, second)] == [False, True]


def test_same_form_sent_twice_makes_one_address_which_is_told(client, sample):
    page = page_of("aoki")
    sent = CHOSEN | seen_on(client.get(page), '/calendar/personal"')
    for _ in range(2):
        assert client.post(f"{page}/personal", data=sent).headers["Location"] == f"{page}?done=made"
    address = path_of(told(client.get(f"{page}?done=made")))
    client.post(f"{page}/personal", data=sent)
    client.post(f"{page}/personal", data=CHOSEN)
    assert (told(client.get(f"{page}?done=made")), client.get(address).status_code) == ("", 200)
    with reading() as tx:
        assert [a for a in tx.scalars(select(AuditEntry.action)) if a.startswith("feed:")] == ["feed:issue"]


def test_address_is_told_on_its_owners_page_alone_and_soon_or_never(client, sample, monkeypatch):
    page, other = page_of("aoki"), page_of("carter")
    press(client, f"{page}/personal", CHOSEN)
    assert told(client.get(other)) == ""
    assert told(client.get(page)) != ""
    press(client, f"{page}/personal", CHOSEN)
    late = utc_now() + timedelta(minutes=11)
    monkeypatch.setattr("eventapp.web.subscriptions.utc_now", lambda: late)
    assert told(client.get(page)) == ""


def test_renewed_address_ends_the_one_before_and_an_ended_one_is_gone(client, sample):
    page = page_of("aoki")
    first = path_of(made(client, f"{page}/personal"))
    second = path_of(made(client, f"{page}/personal"))
    assert [client.get(path).status_code for path in (first, second)] == [410, 200]
    ended = client.post(f"{page}/personal/end")
    assert (ended.status_code, ended.headers["Location"]) == (303, f"{page}?done=ended")
    assert client.get(second).status_code == 410
    with reading() as tx:
        entries = tx.execute(
            select(AuditEntry.action, AuditEntry.subject, AuditEntry.details)
            .where(AuditEntry.action.startswith("feed:"))
            .order_by(AuditEntry.id)
        ).all()
    told = ("attendees/aoki", {"scope": "personal"})
    assert [tuple(entry) for entry in entries] == [
        *(("feed:issue", *told), ("feed:issue", *told), ("feed:revoke", *told)),
    ]


def test_page_says_when_and_by_what_an_address_was_used(app, client, sample):
    page = page_of("aoki")
    address = path_of(made(client, f"{page}/personal"))
    assert "まだ読み込まれていません。" in text_of(client.get(page))
    client.get(address, headers={"User-Agent": "Google-Calendar-Importer (gzip)"})
    assert "Google Calendar" in text_of(client.get(page))


def test_guest_has_no_calendar_of_a_delegation(client, sample):
    give_plan(make_plan())
    page = page_of(register())
    assert f"{page}/delegation" not in client.get(page).text
    assert client.post(f"{page}/delegation", data=CHOSEN).status_code == 400


@pytest.mark.parametrize("sent", [{"language": "fr"}, {"alarm": "7"}, {"day": "2023-03-30"}, {"kind": "break"}])
def test_wrong_choice_is_said_at_its_field_and_makes_nothing(client, sample, sent):
    page = page_of("aoki")
    answer = client.post(f"{page}/personal", data=CHOSEN | sent)
    assert (answer.status_code, 'id="errors"' in answer.text, 'id="sub-url"' in answer.text) == (422, True, False)
    with reading() as tx:
        assert [a for a in tx.scalars(select(AuditEntry.action)) if a.startswith("feed:")] == []


def test_calendars_are_for_those_on_the_list_once_there_is_an_agenda(client, app):
    draft(sample_agenda())
    give_plan(make_plan())
    assert client.get(page_of("aoki")).status_code == 404
    name = register()
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=CHIEF, now=REGISTERED_AT)
    assert client.get(page_of(name)).status_code == 404


def test_own_page_leads_to_the_calendar(client, sample):
    page = page_of("aoki")
    assert f'href="{page}"' in client.get(page.removesuffix("/calendar")).text
