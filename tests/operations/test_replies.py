"""Taking in answers: who may answer what, in which order, and what becomes of everything else."""

from __future__ import annotations

import contextlib
import threading
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from eventapp.db import db, reading, transaction
from eventapp.domain.session_invitations import Reception
from eventapp.domain.vocabulary import SessionKind
from eventapp.models import AuditEntry, ReceivedMessage, Registration, SessionInvitation
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.replies import receive_message
from tests.publishing import publish
from tests.registrations import SITE, SLUG, give_plan, make_application, make_plan, register
from tests.replies import STAMP, answer_calendar, exchange_mail, google_mail, photo_mail, plain_mail
from tests.session_invitations import (
    CHIEF,
    end_all,
    invite_all,
    invite_one,
    invite_placed,
    small_agenda,
    stored,
    working,
)

NOW = STAMP + timedelta(hours=1)
NO = "ATTENDEE;PARTSTAT=DECLINED:mailto:doe@example.org"


@pytest.fixture(autouse=True)
def invited(app):
    publish(small_agenda())
    invite_placed("s2")


def take(data, *, now=NOW):
    with transaction() as tx:
        return receive_message(tx, data, actor=CHIEF, now=now)


def answers():
    return {who: answer for (who, _), (_, _, answer) in stored().items()}


def received():
    with reading() as tx:
        rows = tx.scalars(select(ReceivedMessage).order_by(ReceivedMessage.id))
        return [(row.sender, row.reception, row.text, row.conference_id is not None) for row in rows]


def test_answer_is_noted_at_the_one_who_answered_only():
    assert take(google_mail(answer_calendar())).reception is Reception.ANSWERED
    assert answers() == {"sato": "none", "doe": "accepted"}
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).where(AuditEntry.action == "answer:receive")).one()
    assert (entry.subject, entry.details) == ("attendees/doe", {"answer": "accepted", "session": "s2"})


def test_same_message_twice_is_taken_in_once():
    data = google_mail(answer_calendar())
    assert [take(data).is_new, take(data).is_new] == [True, False]
    assert received() == [("doe@example.org", Reception.ANSWERED, "Doe has accepted.", True)]


@pytest.mark.parametrize(
    ("data", "reception"),
    [
        (google_mail(answer_calendar()), Reception.ANSWERED),
        (plain_mail("Where is the hall?"), Reception.NO_CALENDAR),
        (plain_mail("Buy!", sender="spam@example.com"), Reception.NO_CALENDAR),
    ],
    ids=["answer", "question", "of nobody known"],
)
def test_same_message_in_two_runs_at_once_is_taken_in_once(app, data, reception):
    """Each is about to write it down when the other is too, unless one waits for the other before that."""
    both, taken = threading.Barrier(2), []

    def meet(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT INTO received_message"):
            with contextlib.suppress(threading.BrokenBarrierError):
                both.wait(1)

    def run():
        with app.app_context():
            taken.append(take(data))
            db.session.remove()

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", meet)
    threads = [threading.Thread(target=run) for _ in range(2)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    finally:
        event.remove(db.engine, "before_cursor_execute", meet)
    assert sorted((one.is_new, one.reception) for one in taken) == [(False, reception), (True, reception)]
    assert [row[1] for row in received()] == [reception]
    told = select(AuditEntry).where(AuditEntry.action.in_(["answer:receive", "message:receive"]))
    with reading() as tx:
        assert len(tx.scalars(told).all()) == 1


def test_same_message_from_a_maildir_and_over_imap_is_taken_in_once():
    """The one keeps line ends as its machine has them, the other hands them out as the mail had them."""
    data = google_mail(answer_calendar())
    assert [take(data).is_new, take(data.replace(b"\r\n", b"\n")).is_new] == [True, False]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({"stamp": STAMP + timedelta(minutes=1)}, "declined"),
        ({"stamp": STAMP - timedelta(minutes=1)}, "accepted"),
        ({"stamp": STAMP - timedelta(minutes=1), "sequence": 1}, "declined"),
    ],
)
def test_older_answer_does_not_overtake(later, expected):
    take(google_mail(answer_calendar()))
    take(google_mail(answer_calendar(attendee=NO, **later)))
    assert answers()["doe"] == expected
    assert received()[1][1] is (Reception.ANSWERED if expected == "declined" else Reception.OLDER)


def test_clock_or_counter_that_runs_ahead_hinders_no_later_answer():
    take(google_mail(answer_calendar(stamp=STAMP.replace(year=2099), sequence=900)))
    take(google_mail(answer_calendar(attendee=NO, stamp=NOW + timedelta(minutes=1))), now=NOW + timedelta(minutes=2))
    assert answers()["doe"] == "declined"


@pytest.mark.parametrize(
    ("data", "reception"),
    [
        (google_mail(answer_calendar(uid="nobody@example.org")), Reception.UNKNOWN_SESSION),
        (google_mail(answer_calendar(uid="s1@example.org")), Reception.UNKNOWN_SESSION),
        (
            google_mail(answer_calendar(attendee="ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@example.org")),
            Reception.NOT_INVITED,
        ),
        (google_mail(answer_calendar(), sender="sato@example.org"), Reception.OTHER_SENDER),
        (google_mail(answer_calendar(), sender="x@example.org"), Reception.OTHER_SENDER),
        (exchange_mail(answer_calendar(), sender=""), Reception.OTHER_SENDER),
        (google_mail(answer_calendar(method="REQUEST")), Reception.OTHER_METHOD),
        (plain_mail("Where is the hall?"), Reception.NO_CALENDAR),
    ],
)
def test_what_is_no_answer_of_an_invited_person_is_listed_and_changes_nothing(data, reception):
    assert take(data).reception is reception
    assert set(answers().values()) == {"none"}
    assert [row[1] for row in received()] == [reception]


def test_covering_text_of_an_answer_that_is_refused_is_listed_with_its_comment():
    take(google_mail(answer_calendar(lines=["COMMENT:I resign"]), sender="x@example.org"))
    take(google_mail(answer_calendar(lines=["COMMENT:Doe has"]), sender="x@example.org"))
    assert [text for _, _, text, _ in received()] == ["I resign\n\nDoe has accepted.", "Doe has accepted."]


def test_large_message_of_somebody_registered_is_listed_at_the_conference():
    take(photo_mail(answer_calendar(), is_photo_first=True))
    assert received() == [("doe@example.org", Reception.TOO_LARGE, "Doe has accepted.", True)]


def test_answer_to_what_was_taken_back_is_too_late():
    end_all("doe")
    assert take(google_mail(answer_calendar())).reception is Reception.OLDER


@pytest.fixture
def again():
    """Somebody was invited to a talk, left, registered again with the same address and was invited again."""
    talk = working("talk", start="2023-03-12 14:00", kind=SessionKind.PUBLIC_EVENT)
    publish(small_agenda(talk), days_later=1)
    give_plan(make_plan(of_sessions={"talk": 5}))

    def come():
        name = register(make_application(email="a@example.org", sessions=("talk",)))
        invite_one(name, "talk")
        return name

    first = come()
    with transaction() as tx:
        withdraw_registration(tx, SLUG, first, base_url=SITE, actor=CHIEF, now=NOW)
    return first, come()


def _said(said, *, who="a@example.org", uid="talk@example.org"):
    return google_mail(answer_calendar(uid=uid, attendee=f"ATTENDEE;PARTSTAT={said}:mailto:{who}"), sender=who)


def _answers_of(*names):
    statement = select(SessionInvitation.answer).join(Registration).order_by(SessionInvitation.id)
    with reading() as tx:
        return [tx.scalars(statement.where(Registration.public_id == name)).one().value for name in names]


def test_answer_belongs_to_the_invitation_that_holds(again):
    assert take(_said("ACCEPTED")).reception is Reception.ANSWERED
    assert _answers_of(*again) == ["none", "accepted"]
    end_all(again[1])
    assert take(_said("DECLINED")).reception is Reception.OLDER
    assert _answers_of(*again) == ["none", "accepted"]
    with reading() as tx:
        assert [row.attendee for row in tx.scalars(select(ReceivedMessage))] == [again[1]] * 2


def _share_an_address():
    """Let Doe's invitation be at Sato's address, with a capital, as one of before that was refused may be."""
    with transaction() as tx:
        row = tx.scalars(select(SessionInvitation).where(SessionInvitation.address == "doe@example.org")).one()
        row.address = "Sato@example.org"


def test_answer_from_an_address_where_several_hold_it_is_noted_for_nobody():
    _share_an_address()
    data = _said("DECLINED", who="sato@example.org", uid="s2@example.org")
    assert take(data).reception is Reception.SHARED_ADDRESS
    assert set(answers().values()) == {"none"}
    with reading() as tx:
        row = tx.scalars(select(ReceivedMessage)).one()
        assert (row.attendee, row.session, row.answer.value, row.conference_id is None) == ("", "s2", "declined", False)


def test_answer_from_an_address_where_one_of_two_still_holds_it_is_that_ones():
    _share_an_address()
    end_all("sato")
    assert take(_said("DECLINED", who="sato@example.org", uid="s2@example.org")).reception is Reception.ANSWERED
    assert _answers_of("sato", "doe") == ["none", "declined"]


def test_strangers_answer_for_a_shared_address_is_anothers_and_names_neither():
    _share_an_address()
    calendar = answer_calendar(attendee="ATTENDEE;PARTSTAT=DECLINED:mailto:sato@example.org")
    assert take(google_mail(calendar, sender="x@example.org")).reception is Reception.OTHER_SENDER
    with reading() as tx:
        assert tx.scalars(select(ReceivedMessage)).one().attendee == ""


def test_counter_proposal_is_noted_and_moves_nothing():
    calendar = answer_calendar(method="COUNTER", lines=["DTSTART:20230312T050000Z", "COMMENT:Later please"])
    take(exchange_mail(calendar))
    with reading() as tx:
        row = tx.scalars(select(SessionInvitation).where(SessionInvitation.address == "doe@example.org")).one()
    assert (row.answer.value, row.comment, row.proposed_at.hour) == ("countered", "Later please", 5)


def test_message_of_nobody_known_belongs_to_no_conference():
    take(plain_mail("Buy!", sender="spam@example.com"))
    take(plain_mail("Where?", sender="doe@example.org"))
    assert received() == [
        ("spam@example.com", Reception.NO_CALENDAR, "Buy!", False),
        ("doe@example.org", Reception.NO_CALENDAR, "Where?", True),
    ]


def test_erased_person_leaves_neither_invitation_nor_message(app):
    invite_all("doe")
    take(plain_mail("Where?", sender="doe@example.org"))
    with transaction() as tx:
        erase_person(tx, "doe@example.org", base_url=SITE, actor=CHIEF, now=NOW)
    assert (received(), {who for who, _ in stored()}) == ([], {"sato"})
