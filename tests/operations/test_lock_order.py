"""Who changes a conference and who writes what belongs to it at the same moment: neither dies of the other, for both hold the conference first."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from eventapp.db import db, reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.domain.feeds import FeedScope
from eventapp.models import Feed, Invitation, OutboxMessage, Registration, RegistrationNeeds
from eventapp.operations.check_ins import tell_check_ins
from eventapp.operations.deliveries import claim_message
from eventapp.operations.feeds import NewAddress, issue_feed, note_uses, revoke_feed
from eventapp.operations.members import Post, accept_invitation, invite_member, revoke_invitation
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.privacy.purging import purge
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.links import LinkPurpose
from eventapp.operations.registrations.merging import merge_people
from eventapp.operations.replies import receive_message
from eventapp.operations.tokens import token_hash
from eventapp.policy import MemberRole
from eventapp.queries.conferences import lock_conference
from eventapp.queries.registrations import find_linked
from eventapp.renderers.mail.own_pages import OWN_PAGE
from tests.check_ins import DESK, NINE, say
from tests.members import make_user
from tests.publishing import publish
from tests.registrations import SITE, SLUG
from tests.replies import answer_calendar, google_mail
from tests.session_invitations import CHIEF, NOW, invite_placed, small_agenda, stored

ANSWER = google_mail(answer_calendar())


@contextmanager
def _pausing(pauses):
    """Let a statement of a thread wait, once it is reached, until something happened elsewhere, or had a second to.

    `pauses` gives by the thread's name how the statement begins, what tells that it is reached, and what it waits for.
    """

    def wait(_connection, _cursor, statement, *_):
        begin, reached, until = pauses.get(threading.current_thread().name, ("", None, None))
        if begin and statement.startswith(begin):
            reached.set()
            until.wait(1)

    event.listen(db.engine, "before_cursor_execute", wait)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", wait)


def _both(app, writes, changes, *, pausing_at, changing_to=""):
    """Let one act write, pausing before a statement, and another change the conference as soon as it can have it; give what either raised.

    With `changing_to` the pause lasts until the other begins that statement.
    """
    is_pausing, is_locked, raised = threading.Event(), threading.Event(), {}

    def run(name, act):
        with app.app_context():
            try:
                act()
            except Exception as error:  # noqa: BLE001 - compared by the test
                raised[name] = error
            finally:
                db.session.remove()

    def write():
        with transaction() as tx:
            writes(tx)

    def change():
        assert is_pausing.wait(10)
        with transaction() as tx:
            lock_conference(tx, SLUG)
            if not changing_to:
                is_locked.set()
            changes(tx)

    db.session.remove()
    pauses = {"writes": (pausing_at, is_pausing, is_locked), "changes": (changing_to, is_locked, is_pausing)}
    acts = {"writes": write, "changes": change}
    threads = [threading.Thread(target=run, name=name, args=(name, act)) for name, act in acts.items()]
    with _pausing(pauses):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    return raised


def _withdraw(tx):
    withdraw_registration(tx, SLUG, "doe", base_url=SITE, actor=CHIEF, now=NOW)


def _states():
    with reading() as tx:
        found = tx.execute(select(Registration.public_id, Registration.state).order_by(Registration.public_id))
        return {name: state.value for name, state in found}


@pytest.fixture
def invited(app):
    publish(small_agenda())
    invite_placed("s2")


@pytest.mark.usefixtures("invited")
def test_answer_and_withdrawal(app):
    def answer(tx):
        receive_message(tx, ANSWER, actor=CHIEF, now=NOW)

    assert _both(app, answer, _withdraw, pausing_at="INSERT INTO received_message") == {}
    assert stored()["doe", "s2"] == (False, 1, "accepted")


@pytest.mark.usefixtures("invited")
def test_new_address_of_a_calendar_and_withdrawal(app):
    def issue(tx):
        issue_feed(tx, SLUG, "doe", FeedScope.PERSONAL, NewAddress("t" * 43), actor=CHIEF, now=NOW)

    assert _both(app, issue, _withdraw, pausing_at="INSERT INTO feed") == {}
    with reading() as tx:
        assert tx.scalars(select(Feed.token_hash)).all() == [token_hash("t" * 43)]


@pytest.mark.usefixtures("invited")
def test_desk_and_withdrawal(app):
    told = []

    def tell(tx):
        told.extend(tell_check_ins(tx, SLUG, [say("doe")], actor=DESK, now=NINE))

    assert _both(app, tell, _withdraw, pausing_at="INSERT INTO check_in_told") == {}
    assert [outcome.kind.value for outcome in told] == ["in"]
    assert _states()["doe"] == "withdrawn"


@pytest.mark.usefixtures("invited")
def test_mail_that_goes_out_and_merger_of_its_reader(app):
    with transaction() as tx:
        tx.execute(update(OutboxMessage).where(OutboxMessage.attendee != "doe").values(sent_at=NOW))
        tx.execute(update(OutboxMessage).values(plain=f"{SITE}{OWN_PAGE}"))
        versions = dict(tx.execute(select(Registration.public_id, Registration.version)).all())
    taken = []

    def take(tx):
        taken.append(claim_message(tx, worker="w1", lasts=timedelta(minutes=2), now=NOW))

    def merge(tx):
        seen = (versions["sato"], versions["doe"])
        merge_people(tx, SLUG, keep="sato", gone="doe", seen=seen, base_url=SITE, actor=CHIEF, now=NOW)

    begins = {"pausing_at": "INSERT INTO personal_link", "changing_to": "UPDATE outbox_message"}
    assert _both(app, take, merge, **begins) == {}
    (message,) = taken
    secret = token_hash(message.plain.removeprefix(f"{SITE}/me/"))
    with reading() as tx:
        linked = find_linked(tx, secret, LinkPurpose.ME.value, now=NOW)
    assert (linked.public_id, set(_states())) == ("sato", {"sato", "mute"})


@contextmanager
def _done_beside(app, act):
    """Open a transaction; while what it wrote is still its own somebody else acts, and is done before it ends."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    is_done = threading.Event()

    def run():
        with app.app_context():
            with transaction() as tx:
                act(tx)
            is_done.set()
            db.session.remove()

    thread = threading.Thread(target=run)
    with transaction() as tx:
        yield tx
        thread.start()
        assert is_done.wait(20)
    thread.join()


@pytest.mark.usefixtures("invited")
def test_desks_do_not_wait_for_each_other(app):
    def tell(tx, name):
        tell_check_ins(tx, SLUG, [say(name)], actor=DESK, now=NINE)

    with _done_beside(app, lambda tx: tell(tx, "sato")) as tx:
        tell(tx, "doe")


@pytest.mark.usefixtures("invited")
def test_use_of_a_feed_that_somebody_is_ending_is_left_out(app):
    with transaction() as tx:
        for token, name in (("s" * 43, "sato"), ("d" * 43, "doe")):
            issue_feed(tx, SLUG, name, FeedScope.PERSONAL, NewAddress(token), actor=CHIEF, now=NOW)
        feeds = {feed.token_hash: feed.id for feed in tx.scalars(select(Feed))}
    sato, doe = feeds[token_hash("s" * 43)], feeds[token_hash("d" * 43)]
    with _done_beside(app, lambda tx: note_uses(tx, [(doe, 5, "Thunderbird"), (sato, 5, "Thunderbird")])) as tx:
        revoke_feed(tx, SLUG, "sato", FeedScope.PERSONAL, actor=CHIEF, now=NOW)
    with reading() as tx:
        assert {feed.id: feed.used_hour for feed in tx.scalars(select(Feed))} == {sato: None, doe: 5}


@pytest.mark.usefixtures("invited")
def test_invitation_to_the_team_that_is_accepted_and_revoked(app):
    with transaction() as tx:
        post, to = Post(MemberRole.ORGANISER), "hana@example.org"
        invite_member(tx, SLUG, to, post, base_url=SITE, language="en", actor=CHIEF, now=NOW)
        row = tx.scalars(select(Invitation)).one()
        row.token_hash, key = token_hash("t" * 43), row.id

    def accept(tx):
        accept_invitation(tx, "t" * 43, name="Hana", language="en", now=NOW)

    def revoke(tx):
        revoke_invitation(tx, SLUG, key, actor=CHIEF, now=NOW)

    raised = _both(app, accept, revoke, pausing_at="SELECT conference.id")
    if db.engine.dialect.name == "postgresql":
        (error,) = raised.values()
        assert (list(raised), isinstance(error, DomainError), error.code) == (["writes"], True, "invitation-ended")
    else:
        # Whoever began first is through first.
        assert [error.code for error in raised.values()] == ["unknown-invitation"]


@pytest.mark.usefixtures("invited")
def test_purge_and_withdrawal(app):
    with transaction() as tx:
        key = tx.scalars(select(Registration.id).filter_by(public_id="doe")).one()
        tx.add(RegistrationNeeds(registration_id=key, diets=[], dietary="No garlic"))

    def clean(tx):
        purge(tx, actor=CHIEF, now=NOW + timedelta(days=800))

    assert _both(app, clean, _withdraw, pausing_at="UPDATE conference") == {}
    assert _states()["doe"] == "withdrawn"


@pytest.mark.usefixtures("invited")
def test_erasing_who_decided_on_another_and_withdrawal_of_that_one(app):
    with transaction() as tx:
        make_user(tx, name="Sato", email="sato@example.org")
        tx.execute(update(Registration).values(decided_by="Sato").where(Registration.public_id == "doe"))

    def erase(tx):
        erase_person(tx, "sato@example.org", base_url=SITE, actor=CHIEF, now=NOW)

    assert _both(app, erase, _withdraw, pausing_at="SELECT conference.id") == {}
    assert _states() == {"doe": "withdrawn", "mute": "confirmed", "sato": "withdrawn"}
