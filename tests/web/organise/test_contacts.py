"""Organisers say whom readers ask: on the conference's form, refused at the field, told in the log, kept from a colleague's."""

from __future__ import annotations

import re

import pytest

from eventapp.db import reading
from eventapp.queries.drafts import get_draft
from tests.contacts import CONTACT, with_contact
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.web.controls import controls_of
from tests.web.organise.drafting import BASE, SLUG, items_now, save_form
from tests.web.requests import text_of

FORM = f"{BASE}/conference"
TYPED = {
    "contact_name__en": "Conference secretariat",
    "contact_name__ja": "会議事務局",
    "contact_email": CONTACT.email,
    "contact_phone": CONTACT.phone,
}


@pytest.fixture
def chief(client, login_as):
    draft(sample_agenda())
    login_as(client, role="organiser")
    return client


def _contact():
    with reading() as tx:
        return get_draft(tx, SLUG).agenda.conference.contact


def _errors(answer):
    """Give the messages at fields by the id of their control."""
    found = re.findall(r'id="([\w-]+)-error".*?<span>(.*?)</span>', answer.text, re.DOTALL)
    return {field: message.strip() for field, message in found}


def test_contact_is_filled_in_and_taken_away_again(chief):
    assert save_form(chief, FORM, **TYPED).status_code == 303
    assert _contact() == CONTACT
    kept = [controls_of(chief.get(FORM).text)]
    assert [value for name, value in kept[0] if name.startswith("contact")] == list(TYPED.values())
    assert save_form(chief, FORM, **dict.fromkeys(TYPED, "")).status_code == 303
    assert not _contact()
    assert [key for key in items_now()["conference"] if key.startswith("contact")] == []


def test_field_says_that_it_is_public(chief):
    assert text_of(chief.get(f"{FORM}?lang=en")).count("Public as soon as you publish: everybody may read it.") == 2
    assert text_of(chief.get(f"{FORM}?lang=ja")).count("公開すると、だれでも読めるようになります。") == 2


def test_what_is_no_address_or_number_is_refused_at_its_field_and_stays(chief):
    chief.get(f"{FORM}?lang=ja")
    answer = save_form(chief, FORM, **TYPED | {"contact_email": "a@b, c@d", "contact_phone": "お電話ください"})
    assert answer.status_code == 422
    assert _errors(answer) == {
        "contact_email": "「a@b, c@d」はメールアドレスではありません。",
        "contact_phone": "「お電話ください」は電話番号ではありません。数字と＋、空白、ハイフン、括弧で書き、内線は最後に書いてください：+81 3-5555-0100 ext. 12",
    }
    assert ('value="a@b, c@d"' in answer.text, 'value="お電話ください"' in answer.text) == (True, True)
    assert not _contact()


def test_wide_digits_are_those_that_they_stand_for(chief):
    save_form(chief, FORM, contact_phone="０３－５５５５（０１００）")
    assert _contact().phone == "03-5555(0100)"


def test_log_tells_it_before_and_after(chief):
    draft(with_contact(sample_agenda()))
    save_form(chief, FORM, contact_name__en="Front desk", contact_email="", contact_phone="03-5555-0199")
    page = re.sub(r"\s+", " ", chief.get(f"{BASE}/log?lang=en").text)
    found = re.findall(r'<span class="k">(contact[^<]*)</span> <del>([^<]*)</del> (?:<ins>([^<]*)</ins>)?', page)
    assert [(name.replace("&#39;", "'"), before, after) for name, before, after in found] == [
        ("contact (English)", "Conference secretariat", "Front desk"),
        ("contact's e-mail", "secretariat@example.jp", ""),
        ("contact's telephone", "+81 (0)3-5555-0100 ext. 12", "03-5555-0199"),
    ]


def test_colleagues_number_is_not_overwritten_unseen(chief, app, login_as):
    colleague = app.test_client()
    login_as(colleague, role="organiser", name="Logistics desk")
    opened = dict(controls_of(chief.get(FORM).text))
    save_form(colleague, FORM, contact_phone="03-5555-0001")
    answer = chief.post(FORM, data=opened | {"contact_phone": "03-5555-0002"})
    assert answer.status_code == 409
    assert ("03-5555-0001" in answer.text, "03-5555-0002" in answer.text) == (True, True)
    assert _contact().phone == "03-5555-0001"


def test_name_in_one_language_is_listed_as_not_translated(chief):
    save_form(chief, FORM, contact_name__en="Secretariat")
    assert "One language is missing." in text_of(chief.get(f"{FORM}?lang=en"))
