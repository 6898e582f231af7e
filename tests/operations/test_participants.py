"""Giving out the list of participants: frozen, numbered per audience, only what the organiser saw, only those who agreed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventapp.db import reading, transaction
from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.participants import Arrangement, ListChange
from eventapp.domain.registration import ListingConsent
from eventapp.models import AuditEntry, ParticipantsIssue
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.merging import merge_people
from eventapp.queries.participants import find_last_issue, get_issue_key, get_next_issue, list_issues
from eventapp.queries.personal_data import collect_personal_data, find_person
from eventapp.queries.registrations import get_participant
from eventapp.renderers.glyphs import UnprintableError
from tests.factories import sample_agenda
from tests.issuing import CHIEF, agree, agree_sides, digest, issue_list
from tests.publishing import draft
from tests.registrations import REGISTERED_AT, SITE, SLUG, give_plan, make_application, make_person, make_plan, register

NOW = REGISTERED_AT
L = ListingConsent


@pytest.fixture
def conference(app):
    """The sides' six people and the interpreter, of whom JP agreed to be named to participants and US to everybody."""
    draft(sample_agenda())
    give_plan(make_plan())
    agree_sides()


def _last(audience=PARTICIPANTS):
    with reading() as tx:
        key = tx.scalars(select(ParticipantsIssue.conference_id).limit(1)).one()
        return find_last_issue(tx, key, audience)


def _named(issue):
    """Give the ids on a list, those struck marked with a minus."""
    return [
        ("" if entry.is_named else "-") + entry.person.id for group in issue.people.groups for entry in group.entries
    ]


def _amend(name, **fields):
    with transaction() as tx:
        seen = get_participant(tx, SLUG, name).version
        amend_registration(tx, SLUG, name, Amendment(**fields), seen=seen, is_marked=False, actor=CHIEF, now=NOW)


def _count():
    with reading() as tx:
        return tx.scalar(select(func.count()).select_from(ParticipantsIssue))


def test_first_list_is_number_1_of_each_audience_and_names_whom_it_may(conference):
    assert (issue_list(PARTICIPANTS), issue_list(PUBLIC)) == (1, 1)
    assert _named(_last(PARTICIPANTS)) == ["aoki", "mori", "noda", "carter", "diaz", "reed"]
    assert _named(_last(PUBLIC)) == ["carter", "diaz", "reed"]
    last = _last(PUBLIC)
    assert (last.number, last.issued_at, last.issued_by, last.audience) == (1, NOW, "chief", PUBLIC)
    assert (last.heading.title.get("ja"), last.heading.languages) == ("同盟計画フォーラム", ("en", "ja"))


def test_list_is_frozen_and_the_next_one_marks_what_changed(conference):
    issue_list()
    _amend("aoki", person={"position": {"en": "Vice-Minister", "ja": "事務次官"}})
    assert _last().people.groups[0].entries[0].person.position.get("en") == "Director-General"
    assert issue_list() == 2
    aoki = _last().people.groups[0].entries[0]
    assert (aoki.change, aoki.before.position.get("en")) == (ListChange.CHANGED, "Director-General")
    assert aoki.person.position.get("en") == "Vice-Minister"


def test_issue_leaves_one_entry_in_the_log(conference):
    issue_list()
    agree(["ito"], L.PUBLIC)
    issue_list(now=NOW + timedelta(hours=1))
    with reading() as tx:
        found = tx.scalars(
            select(AuditEntry).where(AuditEntry.action == "participants:issue").order_by(AuditEntry.id)
        ).all()
        told = [(one.actor, one.subject, one.details) for one in found]
    assert told == [
        ("chief", "lists/participants-1", {"people": 6, "changes": {}}),
        ("chief", "lists/participants-2", {"people": 7, "changes": {"new": 1}}),
    ]


def test_arrangement_is_kept_with_the_issue_and_proposed_again(conference):
    issue_list(last="JP")
    assert _last().people.arrangement == Arrangement("JP")
    with reading() as tx:
        assert get_next_issue(tx, SLUG, PARTICIPANTS).issue.people.arrangement == Arrangement("JP")


def test_list_that_nobody_looked_at_is_not_issued(conference):
    seen = digest(PARTICIPANTS)
    agree(["ito"], L.PARTICIPANTS)
    with pytest.raises(DomainError, match="list-changed"):
        issue_list(seen=seen)
    assert _count() == 0


def test_same_list_is_not_issued_twice_also_by_two_presses_at_once(conference):
    seen = digest(PARTICIPANTS)
    issue_list(seen=seen)
    with pytest.raises(DomainError, match="list-unchanged"):
        issue_list(seen=seen)
    assert _count() == 1


def test_other_arrangement_of_the_same_people_is_another_list(conference):
    issue_list()
    assert issue_list(last="US") == 2


def test_list_that_names_nobody_is_not_issued(app):
    draft(sample_agenda())
    with pytest.raises(DomainError, match="list-empty"):
        issue_list()


def test_name_without_a_glyph_stops_the_issue_before_anything_is_printed(app):
    # Old Turkic, for which our fonts have no signs.
    draft(sample_agenda())
    give_plan(make_plan())
    register(make_application(person=make_person(given_name="\U00010c00"), listing=L.PUBLIC))
    with pytest.raises(UnprintableError) as refused:
        issue_list(PUBLIC)
    assert [(glyph.character, glyph.place) for glyph in refused.value.missing] == [("\U00010c00", "1 MIHON \U00010c00")]


def test_who_has_withdrawn_is_struck_once(conference):
    issue_list()
    with transaction() as tx:
        withdraw_registration(tx, SLUG, "noda", base_url=SITE, actor=CHIEF, now=NOW)
    issue_list()
    assert "-noda" in _named(_last())
    agree(["ito"], L.PARTICIPANTS)
    issue_list()
    assert [name for name in _named(_last()) if "noda" in name] == []


def test_who_takes_the_consent_back_leaves_the_lists_given_out_at_once_and_is_not_struck(conference):
    issue_list(PARTICIPANTS)
    issue_list(PUBLIC)
    with reading() as tx:
        before = {audience: get_issue_key(tx, SLUG, audience, 1) for audience in (PARTICIPANTS, PUBLIC)}
    _amend("diaz", listing=L.PARTICIPANTS)
    assert (_named(_last(PARTICIPANTS))[4], _named(_last(PUBLIC))) == ("diaz", ["carter", "reed"])
    with reading() as tx:
        after = {audience: get_issue_key(tx, SLUG, audience, 1) for audience in (PARTICIPANTS, PUBLIC)}
    assert (before[PARTICIPANTS] == after[PARTICIPANTS], before[PUBLIC] == after[PUBLIC]) == (True, False)
    assert before[PUBLIC].id == after[PUBLIC].id
    agree(["ito"], L.PUBLIC)
    issue_list(PUBLIC)
    assert _named(_last(PUBLIC)) == ["carter", "reed", "ito"]


def test_who_is_erased_leaves_every_list_with_what_was(conference):
    issue_list()
    _amend("aoki", person={"given_name": "Haru"})
    issue_list()
    with transaction() as tx:
        erase_person(tx, f"{SLUG}/aoki", base_url=SITE, actor=CHIEF, now=NOW)
    with reading() as tx:
        documents = [str(one.document) for one in tx.scalars(select(ParticipantsIssue))]
    assert (len(documents), [word for word in ("aoki", "AOKI", "Haru") if any(word in d for d in documents)]) == (2, [])
    assert _named(_last()) == ["mori", "noda", "carter", "diaz", "reed"]


def test_next_list_says_whom_it_does_not_name(conference):
    with reading() as tx:
        found = get_next_issue(tx, SLUG, PUBLIC).unnamed
    assert [(one.code, one.count, one.unasked) for one in found] == [("JP", 3, ()), ("SEC", 1, ("ito",))]


def test_guest_registered_with_consent_is_named_among_guests(conference):
    guest = register(make_application(listing=L.PUBLIC))
    register(make_application(listing=L.NOBODY))
    issue_list(PUBLIC)
    (*_, last) = _last(PUBLIC).people.groups
    assert (last.code, [(e.person.id, e.person.name) for e in last.entries]) == ("", [(guest, "MIHON Hanako")])


def test_issues_are_listed_newest_first(conference):
    issue_list(PARTICIPANTS, now=NOW)
    issue_list(PUBLIC, now=NOW + timedelta(hours=1))
    with reading() as tx:
        lines = list_issues(tx, SLUG)
    assert [(str(one.audience), one.number, one.issued_at, one.issued_by) for one in lines] == [
        ("public", 1, NOW + timedelta(hours=1), "chief"),
        ("participants", 1, NOW, "chief"),
    ]


def test_unknown_conference_and_unknown_list_are_not_found(conference):
    with reading() as tx:
        with pytest.raises(NotFoundError):
            get_next_issue(tx, "nowhere", PUBLIC)
        with pytest.raises(NotFoundError):
            get_issue_key(tx, SLUG, PUBLIC, 1)


@pytest.mark.parametrize("count", [1, 30])
def test_next_list_takes_the_same_statements_for_any_number_of_people(app, count_statements, count):
    draft(sample_agenda())
    give_plan(make_plan())
    for _ in range(count):
        register(make_application(listing=L.PUBLIC))
    issue_list(PUBLIC)
    register()
    with count_statements() as sent, reading() as tx:
        get_next_issue(tx, SLUG, PUBLIC)
    assert len([one for one in sent if one.startswith("SELECT")]) == 6


def _merge(keep, gone):
    with transaction() as tx:
        seen = tuple(get_participant(tx, SLUG, name).version for name in (keep, gone))
        merge_people(tx, SLUG, keep=keep, gone=gone, seen=seen, base_url=SITE, actor=CHIEF, now=NOW)


def test_person_merged_into_another_stays_on_the_list_as_that_one_and_is_no_news(conference):
    first = register(make_application(listing=L.PUBLIC))
    issue_list(PUBLIC)
    second = register(make_application(listing=L.PUBLIC))
    _merge(second, first)
    assert _named(_last(PUBLIC))[-1] == second
    agree(["ito"], L.PUBLIC)
    issue_list(PUBLIC)
    guests = _last(PUBLIC).people.groups[-1].entries
    assert [(entry.person.id, entry.change) for entry in guests] == [(second, None)]


def test_person_on_a_list_twice_is_there_once_after_the_merge(conference):
    first, second = (register(make_application(listing=L.PUBLIC)) for _ in range(2))
    issue_list(PUBLIC)
    _merge(first, second)
    assert _named(_last(PUBLIC))[3:] == [first]


def test_merged_person_who_refused_in_the_registration_that_is_kept_leaves_the_lists(conference):
    agreed = register(make_application(listing=L.PUBLIC))
    issue_list(PUBLIC)
    refused = register(make_application(listing=L.NOBODY))
    _merge(refused, agreed)
    assert _named(_last(PUBLIC)) == ["carter", "diaz", "reed"]


def test_personal_data_handed_out_have_the_lines_of_lists(conference):
    issue_list(PARTICIPANTS)
    issue_list(PUBLIC)
    with reading() as tx:
        people = find_person(tx, f"{SLUG}/carter")
        document = collect_personal_data(tx, f"{SLUG}/carter", people).document
    lines = document["registrations"][0]["lists"]
    assert [(one["audience"], one["number"], one["name"]) for one in lines] == [
        ("participants", 1, "CARTER Ellen"),
        ("public", 1, "CARTER Ellen"),
    ]
