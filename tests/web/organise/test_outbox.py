"""The outbox in the browser: states, one message, sent again; nobody's personal link."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import AuditEntry, OutboxMessage
from eventapp.policy import MemberRole
from eventapp.renderers.mail import Mail
from eventapp.web.blueprints.organise import outbox
from tests.outboxes import claim, fail_all, failed, queue, sent
from tests.web.requests import heading_of, text_of

URL = "/organise/sample-2023/outbox"
MAIL = Mail(
    subject="Agenda <v3>",
    plain="Read https://example.org/a?b=1&c=2 <now>.\n",
    html="<!DOCTYPE html><html><head><title>x</title></head><p>Read.</p></html>",
    language="en",
)


def _queue(address="a@example.org", *, kind="change-notice", slug="sample-2023"):
    (number,) = queue(address, kind=kind, mail=MAIL, name="Ms A", slug=slug)
    return number


def _fail(reason="550 No such user <a>"):
    fail_all(reason)


def _row(message_id):
    with reading() as tx:
        return tx.get(OutboxMessage, message_id)


def test_messages_are_listed_by_state_with_counts(organiser):
    _queue("failed@example.org")
    _fail()
    _queue("waits@example.org")
    waiting, failed = text_of(organiser.get(URL)), text_of(organiser.get(f"{URL}?state=failed"))
    assert "Waiting 1 Sent 0 Failed 1 Kept back 0" in waiting
    assert ("waits@example.org" in waiting, "failed@example.org" in waiting) == (True, False)
    assert ("550 No such user <a>" in failed, "waits@example.org" in failed) == (True, False)


def test_outbox_begins_where_there_is_something(organiser):
    assert "Waiting 0" in text_of(organiser.get(URL))
    _queue("failed@example.org")
    _fail()
    assert "failed@example.org" in text_of(organiser.get(URL))
    _queue("waits@example.org")
    assert "failed@example.org" not in text_of(organiser.get(URL))


def test_every_message_is_on_some_page(organiser, monkeypatch):
    monkeypatch.setattr(outbox, "SHOWN", 2)
    addresses = [f"person-{n}@example.org" for n in range(5)]
    for address in addresses:
        _queue(address)
    pages = [text_of(organiser.get(f"{URL}?state=waiting&page={n}")) for n in ("1", "2", "3", "9", "x")]
    shown = [[address for address in reversed(addresses) if address in page] for page in pages]
    newest = addresses[::-1]
    assert shown == [newest[:2], newest[2:4], newest[4:], newest[4:], newest[:2]]
    assert ["3–4 of 5" in page for page in pages] == [False, True, False, False, False]
    assert 'rel="next"' not in organiser.get(f"{URL}?state=waiting&page=3").text


def test_empty_state_says_so_and_an_unknown_one_is_refused(organiser):
    assert "No messages in this state." in organiser.get(f"{URL}?state=sent").text
    assert organiser.get(f"{URL}?state=lost").status_code == 400


def test_notice_is_shown_with_its_links_and_a_frame_for_this_page_only(organiser):
    message = _queue()
    page = organiser.get(f"{URL}/{message}")
    assert heading_of(page) == "Agenda &lt;v3&gt;"
    assert '<a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a>' in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-src" not in organiser.get(URL).headers["Content-Security-Policy"]


def test_body_is_locked_in_its_frame(organiser):
    answer = organiser.get(f"{URL}/{_queue()}/body")
    policy = answer.headers["Content-Security-Policy"]
    assert answer.text == MAIL.html.replace("<head>", '<head><base target="_top">')
    assert policy.startswith(
        "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation;"
    )
    assert (answer.headers["X-Frame-Options"], "frame-ancestors 'self'" in policy) == ("SAMEORIGIN", True)
    assert ("allow-scripts" in policy, answer.headers["Cache-Control"]) == (False, "no-store")


@pytest.mark.parametrize("kind", ["invitation", "sign-in"])
def test_personal_link_is_for_its_recipient_only(organiser, kind):
    message = _queue(kind=kind)
    page = organiser.get(f"{URL}/{message}")
    assert ("only its recipient reads it" in page.text, "https://example.org/a" in page.text) == (True, False)
    assert organiser.get(f"{URL}/{message}/body").status_code == 404


def test_failed_message_is_sent_again(organiser):
    message = _queue()
    assert "Send it again" not in organiser.get(f"{URL}/{message}").text
    _fail()
    assert "Send it again" in organiser.get(f"{URL}/{message}").text
    answer = organiser.post(f"{URL}/{message}/resend")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{URL}/{message}")
    assert (_row(message).failed_at, _row(message).attempts) == (None, 0)
    assert _resent() == [str(message)]


def _resent():
    with reading() as tx:
        wanted = select(AuditEntry.subject).where(AuditEntry.action == "message:resend").order_by(AuditEntry.id)
        return list(tx.scalars(wanted))


def test_all_that_failed_are_sent_again_by_one_press(organiser):
    numbers = [_queue(f"p{n}@example.org") for n in range(3)]
    assert "again" not in text_of(organiser.get(f"{URL}?state=failed"))
    _fail()
    elsewhere = _queue("else@example.org", slug=None)
    _fail()
    assert "Send all 3 failed messages again" in organiser.get(f"{URL}?state=failed").text
    answer = organiser.post(f"{URL}/resend-failed")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{URL}?state=failed&resent=3")
    said = text_of(organiser.get(answer.headers["Location"]))
    assert ("3 messages are sent again." in said, "No messages in this state." in said) == (True, True)
    assert ([_row(n).is_waiting for n in numbers], _row(elsewhere).is_waiting) == ([True] * 3, False)
    assert _resent() == [str(n) for n in numbers]
    assert organiser.post(f"{URL}/resend-failed").headers["Location"] == f"{URL}?state=failed"
    assert len(_resent()) == 3


def test_sent_messages_are_not_offered_to_be_sent_again(organiser):
    _queue()
    sent(claim())
    assert "again" not in text_of(organiser.get(f"{URL}?state=sent"))


def test_reason_of_our_own_is_told_in_the_readers_language(app, place, login_as):
    _queue()
    failed(claim(), "timed out", is_unanswered=True)
    answers = []
    for language in ("en", "ja"):
        client = app.test_client()
        login_as(client, role=MemberRole.ORGANISER, language=language)
        answers.append(text_of(client.get(f"{URL}?state=waiting")))
    told = ("never answered: the message may have arrived.", "届いている可能性があります")
    assert [sentence in answer for sentence, answer in zip(told, answers, strict=True)] == [True, True]


@pytest.mark.parametrize("kind", ["invitation", "sign-in"])
def test_page_says_that_a_personal_text_was_erased(organiser, kind):
    message = _queue(kind=kind)
    sent(claim())
    page = organiser.get(f"{URL}/{message}")
    assert "The text was erased: one with a personal link once it is sent" in text_of(page)
    assert ("only its recipient reads it" in page.text, "https://example.org/a" in page.text) == (False, False)
    assert (heading_of(page), organiser.get(f"{URL}/{message}/body").status_code) == ("Agenda &lt;v3&gt;", 404)


def test_message_of_another_conference_or_of_none_is_not_found(organiser):
    message = _queue(slug=None)
    for address in (f"{URL}/{message}", f"{URL}/{message}/body", f"{URL}/999999", f"{URL}/99999999999999999999"):
        assert organiser.get(address).status_code == 404
    assert organiser.post(f"{URL}/{message}/resend").status_code == 404


@pytest.mark.parametrize("role", [role for role in MemberRole if role is not MemberRole.ORGANISER])
def test_outbox_is_for_organisers(app, place, login_as, role):
    client, message = app.test_client(), _queue()
    login_as(client, role=role, side="JP" if role is MemberRole.FOCAL_POINT else "")
    answers = [client.get(URL), client.get(f"{URL}/{message}"), client.get(f"{URL}/{message}/body")]
    assert {answer.status_code for answer in answers} == {403}
    assert client.post(f"{URL}/{message}/resend").status_code == 403
    assert client.post(f"{URL}/resend-failed").status_code == 403


def test_list_takes_the_same_statements_for_one_and_many(organiser, count_statements):
    _queue()
    organiser.get(URL)
    counts = []
    for _ in range(2):
        with count_statements() as sent:
            organiser.get(URL)
        counts.append(len(sent))
        for n in range(5):
            _queue(f"p{n}@example.org")
    assert counts[0] == counts[1]
