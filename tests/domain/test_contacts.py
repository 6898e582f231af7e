"""What counts as an address and a number, and that whom to ask is no news of any session."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.contacts import NO_CONTACT, Contact, is_email, is_phone
from eventapp.domain.differences import difference
from eventapp.domain.notices import find_affected
from eventapp.domain.publication import Publication, freeze
from tests.contacts import CONTACT, with_contact
from tests.factories import both, sample_agenda, utc

FIRST, SECOND = utc("2023-03-01 09:00"), utc("2023-03-02 09:00")


@pytest.mark.parametrize(
    "text",
    ["110", "03-5555-0100", "+81 (0)3-5555-0100", "(202) 555-0100 ext. 12", "+1 202 555 0100 ext.9", "+" + "1" * 59],
)
def test_number_as_people_write_it(text):
    assert is_phone(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "12",
            "+ -() ",
            "call us",
            "03-5555-0100 x12",
            "03-5555-0100 ext. ",
            "ext. 12",
            "03-5555-0100 ext. 123456789",
        ),
        *("０３-5555-0100", "03/5555/0100", "03-5555-0100\n", "03-5555-0100 ext. 1 or 2", "1" * 61),
    ],
)
def test_what_is_no_number(text):
    assert not is_phone(text)


@given(st.text(alphabet="0123456789+() -ext.", max_size=60))
def test_whatever_is_dialled_has_no_space_or_bracket(text):
    if is_phone(text):
        assert set(Contact(phone=text).dialled) <= set("0123456789+-;=ext")


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("", ""),
        ("03-5555-0100", "03-5555-0100"),
        ("(03) 5555 0100", "03-5555-0100"),
        ("+81 (0)3-5555-0100 ext. 12", "+81-3-5555-0100;ext=12"),
        ("+(81) 3 5555 0100 ext.7", "+81-3-5555-0100;ext=7"),
        ("(0)3 5555 0100", "0-3-5555-0100"),
    ],
)
def test_number_as_a_telephone_takes_it(phone, dialled):
    assert Contact(phone=phone).dialled == dialled


@pytest.mark.parametrize(
    "text", ["a@example.org", "first.last+tag@sub.example.jp", "事務局@例え.example", "o'hara@example.org"]
)
def test_address(text):
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "example.org",
            "@example.org",
            "a@example",
            "a b@example.org",
            "a@b@example.org",
            "a@example.org,b@example.org",
        ),
        *("Secretariat <a@example.org>", "a@example.org\n", "mailto:a@example.org", f"{'a' * 250}@example.org"),
    ],
)
def test_what_is_no_address(text):
    assert not is_email(text)


@pytest.mark.parametrize(
    ("contact", "is_there", "can_be_reached"),
    [
        (NO_CONTACT, False, False),
        (Contact(name=both("Secretariat")), True, False),
        (Contact(email="a@example.org"), True, True),
        (Contact(phone="110"), True, True),
    ],
)
def test_a_name_alone_is_a_contact_that_nobody_reaches(contact, is_there, can_be_reached):
    assert (bool(contact), contact.can_be_reached) == (is_there, can_be_reached)


def test_another_contact_is_published_but_no_news_of_a_session():
    first = freeze(with_contact(sample_agenda()), None, as_of=FIRST)
    second = freeze(with_contact(sample_agenda(), replace(CONTACT, phone="03-5555-0199")), first, as_of=SECOND)
    assert second.conference.contact.phone == "03-5555-0199"
    assert second.sessions == first.sessions
    assert {session.modified_at for session in second.sessions} == {FIRST}
    assert difference(first, second).changes == ()
    versions = [
        Publication(number=n, as_of=as_of, published_by="", note=both(""), agenda=agenda)
        for n, (agenda, as_of) in enumerate(((first, FIRST), (second, SECOND)), start=1)
    ]
    assert find_affected(*versions).notices == ()
