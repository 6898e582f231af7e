"""The outbox in the browser: what waits, went out and failed; who may read which text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from eventapp.db import reading, transaction
from eventapp.models import Conference, OutboxMessage
from eventapp.operations.outbox import Recipient, queue_mail
from eventapp.policy import MemberRole
from eventapp.renderers.mail import CHANGE_NOTICE, Mail

NOW = datetime(2023, 3, 9, 9, tzinfo=UTC)
URL = "/organise/sample-2023/outbox"
MAIL = Mail(
    subject="Agenda v2: 1 change",
    plain="Read https://conferences.example.org/agenda <b>now</b>",
    html="<html><head><title>x</title></head><body><p>Read</p><script>alert(1)</script></body></html>",
    language="en",
)


def _queue(kind=CHANGE_NOTICE, **fields):
    """Put a message into the outbox of the sample conference; give its id."""
    with transaction() as tx:
        conference_id = tx.scalars(select(Conference.id)).one()
        to = Recipient("carter@example.org", "Carter", "en")
        queue_mail(tx, MAIL, kind=kind, to=to, now=NOW, conference_id=conference_id)
        tx.flush()
        key = tx.scalars(select(OutboxMessage.id).order_by(OutboxMessage.id.desc()).limit(1)).one()
        if fields:
            tx.execute(update(OutboxMessage).where(OutboxMessage.id == key).values(**fields))
    return key


def test_messages_stand_by_state_with_their_reason(organiser):
    _queue()
    _queue(sent_at=NOW)
    _queue(failed_at=NOW, error="550 no such user")
    assert "Agenda v2: 1 change" in organiser.get(URL).text
    failed = organiser.get(f"{URL}?state=failed").text
    assert "550 no such user" in failed
    assert organiser.get(f"{URL}?state=nonsense").status_code == 400


def test_notice_is_shown_with_its_links_and_its_html_in_a_frame_without_scripts(organiser):
    key = _queue()
    page = organiser.get(f"{URL}/{key}")
    assert '<a href="https://conferences.example.org/agenda">' in page.text
    assert "&lt;b&gt;now&lt;/b&gt;" in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    body = organiser.get(f"{URL}/{key}/body")
    policy = body.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy


def test_personal_link_is_for_its_recipient_only(organiser):
    key = _queue(kind="invitation")
    page = organiser.get(f"{URL}/{key}")
    assert (page.status_code, "https://conferences.example.org/agenda" in page.text) == (200, False)
    assert organiser.get(f"{URL}/{key}/body").status_code == 404


def test_failed_message_is_sent_again_by_hand(organiser):
    key = _queue(failed_at=NOW, error="550", attempts=8)
    assert organiser.post(f"{URL}/{key}/resend").status_code == 303
    with reading() as tx:
        row = tx.get(OutboxMessage, key)
        assert (row.failed_at, row.attempts) == (None, 0)


def test_message_of_another_conference_is_not_there(organiser):
    key = _queue()
    with transaction() as tx:
        tx.execute(update(OutboxMessage).values(conference_id=None))
    assert organiser.get(f"{URL}/{key}").status_code == 404


@pytest.mark.parametrize("role", [MemberRole.EDITOR, MemberRole.READER])
def test_only_organisers_read_the_outbox(place, app, login_as, role):
    client = app.test_client()
    login_as(client, role=role)
    assert client.get(URL).status_code == 403


def test_all_mail_is_read_in_development_only(organiser, app):
    key = _queue(kind="sign-in-link")
    paths = ("/mail/", f"/mail/{key}", f"/mail/{key}/body")
    assert [app.test_client().get(path).status_code for path in paths] == [200, 200, 200]
    app.config["MAIL_IS_PUBLIC"] = False
    try:
        assert [app.test_client().get(path).status_code for path in paths] == [404, 404, 404]
    finally:
        app.config["MAIL_IS_PUBLIC"] = True
