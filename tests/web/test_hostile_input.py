"""What no page of ours sends is refused, never a failure: on PostgreSQL too, which takes no NUL."""

from __future__ import annotations

import pytest

from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.policy import MemberRole
from tests.members import login_as
from tests.registrations import GUEST, OPEN, SLUG, give_plan, make_application, make_plan, register, states
from tests.web.registering import last_link, rows, send

DELEGATE = AttendeeCategory.DELEGATE
HERE = f"/organise/{SLUG}"
OF_SIDE = f"{HERE}/delegations/JP/people"
NUL = "%00"


@pytest.fixture
def guests(sample):
    focal = CategoryRule(mode=RegistrationMode.INVITATION, approval=Approval.FOCAL_POINT)
    give_plan(make_plan(rules={GUEST: OPEN, DELEGATE: focal}))


@pytest.fixture
def organiser(client, guests):
    login_as(client, role=MemberRole.ORGANISER)
    return client


def test_order_of_the_name_that_is_none_is_refused_at_the_field(client, guests):
    answer = send(client, display_order="sideways")
    assert (answer.status_code, 'value="Mihon"' in answer.text, rows()) == (422, True, [])


def test_order_of_the_name_that_is_none_changes_nothing_on_the_own_page(client, guests):
    send(client)
    before = [(row.version, row.person) for row in rows()]
    answer = client.post(f"{last_link()}/change", data={"family_name": "Mihon", "display_order": "sideways"})
    assert (answer.status_code, [(row.version, row.person) for row in rows()]) == (422, before)


def test_order_of_the_name_that_is_none_is_refused_on_a_delegations_list(organiser):
    before = states()
    answer = organiser.post(f"{OF_SIDE}/new", data={"family_name": "Mihon", "display_order": "sideways"})
    assert (answer.status_code, states()) == (422, before)


@pytest.mark.parametrize(
    "address",
    [
        f"people/{NUL}",
        f"people/merge?keep={NUL}&gone={NUL}",
        f"people/{NUL}/answers/visit",
        f"people/aoki/answers/{NUL}",
        f"delegations/JP/people/{NUL}",
        f"delegations/JP/people/{NUL}/substitute",
        f"delegations/JP/people/{NUL}/withdraw",
    ],
)
def test_person_of_an_impossible_id_is_not_found(organiser, address):
    assert organiser.get(f"{HERE}/{address}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        f"people/{NUL}/seen",
        f"people/{NUL}/withdraw",
        f"people/{NUL}/link",
        "people/merge",
        f"delegations/JP/people/{NUL}",
        f"delegations/JP/people/{NUL}/approve",
        f"delegations/JP/people/{NUL}/decline",
        f"delegations/JP/people/{NUL}/withdraw",
    ],
)
def test_nothing_is_done_to_a_person_of_an_impossible_id(organiser, address):
    before = states()
    answer = organiser.post(f"{HERE}/{address}", data={"keep": "\0", "gone": "aoki"})
    assert (answer.status_code, states()) == (404, before)


@pytest.mark.parametrize("note", ["Next\0year", "n" * 9_000])
def test_note_that_no_mail_can_carry_is_refused_and_stays(organiser, note):
    name = register(make_application(category=DELEGATE, side="JP"), is_invited=True)
    answer = organiser.post(f"{OF_SIDE}/{name}/decline", data={"note": note})
    assert (answer.status_code, states()[name], note[:4] in answer.text) == (422, "pending", True)
