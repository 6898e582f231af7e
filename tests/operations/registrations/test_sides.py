"""A delegation's own people: added, changed, decided on, taken off; nobody of another delegation is reached."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, InvalidInputError, NotFoundError
from eventapp.domain.registration import Approval, CategoryRule, ListingConsent, Needs, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import AuditEntry, OutboxMessage, Registration, RegistrationNeeds
from eventapp.operations.items import save_item
from eventapp.operations.registrations.amending import Amendment
from eventapp.operations.registrations.registering import ListFullError
from eventapp.operations.registrations.sides import (
    StalePersonError,
    Whom,
    add_of_side,
    amend_of_side,
    approve_of_side,
    decline_of_side,
    withdraw_of_side,
)
from eventapp.policy import Actor, MemberRole
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import get_participant
from eventapp.queries.side_lists import get_side_person
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import (
    REGISTERED_AT,
    SITE,
    SLUG,
    give_plan,
    make_application,
    make_person,
    make_plan,
    register,
    states,
)

NOW = REGISTERED_AT
JP = Actor("Focal point JP", conference=SLUG, role=MemberRole.FOCAL_POINT, side="JP")
CHIEF = Actor("chief", conference=SLUG, role=MemberRole.ORGANISER)
DELEGATE, PRESS = AttendeeCategory.DELEGATE, AttendeeCategory.PRESS
BY = {"base_url": SITE, "actor": JP, "now": NOW}


def _rule(approval):
    return {DELEGATE: CategoryRule(mode=RegistrationMode.OPEN, approval=approval)}


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())


def _add(**fields):
    with transaction() as tx:
        return add_of_side(tx, SLUG, "JP", make_application(category=DELEGATE, **fields), **BY)


def _seen(name, side="JP"):
    with reading() as tx:
        return get_side_person(tx, SLUG, side, name).version


def _amend(name, amendment, *, seen=None, actor=JP):
    with transaction() as tx:
        return amend_of_side(
            tx, Whom(SLUG, "JP", name), amendment, seen=seen or _seen(name), base_url=SITE, actor=actor, now=NOW
        )


def _attendee(name):
    with reading() as tx:
        return get_draft(tx, SLUG).items.get(f"attendees/{name}")


def _last_entries(count):
    with reading() as tx:
        rows = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(count))
        return [(row.actor, row.action, row.subject) for row in rows]


def test_added_person_is_of_the_delegation_whatever_the_form_says(conference):
    name = _add(side="US")
    assert (_attendee(name)["delegation"], _attendee(name)["precedence"]) == ("JP", 4)
    with reading() as tx:
        assert get_participant(tx, SLUG, name).source.value == "focal_point"
    assert _last_entries(1) == [(JP.name, "registration:add", f"attendees/{name}")]


def test_added_person_waits_where_an_organiser_decides_and_is_sound_already(conference):
    give_plan(make_plan(rules=_rule(Approval.ORGANISER)))
    name = _add()
    assert (states()[name], _attendee(name)) == ("pending", None)
    with pytest.raises(InvalidInputError) as refused:
        _add(person=make_person(family_name="Mihon \U000e0001"))
    assert refused.value.problems[0].path.startswith("attendees[")
    assert len([state for state in states().values() if state == "pending"]) == 1
    with transaction() as tx:
        wish = make_application(category=DELEGATE)
        other = add_of_side(tx, SLUG, "JP", wish, base_url=SITE, actor=CHIEF, now=NOW)
    assert states()[other] == "confirmed"


def test_change_is_marked_for_the_organisers_unless_one_of_them_made_it(conference):
    name = _add()
    stay = {"arrives": "2023-03-12T08:00:00", "away": [{"start": "2023-03-12T12:00:00", "end": "2023-03-12T13:00:00"}]}
    change = Amendment(person={"given_name": "Hana", **stay}, listing=ListingConsent.PUBLIC)
    assert _amend(name, change) == ("arrives", "away", "given_name", "listing")
    assert _attendee(name)["arrives"] == "2023-03-12T08:00:00+09:00"
    with reading() as tx:
        one = get_participant(tx, SLUG, name)
    assert (one.amended, one.attendee.given_name) == (("arrives", "away", "given_name", "listing"), "Hana")
    assert _amend(name, change) == ()
    assert _amend(name, Amendment(person={"given_name": "Hanae"}), actor=CHIEF) == ("given_name",)
    with reading() as tx:
        assert get_participant(tx, SLUG, name).amended == ("arrives", "away", "given_name", "listing")


def test_change_of_what_another_changed_meanwhile_is_refused_whichever_side_it_was_changed_on(conference):
    name = _add()
    seen = _seen(name)
    with transaction() as tx:
        item = get_draft(tx, SLUG).items[f"attendees/{name}"]
        version = get_draft(tx, SLUG).item_version(f"attendees/{name}")
        save_item(tx, SLUG, f"attendees/{name}", {**item, "given_name": "H."}, seen=version, actor=CHIEF, now=NOW)
    with pytest.raises(StalePersonError):
        _amend(name, Amendment(person={"given_name": "Hana"}), seen=seen)
    seen = _seen(name)
    _amend(name, Amendment(listing=ListingConsent.NOBODY))
    with pytest.raises(StalePersonError):
        _amend(name, Amendment(person={"given_name": "Hana"}), seen=seen)
    assert _attendee(name)["given_name"] == "H."


def test_another_category_needs_a_place_of_its_own(conference):
    rules = {DELEGATE: CategoryRule(), PRESS: CategoryRule(capacity=1)}
    give_plan(make_plan(rules=rules))
    first, second = _add(), _add()
    assert _amend(first, Amendment(category=PRESS)) == ("category",)
    with pytest.raises(ListFullError) as full:
        _amend(second, Amendment(category=PRESS, person={"given_name": "Hana"}))
    assert full.value.limits == (("category", "press"),)
    assert (_attendee(first)["category"], _attendee(second).get("category", "delegate")) == ("press", "delegate")
    assert _attendee(second)["given_name"] == "Hanako"


def test_needs_are_kept_with_the_consent_and_nothing_of_them_is_logged(conference):
    name = _add()
    _amend(name, Amendment(needs=Needs(dietary="No garlic", consented_at=NOW)))
    with reading() as tx:
        assert tx.scalars(select(RegistrationNeeds.consented_at)).all() == [NOW]
        assert get_side_person(tx, SLUG, "JP", name).has_needs
        details = tx.scalars(select(AuditEntry.details).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert details == {"fields": ["needs"]}


def test_person_who_waits_is_changed_and_held_to_the_same_rules(conference):
    give_plan(make_plan(rules=_rule(Approval.ORGANISER)))
    name = _add()
    assert _amend(name, Amendment(person={"given_name": "Hana"})) == ("given_name",)
    late = {"arrives": "2023-03-12T09:00:00", "leaves": "2023-03-12T08:00:00"}
    with pytest.raises(InvalidInputError):
        _amend(name, Amendment(person=late))
    with reading() as tx:
        one = get_participant(tx, SLUG, name)
    assert (one.attendee.given_name, one.amended, one.state.value) == ("Hana", (), "pending")


def test_delegation_decides_where_the_rule_says_so_and_only_about_who_waits(conference):
    give_plan(make_plan(rules=_rule(Approval.FOCAL_POINT)))
    first, second = (register(make_application(category=DELEGATE, side="JP")) for _ in range(2))
    with transaction() as tx:
        assert approve_of_side(tx, Whom(SLUG, "JP", first), seen=1, **BY).confirmed == (first,)
    with transaction() as tx:
        assert decline_of_side(tx, Whom(SLUG, "JP", second), seen=1, note="Next year.", **BY).declined == (second,)
    assert (states()[first], states()[second]) == ("confirmed", "declined")
    with transaction() as tx:
        approve_of_side(tx, Whom(SLUG, "JP", second), seen=1, **BY)
        decline_of_side(tx, Whom(SLUG, "JP", first), seen=1, **BY)
    assert (states()[first], states()[second]) == ("confirmed", "declined")
    with reading() as tx:
        last = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(1)).one()
    assert "Next year." in last.plain


def test_who_waits_and_was_changed_since_seen_is_not_decided_on(conference):
    give_plan(make_plan(rules=_rule(Approval.FOCAL_POINT)))
    name = register(make_application(category=DELEGATE, side="JP"))
    _amend(name, Amendment(person={"given_name": "Hana"}))
    for decide in (approve_of_side, decline_of_side):
        with transaction() as tx, pytest.raises(StalePersonError):
            decide(tx, Whom(SLUG, "JP", name), seen=1, **BY)
    assert states()[name] == "pending"


@pytest.mark.parametrize("approval", [Approval.ORGANISER, Approval.NONE])
def test_what_an_organiser_decides_is_not_decided_by_the_delegation(conference, approval):
    give_plan(make_plan(rules=_rule(Approval.ORGANISER)))
    name = register(make_application(category=DELEGATE, side="JP"))
    give_plan(make_plan(rules=_rule(approval)))
    for decide in (approve_of_side, decline_of_side):
        with transaction() as tx, pytest.raises(DomainError, match="not-yours-to-decide"):
            decide(tx, Whom(SLUG, "JP", name), seen=1, **BY)
    assert states()[name] == "pending"
    with transaction() as tx:
        approve_of_side(tx, Whom(SLUG, "JP", name), seen=1, base_url=SITE, actor=CHIEF, now=NOW)
    assert states()[name] == "confirmed"


def test_withdrawn_once_told_once_and_who_was_changed_meanwhile_stays(conference):
    name = _add(email="hanako@example.org")
    seen = _seen(name)
    _amend(name, Amendment(person={"given_name": "Hana"}))
    with transaction() as tx, pytest.raises(StalePersonError):
        withdraw_of_side(tx, Whom(SLUG, "JP", name), seen=seen, **BY)
    assert states()[name] == "confirmed"
    for seen in (_seen(name), "any"):
        with transaction() as tx:
            withdraw_of_side(tx, Whom(SLUG, "JP", name), seen=seen, **BY)
    with reading() as tx:
        subjects = tx.scalars(select(OutboxMessage.subject).order_by(OutboxMessage.id)).all()
    assert [subject.partition(":")[0] for subject in subjects] == ["You are registered", "Registration withdrawn"]
    assert (states()[name], _attendee(name)) == ("withdrawn", None)


def test_nobody_of_another_delegation_is_reached_by_any_operation(conference):
    give_plan(make_plan(rules=_rule(Approval.FOCAL_POINT)))
    waiting = register(make_application(category=DELEGATE, side="US"))
    with reading() as tx:
        before = [(row.public_id, row.state, row.version) for row in tx.scalars(select(Registration))]
        version = get_draft(tx, SLUG).version
    for name in (waiting, "carter"):
        whom, seen = Whom(SLUG, "JP", name), _seen(name, side="US")
        for act in (
            lambda tx, w=whom, s=seen: amend_of_side(tx, w, Amendment(email="x@example.org"), seen=s, **BY),
            lambda tx, w=whom, s=seen: withdraw_of_side(tx, w, seen=s, **BY),
            lambda tx, w=whom: approve_of_side(tx, w, seen=1, **BY),
            lambda tx, w=whom: decline_of_side(tx, w, seen=1, **BY),
            lambda tx, w=whom: get_side_person(tx, SLUG, "JP", w.name),
        ):
            with transaction() as tx, pytest.raises(NotFoundError):
                act(tx)
    with reading() as tx:
        assert [(row.public_id, row.state, row.version) for row in tx.scalars(select(Registration))] == before
        assert get_draft(tx, SLUG).version == version
