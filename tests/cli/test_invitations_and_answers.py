"""The whole way: invited, changed and cancelled by a real mail server's account, answered through a maildir or IMAP, shown on the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from icalendar import Calendar

from eventapp.domain.vocabulary import SessionStatus
from eventapp.policy import MemberRole
from tests.imap_servers import PASSWORD, imap_server
from tests.mail_servers import Mailbox, mail_server
from tests.publishing import publish
from tests.session_invitations import invite_placed, small_agenda
from tests.web.requests import text_of
from tests.workers import worker_process

PAGE = "/organise/sample-2023/sessions/s2/invitations"


def _vevent(mail):
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    whole = Calendar.from_ical(part.get_content() if part.get_content_maintype() == "text" else part.get_payload())
    assert dict(part["Content-Type"].params)["method"] == str(whole["METHOD"])
    (vevent,) = whole.walk("VEVENT")
    assert str(vevent["ORGANIZER"]) == f"mailto:{mail['From'].addresses[0].addr_spec}"
    return str(whole["METHOD"]), vevent


def _accepted(mail):
    """Answer as a calendar program does: from what it was sent."""
    _, vevent = _vevent(mail)
    attendee = vevent["ATTENDEE"]
    attendee.params["PARTSTAT"] = "ACCEPTED"
    reply = Calendar()
    for name, value in (("prodid", "-//Program//EN"), ("version", "2.0"), ("method", "REPLY")):
        reply.add(name, value)
    del vevent["description"]
    vevent["DTSTAMP"].dt += timedelta(minutes=1)
    reply.add_component(vevent)
    answer = EmailMessage(policy=SMTP)
    answer["From"], answer["To"], answer["Subject"] = mail["To"], mail["From"], f"Accepted: {mail['Subject']}"
    answer.set_content("Accepted.\n")
    answer.add_alternative(reply.to_ical(), "text", "calendar", params={"method": "REPLY", "charset": "UTF-8"})
    return answer.as_bytes()


@pytest.fixture(params=["maildir", "imap"])
def take_in(request, app, run, tmp_path, monkeypatch):
    """Yield a function that lets a message come into a mailbox and the command read it."""
    if request.param == "maildir":
        for name in ("new", "cur"):
            (tmp_path / name).mkdir()

        def through_maildir(data):
            (tmp_path / "new" / "1.answer").write_bytes(data)
            return run("mailbox", "--maildir", str(tmp_path)).output

        yield through_maildir
        return
    with imap_server() as server:
        monkeypatch.setitem(app.config, "MAILBOX_URL", server.url())
        monkeypatch.setitem(app.config, "MAILBOX_PASSWORD", PASSWORD)

        def through_imap(data):
            server.deliver(data)
            return run("mailbox").output

        yield through_imap


def test_invitation_update_and_cancellation_arrive_and_the_answer_is_shown(app, take_in, client, login_as):
    publish(small_agenda())
    s1, s2 = small_agenda().sessions
    box = Mailbox()

    def send():
        assert worker_process(app, url, "--once").wait(60) == 0
        return [mail for mail in box.mails if "doe@example.org" in mail["To"] and _is_calendar(mail)]

    with mail_server(box) as url:
        invite_placed("s2")
        (first,) = send()
        assert take_in(_accepted(first)) == "Answers: 1, other messages: 0\n"
        login_as(client, role=MemberRole.ORGANISER)
        page = text_of(client.get(PAGE))
        assert (page.count("Will attend"), page.count("No answer yet")) == (1, 1)
        publish(small_agenda(s1, replace(s2, end_at=s2.end_at + timedelta(minutes=5))), days_later=1)
        send()
        publish(small_agenda(s1, replace(s2, status=SessionStatus.CANCELLED)), days_later=2)
        mails = send()
    told = [(method, vevent["SEQUENCE"], str(vevent["UID"])) for method, vevent in map(_vevent, mails)]
    assert told == [(method, n, "s2@example.org") for n, method in enumerate(("REQUEST", "REQUEST", "CANCEL"))]
    assert str(_vevent(mails[2])[1]["STATUS"]) == "CANCELLED"
    assert "Called off with the session" in text_of(client.get(PAGE))


def _is_calendar(mail):
    return any(part.get_content_type() == "text/calendar" for part in mail.walk())
