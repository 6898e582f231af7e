"""The order of a delegation, its head, and one person in the place of another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, InvalidInputError, NotFoundError
from eventapp.domain.registration import CategoryRule, Needs
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import AuditEntry, AuditMention, OutboxMessage, RegistrationNeeds
from eventapp.operations.drafts import StaleItemError, undo_change
from eventapp.operations.registrations.amending import Amendment
from eventapp.operations.registrations.deciding import decline_registrations
from eventapp.operations.registrations.precedence import order_person, set_head
from eventapp.operations.registrations.registering import ListFullError
from eventapp.operations.registrations.sides import StalePersonError, Whom, amend_of_side, withdraw_of_side
from eventapp.operations.registrations.substituting import substitute_person
from eventapp.policy import Actor, MemberRole
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import get_participant
from eventapp.queries.side_lists import get_side_person
from tests.factories import sample_agenda
from tests.members import make_user
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
HEAD = Whom(SLUG, "JP", "aoki")


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())


def _draft():
    with reading() as tx:
        return get_draft(tx, SLUG)


def _order(side="JP"):
    return [a.id for a in _draft().agenda.attendees if a.delegation.code == side]


def _seen(whom=HEAD):
    with reading() as tx:
        return get_side_person(tx, SLUG, whom.side, whom.name).version


def _replace(whom=HEAD, *, seen=None, actor=JP, **fields):
    wish = make_application(**({"category": DELEGATE, "email": "new@example.org"} | fields))
    with transaction() as tx:
        return substitute_person(tx, whom, wish, seen=seen or _seen(whom), base_url=SITE, actor=actor, now=NOW)


def _placed(name):
    agenda = _draft().agenda
    sessions = [(s.id, p.role.value) for s in agenda.sessions for p in s.placements if p.attendee.id == name]
    return sessions, [t.id for t in agenda.topics for p in t.placements if p.attendee.id == name]


def _count(model):
    with reading() as tx:
        return tx.scalars(select(func.count()).select_from(model)).one()


def _mails():
    with reading() as tx:
        rows = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(row.recipient, row.subject.partition(":")[0].partition("：")[0]) for row in rows]


def test_person_is_put_at_a_place_by_one_step_that_can_be_undone(conference):
    entries = _count(AuditEntry)
    with transaction() as tx:
        actor = replace(JP, user_id=make_user(tx).id)
    with transaction() as tx:
        seen = _draft().item_version("attendees/noda")
        order_person(tx, Whom(SLUG, "JP", "noda"), 1, seen=seen, actor=actor, now=NOW)
    assert (_order(), _order("US")) == (["noda", "aoki", "mori"], ["carter", "diaz", "reed"])
    assert _count(AuditEntry) - entries == 1
    with transaction() as tx:
        undo_change(tx, SLUG, actor=actor, now=NOW)
    assert _order() == ["aoki", "mori", "noda"]


def test_place_of_one_whom_somebody_moved_meanwhile_is_left_as_it_is(conference):
    seen = _draft().item_version("attendees/aoki")
    with transaction() as tx:
        order_person(tx, Whom(SLUG, "JP", "noda"), 1, seen=_draft().item_version("attendees/noda"), actor=JP, now=NOW)
    with transaction() as tx, pytest.raises(StaleItemError) as stale:
        order_person(tx, HEAD, 3, seen=seen, actor=JP, now=NOW)
    assert [a.id for a in stale.value.draft.agenda.attendees if a.delegation.code == "JP"] == ["noda", "aoki", "mori"]
    assert _order() == ["noda", "aoki", "mori"]


def test_head_is_set_and_taken_away_and_the_slower_of_two_is_refused(conference):
    seen = _draft().item_version("delegations/JP")
    with transaction() as tx:
        set_head(tx, Whom(SLUG, "JP", "mori"), seen=seen, actor=JP, now=NOW)
    assert [d.head for d in _draft().agenda.delegations] == ["mori", "carter", None]
    with transaction() as tx, pytest.raises(StaleItemError):
        set_head(tx, Whom(SLUG, "JP", "noda"), seen=seen, actor=JP, now=NOW)
    with transaction() as tx:
        set_head(tx, Whom(SLUG, "JP", ""), seen=_draft().item_version("delegations/JP"), actor=JP, now=NOW)
    assert [d.head for d in _draft().agenda.delegations] == [None, "carter", None]


def test_nobody_of_another_delegation_is_moved_made_head_or_replaced(conference):
    before = _draft().version
    other = Whom(SLUG, "JP", "carter")
    version = _draft().item_version("attendees/carter")
    for act in (
        lambda tx: order_person(tx, other, 1, seen=version, actor=JP, now=NOW),
        lambda tx: order_person(tx, other, 1, seen="stale", actor=JP, now=NOW),
        lambda tx: set_head(tx, other, seen="stale", actor=JP, now=NOW),
        lambda tx: set_head(tx, other, seen=_draft().item_version("delegations/JP"), actor=JP, now=NOW),
        lambda tx: substitute_person(
            tx, other, make_application(category=DELEGATE), seen=_seen(Whom(SLUG, "US", "carter")), **BY
        ),
    ):
        with transaction() as tx, pytest.raises(NotFoundError):
            act(tx)
    assert _draft().version == before


def test_new_person_has_place_head_sessions_and_topics_by_one_step_and_both_are_told(conference):
    placed = _placed("aoki")
    assert (len(placed[0]) >= 3, len(placed[1]) >= 1) == (True, True)
    with transaction() as tx:
        needs = Amendment(needs=Needs(dietary="None", consented_at=NOW))
        amend_of_side(tx, HEAD, needs, seen=_seen(), **BY)
    entries = _count(AuditEntry)
    name = _replace()
    assert (_order(), _placed(name), _placed("aoki")) == ([name, "mori", "noda"], placed, ([], []))
    assert [d.head for d in _draft().agenda.delegations] == [name, "carter", None]
    assert (states()[name], states()["aoki"]) == ("confirmed", "withdrawn")
    assert _mails() == [("new@example.org", "You are registered"), ("aoki@example.org", "別の方に交代しました")]
    assert _count(RegistrationNeeds) == 0
    with reading() as tx:
        one = get_participant(tx, SLUG, name)
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        mentions = set(tx.scalars(select(AuditMention.item).where(AuditMention.entry_id == entry.id)))
    assert (one.amended, one.source.value) == (("replaces",), "focal_point")
    assert (entry.action, entry.actor, entry.details["replaced"]) == ("registration:substitute", JP.name, "aoki")
    assert {f"attendees/{name}", "attendees/aoki", "delegations/JP", "sessions/opening"} <= mentions
    assert _count(AuditEntry) - entries == 1


def test_substitution_of_a_form_sent_twice_is_one(conference):
    seen = _seen()
    assert _replace(key="k", seen=seen) == _replace(key="k", seen=seen)
    assert len(_order()) == 3


def test_substitution_by_an_organiser_is_not_marked(conference):
    name = _replace(actor=CHIEF)
    with reading() as tx:
        one = get_participant(tx, SLUG, name)
    assert (one.amended, one.source.value) == ((), "organiser")


def test_full_list_lets_one_be_replaced_but_not_by_another_category_without_a_place(conference):
    with reading() as tx:
        count = len(get_draft(tx, SLUG).agenda.attendees)
    rules = {DELEGATE: CategoryRule(capacity=1), PRESS: CategoryRule(capacity=0)}
    give_plan(make_plan(rules=rules, capacity=count, of_sides={"JP": 3}))
    with pytest.raises(ListFullError) as full:
        _replace(category=PRESS)
    assert (full.value.limits, _order()[0], _mails()) == ((("category", "press"),), "aoki", [])
    name = _replace()
    assert states()[name] == "confirmed"


def test_place_of_one_who_withdrew_but_is_placed_still_is_taken_over_where_there_is_one(conference):
    with transaction() as tx:
        withdraw_of_side(tx, HEAD, seen=_seen(), **BY)
    assert _order()[0] == "aoki"
    give_plan(make_plan(of_sides={"JP": 2}))
    with pytest.raises(ListFullError):
        _replace()
    give_plan(make_plan(of_sides={"JP": 3}))
    name = _replace()
    assert (_order()[0], [mail for mail in _mails() if mail[0] == "aoki@example.org"]) == (
        name,
        [("aoki@example.org", "参加登録を取り消しました")],
    )


def test_who_was_declined_or_is_not_in_the_agenda_leaves_no_place(conference):
    with transaction() as tx:
        decline_registrations(tx, SLUG, ["aoki"], base_url=SITE, actor=CHIEF, now=NOW)
    with pytest.raises(DomainError, match="cannot-substitute"):
        _replace()
    gone = register(make_application(category=DELEGATE, side="JP"))
    with transaction() as tx:
        withdraw_of_side(tx, Whom(SLUG, "JP", gone), seen=_seen(Whom(SLUG, "JP", gone)), **BY)
    with pytest.raises(DomainError, match="cannot-substitute"):
        _replace(Whom(SLUG, "JP", gone))


def test_substitution_is_refused_as_a_whole_when_stale_or_wrong(conference):
    seen, version = _seen(), _draft().version
    with pytest.raises(InvalidInputError):
        _replace(person=make_person(family_name="Mihon \U000e0001"))
    with transaction() as tx:
        amend_of_side(tx, HEAD, Amendment(email="other@example.org"), seen=seen, **BY)
    with pytest.raises(StalePersonError):
        _replace(seen=seen)
    assert (_order(), states()["aoki"], _mails()) == (["aoki", "mori", "noda"], "confirmed", [])
    assert _draft().version != version
