"""Walk-ins: a short form, on the list and in at once."""

from __future__ import annotations

import re

import pytest

from eventapp.db import reading
from eventapp.domain.registration import CategoryRule, RegistrationMode
from eventapp.policy import MemberRole
from eventapp.queries.registrations import list_participants
from tests.check_ins import present
from tests.factories import make_agenda, make_session
from tests.publishing import publish
from tests.registrations import GUEST, SLUG, give_plan, make_application, make_plan, register
from tests.web.organise.conftest import WORKPLACE
from tests.web.requests import text_of

WALK_IN = f"{WORKPLACE}/desk/walk-in"
TYPED = {
    "family_name": "Mihon",
    "given_name": "Hanako",
    "native_family_name": "見本",
    "native_given_name": "花子",
    "organisation": "計画研究所",
    "email": "Hanako@Example.org",
    "language": "ja",
    "key": "key-of-the-form-1",
}


@pytest.fixture
def desk(app, place, login_as):
    client = app.test_client()
    login_as(client, role=MemberRole.DESK)
    return client


def _guests():
    with reading() as tx:
        return [one for one in list_participants(tx, SLUG) if one.attendee.category is GUEST]


def _send(client, query=None, **fields):
    return client.post(WALK_IN, query_string=query or {}, data=TYPED | fields)


def _values(answer):
    """Give what stands in the fields of the page."""
    inputs = re.findall(r"<input\b[^>]*>", answer.text)
    typed = {re.search(r'name="([^"]*)"', one)[1]: re.search(r'value="([^"]*)"', one) for one in inputs}
    return {name: value[1] for name, value in typed.items() if value and name in TYPED}


def test_walk_in_is_on_the_list_and_in(desk):
    answer = _send(desk, {"scope": "days/2023-03-12", "desk": "Desk A"})
    (one,) = _guests()
    given = one.attendee
    assert (given.family_name, given.native_given_name, given.email, given.language) == (
        *("Mihon", "花子", "hanako@example.org", "ja"),
    )
    assert (given.organisation.as_dict(), one.state.value, one.source.value, one.sessions) == (
        *({"ja": "計画研究所"}, "confirmed", "desk", ()),
    )
    assert [desk_name for _, desk_name in present(scope="days/2023-03-12").values()] == ["Desk A"]
    page = desk.get(answer.headers["Location"])
    assert "MIHON Hanako is in." in text_of(page)
    assert f'data-person="{one.id}"' in page.text


def test_form_sent_twice_is_one_person(desk):
    for _ in range(2):
        assert _send(desk).status_code == 303
    assert (len(_guests()), len(present())) == (1, 1)


def test_name_in_one_script_is_enough_and_no_address_is_needed(desk):
    assert _send(desk, family_name="", given_name="", email="", organisation="").status_code == 303
    (one,) = _guests()
    assert (one.attendee.native_family_name, one.attendee.family_name, one.attendee.email) == ("見本", "", "")


def test_what_the_keyboard_did_to_a_name_is_put_right(desk):
    _send(desk, family_name="Ｍｉｈｏｎ", native_family_name="見本\u3000")
    (one,) = _guests()
    assert (one.attendee.family_name, one.attendee.native_family_name) == ("Mihon", "見本")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"family_name": "", "given_name": "", "native_family_name": " ", "native_given_name": ""},
            "Write the name: family name, given name or both.",
        ),
        ({"email": "no address"}, "no address"),
        ({"family_name": "Mi\u202ehon"}, "reorders the text around it"),
    ],
)
def test_wrong_form_says_so_at_the_field_and_keeps_what_was_typed(desk, wrong, said):
    answer = _send(desk, **wrong)
    assert (answer.status_code, said in text_of(answer)) == (422, True)
    kept = {name: value.strip() for name, value in (TYPED | wrong).items() if name != "language" and value.strip()}
    assert {name: value for name, value in _values(answer).items() if name != "language" and value} == kept
    assert (_guests(), present()) == ([], {})


def test_full_house_lets_nobody_in_and_keeps_what_was_typed(desk):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=0)}))
    answer = _send(desk)
    assert (answer.status_code, "There is no place left." in text_of(answer)) == (422, True)
    assert (_values(answer)["family_name"], _guests(), present()) == ("Mihon", [], {})


def test_address_that_is_registered_shows_that_person(desk):
    give_plan(make_plan())
    name = register(make_application(email="hanako@example.org"))
    answer = _send(desk)
    assert (answer.status_code, f'data-person="{name}"' in answer.text) == (422, True)
    assert ([one.id for one in _guests()], present()) == ([name], {})
    assert "hanako@example.org" not in answer.text


def test_walk_in_at_a_session_takes_a_place_of_that_session(app, login_as):
    publish(make_agenda(make_session(id="open")))
    give_plan(make_plan(of_sessions={"open": 1}))
    client = app.test_client()
    login_as(client, role=MemberRole.DESK)
    scope = {"scope": "sessions/open"}
    statuses = [_send(client, scope, key=f"key-of-form-{n}", email="").status_code for n in range(2)]
    assert (statuses, [one.sessions for one in _guests()]) == ([303, 422], [("open",)])
    assert len(present(scope="sessions/open")) == 1


def test_page_asks_for_as_little_as_the_list_needs(desk):
    names = {*re.findall(r'<input[^>]* name="([^"]+)"', desk.get(WALK_IN).text)}
    assert names - {"csrf_token"} == set(TYPED)
