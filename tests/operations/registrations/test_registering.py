"""Registering: places, waiting, approval, the same form twice, the same address twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.registration import (
    Answer,
    Approval,
    CategoryRule,
    Diet,
    Needs,
    RegistrationMode,
    RegistrationSource,
)
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import (
    AuditEntry,
    OutboxMessage,
    PersonalLink,
    Registration,
    RegistrationAnswer,
    RegistrationNeeds,
)
from eventapp.operations.registrations.amending import Amendment, StaleRegistrationError, amend_registration
from eventapp.operations.registrations.deciding import (
    Terms,
    approve_registrations,
    decline_registrations,
    withdraw_registration,
)
from eventapp.operations.registrations.plans import StalePlanError, set_plan
from eventapp.operations.registrations.registering import ListFullError, add_person
from eventapp.operations.tokens import token_hash
from eventapp.policy import Actor
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import find_linked, get_participant, list_participants
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import (
    GUEST,
    REGISTERED_AT,
    SITE,
    SLUG,
    give_plan,
    make_application,
    make_person,
    make_plan,
    register,
    states,
    versions,
)

CHIEF = Actor("chief")
NOW = REGISTERED_AT
DELEGATE = AttendeeCategory.DELEGATE


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())


def _mails():
    """Give recipient, first words of the subject and text of every message, the oldest first."""
    with reading() as tx:
        rows = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(row.recipient, row.subject.partition(":")[0], row.plain) for row in rows]


def _names_in_draft():
    with reading() as tx:
        return {attendee.id for attendee in get_draft(tx, SLUG).agenda.attendees}


def _own(applied):
    """Give the states of those only who registered in the test."""
    return [states()[name] for name in applied]


def test_guest_is_confirmed_told_and_not_in_the_draft(conference):
    before = _names_in_draft()
    needs = Needs(diets=(Diet.HALAL,), dietary="No garlic", consented_at=NOW)
    wish = make_application(
        email=" Hanako@Example.org", language="ja", needs=needs, answers=(Answer(question="visit", value="base"),)
    )
    name = register(wish)
    with reading() as tx:
        one = get_participant(tx, SLUG, name)
        kept = tx.scalars(select(RegistrationNeeds)).one()
        answer = tx.scalars(select(RegistrationAnswer)).one()
    assert (one.state.value, one.is_in_agenda, one.attendee.family_name, one.attendee.email) == (
        *("confirmed", False, "Mihon"),
        "hanako@example.org",
    )
    assert (kept.diets, kept.dietary, kept.consented_at, answer.question, answer.value) == (
        *(["halal"], "No garlic", NOW, "visit", "base"),
    )
    assert _names_in_draft() == before
    ((recipient, subject, text),) = _mails()
    assert (recipient, subject) == ("hanako@example.org", "参加登録が完了しました：同盟計画フォーラム")
    token = text.partition(f"{SITE}/me/")[2].split()[0]
    with reading() as tx:
        linked = find_linked(tx, token_hash(token), "me", now=NOW)
        assert (linked.public_id, linked.slug) == (name, SLUG)
        assert find_linked(tx, token_hash(token), "offer", now=NOW) is None
        assert find_linked(tx, token_hash(token), "me", now=NOW + timedelta(days=365)) is None
        assert tx.scalars(select(PersonalLink.token_hash)).all() == [token_hash(token)]


def test_delegate_who_is_confirmed_is_the_last_of_the_delegation_in_the_draft(conference):
    name = register(make_application(category=DELEGATE, side="JP", email="mihon@example.org"))
    with reading() as tx:
        of_side = [a for a in get_draft(tx, SLUG).agenda.attendees if a.delegation.code == "JP"]
    assert (of_side[-1].id, of_side[-1].family_name, of_side[-1].email) == (name, "Mihon", "mihon@example.org")
    assert of_side[-1].precedence == len(of_side)


def test_same_form_sent_twice_registers_once(conference):
    wish = make_application()
    assert register(wish) == register(wish)
    assert len(_mails()) == 1


def test_address_known_already_is_told_by_mail_and_not_registered_again(conference):
    register(make_application(email="a@example.org"))
    assert register(make_application(email="A@example.org ")) is None
    assert [subject for _, subject, _ in _mails()] == ["You are registered", "You are registered already"]
    with reading() as tx:
        of_address = select(func.count()).select_from(Registration).where(Registration.email == "a@example.org")
        assert tx.scalars(of_address).one() == 1


def test_whoever_withdrew_may_register_anew(conference):
    name = register(make_application(email="a@example.org"))
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=CHIEF, now=NOW)
    again = register(make_application(email="a@example.org"))
    assert (states()[name], states()[again]) == ("withdrawn", "confirmed")


@pytest.mark.parametrize(
    "plan", [{"capacity": 9}, {"rules": {GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=2)}}]
)
def test_last_place_goes_to_one_and_the_next_waits(conference, plan):
    give_plan(make_plan(**plan))
    applied = [register() for _ in range(4)]
    assert _own(applied) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]


def test_place_of_a_session_is_its_own_limit(conference):
    give_plan(make_plan(of_sessions={"s-open": 1}))
    applied = [register(make_application(sessions=names)) for names in (("s-open",), ("s-open", "s-2"), ("s-2",))]
    assert _own(applied) == ["confirmed", "waitlisted", "confirmed"]


def test_approval_confirms_in_order_and_the_rest_wait(conference):
    rule = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER, capacity=1)
    give_plan(make_plan(rules={GUEST: rule}))
    applied = [register(now=NOW + timedelta(minutes=n)) for n in range(3)]
    assert _own(applied) == ["pending"] * 3
    with transaction() as tx:
        decided = approve_registrations(tx, SLUG, applied[::-1][:2], base_url=SITE, actor=CHIEF, now=NOW)
    assert (decided.confirmed, decided.waitlisted, decided.unchanged) == ((applied[1],), (applied[2],), ())
    with transaction() as tx:
        decline_registrations(tx, SLUG, [applied[0]], note="Too many.", base_url=SITE, actor=CHIEF, now=NOW)
    assert _own(applied) == ["declined", "confirmed", "waitlisted"]
    assert "Too many." in _mails()[-1][2]


def test_who_was_changed_since_seen_is_left_and_the_rest_decided_on(conference):
    rule = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER, capacity=1)
    give_plan(make_plan(rules={GUEST: rule}))
    first, second, third = (register(now=NOW + timedelta(minutes=n)) for n in range(3))
    terms = Terms(seen=versions())
    with transaction() as tx:
        approve_registrations(tx, SLUG, [first, second], base_url=SITE, actor=CHIEF, now=NOW)
    told = len(_mails())
    with transaction() as tx:
        decided = decline_registrations(
            tx, SLUG, [first, second, third], terms=terms, base_url=SITE, actor=CHIEF, now=NOW
        )
    assert (decided.declined, decided.stale, decided.unchanged) == ((third,), (first, second), ())
    assert (_own([first, second, third]), len(_mails())) == (["confirmed", "waitlisted", "declined"], told + 1)
    with transaction() as tx:
        again = approve_registrations(tx, SLUG, [second], terms=Terms(seen={}), base_url=SITE, actor=CHIEF, now=NOW)
    assert (again.stale, again.full) == ((second,), ())


def test_organiser_goes_beyond_the_limit_and_the_log_says_which(conference):
    rule = CategoryRule(mode=RegistrationMode.OPEN, capacity=1)
    give_plan(make_plan(rules={GUEST: rule}, of_sessions={"s-open": 1}))
    _, waiting = (register(make_application(sessions=("s-open",))) for _ in range(2))
    with transaction() as tx:
        decided = approve_registrations(tx, SLUG, [waiting], base_url=SITE, actor=CHIEF, now=NOW)
    assert (decided.unchanged, decided.full, _own([waiting])) == ((waiting,), (waiting,), ["waitlisted"])
    beyond = Terms(is_beyond_limits=True)
    with transaction() as tx:
        decided = approve_registrations(tx, SLUG, [waiting], terms=beyond, base_url=SITE, actor=CHIEF, now=NOW)
    assert (decided.confirmed, decided.full, _own([waiting])) == ((waiting,), (), ["confirmed"])
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    limits = ["category:guest", "session:s-open"]
    assert (entry.action, entry.details) == ("registration:exceed", {"state": "confirmed", "limits": limits})


def test_focal_point_decides_about_the_own_delegation_only(conference):
    give_plan(make_plan(rules={DELEGATE: CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.FOCAL_POINT)}))
    name = register(make_application(category=DELEGATE, side="JP"))
    with transaction() as tx, pytest.raises(NotFoundError):
        approve_registrations(tx, SLUG, [name], terms=Terms(side="US"), base_url=SITE, actor=CHIEF, now=NOW)
    with transaction() as tx:
        approve_registrations(tx, SLUG, [name], terms=Terms(side="JP"), base_url=SITE, actor=CHIEF, now=NOW)
    assert name in _names_in_draft()


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        (RegistrationMode.CLOSED, "registration-closed"),
        (RegistrationMode.INVITATION, "registration-by-invitation"),
        (RegistrationMode.FOCAL_POINT, "registration-by-focal-point"),
    ],
)
def test_shut_door_lets_nobody_in(conference, mode, code):
    give_plan(make_plan(rules={DELEGATE: CategoryRule(mode=mode)}))
    with pytest.raises(DomainError) as refused:
        register(make_application(category=DELEGATE, side="JP"))
    assert refused.value.code == code
    assert _mails() == []


def test_focal_point_puts_people_on_the_list_while_there_are_places(conference):
    with reading() as tx:
        count = sum(one.side == "US" for one in list_participants(tx, SLUG))
    give_plan(make_plan(rules={}, of_sides={"US": count + 1}))
    wish = {"category": DELEGATE, "side": "US", "source": RegistrationSource.FOCAL_POINT}
    with transaction() as tx:
        name = add_person(tx, SLUG, make_application(**wish), base_url=SITE, actor=CHIEF, now=NOW)
    assert name in _names_in_draft()
    with transaction() as tx, pytest.raises(ListFullError) as full:
        add_person(tx, SLUG, make_application(**wish), base_url=SITE, actor=CHIEF, now=NOW)
    assert full.value.limits == (("side", "US"),)


def test_withdrawn_delegate_leaves_the_draft_unless_placed(conference):
    placed = next(p.attendee for s in sample_agenda().sessions for p in s.placements)
    free = register(make_application(category=DELEGATE, side="JP"))
    for name in (placed.id, free):
        with transaction() as tx:
            withdraw_registration(tx, SLUG, name, base_url=SITE, actor=CHIEF, now=NOW)
    assert (placed.id in _names_in_draft(), free in _names_in_draft()) == (True, False)
    assert (states()[placed.id], states()[free]) == ("withdrawn", "withdrawn")


def test_what_was_said_about_needs_is_erased_on_withdrawal(conference):
    name = register(make_application(needs=Needs(dietary="No garlic", consented_at=NOW)))
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=CHIEF, now=NOW)
    with reading() as tx:
        assert tx.scalars(select(RegistrationNeeds)).all() == []


def test_change_by_the_person_reaches_the_draft_and_is_marked_until_seen(conference):
    name = register(make_application(category=DELEGATE, side="JP"))
    with reading() as tx:
        seen = get_participant(tx, SLUG, name).version
    person = make_person(given_name="Hana", organisation={"ja": "計画研究所"})
    change = {"is_marked": True, "actor": Actor("Hana"), "now": NOW}
    with transaction() as tx:
        changed = amend_registration(tx, SLUG, name, Amendment(person=person, language="ja"), seen=seen, **change)
    assert changed == ("given_name", "language", "organisation")
    with reading() as tx:
        one = get_participant(tx, SLUG, name)
    assert (one.attendee.given_name, one.attendee.language, one.amended) == ("Hana", "ja", changed)
    with transaction() as tx, pytest.raises(StaleRegistrationError):
        amend_registration(tx, SLUG, name, Amendment(language="en"), seen=seen, **change)


def test_rules_set_by_two_at_once_are_not_lost(conference):
    with transaction() as tx, pytest.raises(StalePlanError) as stale:
        set_plan(tx, SLUG, make_plan(capacity=5), seen="", base_url=SITE, actor=CHIEF, now=NOW)
    assert stale.value.plan == make_plan()


def test_every_write_leaves_one_entry_and_names_nobody(conference):
    name = register(make_application(email="secret@example.org"))
    with transaction() as tx:
        decline_registrations(tx, SLUG, [name], base_url=SITE, actor=CHIEF, now=NOW)
    with reading() as tx:
        of_person = select(AuditEntry).where(AuditEntry.subject == f"attendees/{name}")
        entries = tx.scalars(of_person.order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.actor) for entry in entries] == [
        ("registration:add", "anonymous"),
        ("registration:decline", "chief"),
    ]
    assert not [entry for entry in entries if "secret" in str(entry.details) or "Mihon" in str(entry.details)]


def test_attendee_of_the_draft_has_a_registration_whatever_wrote_it(conference):
    agenda = sample_agenda()
    known = {attendee.id for attendee in agenda.attendees}
    assert states() == dict.fromkeys(known, "confirmed")
    extra = replace(agenda.attendees[0], id="extra", precedence=9)
    for attendees, state in (
        ((*agenda.attendees, extra), "confirmed"),
        (agenda.attendees, "withdrawn"),
        ((*agenda.attendees, extra), "confirmed"),
    ):
        draft(replace(agenda, attendees=attendees))
        assert states() == dict.fromkeys(known, "confirmed") | {"extra": state}


def test_guest_registers_without_the_draft_being_read(conference, count_statements):
    with count_statements() as sent:
        register()
    assert [statement for statement in sent if "FROM session" in statement or "FROM attendee" in statement] == []
    with count_statements() as sent:
        register(make_application(category=DELEGATE, side="JP"))
    assert any("FROM attendee" in statement for statement in sent)
