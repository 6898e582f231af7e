"""Items taken out of a draft: what hangs on them is shown first, what somebody else still types is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.models import Membership
from eventapp.operations.drafts import undo_change
from eventapp.policy import Actor, MemberRole
from tests.factories import sample_agenda
from tests.members import make_membership, make_user
from tests.publishing import draft, publish
from tests.web.controls import controls_of
from tests.web.organise.drafting import BASE, SLUG, first_of, items_now, save_form
from tests.web.requests import text_of


@pytest.fixture
def organiser(client, login_as):
    draft(sample_agenda())
    client.user_id = login_as(client, role="organiser")
    return client


def test_form_of_what_somebody_deleted_meanwhile_keeps_what_was_typed_and_adds_it_anew(organiser):
    item = first_of("topics")
    sent = dict(controls_of(organiser.get(f"{BASE}/{item}").text)) | {"title-en": "Typed for an hour"}
    assert save_form(organiser, f"{BASE}/{item}/remove").status_code == 303
    auto = organiser.post(f"{BASE}/{item}/autosave", data=sent)
    assert (auto.status_code, sorted(json.loads(auto.data))) == (409, ["stale"])
    kept = organiser.post(f"{BASE}/{item}", data=sent)
    assert (kept.status_code, "Somebody deleted this meanwhile." in kept.text) == (409, True)
    address = f"{BASE}/topics/new"
    assert f'action="{address}"' in kept.text
    assert organiser.post(address, data=dict(controls_of(kept.text))).status_code == 303
    assert "Typed for an hour" in {
        one["title"].get("en") for name, one in items_now().items() if name.startswith("topics/")
    }
    nobody = organiser.post(f"{BASE}/topics/never-there", data={"title-en": "x"})
    assert nobody.status_code == 404


def test_removal_shows_what_hangs_on_it_first(organiser):
    item = first_of("venues")
    page = organiser.get(f"{BASE}/{item}/remove")
    assert page.status_code == 200
    assert "This goes with it" in text_of(page)
    stale = organiser.post(f"{BASE}/{item}/remove", data={"version": "another"})
    assert (stale.status_code, item in items_now()) == (409, True)


def test_delegation_that_somebody_speaks_for_is_not_removed_and_the_page_says_so_first(organiser):
    with transaction() as tx:
        member = make_membership(tx, make_user(tx, name="Aki Sample"), MemberRole.FOCAL_POINT, slug=SLUG, side="US")
        user_id = member.user_id
    address = f"{BASE}/delegations/US/remove"
    said = "Focal points would lose their access with their delegation: Aki Sample (US)."
    assert said in text_of(organiser.get(address))
    refused = save_form(organiser, address)
    assert (refused.status_code, said in text_of(refused), "delegations/US" in items_now()) == (422, True, True)
    organiser.post(f"{BASE}/members/{user_id}/role", data={"role": "reader", "side": "", "seen": "focal_point:US"})
    assert save_form(organiser, address).status_code == 303
    with reading() as tx:
        assert tx.scalars(select(Membership.role).where(Membership.user_id == user_id)).one() is MemberRole.READER


def test_undo_and_reopening_say_where_one_acts_whose_access_would_go(organiser):
    publish(sample_agenda())
    added = save_form(organiser, f"{BASE}/delegations/new", code="FR", name__en="French side", name__ja="仏側")
    assert added.status_code == 303
    with transaction() as tx:
        make_membership(tx, make_user(tx, name="Aki Sample"), MemberRole.FOCAL_POINT, slug=SLUG, side="FR")
    said = "Focal points would lose their access with their delegation: Aki Sample (FR)."
    undone = organiser.post(f"{BASE}/board/undo", headers={"X-Board": "1"})
    assert (undone.status_code, said in text_of(undone)) == (409, True)
    reopened = organiser.post(f"{BASE}/versions/1/reopen")
    assert (reopened.status_code, said in text_of(reopened)) == (422, True)
    assert "What changes in the draft" in text_of(reopened)
    japanese = organiser.post(f"{BASE}/versions/1/reopen?lang=ja")
    assert "代表団とともに連絡担当者が利用できなくなります：Aki Sample (FR)。" in text_of(japanese)
    assert "delegations/FR" in items_now()


def test_removed_item_is_gone_with_one_step(organiser):
    item = first_of("topics")
    answer = save_form(organiser, f"{BASE}/{item}/remove")
    assert (answer.status_code, item in items_now()) == (303, False)
    with transaction() as tx:
        undo_change(tx, SLUG, actor=Actor("o", user_id=organiser.user_id), now=datetime(2023, 3, 9, tzinfo=UTC))
    assert item in items_now()
