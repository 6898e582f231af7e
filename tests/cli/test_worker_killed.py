"""SIGKILL at any moment: every message arrives, and twice only what was in the hand of a worker that died."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.mail_servers import Mailbox, mail_server
from tests.outboxes import are_all_sent, queue, rows
from tests.workers import children_of, is_alive, wait_until, worker, worker_process

KILLS = 5
# A worker that is dead is known to be so after a second; the default is two minutes.
SHORT = {"EVENTAPP_MAIL_CLAIM_SECONDS": "1"}

pytestmark = pytest.mark.slow


def _addresses(count):
    return [f"p{n}@example.org" for n in range(count)]


def _in_hand():
    """Give whom each worker, dead ones too, has a message to in hand."""
    found = defaultdict(set)
    for row in rows():
        if row.is_waiting and row.claimed_by:
            found[row.claimed_by.partition(".")[0]].add(row.recipient)
    return found


def _some_more(mailbox, process=None):
    """Let a few dozen messages arrive, and a moment pass: somewhere between two of them."""
    goal = len(mailbox.kept) + random.randint(10, 45)  # noqa: S311 - no secret
    wait_until(lambda: len(mailbox.kept) >= goal)
    time.sleep(random.random() * 0.03)  # noqa: S311 - no secret


def _assert_all_arrived(mailbox, addresses, *, lost, kills):
    """Every message arrived; twice only those in hand at a kill, once a kill; nothing waits, nothing failed."""
    arrived = Counter(mailbox.recipients)
    again = arrived - Counter(addresses)
    assert (set(arrived), again - lost, again.total() <= kills) == (set(addresses), Counter(), True)
    ended = {(row.sent_at is None, row.failed_at, row.claimed_by, row.claimed_until, row.error) for row in rows()}
    assert ended == {(False, None, "", None, "")}
    ids = defaultdict(set)
    for mail, recipient in zip(mailbox.mails, mailbox.recipients, strict=True):
        ids[recipient].add(mail["Message-ID"])
    assert {len(same) for same in ids.values()} == {1}


def test_500_messages_arrive_although_the_worker_is_killed_again_and_again(app):
    addresses = _addresses(500)
    queue(*addresses)
    mailbox, lost = Mailbox(seconds=0.005), Counter()
    with mail_server(mailbox) as url:
        for _ in range(KILLS):
            before = _in_hand()
            process = worker_process(app, url, **SHORT)
            _some_more(mailbox)
            assert process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.wait()
            held = {name: whom for name, whom in _in_hand().items() if name not in before}
            assert [len(whom) for whom in held.values()] in ([], [1])
            lost.update(whom for found in held.values() for whom in found)
        with worker(app, url, **SHORT):
            wait_until(are_all_sent)
    _assert_all_arrived(mailbox, addresses, lost=lost, kills=KILLS)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_several_workers_of_which_some_are_killed_lose_nothing_and_are_replaced(app):
    """Whoever takes the place of one that died has at once what that had in hand: no claim must end first."""
    addresses = _addresses(300)
    queue(*addresses)
    mailbox, lost, killed = Mailbox(seconds=0.02), Counter(), 0
    with mail_server(mailbox) as url, worker(app, url, "--processes", "3") as guard:
        for _ in range(4):
            _some_more(mailbox)
            victim = random.choice(wait_until(lambda: children_of(guard.pid)))  # noqa: S311 - no secret
            os.kill(victim, signal.SIGKILL)
            killed += 1
            lost.update(whom for found in _in_hand().values() for whom in found)
        wait_until(are_all_sent)
        assert victim not in children_of(guard.pid)
    _assert_all_arrived(mailbox, addresses, lost=lost, kills=killed)


def test_message_that_was_accepted_but_not_written_down_is_sent_once_more(app):
    """The one case in which nobody can know: the second has the Message-ID of the first."""
    queue("a@example.org", "b@example.org")
    mailbox = Mailbox()
    mailbox.gate.clear()
    with mail_server(mailbox) as url:
        process = worker_process(app, url, **SHORT)
        wait_until(lambda: mailbox.kept)
        process.send_signal(signal.SIGKILL)
        process.wait()
        mailbox.gate.set()
        with worker(app, url, **SHORT):
            wait_until(are_all_sent)
    assert sorted(mailbox.recipients) == ["a@example.org", "a@example.org", "b@example.org"]
    _assert_all_arrived(mailbox, ["a@example.org", "b@example.org"], lost=Counter(["a@example.org"]), kills=1)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_workers_end_when_their_guard_is_killed(app):
    with mail_server(Mailbox()) as url:
        guard = worker_process(app, url, "--processes", "2")
        children = wait_until(lambda: len(found := children_of(guard.pid)) == 2 and found)
        guard.send_signal(signal.SIGKILL)
        guard.wait()
        wait_until(lambda: not any(is_alive(child) for child in children))
