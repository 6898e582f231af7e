"""What desks tell: taken once each, by the rules of who is on the list; walk-ins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventapp.db import reading, transaction
from eventapp.domain.check_ins import Verb
from eventapp.domain.errors import NotFoundError
from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode, RegistrationSource
from eventapp.models import AuditEntry, CheckIn, CheckInTold, OutboxMessage, Registration
from eventapp.operations.privacy.purging import purge
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.merging import merge_people
from eventapp.operations.registrations.registering import ListFullError
from eventapp.operations.walk_ins import KnownPersonError, admit_person, admit_walk_in
from eventapp.queries.registrations import get_participant
from tests.check_ins import DESK, NINE, kinds, present, say, tell
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import GUEST, SITE, SLUG, give_plan, make_application, make_plan, register, states

MINUTE = timedelta(minutes=1)


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())


def _count(model):
    with reading() as tx:
        return tx.scalars(select(func.count()).select_from(model)).one()


def _entries():
    with reading() as tx:
        rows = tx.scalars(select(AuditEntry).where(AuditEntry.action.startswith("check-in:")).order_by(AuditEntry.id))
        return [(row.action, row.subject, row.actor, row.details) for row in rows]


def test_checked_in_person_is_in_there_and_nowhere_else(conference):
    (outcome,) = tell(say("aoki", scope="days/2023-03-12"))
    assert (outcome.kind, outcome.person, outcome.standing.desk, outcome.last) == ("in", "aoki", "A", 1)
    assert present(scope="days/2023-03-12") == {"aoki": ("00:00", "A")}
    assert present() == {}


def test_second_desk_sees_since_when_and_the_person_is_in_once(conference):
    tell(say("aoki"))
    (outcome,) = tell(say("aoki", source="phone-b", desk="B", at=NINE + MINUTE))
    assert (outcome.kind, outcome.standing.since, outcome.standing.desk) == ("already", NINE, "A")
    assert (present(), _count(CheckIn), _count(CheckInTold)) == ({"aoki": ("00:00", "A")}, 1, 2)


def test_code_of_the_badge_names_the_person(conference):
    with reading() as tx:
        code = get_participant(tx, SLUG, "aoki").code
    (outcome,) = tell(say(code))
    assert (outcome.kind, outcome.person, present()) == ("in", "aoki", {"aoki": ("00:00", "A")})


def test_same_key_counts_once_and_answers_the_same(conference):
    first = say("aoki")
    assert [outcome.kind for outcome in tell(first, first)] == ["in", "in"]
    assert kinds(first, now=NINE + MINUTE) == ["in"]
    assert (_count(CheckInTold), len(_entries())) == (1, 1)
    tell(say("aoki", Verb.UNDO, seen=1))
    assert kinds(first) == ["out"]
    assert present() == {}


def test_undo_takes_back_and_may_be_followed_by_another_check_in(conference):
    assert kinds(say("aoki"), say("aoki", Verb.UNDO), say("aoki", at=NINE + MINUTE)) == ["in", "out", "in"]
    assert present() == {"aoki": ("00:01", "A")}
    assert kinds(say("aoki", Verb.UNDO, source="phone-b", seen=3)) == ["out"]
    assert present() == {}


def test_undo_leaves_what_its_desk_did_not_know_of(conference):
    tell(say("aoki", source="phone-b", desk="B", at=NINE + MINUTE))
    tell(say("aoki", Verb.UNDO, source="phone-b", seen=1))
    assert kinds(say("aoki", source="phone-a")) == ["in"]
    (outcome,) = tell(say("aoki", Verb.UNDO, source="phone-b", seen=2))
    assert (outcome.kind, outcome.standing.desk, present()) == ("still-in", "A", {"aoki": ("00:00", "A")})


def test_undo_of_somebody_who_was_never_in_leaves_nobody_in(conference):
    assert kinds(say("aoki", Verb.UNDO)) == ["out"]
    assert (present(), _count(CheckIn)) == ({}, 0)


@pytest.mark.parametrize("ended", ["pending", "waitlisted", "withdrawn"])
def test_whoever_is_not_confirmed_is_not_let_in(conference, ended):
    rule = CategoryRule(
        mode=RegistrationMode.OPEN,
        approval=Approval.ORGANISER if ended == "pending" else Approval.NONE,
        capacity=0 if ended == "waitlisted" else None,
    )
    give_plan(make_plan(rules={GUEST: rule}))
    name = register()
    if ended == "withdrawn":
        with transaction() as tx:
            withdraw_registration(tx, SLUG, name, base_url=SITE, actor=DESK, now=NINE)
    assert states()[name] == ended
    assert kinds(say(name), say("aoki")) == ["not-on-list", "in"]
    assert (present(), _count(CheckInTold)) == ({"aoki": ("00:00", "A")}, 1)


def test_check_in_of_one_who_withdrew_later_can_be_undone(conference):
    name = register()
    tell(say(name))
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=DESK, now=NINE)
    assert kinds(say(name, Verb.UNDO)) == ["out"]


def test_unknown_person_is_said_to_be_so_and_the_others_are_taken(conference):
    assert kinds(say("nobody"), say("aoki"), say("QX7DPV2K")) == ["unknown", "in", "unknown"]


def test_person_of_another_conference_is_unknown_here(conference):
    agenda = sample_agenda()
    sessions = tuple(replace(one, uid=f"other-{one.uid}") for one in agenda.sessions)
    there = replace(agenda.conference, slug="other-2023", uid="conference-other-2023@example.org")
    draft(replace(agenda, conference=there, sessions=sessions))
    name = register()
    assert kinds(say(name), slug="other-2023") == ["unknown"]
    assert kinds(say(name)) == ["in"]


def test_conference_or_person_that_is_not_there_is_an_error(conference):
    with pytest.raises(NotFoundError):
        tell(say("aoki"), slug="none-2023")
    with pytest.raises(NotFoundError):
        _admit(say("nobody"))


def test_every_check_in_leaves_one_entry_that_names_nobody(conference):
    tell(say("aoki", scope="days/2023-03-12"), say("aoki", Verb.UNDO, scope="days/2023-03-12"), say("nobody"))
    details = {"scope": "days/2023-03-12", "desk": "A", "said_at": NINE.isoformat()}
    assert _entries() == [
        ("check-in:add", "attendees/aoki", "Check-in desk", details),
        ("check-in:undo", "attendees/aoki", "Check-in desk", details),
    ]


def _walk_in(application, said, *, now=NINE):
    with transaction() as tx:
        return admit_walk_in(tx, SLUG, application, said, base_url=SITE, actor=DESK, now=now)


def _walker(**fields):
    return make_application(**({"source": RegistrationSource.DESK, "email": ""} | fields))


def test_walk_in_is_registered_at_the_desk_and_in_at_once(conference):
    outcome = _walk_in(_walker(), say(""))
    with reading() as tx:
        one = get_participant(tx, SLUG, outcome.person)
    assert (one.source.value, one.state.value, one.attendee.category) == ("desk", "confirmed", GUEST)
    assert present() == {outcome.person: ("00:00", "A")}
    assert _count(OutboxMessage) == 0


def test_walk_in_with_an_address_is_written_to(conference):
    _walk_in(_walker(email="new@example.org"), say(""))
    with reading() as tx:
        assert tx.scalars(select(OutboxMessage.recipient)).all() == ["new@example.org"]


def test_walk_in_pressed_twice_is_one(conference):
    application, said = _walker(email="new@example.org"), say("")
    assert _walk_in(application, said).person == _walk_in(application, said, now=NINE + MINUTE).person
    assert (len(present()), _count(CheckInTold)) == (1, 1)


def test_walk_in_is_refused_when_all_is_full_and_nothing_is_written(conference):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=1)}))
    _walk_in(_walker(), say(""))
    before = _count(Registration)
    with pytest.raises(ListFullError) as full:
        _walk_in(_walker(), say(""))
    assert full.value.limits == (("category", "guest"),)
    assert (_count(Registration), _count(CheckInTold)) == (before, 1)


def test_walk_in_whose_address_is_registered_is_that_person(conference):
    name = register(make_application(email="known@example.org"))
    with pytest.raises(KnownPersonError) as known:
        _walk_in(_walker(email=" Known@example.org"), say(""))
    assert (known.value.public_id, present()) == (name, {})


def _pending(capacity):
    rule = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER, capacity=capacity)
    give_plan(make_plan(rules={GUEST: rule}))
    return register()


def _admit(said):
    with transaction() as tx:
        return admit_person(tx, SLUG, said, base_url=SITE, actor=DESK, now=NINE)


def test_organiser_confirms_and_lets_in(conference):
    name, again = _pending(1), say("")
    for _ in range(2):
        outcome = _admit(say(name, key=again.key))
        assert (outcome.kind, states()[name], present()) == ("in", "confirmed", {name: ("00:00", "A")})


def test_without_a_place_nobody_is_let_in(conference):
    name = _pending(0)
    assert (_admit(say(name)).kind, states()[name], present()) == ("not-on-list", "waitlisted", {})


def _merge(keep, gone):
    with reading() as tx:
        seen = tuple(get_participant(tx, SLUG, name).version for name in (keep, gone))
    with transaction() as tx:
        merge_people(tx, SLUG, keep=keep, gone=gone, seen=seen, base_url="", actor=DESK, now=NINE)


@pytest.mark.parametrize(
    ("of_kept", "of_gone", "stands"),
    [
        ([], [{"at": NINE + MINUTE}], ("00:01", "A")),
        ([{"at": NINE + MINUTE, "desk": "B"}], [{}], ("00:00", "A")),
        ([{"desk": "B"}], [{"at": NINE + MINUTE}], ("00:00", "B")),
        ([{}, {"verb": Verb.UNDO}], [{"at": NINE + MINUTE}], ("00:01", "A")),
        ([{"desk": "B"}], [{}, {"verb": Verb.UNDO}], ("00:00", "B")),
    ],
)
def test_check_ins_of_one_person_registered_twice_are_those_of_one(conference, of_kept, of_gone, stands):
    keep, gone = register(), register()
    tell(*(say(keep, **fields) for fields in of_kept), *(say(gone, **fields) for fields in of_gone))
    _merge(keep, gone)
    assert (present(), _count(CheckIn)) == ({keep: stands}, 1)
    tell(say(keep, Verb.UNDO, source="phone-z", seen=9))
    assert present() == {}


def test_who_is_in_stays_so_when_what_was_told_is_erased(conference):
    tell(say("aoki"), say("mori"), say("mori", Verb.UNDO))
    later = NINE + timedelta(days=40)
    with transaction() as tx:
        purge(tx, actor=DESK, now=later)
    assert (_count(CheckInTold), present()) == (0, {"aoki": ("00:00", "A")})
    (again,) = tell(say("aoki", at=later, desk="B"), now=later)
    assert (again.kind, again.standing.since, again.last) == ("already", NINE, 2)
    assert kinds(say("aoki", Verb.UNDO, source="phone-b", seen=2), say("mori", at=later), now=later) == ["out", "in"]
    assert present() == {"mori": ("00:00", "A")}
