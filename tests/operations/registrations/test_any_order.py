"""Whatever people do in whatever order: no limit is exceeded, nobody waits for a free place, the draft has who is confirmed."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode, claims_to_offer
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.choices import Choices
from eventapp.operations.registrations.deciding import (
    approve_registrations,
    decline_registrations,
    withdraw_registration,
)
from eventapp.operations.registrations.merging import merge_people
from eventapp.operations.registrations.offers import accept_offer, renew_offers
from eventapp.operations.registrations.open_lists import open_list
from eventapp.operations.registrations.registering import add_person, register_person
from eventapp.operations.registrations.sides import Whom, amend_of_side
from eventapp.operations.registrations.substituting import substitute_person
from eventapp.operations.walk_ins import admit_person, admit_walk_in
from eventapp.policy import Actor
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import count_taken, get_registration, list_participants, list_waiting
from eventapp.queries.side_lists import version_of_person
from tests.check_ins import say
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import GUEST, REGISTERED_AT, SITE, SLUG, give_plan, make_application, make_plan

CHIEF = Actor("chief")
DELEGATE, OBSERVER = AttendeeCategory.DELEGATE, AttendeeCategory.OBSERVER
STEPS = 60


class _People:
    """Does one thing after the other, each chosen by chance."""

    def __init__(self, seed):
        self.now = REGISTERED_AT
        self.chance = random.Random(seed)  # noqa: S311 - the same steps each time, no secret
        agenda = sample_agenda()
        self.sessions = [session.id for session in agenda.sessions[:2]]
        there, of_jp = len(agenda.attendees), sum(one.delegation.code == "JP" for one in agenda.attendees)
        approval, is_open = self.chance.choice(list(Approval)), {"mode": RegistrationMode.OPEN}
        self.plan = make_plan(
            rules={
                GUEST: CategoryRule(capacity=4, **is_open),
                DELEGATE: CategoryRule(capacity=there + 2, approval=approval, **is_open),
                OBSERVER: CategoryRule(capacity=3, **is_open),
            },
            capacity=there + 7,
            of_sides={"JP": of_jp + 2},
            of_sessions=dict(zip(self.sessions, (2, 1), strict=True)),
        )
        give_plan(self.plan)

    def step(self):
        """Do something; give what it was and what was said against it."""
        self.now += timedelta(minutes=self.chance.choice([1, 5, 60 * 20]))
        with reading() as tx:
            people = list_participants(tx, SLUG)
        came = [one for one in people if one.id.startswith("p-")] or people
        one, two = self.chance.choice(came), self.chance.choice(came)
        do = self.chance.choice([self._register] * 4 + [self._accept, self._end] * 3 + [self._change, self._decide] * 3)
        try:
            with transaction() as tx:
                return do(tx, one, two, {"base_url": SITE, "actor": CHIEF, "now": self.now})
        except DomainError as error:
            return str(error)

    def _wish(self):
        category = self.chance.choice([GUEST, DELEGATE, OBSERVER])
        side = "" if category is GUEST else self.chance.choice(["JP", "US"])
        sessions = tuple(name for name in self.sessions if self.chance.random() < 0.3)
        return make_application(category=category, side=side, sessions=sessions)

    def _register(self, tx, _one, _two, by):
        way = self.chance.choice(["self", "self", "others", "desk"])
        if way == "desk":
            return admit_walk_in(tx, SLUG, make_application(sessions=self._wish().sessions), say("walk-in"), **by)
        return (register_person if way == "self" else add_person)(tx, SLUG, self._wish(), **by)

    def _accept(self, tx, _one, _two, by):
        renew_offers(tx, open_list(tx, SLUG, base_url=SITE), actor=CHIEF, now=self.now)
        offered = [person for person in list_participants(tx, SLUG) if person.state.value == "offered"]
        return accept_offer(tx, SLUG, self.chance.choice(offered).id, **by) if offered else None

    def _end(self, tx, one, _two, by):
        if self.chance.random() < 0.5:
            return withdraw_registration(tx, SLUG, one.id, **by)
        return decline_registrations(tx, SLUG, [one.id], **by)

    def _decide(self, tx, one, two, by):
        if self.chance.random() < 0.3:
            return admit_person(tx, SLUG, say(one.id), **by)
        return approve_registrations(tx, SLUG, {one.id, two.id}, **by)

    def _change(self, tx, one, two, by):
        whom, way = Whom(SLUG, one.side, one.id), self.chance.choice(["merge", "sessions", "category", "substitute"])
        if way == "merge":
            return merge_people(tx, SLUG, keep=one.id, gone=two.id, seen=(one.version, two.version), **by)
        if way == "sessions":
            change = Amendment(choices=Choices(sessions=self._wish().sessions), base_url=SITE)
            by = {"actor": CHIEF, "now": self.now, "is_marked": True}
            return amend_registration(tx, SLUG, one.id, change, seen=one.version, **by)
        if not one.side:
            return None
        seen = version_of_person(tx, SLUG, get_registration(tx, SLUG, one.id))
        if way == "substitute":
            return substitute_person(tx, whom, self._wish(), seen=seen, **by)
        return amend_of_side(tx, whom, Amendment(category=self.chance.choice([DELEGATE, OBSERVER])), seen=seen, **by)

    def limits(self):
        rules = {("category", category.value): rule.capacity for category, rule in self.plan.rules.items()}
        sides = {("side", name): most for name, most in self.plan.of_sides.items()}
        sessions = {("session", name): most for name, most in self.plan.of_sessions.items()}
        return {("conference", ""): self.plan.capacity, **rules, **sides, **sessions}


@pytest.mark.parametrize("seed", range(6))
def test_limits_order_and_draft_hold_whatever_is_done(app, seed):
    draft(sample_agenda())
    people, done = _People(seed), []
    for _ in range(STEPS):
        done.append(people.step())
        with reading() as tx:
            drafted = get_draft(tx, SLUG)
            taken, waiting = count_taken(tx, drafted.conference_id), list_waiting(tx, drafted.conference_id)
            listed = list_participants(tx, SLUG)
        over = {
            limit: taken.counts[limit] for limit, most in people.limits().items() if taken.counts.get(limit, 0) > most
        }
        assert over == {}, done[-3:]
        assert claims_to_offer(people.plan, taken, waiting) == (), done[-3:]
        confirmed = {one.id for one in listed if one.is_on_list and one.side}
        assert confirmed <= {attendee.id for attendee in drafted.agenda.attendees}, done[-3:]
        assert {one.id for one in listed if one.offered_until} == {
            one.id for one in listed if one.state.value == "offered"
        }, done[-3:]
