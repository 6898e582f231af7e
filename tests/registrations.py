"""Registrations for tests, by the way that people take."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from eventapp.db import reading, transaction
from eventapp.domain.registration import (
    Application,
    CategoryRule,
    RegistrationMode,
    RegistrationPlan,
    RegistrationSource,
)
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.registrations.answering import note_answered
from eventapp.operations.registrations.plans import set_plan
from eventapp.operations.registrations.registering import register_person
from eventapp.operations.tokens import token_hash
from eventapp.policy import ANONYMOUS, Actor
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registration_invitations import find_invited
from eventapp.queries.registrations import get_plan, list_participants

SLUG = "sample-2023"
SITE = "https://events.example.org"
REGISTERED_AT = datetime(2023, 2, 20, 9, tzinfo=UTC)
OPEN = CategoryRule(mode=RegistrationMode.OPEN)
GUEST = AttendeeCategory.GUEST


def make_plan(*, rules=None, **fields):
    """Rules by which guests and delegates may register by themselves."""
    rules = {GUEST: OPEN, AttendeeCategory.DELEGATE: OPEN} if rules is None else rules
    return RegistrationPlan(zone="Asia/Tokyo", rules=rules, **fields)


def make_person(**fields):
    return {"family_name": "Mihon", "given_name": "Hanako", "position": {"en": "Planner"}} | fields


def make_application(**fields):
    """A guest's; address and key are other ones each time unless given."""
    mark = secrets.token_hex(4)
    defaults = {
        "category": GUEST,
        "person": make_person(),
        "email": f"{mark}@example.org",
        "language": "en",
        "key": f"key-{mark}",
    }
    return Application(**(defaults | fields))


def give_plan(plan, *, slug=SLUG, actor=None, now=REGISTERED_AT):
    """Let a conference have these rules, whatever it had."""
    with transaction() as tx:
        seen = get_plan(tx, get_conference_id(tx, slug), zone=plan.zone).version
        set_plan(tx, slug, plan, seen=seen, base_url=SITE, actor=actor or Actor("chief"), now=now)


def register(application=None, *, slug=SLUG, now=REGISTERED_AT, **kwargs):
    """Register somebody; give the public id."""
    with transaction() as tx:
        wish = application or make_application()
        return register_person(tx, slug, wish, base_url=SITE, actor=ANONYMOUS, now=now, **kwargs)


def register_invited(token, *, now=REGISTERED_AT, **fields):
    """Register as the public form does that was opened by an invitation's link."""
    with transaction() as tx:
        found = find_invited(tx, token_hash(token))
        assert found.invited.lets_in(now)
        wish = make_application(
            category=found.invited.category,
            side=found.invited.side,
            email=found.invited.email,
            source=RegistrationSource.INVITATION,
            **fields,
        )
        name = register_person(tx, found.slug, wish, base_url=SITE, is_invited=True, actor=ANONYMOUS, now=now)
        note_answered(tx, token_hash(token), name, now=now)
        return name


def states(*, slug=SLUG):
    """Give the state of everybody by public id."""
    with reading() as tx:
        return {one.id: one.state.value for one in list_participants(tx, slug)}


def seen(*names, slug=SLUG):
    """Give how people are seen now, as a form carries it."""
    known = versions(slug=slug)
    return " ".join(f"{name}:{known[name]}" for name in names)


def versions(*, slug=SLUG):
    """Give the version of everybody's registration by public id."""
    with reading() as tx:
        return {one.id: one.version for one in list_participants(tx, slug)}
