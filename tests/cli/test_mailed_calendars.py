"""A calendar in a mail: where it stands in the message, and what it is signed with."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from icalendar import Calendar

from eventapp.db import transaction
from eventapp.operations.outbox import Letter, Recipient, queue_letters
from tests.mail_servers import Mailbox, mail_server
from tests.outboxes import HELLO, NOW, queue, rows
from tests.workers import FROM, worker_process

CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nSUMMARY:林の会\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
TYPES = [
    *("multipart/mixed", "multipart/alternative", "text/plain", "text/html"),
    *("text/calendar", "application/ics"),
]


@pytest.fixture
def queued(app):
    letter = Letter(mail=HELLO, to=Recipient("a@example.org", "林", "ja"), calendar=CALENDAR, calendar_method="CANCEL")
    with transaction() as tx:
        queue_letters(tx, [letter], kind="session-invitation", now=NOW)


def _checked(mail, organiser):
    parts = list(mail.walk())
    assert [part.get_content_type() for part in parts] == TYPES
    shown, attached = parts[4], parts[5]
    assert dict(shown["Content-Type"].params) == {"method": "CANCEL", "charset": "UTF-8"}
    assert attached.get_filename() == "invite.ics"
    body = attached.get_payload(decode=True)
    assert body == shown.get_payload(decode=True)
    (vevent,) = Calendar.from_ical(body).walk("VEVENT")
    assert (str(vevent["SUMMARY"]), str(vevent["ORGANIZER"])) == ("林の会", f"mailto:{organiser}")
    assert vevent["DTSTAMP"].dt == mail["Date"].datetime
    assert mail["From"].addresses[0].addr_spec == organiser


def test_mail_server_gets_the_calendar_signed_by_the_sender(app, queued):
    mailbox = Mailbox()
    with mail_server(mailbox) as url:
        assert worker_process(app, url, "--once").wait(60) == 0
    (mail,) = mailbox.mails
    _checked(mail, message_from_bytes(f"From: {FROM}\n\n".encode(), policy=default)["From"].addresses[0].addr_spec)


def test_file_has_the_calendar_too(run, app, queued):
    assert run("worker", "--once").exit_code == 0
    (row,) = rows()
    path = Path(app.instance_path) / "outbox" / f"20230309T090000Z-{row.id:08d}.eml"
    _checked(message_from_bytes(path.read_bytes(), policy=default), "eventapp@localhost")


def test_copy_of_entries_is_a_file_alone_and_goes_out_as_it_was_written(run, app):
    copy = CALENDAR.replace("METHOD:CANCEL\r\n", "")
    queue("a@example.org", kind="change-notice", mail=replace(HELLO, calendar=copy))
    assert run("worker", "--once").exit_code == 0
    (row,) = rows()
    path = Path(app.instance_path) / "outbox" / f"20230309T090000Z-{row.id:08d}.eml"
    parts = list(message_from_bytes(path.read_bytes(), policy=default).walk())
    assert [part.get_content_type() for part in parts] == [*TYPES[:4], TYPES[5]]
    assert (parts[4].get_filename(), parts[4].get_payload(decode=True)) == ("changes.ics", copy.encode())
    assert (row.calendar, row.calendar_method) == (copy, "")
