"""A person's page tells what changed: from what to what, since when, and whose place was taken."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from eventapp.db import reading, transaction
from eventapp.domain.registration import Needs
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.sides import Whom, amend_of_side
from eventapp.operations.registrations.substituting import substitute_person
from eventapp.policy import PARTICIPANT, Actor, MemberRole
from eventapp.queries.registrations import get_registration
from eventapp.queries.side_lists import get_side_person
from tests.factories import sample_agenda
from tests.publishing import PUBLISHED_AT, draft
from tests.registrations import SITE, SLUG, give_plan, make_application, make_person, make_plan, register
from tests.web.requests import text_of

HERE = f"/organise/{SLUG}/people"
FOCAL = Actor("Focal point JP", conference=SLUG, role=MemberRole.FOCAL_POINT, side="JP")
AOKI = Whom(SLUG, "JP", "aoki")
NOW = PUBLISHED_AT + timedelta(days=1)


@pytest.fixture
def chief(app, login_as):
    draft(sample_agenda())
    give_plan(make_plan())
    client = app.test_client()
    login_as(client, role=MemberRole.ORGANISER, name="Chief")
    return client


def _amend(now=NOW, **person):
    with transaction() as tx:
        seen = get_side_person(tx, SLUG, "JP", "aoki").version
        amend_of_side(tx, AOKI, Amendment(**person), seen=seen, base_url=SITE, actor=FOCAL, now=now)


def _changes(html):
    """Give each value as it is shown: what it is called, before, after."""
    found = re.findall(r'<span class="k">([^<]*)</span>((?:\s*<(?:del|ins)>[^<]*</(?:del|ins)>)*)', html)
    return [(name, *re.findall(r"<(del|ins)>\s*([^<]*?)\s*</", values)) for name, values in found]


def _parts(page):
    """Give what changed since the decision, and what the history says of it."""
    before, _, after = page.text.partition("<h2>History</h2>")
    return _changes(before), _changes(after)


def _post():
    with reading() as tx:
        return get_side_person(tx, SLUG, "JP", "aoki").document["position"]


def test_what_changed_is_told_from_the_decision_to_now_and_step_by_step(chief):
    was = _post()["en"]
    _amend(person={"position": {"en": "Envoy", "ja": _post()["ja"]}})
    _amend(NOW + timedelta(hours=1), person={"position": {"en": "Ambassador", "ja": _post()["ja"]}})
    since, history = _parts(chief.get(f"{HERE}/aoki"))
    assert since == [("post (English)", ("del", was), ("ins", "Ambassador"))]
    assert history == [
        ("post (English)", ("del", "Envoy"), ("ins", "Ambassador")),
        ("post (English)", ("del", was), ("ins", "Envoy")),
    ]
    chief.post(f"{HERE}/aoki/seen")
    _amend(NOW + timedelta(days=9999), person={"given_name": "Haru"}, needs=Needs(dietary="No pork", consented_at=NOW))
    page = chief.get(f"{HERE}/aoki")
    assert sorted(_parts(page)[0]) == [("given name", ("del", "Haruka"), ("ins", "Haru")), ("needs",)]
    assert "changed the registration of Amb. AOKI Haru : needs" in text_of(page).replace("Haru: ", "Haru : ")


def test_whoever_takes_a_place_is_said_to_take_it_of_whom(chief):
    wish = make_application(category=AttendeeCategory.DELEGATE, person=make_person())
    with transaction() as tx:
        seen = get_side_person(tx, SLUG, "JP", "aoki").version
        name = substitute_person(tx, AOKI, wish, seen=seen, base_url=SITE, actor=FOCAL, now=NOW)
    page = chief.get(f"{HERE}/{name}")
    assert _parts(page)[0] == [("takes the place of Amb. AOKI Haruka",)]
    assert "put MIHON Hanako in the place of Amb. AOKI Haruka" in text_of(page)
    assert _parts(chief.get(f"{HERE}/aoki"))[0] == []


def test_of_a_guest_the_log_keeps_no_values_and_the_page_names_the_field(chief):
    name = register()
    with transaction() as tx:
        amendment, seen = Amendment(person={"given_name": "Hana"}), get_registration(tx, SLUG, name).version
        amend_registration(tx, SLUG, name, amendment, seen=seen, is_marked=True, actor=PARTICIPANT, now=NOW)
    page = chief.get(f"{HERE}/{name}")
    assert _parts(page) == ([("given name",)], [])
    assert "changed the registration of MIHON Hana: given name" in text_of(page).replace(" :", ":")
