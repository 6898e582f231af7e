"""Offers lapse by themselves: a worker sees to it, once a minute, and the place goes to whoever is next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.cli.offers import OfferWatch
from eventapp.db import reading, transaction
from eventapp.domain.registration import CategoryRule, RegistrationMode
from eventapp.models import AuditEntry
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.policy import Actor
from tests.factories import sample_agenda
from tests.mail_servers import Mailbox, mail_server
from tests.publishing import draft
from tests.registrations import (
    GUEST,
    REGISTERED_AT,
    SITE,
    SLUG,
    give_plan,
    make_application,
    make_plan,
    register,
    states,
)
from tests.workers import wait_until, worker, worker_process

NOW = REGISTERED_AT


@pytest.fixture
def waiting(app):
    """Let the second of three have an offer of a day; give the ids in order."""
    draft(sample_agenda())
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1)}, offer_hours=24))
    names = [register(make_application(email=f"{n}@example.org"), now=NOW + timedelta(minutes=n)) for n in range(3)]
    with transaction() as tx:
        withdraw_registration(tx, SLUG, names[0], base_url=SITE, actor=Actor("chief"), now=NOW)
    assert _of(names) == ["withdrawn", "offered", "waitlisted"]
    return names


def _of(names):
    found = states()
    return [found[name] for name in names]


def _entries():
    """Give what a worker wrote into the log."""
    with reading() as tx:
        entries = tx.scalars(select(AuditEntry).where(AuditEntry.actor == "worker").order_by(AuditEntry.id))
        return [entry.action for entry in entries]


def test_real_worker_lets_the_offer_lapse_and_tells_both(waiting, app):
    mailbox = Mailbox()
    with mail_server(mailbox) as url, worker(app, url, EVENTAPP_PUBLIC_URL="https://events.example.org/"):
        wait_until(lambda: len(mailbox.kept) == 7)
    assert _of(waiting) == ["withdrawn", "lapsed", "offered"]
    assert _entries() == ["offer:lapse", "offer:make"]
    told = {mail["To"].addresses[0].addr_spec: mail.get_body(("plain",)).get_content() for mail in mailbox.mails[-2:]}
    assert sorted(told) == ["1@example.org", "2@example.org"]
    assert "https://events.example.org/me/" in told["2@example.org"]


def test_once_does_it_before_it_sends(waiting, app):
    mailbox = Mailbox()
    with mail_server(mailbox) as url:
        assert worker_process(app, url, "--once").wait(60) == 0
    assert (_of(waiting), len(mailbox.kept)) == (["withdrawn", "lapsed", "offered"], 7)


def test_several_workers_at_once_do_it_once(waiting, app):
    mailbox = Mailbox()
    with mail_server(mailbox) as url, worker(app, url, "--processes", "3"):
        wait_until(lambda: len(mailbox.kept) == 7)
    assert _entries() == ["offer:lapse", "offer:make"]


def test_watch_looks_once_a_minute(waiting):
    times = [NOW + timedelta(hours=24) + step * timedelta(seconds=1) for step in (-30, 29, 30)]
    now = iter(times)
    watch = OfferWatch(SITE, clock=lambda: next(now))
    seen = []
    for _ in times:
        watch.look()
        seen.append(_of(waiting)[1])
    assert seen == ["offered", "offered", "lapsed"]
