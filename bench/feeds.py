"""Feeds of 5,000 subscribers of one conference: one of them beside a bare Flask hello, then all of them, polled once each."""

from __future__ import annotations

import http.client
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from bench.agenda_maker import LARGE, make_agenda, moved
from bench.database import NOW, application, database_url, publish, publish_twice, write_draft
from bench.load import Target, fetch
from bench.processes import HOST, free_port, serving
from bench.report import sign, table
from bench.serving import FULL, HELLO, MEMORY_AIM, QUICK, WORKERS, Pace, Row, measure_rows, memory, print_rows
from eventapp.cli.serving import server_command
from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.feeds import FeedScope
from eventapp.domain.registration import ListingConsent, RegistrationSource, RegistrationState
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import Conference, Feed, OutboxMessage, Registration, RegistrationSession
from eventapp.operations import notices
from eventapp.operations.tokens import new_token, token_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.processes import Server
    from eventapp.domain.agenda import Agenda

__all__ = ["FULL", "QUICK", "run"]

SLUG = "bench-2023"
SUBSCRIBERS = 5_000
_CHOSEN = 5
_UNCHANGED_AIM, _CHANGED_AIM, _PUBLISHING_AIM = 5.0, 15.0, 1.0


def run(pace: Pace) -> None:
    """Serve both, measure, print."""
    with tempfile.TemporaryDirectory(prefix="eventapp-bench-") as name:
        folder, agenda = Path(name), make_agenda(LARGE, slug=SLUG)
        with application(folder):
            publish_twice(agenda)
            tokens = _subscribe(agenda, Random(3))
        environment = {"EVENTAPP_ENV": "development", "EVENTAPP_INSTANCE": name, "DATABASE_URL": database_url(folder)}
        ours, peers = free_port(), free_port()
        hello_command = server_command(HOST, peers, WORKERS, factory="bench.hello:create_app")
        with (
            serving(server_command(HOST, ours, WORKERS), ours, path="/healthz", environment=environment) as eventapp,
            serving(hello_command, peers, path="/", environment={}) as hello,
        ):
            print(f"Workers at the start: {memory(eventapp)}")
            feed = Target("personal feed", f"/feeds/{tokens[0]}.ics")
            tag = fetch(ours, feed)["etag"]
            unchanged = replace(feed, name="personal feed, 304", headers=(("If-None-Match", tag),), status=304)
            rows = [Row(feed, 4), Row(unchanged, 2)]
            measure_rows(eventapp, hello, rows, pace)
            print_rows(rows, eventapp, HELLO)
            _poll_all(eventapp, folder, agenda, tokens)


def _poll_all(eventapp: Server, folder: Path, agenda: Agenda, tokens: Sequence[str]) -> None:
    lines = []
    tags: dict[str, str] = {}
    for what, aim in (("each for the first time", None), ("each once, unchanged", _UNCHANGED_AIM)):
        lines.append(_polled(what, aim, eventapp, tokens, tags))
    print(f"After all were asked for: {memory(eventapp)}")
    lines.append(_published(folder, agenda))
    lines.append(_polled("each once, right after a publication", _CHANGED_AIM, eventapp, tokens, tags))
    print(table([f"{SUBSCRIBERS:,} subscribers, 200 sessions", "CPU s", "per feed ms", "most s", ""], lines))
    met = sign(met=max(rss for rss, _ in eventapp.megabytes()) <= MEMORY_AIM)
    print(f"Afterwards: {memory(eventapp)}; aim ≤ {MEMORY_AIM:.0f} MB RSS each {met}\n")


def _polled(what: str, aim: float | None, eventapp: Server, tokens: Sequence[str], tags: dict[str, str]) -> list[str]:
    before = eventapp.cpu_seconds()
    connection = http.client.HTTPConnection(HOST, eventapp.port, timeout=30)
    for token in tokens:
        known = {"If-None-Match": tags[token]} if token in tags else {}
        connection.request("GET", f"/feeds/{token}.ics", headers={"Accept-Encoding": "gzip", **known})
        answer = connection.getresponse()
        answer.read()
        if answer.status not in {200, 304}:
            raise RuntimeError(f"feed: {answer.status}")
        tags[token] = answer.headers["ETag"]
    used = eventapp.cpu_seconds() - before
    met = [f"≤ {aim:g}", sign(met=used <= aim)] if aim else ["", ""]
    return [what, f"{used:.1f}", f"{used / len(tokens) * 1e3:.2f}", *met]


def _published(folder: Path, agenda: Agenda) -> list[str]:
    """Publish a change of each tenth session; what it takes besides writing the messages."""
    with application(folder):
        write_draft(replace(moved(agenda), sessions=moved(agenda).sessions[1:]))
        spent: list[float] = []
        before = time.process_time()
        with _timed_letters(spent):
            publish(SLUG, now=NOW + timedelta(days=2))
        used = time.process_time() - before - sum(spent)
        with transaction() as tx:
            mails = tx.query(OutboxMessage).count()
    what = f"a publication, besides its {mails} mails ({sum(spent):.1f} s)"
    return [what, f"{used:.1f}", "", f"≤ {_PUBLISHING_AIM:g}", sign(met=used <= _PUBLISHING_AIM)]


@contextmanager
def _timed_letters(spent: list[float]) -> Iterator[None]:
    """Note what writing the mails takes: their texts, entries and rows."""
    write = notices.queue_letters

    def timed(*args: Any, **more: Any) -> None:
        before = time.process_time()
        write(*args, **more)
        spent.append(time.process_time() - before)

    notices.queue_letters = timed
    try:
        yield
    finally:
        notices.queue_letters = write


def _subscribe(agenda: Agenda, random: Random) -> list[str]:
    """Give everybody in the agenda a feed, and as many guests who chose some sessions as there are subscribers left."""
    sessions = [session.id for session in agenda.sessions]
    tokens = [new_token() for _ in range(SUBSCRIBERS)]
    now = utc_now()
    with transaction() as tx:
        conference_id = tx.query(Conference.id).filter_by(slug=SLUG).scalar()
        keys = [key for (key,) in tx.query(Registration.id).filter_by(conference_id=conference_id)]
        for guest in _guests(SUBSCRIBERS - len(keys), conference_id):
            tx.add(guest)
            tx.flush()
            keys.append(guest.id)
            chosen = random.sample(sessions, _CHOSEN)
            tx.add_all(RegistrationSession(registration_id=guest.id, session=session) for session in chosen)
        tx.add_all(
            Feed(
                conference_id=conference_id,
                registration_id=key,
                scope=FeedScope.PERSONAL,
                token_hash=token_hash(token),
                created_at=now,
            )
            for key, token in zip(keys, tokens, strict=True)
        )
    return tokens


def _guests(count: int, conference_id: int) -> Iterator[Registration]:
    for number in range(count):
        yield Registration(
            conference_id=conference_id,
            public_id=f"guest-{number}",
            state=RegistrationState.CONFIRMED,
            source=RegistrationSource.SELF,
            category=AttendeeCategory.GUEST,
            email=f"guest-{number}@example.org",
            language="ja" if number % 2 else "en",
            person={"family_name": f"Mihon{number}"},
            listing=ListingConsent.NOBODY,
            code=f"{number:08}",
            registered_at=NOW,
        )
