"""The log: who changed what, when, from what to what."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from eventapp.audit import Action
from eventapp.db import db, reading, transaction
from eventapp.domain.check_ins import Verb
from eventapp.models import AuditEntry, AuditMention
from eventapp.policy import MemberRole
from eventapp.renderers.known_things import KnownThings
from eventapp.renderers.logs import log_sentence
from eventapp.renderers.wording import words_in
from tests.check_ins import say, tell
from tests.factories import sample_agenda
from tests.publishing import draft

SLUG = "sample-2023"
URL = f"/organise/{SLUG}/log"
MOVE = {"do": "move", "on": "2023-03-13", "start": "14:10", "minutes": "50", "room": "hall", "back": ""}


def _move(client, name="opening", **fields):
    page = client.get(f"/organise/{SLUG}/board/sessions/{name}")
    version = re.search(r'name="version"\s+value="([^"]+)"', page.text)[1]
    return client.post(f"/organise/{SLUG}/board/sessions/{name}", data=MOVE | {"version": version} | fields)


def _said(answer):
    return re.findall(r"<p>\s*<b>[^<]*</b>\s*([^<]+?)\s*</p>", answer.text)


def test_move_is_told_with_old_and_new_values(organiser):
    _move(organiser)
    answer = organiser.get(URL)
    assert _said(answer)[0] == "moved Opening remarks" or _said(answer)[0].startswith("moved ")
    assert re.search(r"<del>\s*2023-03-12 \d\d:\d\d\s*</del>\s*<ins>\s*2023-03-13 14:10\s*</ins>", answer.text)


def test_log_of_one_item_person_or_day_has_that_only(organiser, app, login_as):
    other = app.test_client()
    other_id = login_as(other, role=MemberRole.EDITOR, name="Logistics desk")
    _move(organiser)
    _move(other, "strategy")
    assert len(_said(organiser.get(f"{URL}?item=sessions/opening"))) == 1
    assert len(_said(organiser.get(f"{URL}?by={other_id}"))) == 1
    assert "Logistics desk" in organiser.get(f"{URL}?by={other_id}").text
    assert _said(organiser.get(f"{URL}?day=1999-01-01")) == []


def test_role_is_told_before_and_after(organiser, app, login_as):
    user_id = login_as(app.test_client(), role=MemberRole.DESK)
    organiser.post(
        f"/organise/{SLUG}/members/{user_id}/role", data={"role": "focal_point", "side": "JP", "seen": "desk:"}
    )
    organiser.post(f"/organise/{SLUG}/members/{user_id}/remove")
    told = re.findall(r"Role</span>\s*<del>([^<]*)</del>\s*(?:<ins>([^<]*)</ins>|(none))", organiser.get(URL).text)
    assert told == [("Focal point", "", "none"), ("Check-in desk", "Focal point, JP", "")]


def test_session_is_chosen_from_a_list_and_any_other_item_stays_chosen(organiser):
    page = organiser.get(f"{URL}?item=sessions/opening").text
    assert re.findall(r'<option value="([^"]+)"\s+selected>', page) == ["sessions/opening"]
    assert page.count('<option value="sessions/') == len(sample_agenda().sessions)
    page = organiser.get(f"{URL}?item=rooms/hall").text
    assert re.findall(r'<option value="([^"]+)"\s+selected>', page) == ["rooms/hall"]


def test_filter_without_a_hit_does_not_say_that_the_log_is_empty(organiser):
    assert "Nothing in the log is of this." in organiser.get(f"{URL}?day=1999-01-01").text


def test_day_on_which_the_clock_changes_ends_at_its_own_midnight(organiser):
    conference = replace(sample_agenda().conference, zone="America/New_York")
    draft(replace(sample_agenda(), conference=conference))
    _move(organiser)
    midnight = datetime(2023, 3, 13, 4, 30, tzinfo=UTC)  # 00:30 EDT on the 13th; the 12th had 23 hours
    with transaction() as tx:
        tx.execute(update(AuditEntry).values(at=midnight))
    assert (
        len(_said(organiser.get(f"{URL}?day=2023-03-12"))),
        len(_said(organiser.get(f"{URL}?day=2023-03-13"))) > 0,
    ) == (
        0,
        True,
    )


def test_thing_that_is_gone_keeps_its_name_and_a_version_has_a_v(organiser):
    form = {"venue": "institute", "name-en": "Annex", "name-ja": "別館"}
    organiser.post(f"/organise/{SLUG}/rooms/new", data=form)
    organiser.post(f"/organise/{SLUG}/board/undo")
    organiser.post(f"/organise/{SLUG}/versions/1/reopen")
    assert _said(organiser.get(URL))[:2] == ["undid: Annex", "added Annex"]
    _move(organiser)
    organiser.post(f"/organise/{SLUG}/versions/1/reopen")
    assert _said(organiser.get(URL))[0] == "reopened v1"


def test_whoever_is_invited_has_a_name_in_the_log_as_long_as_the_invitation_is_there(organiser):
    members = f"/organise/{SLUG}/members"
    sent = {"email": "aki@example.org", "role": "editor", "side": "", "language": "en"}
    organiser.post(f"{members}/invitations", data=sent)
    assert _said(organiser.get(URL))[0] == "invited aki"
    address = re.search(rf'action="({members}/invitations/[0-9]+/revoke)"', organiser.get(members).text)[1]
    organiser.post(address)
    assert _said(organiser.get(URL))[:2] == ["revoked the invitation of somebody", "invited somebody"]


@pytest.mark.parametrize("query", ["by=x", "day=nonsense", "before=-1", "item=%00", "before=99999999999999999999"])
def test_nonsense_is_not_wanted(organiser, query):
    assert organiser.get(f"{URL}?{query}").status_code == 200


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_sentence(action, language):
    said = log_sentence(action.value, "sessions/opening", KnownThings(sample_agenda(), words_in(language), {}))
    assert said
    assert "{" not in said
    if language == "ja":
        assert re.search(r"[ぁ-ん一-龥ァ-ン]", said)


def test_log_goes_back_page_by_page_without_losing_or_repeating_any(organiser):
    _fill(120)
    seen, url = [], URL
    while url:
        answer = organiser.get(url)
        seen += re.findall(r"deadline “(n-\d+)”", answer.text)
        older = re.search(r'href="([^"]*)">\s*Older', answer.text)
        url = older[1].replace("&amp;", "&") if older else None
    assert seen == [f"n-{n}" for n in reversed(range(120))]


def _fill(count):
    at = datetime(2023, 3, 1, tzinfo=UTC)
    values = {"conference_slug": SLUG, "actor": "tester", "action": "deadline:add", "details": {}}
    with transaction() as tx:
        tx.add_all(AuditEntry(at=at + timedelta(seconds=n), subject=f"n-{n}", **values) for n in range(count))


def test_long_log_is_read_by_an_index_in_as_many_statements(organiser, count_statements):
    counts = []
    for more in (60, 600):
        _fill(more)
        organiser.get(URL)
        with count_statements() as sent:
            assert organiser.get(URL).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 8
    if db.engine.dialect.name == "sqlite":
        statement = "SELECT * FROM audit_entry WHERE conference_slug = 'x' ORDER BY id DESC LIMIT 51"
        with reading() as tx:
            plan = " ".join(row[3] for row in tx.execute(text(f"EXPLAIN QUERY PLAN {statement}")))
        assert "USING INDEX ix_audit_entry_conference_slug_id" in plan
        assert "TEMP B-TREE FOR ORDER BY" not in plan


def test_reader_may_not_read_the_log(place, app, login_as):
    reader = app.test_client()
    login_as(reader, role=MemberRole.READER)
    assert reader.get(URL).status_code == 403


def test_mentions_name_each_item_of_an_entry_once(organiser):
    _move(organiser)
    with reading() as tx:
        assert tx.scalars(select(AuditMention.item)).all() == ["sessions/opening"]


def test_check_ins_are_told_where_they_are_asked_for_or_the_person_is(organiser):
    _move(organiser)
    tell(say("aoki", scope="days/2023-03-12"), say("mori", scope="sessions/opening"), say("mori", Verb.UNDO))
    assert [said for said in _said(organiser.get(URL)) if "check" in said] == []
    assert len(_said(organiser.get(URL))) < len(_said(organiser.get(f"{URL}?doors=1")))
    assert _said(organiser.get(f"{URL}?doors=1"))[:3] == [
        "took back the check-in of Director, Strategic Planning (the conference)",
        "checked in Director, Strategic Planning (Opening remarks)",
        "checked in Amb. AOKI Haruka (Sunday 12 March)",
    ]
    assert _said(organiser.get(f"{URL}?item=attendees/aoki")) == ["checked in Amb. AOKI Haruka (Sunday 12 March)"]
