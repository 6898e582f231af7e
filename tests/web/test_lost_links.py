"""A link that was lost: sent again to whoever is registered, with the same answer to everybody."""

from __future__ import annotations

from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import AuditEntry
from tests.registrations import GUEST, OPEN, give_plan, make_plan
from tests.web.registering import FORM, rows, send, subjects


def test_link_is_sent_again_to_those_who_are_registered_and_the_answer_is_the_same(client, sample):
    give_plan(make_plan(rules={GUEST: OPEN}))
    send(client)
    answers = [client.post(f"{FORM}/link", data={"email": email}) for email in ("Hanako@example.org", "no@example.org")]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, f"{FORM}/link/sent")}
    assert subjects()[1:] == [("hanako@example.org", "ご自分のページ")]
    with reading() as tx:
        told = select(AuditEntry.action, AuditEntry.subject, AuditEntry.details).order_by(AuditEntry.id)
        entries = tx.execute(told).all()[-1]
    assert tuple(entries) == ("registration:link", f"attendees/{rows()[0].public_id}", {})
    assert client.post(f"{FORM}/link", data={"email": "no"}).status_code == 422
    assert client.get(f"{FORM}/link").status_code == client.get(f"{FORM}/link/sent").status_code == 200
