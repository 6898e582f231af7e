"""What people are called on the organisers' pages and in the log: by name in any script, post, category; never by an id."""

from __future__ import annotations

import re

import pytest

from eventapp.db import transaction
from eventapp.domain.registration import CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.merging import merge_people
from eventapp.operations.registrations.sides import Whom
from eventapp.operations.registrations.substituting import substitute_person
from eventapp.policy import Actor, MemberRole
from eventapp.queries.registrations import get_registration
from eventapp.queries.side_lists import get_side_person
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
)
from tests.web.requests import heading_of, text_of

HERE, LOG = f"/organise/{SLUG}/people", f"/organise/{SLUG}/log"
NATIVE = {"family_name": "", "given_name": "", "native_given_name": "歩"}
POST = {"family_name": "", "given_name": "", "position": {"en": "Planner", "ja": "企画官"}}
NOTHING = {"family_name": "", "given_name": "", "position": {}}
BY = {"base_url": SITE, "actor": Actor("Chief"), "now": REGISTERED_AT}


@pytest.fixture
def chief(app, login_as):
    draft(sample_agenda())
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN)}))
    client = app.test_client()
    login_as(client, role=MemberRole.ORGANISER, name="Chief")
    return client


def _registered(**person):
    return register(make_application(person=make_person(**person)))


def _in_texts(name, page):
    """Say whether an id is to be read on a page, not only in its addresses and forms."""
    return name in text_of(page)


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (NATIVE, {"en": "歩", "ja": "歩"}),
        (POST, {"en": "Planner", "ja": "企画官"}),
        (NOTHING, {"en": "Guest without a name", "ja": "氏名のない一般参加者"}),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_person_without_a_name_in_latin_letters_is_never_called_by_an_id(chief, person, said, language):
    name = _registered(**person)
    chief.get(f"{HERE}?lang={language}")
    page = chief.get(f"{HERE}/{name}?lang={language}")
    listed = chief.get(f"{HERE}?lang={language}")
    log = chief.get(f"{LOG}?lang={language}")
    assert heading_of(page) == said[language]
    assert [_in_texts(name, one) for one in (page, listed, log)] == [False, False, False]
    assert [said[language] in text_of(one) for one in (listed, log)] == [True, True]


def test_log_names_guests_the_erased_and_those_taken_up(chief):
    one, other, gone = (_registered(given_name=given) for given in ("Hanako", "Taro", "Jiro"))
    with transaction() as tx:
        seen = (get_registration(tx, SLUG, one).version, get_registration(tx, SLUG, other).version)
        merge_people(tx, SLUG, keep=one, gone=other, seen=seen, **BY)
        erase_person(tx, f"{SLUG}/{gone}", **BY)
    said = text_of(chief.get(LOG))
    assert [name for name in (one, other, gone) if name in said] == []
    assert ("erased (erased)" in said, said.count("registered MIHON Hanako") - said.count("registered (erased)")) == (
        True,
        1,
    )


def test_whoever_was_substituted_keeps_the_name_and_who_comes_is_said_to_have_the_place(chief):
    coming = make_application(category=AttendeeCategory.DELEGATE, person=make_person(given_name="Taro"))
    with transaction() as tx:
        version = get_side_person(tx, SLUG, "JP", "aoki").version
        name = substitute_person(tx, Whom(SLUG, "JP", "aoki"), coming, seen=version, **BY)
    said = text_of(chief.get(LOG))
    assert "put MIHON Taro in the place of Amb. AOKI Haruka" in said
    assert re.findall(r"\baoki\b", said) == []
    assert "Speaker: Amb. AOKI Haruka" in said
    assert "in the place of" in text_of(chief.get(f"{HERE}/{name}"))


def test_editor_who_reads_no_registrations_reads_no_names_of_guests(chief, app, login_as):
    name = _registered(given_name="Hanako")
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, **BY)
    editor = app.test_client()
    login_as(editor, role=MemberRole.EDITOR)
    for path in (LOG, f"/organise/{SLUG}/"):
        said = text_of(editor.get(path))
        assert ("withdrew somebody" in said, "Hanako" in said, name in said) == (True, False, False)
        assert "withdrew MIHON Hanako" in text_of(chief.get(path))
