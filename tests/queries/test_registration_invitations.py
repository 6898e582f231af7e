"""The list of those invited: as many statements for many as for one."""

from __future__ import annotations

from eventapp.db import reading, transaction
from eventapp.domain.registration import CategoryRule, Invitee, RegistrationMode
from eventapp.operations.registrations.inviting import invite_people
from eventapp.policy import Actor
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registration_invitations import list_invited
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import GUEST, REGISTERED_AT, SITE, SLUG, give_plan, make_plan, register_invited
from tests.web.registering import last_link


def test_list_takes_as_many_statements_for_many_as_for_one(app, count_statements):
    draft(sample_agenda())
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.INVITATION)}))
    counts, people = [], []
    for more in (1, 30):
        invitees = [Invitee(email=f"{more}-{n}@example.org", language="en", category=GUEST) for n in range(more)]
        with transaction() as tx:
            invite_people(tx, SLUG, invitees, base_url=SITE, actor=Actor("chief"), now=REGISTERED_AT)
        register_invited(last_link().rpartition("/")[2])
        with count_statements() as sent, reading() as tx:
            people.append(len(list_invited(tx, get_conference_id(tx, SLUG))))
        counts.append(len([one for one in sent if one.startswith("SELECT")]))
    assert (counts, people) == ([4, 4], [1, 31])
