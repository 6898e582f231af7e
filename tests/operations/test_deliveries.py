"""Deliveries: claimed one by one, told once, given up; claims that ended have nothing more to say."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete

from eventapp.db import reading, transaction
from eventapp.domain.deliveries import MOST_ATTEMPTS, MOST_UNANSWERED, pause_after, pause_if_lost
from eventapp.models import OutboxMessage
from eventapp.operations.deliveries import renew_claim
from eventapp.operations.outbox import cancel_messages
from eventapp.queries.outbox import has_due_messages
from tests.factories import sample_agenda
from tests.outboxes import CLAIM, HELLO, NOW, claim, claim_all, failed, queue, rows, sent
from tests.publishing import draft

SECOND = timedelta(seconds=1)
SLUG = "sample-2023"


def _state(row):
    return row.attempts, row.sent_at, row.failed_at, row.error, row.claimed_until


def test_message_due_longest_is_claimed_first(app):
    queue("b@example.org")
    queue("a@example.org", now=NOW - timedelta(minutes=1))
    queue("later@example.org", now=NOW + SECOND)
    first, second = claim("w1"), claim("w2")
    assert [m.to.address for m in (first, second)] == ["a@example.org", "b@example.org"]
    assert (first.claimed_until, claim("w3")) == (NOW + CLAIM, None)


def test_claim_of_a_worker_that_is_silent_ends(app):
    queue("a@example.org")
    first = claim("w1")
    assert claim("w2", now=NOW + CLAIM - SECOND) is None
    second = claim("w2", now=NOW + CLAIM)
    assert (second.id, second.token, second.claim == first.claim) == (first.id, first.token, False)


def test_what_a_dead_worker_had_in_hand_is_its_successors_at_once(app):
    """The successor has its name: nobody else may be certain that it is dead."""
    queue("a@example.org", "b@example.org")
    first = claim("w1")
    assert claim("w2").to.address == "b@example.org"
    assert claim("w2", now=NOW + SECOND).to.address == "b@example.org"
    again = claim("w1", now=NOW + SECOND)
    assert (again.id, again.claim == first.claim) == (first.id, False)


def test_due_is_what_a_worker_may_take(app):
    queue("a@example.org")
    claim("w1")
    with reading() as tx:
        due = [has_due_messages(tx, worker=name, now=NOW) for name in ("w1", "w2", "w")]
        later = has_due_messages(tx, worker="w2", now=NOW + CLAIM)
    assert (due, later) == ([True, False, False], True)


def test_renewed_claim_lasts_on(app):
    queue("a@example.org")
    message = claim("w1")
    with transaction() as tx:
        renew_claim(tx, message, lasts=CLAIM, now=NOW + CLAIM - SECOND)
    assert claim("w2", now=NOW + CLAIM) is None
    assert claim("w2", now=NOW + CLAIM + CLAIM) is not None


def test_claim_that_somebody_else_has_is_not_renewed(app):
    queue("a@example.org")
    late, now = claim("w1"), NOW + CLAIM
    claim("w2", now=now)
    with transaction() as tx:
        renew_claim(tx, late, lasts=CLAIM * 9, now=now)
    assert rows()[0].claimed_until == now + CLAIM


def test_sent_message_is_never_claimed_again(app):
    queue("a@example.org")
    sent(claim())
    assert _state(rows()[0]) == (1, NOW, None, "", None)
    assert claim(now=NOW + timedelta(days=9)) is None


def test_late_failure_disturbs_no_new_claim(app):
    queue("a@example.org")
    late, now = claim("w1"), NOW + CLAIM
    held = claim("w2", now=now)
    failed(late, "550 No such user", now=now + SECOND, is_permanent=True)
    assert _state(rows()[0]) == (2, None, None, "", now + CLAIM)
    sent(held, now=now + SECOND * 2)
    failed(late, "550 No such user", now=now + SECOND * 3, is_permanent=True)
    assert _state(rows()[0]) == (2, now + SECOND * 2, None, "", None)


def test_late_success_is_noted_once_and_ends_the_new_claim(app):
    """It is true, whoever tells it: the message went out and is sent no more."""
    queue("a@example.org")
    late, now = claim("w1"), NOW + CLAIM
    held = claim("w2", now=now)
    sent(late, now=now + SECOND)
    noted = _state(rows()[0])
    assert noted == (2, now + SECOND, None, "", None)
    sent(held, now=now + SECOND * 2)
    failed(held, now=now + SECOND * 3)
    assert _state(rows()[0]) == noted
    assert claim("w3", now=now + CLAIM) is None


def test_late_success_takes_back_the_failure_of_another(app):
    queue("a@example.org")
    late, now = claim("w1"), NOW + CLAIM
    failed(claim("w2", now=now), "550 Sent already", now=now, is_permanent=True)
    sent(late, now=now + SECOND)
    assert _state(rows()[0]) == (2, now + SECOND, None, "", None)


def test_pauses_double_up_to_six_hours():
    minutes = [pause_after(n).total_seconds() / 60 for n in (1, 2, 3, 9, 10, 15)]
    assert minutes == [1, 2, 4, 256, 360, 360]
    assert [pause_if_lost(n).total_seconds() / 60 for n in (1, 3, 4, 5, 16)] == [0, 0, 1, 2, 360]


def test_failure_waits_its_pause_and_gives_up_in_the_end(app):
    queue("a@example.org")
    now = NOW
    for attempt in range(1, MOST_ATTEMPTS):
        failed(claim(now=now), now=now)
        due = now + pause_after(attempt)
        (row,) = rows()
        assert (row.attempts, row.due_at, row.failed_at, row.error) == (attempt, due, None, "421 Try later")
        assert claim(now=due - SECOND) is None
        now = due
    failed(claim(now=now), now=now)
    assert _state(rows()[0]) == (MOST_ATTEMPTS, None, now, "421 Try later", None)
    assert claim(now=now + timedelta(days=9)) is None


def test_permanent_failure_is_not_tried_again(app):
    queue("a@example.org")
    failed(claim(), "550 No such user", is_permanent=True)
    assert _state(rows()[0]) == (1, None, NOW, "550 No such user", None)
    assert claim(now=NOW + timedelta(days=9)) is None


def test_message_that_is_never_answered_is_not_sent_for_ever(app):
    queue("a@example.org")
    now = NOW
    for _ in range(MOST_UNANSWERED):
        assert rows()[0].failed_at is None
        now += timedelta(days=1)
        failed(claim(now=now), "timed out", now=now, is_unanswered=True)
    assert _state(rows()[0]) == (MOST_UNANSWERED, None, now, "unanswered", None)


def test_message_at_which_workers_die_holds_nobody_up_and_has_failed_in_the_end(app):
    queue("deadly@example.org", "b@example.org")
    deaths = [claim("w1").to.address for _ in range(3)]
    assert deaths == ["deadly@example.org"] * 3
    assert claim("w1").to.address == "deadly@example.org"
    sent(claim("w1"))
    assert [row.sent_at for row in rows()] == [None, NOW]
    now, attempts = NOW, 4
    while (message := claim("w1", now=(now := now + timedelta(hours=6)))) is not None:
        attempts += 1
        assert message.to.address == "deadly@example.org"
    deadly = rows()[0]
    assert (attempts, deadly.failed_at, deadly.error) == (MOST_ATTEMPTS, now, "worker-died")


def test_cancelled_message_in_hand_counts_as_sent_if_it_went_out(app):
    draft(sample_agenda())
    queue("a@example.org", "b@example.org", slug=SLUG, publication_number=2)
    first, second = claim("w1"), claim("w2")
    with transaction() as tx:
        cancel_messages(tx, conference_id=rows()[0].conference_id, publication_number=2, now=NOW)
    sent(first)
    failed(second)
    told = [(row.sent_at, row.cancelled_at, row.error) for row in rows()]
    assert told == [(NOW, None, ""), (None, NOW, "")]
    assert claim("w2", now=NOW + CLAIM) is None


def test_message_that_was_deleted_meanwhile_troubles_nobody(app):
    queue("a@example.org", "b@example.org")
    first, second = claim("w1"), claim("w2")
    with transaction() as tx:
        tx.execute(delete(OutboxMessage))
    sent(first)
    failed(second)
    with transaction() as tx:
        renew_claim(tx, second, lasts=CLAIM, now=NOW)
    assert rows() == []


@pytest.mark.parametrize(
    ("kind", "is_kept"),
    [
        ("sign-in", False),
        ("invitation", False),
        ("change-notice", True),
        ("change-reminder", True),
        ("organisers-letter", True),
    ],
)
def test_text_with_a_personal_link_is_erased_once_it_was_sent(app, kind, is_kept):
    queue("a@example.org", kind=kind, name="Aki")
    message = claim()
    failed(message)
    assert (rows()[0].plain, rows()[0].html) == (HELLO.plain, HELLO.html)
    sent(claim(now=NOW + CLAIM))
    (row,) = rows()
    texts = (HELLO.plain, HELLO.html) if is_kept else ("", "")
    assert ((row.plain, row.html), row.is_erased) == (texts, not is_kept)
    assert (row.subject, row.recipient, row.recipient_name, row.sent_at) == ("Hello", "a@example.org", "Aki", NOW)


def test_kind_that_nobody_declared_open_is_erased(app):
    queue("a@example.org", kind="registration")
    sent(claim())
    assert rows()[0].is_erased is True


def test_texts_are_kept_where_everybody_may_read_all_mail(app):
    queue("a@example.org", kind="sign-in")
    sent(claim(), keeps_text=True)
    assert (rows()[0].plain, rows()[0].html) == (HELLO.plain, HELLO.html)


def test_two_claimers_never_get_the_same_message(app):
    queue(*(f"p{n}@example.org" for n in range(60)))
    start, taken, failures = threading.Barrier(4), [], []

    def claim_on(worker):
        try:
            with app.app_context():
                start.wait()
                while (message := claim(worker)) is not None:
                    sent(message)
                    taken.append(message.id)
        except Exception as error:  # noqa: BLE001 - shown below, in the thread that asserts
            failures.append(error)

    threads = [threading.Thread(target=claim_on, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(taken), len(set(taken)), failures) == (60, 60, [])
    assert claim_all() == []
