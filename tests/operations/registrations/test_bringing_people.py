"""A delegation's list brought in from a file: all rows or none, one step, again without doubling, nobody of another delegation."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, InvalidInputError, NotFoundError
from eventapp.domain.registration import Approval, CategoryRule, Diet, Needs
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.importers.sheets.people import look_at_people
from eventapp.models import AuditEntry, AuditMention, DraftChange, OutboxMessage, Registration, RegistrationNeeds
from eventapp.operations.registrations.amending import Amendment
from eventapp.operations.registrations.bringing_people import Bringing, ListChangedError, bring_people
from eventapp.operations.registrations.brought_people import find_brought_people
from eventapp.operations.registrations.open_lists import look_at_list
from eventapp.operations.registrations.sides import Whom, amend_of_side, withdraw_of_side
from eventapp.policy import Actor, MemberRole
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import list_participants
from eventapp.queries.side_lists import get_side_person
from tests.factories import sample_agenda
from tests.importers.people_files import HAYASHI, HEADINGS, ONO, csv_bytes, sheet
from tests.publishing import draft
from tests.registrations import REGISTERED_AT, SITE, SLUG, give_plan, make_plan, states

NOW = REGISTERED_AT
JP = Actor("Focal point JP", conference=SLUG, role=MemberRole.FOCAL_POINT, side="JP")
CHIEF = Actor("chief", conference=SLUG, role=MemberRole.ORGANISER)
DELEGATE, OBSERVER = AttendeeCategory.DELEGATE, AttendeeCategory.OBSERVER


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan())


def _read(data, **options):
    return lambda around: look_at_people(data, around, **options)


def _look(data, *, side="JP", actor=JP):
    with reading() as tx:
        return find_brought_people(tx, look_at_list(tx, SLUG), side, _read(data), actor=actor)


def _bring(data, *, side="JP", actor=JP, seen=None, is_told=True, has_consent=True, slug=SLUG):
    seen = seen or _look(data, side=side, actor=actor).version
    how = {"file_name": "people.xlsx", "is_told": is_told, "has_consent": has_consent, "base_url": SITE}
    with transaction() as tx:
        return bring_people(tx, slug, side, _read(data), Bringing(seen=seen, **how), actor=actor, now=NOW)


def _people(side="JP"):
    with reading() as tx:
        return list_participants(tx, SLUG, side=side)


def _order(side="JP"):
    """Give who is in the agenda in its order, by family name where there is one."""
    with reading() as tx:
        people = [a for a in get_draft(tx, SLUG).agenda.attendees if a.delegation.code == side]
    assert [p.precedence for p in people] == sorted({p.precedence for p in people})
    return [p.family_name or p.id for p in people]


def _count(model):
    with reading() as tx:
        return tx.scalars(select(func.count()).select_from(model)).one()


def _recipients():
    with reading() as tx:
        return sorted(tx.scalars(select(OutboxMessage.recipient)))


def _named(family):
    return next(one for one in _people() if one.attendee.family_name == family)


def test_new_people_come_last_in_the_files_order_by_one_step_and_are_told(conference):
    entries = _count(AuditEntry)
    brought = _bring(sheet(HAYASHI, ONO))
    assert ([row.is_new for row in brought.rows], _order()) == (
        [True, True],
        ["Aoki", "mori", "noda", "Hayashi", "Ono"],
    )
    hayashi = _named("Hayashi")
    assert (hayashi.state.value, hayashi.source.value, hayashi.attendee.native_given_name, hayashi.id[:2]) == (
        *("confirmed", "focal_point", "芳正", "p-"),
    )
    assert _recipients() == ["hayashi@example.org", "ono@example.org"]
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        mentions = set(tx.scalars(select(AuditMention.item).where(AuditMention.entry_id == entry.id)))
    assert (entry.action, entry.subject, entry.details["new"], entry.details["side"]) == (
        *("registration:import", "people.xlsx", 2, "JP"),
    )
    assert mentions == {f"attendees/{_named(name).id}" for name in ("Hayashi", "Ono")}
    assert (_count(AuditEntry) - entries, _count(DraftChange)) == (1, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv_of_any_usual_encoding_brings_the_same(conference, encoding):
    _bring(csv_bytes(HEADINGS, HAYASHI, ONO, encoding=encoding))
    assert [_named(name).attendee.native_family_name for name in ("Hayashi", "Ono")] == ["林", "大野"]


def test_same_file_again_brings_nothing_and_who_is_not_in_it_stays(conference):
    _bring(sheet(HAYASHI, ONO))
    with reading() as tx:
        before = (get_draft(tx, SLUG).version, [(r.public_id, r.version) for r in tx.scalars(select(Registration))])
    entries, mails = _count(AuditEntry), _count(OutboxMessage)
    again = _bring(sheet(HAYASHI, ONO))
    assert ([row.is_same for row in again.rows], again.is_anything) == ([True, True], False)
    assert [one.attendee.family_name or one.id for one in again.absent] == ["Aoki", "mori", "noda"]
    with reading() as tx:
        after = (get_draft(tx, SLUG).version, [(r.public_id, r.version) for r in tx.scalars(select(Registration))])
    assert (after, _count(AuditEntry), _count(OutboxMessage)) == (before, entries, mails)


def test_changed_row_changes_the_person_and_is_marked(conference):
    _bring(sheet(HAYASHI, ONO))
    brought = _bring(sheet((*HAYASHI[:6], "審議官", HAYASHI[7]), ONO))
    assert [row.changed for row in brought.rows] == [("position",), ()]
    hayashi, ono = _named("Hayashi"), _named("Ono")
    assert (hayashi.attendee.position.get("ja"), hayashi.amended, ono.amended) == ("審議官", ("position",), ())
    _bring(sheet((*HAYASHI[:6], "局長", HAYASHI[7]), ONO), actor=CHIEF)
    assert (_named("Hayashi").attendee.position.get("ja"), _named("Hayashi").amended) == ("局長", ("position",))


def test_person_of_the_agenda_is_matched_by_address_and_keeps_sessions_and_stay(conference):
    data = sheet(("青木", "遥", "あおき", "はるか", "Aoki", "Haruka", "審議官", "AOKI@example.org"))
    with transaction() as tx:
        seen = get_side_person(tx, SLUG, "JP", "aoki").version
        stay = Amendment(person={"arrives": "2023-03-12T08:00:00"})
        amend_of_side(tx, Whom(SLUG, "JP", "aoki"), stay, seen=seen, base_url=SITE, actor=CHIEF, now=NOW)
    brought = _bring(data)
    with reading() as tx:
        item = get_draft(tx, SLUG).items["attendees/aoki"]
    assert ([row.changed for row in brought.rows], item["position"]) == (
        *([("position",)], {"en": "Director-General", "ja": "審議官"}),
    )
    assert (item["arrives"], item["email"], item["prefix"]) == (
        *("2023-03-12T08:00:00+09:00", "aoki@example.org", "Amb."),
    )


def test_order_column_says_who_stands_where_and_again_changes_nothing(conference):
    data = sheet((*HAYASHI, 1), (*ONO, 3), headings=(*HEADINGS, "席次"))
    _bring(data)
    assert _order() == ["Hayashi", "Aoki", "Ono", "mori", "noda"]
    assert _look(data).is_anything is False
    swapped = sheet((*HAYASHI, 2), (*ONO, 1), headings=(*HEADINGS, "席次"))
    assert [row.changed for row in _bring(swapped).rows] == [("precedence",), ("precedence",)]
    assert (_order(), _named("Ono").amended) == (["Ono", "Hayashi", "Aoki", "mori", "noda"], ())


def test_head_of_the_file_heads_the_delegation_new_or_known(conference):
    data = sheet((*HAYASHI, "○"), (*ONO, ""), headings=(*HEADINGS, "団長"))
    _bring(data)
    with reading() as tx:
        head = {d.code: d.head for d in get_draft(tx, SLUG).agenda.delegations}
    assert head == {"JP": _named("Hayashi").id, "US": "carter", "SEC": None}
    assert _look(data).is_anything is False


def test_every_problem_is_told_at_its_row_and_nothing_is_written(conference):
    give_plan(make_plan(of_sides={"JP": 4}, rules={OBSERVER: CategoryRule(capacity=0)}))
    headings = (*HEADINGS, "区分", "識別子")
    rows = (
        (*HAYASHI, "", ""),
        (*ONO[:2], "ｵｵﾉ", *ONO[3:], "", ""),
        (*("森", "葵", "もり", "あおい", "Mori", "Aoi", "課員", "aoi@example.org"), "オブザーバー", ""),
        (*("原", "圭", "はら", "けい", "Hara", "Kei", "課員", "kei@example.org"), "一般", ""),
        (*("関", "隼", "せき", "はやと", "Seki", "Hayato", "課員", "seki@example.org"), "", "carter"),
    )
    before = (_count(Registration), _order(), _count(OutboxMessage))
    brought = _look(sheet(*rows, headings=headings))
    told = [(p.cell.row, p.code) for p in brought.problems]
    assert told == [
        *((3, "half-width-kana"), (3, "list-full"), (4, "list-full"), (5, "guest-of-delegation")),
        *((5, "list-full"), (6, "list-full")),
    ]
    with pytest.raises(InvalidInputError) as refused:
        _bring(sheet(*rows, headings=headings))
    assert refused.value.problems == brought.problems
    assert (_count(Registration), _order(), _count(OutboxMessage)) == before


def test_press_is_not_brought_into_a_side(conference):
    brought = _look(sheet((*HAYASHI, "報道"), headings=(*HEADINGS, "区分")))
    assert [(p.cell.row, p.code) for p in brought.problems] == [(2, "press-of-a-side")]


def test_last_places_go_to_the_first_rows(conference):
    give_plan(make_plan(rules={DELEGATE: CategoryRule(capacity=7)}))
    brought = _look(sheet(HAYASHI, ONO))
    assert [(p.cell.row, dict(p.values)["limits"]) for p in brought.problems] == [(3, (("category", "delegate"),))]


def test_new_people_wait_where_an_organiser_decides_and_are_matched_again(conference):
    give_plan(make_plan(rules={DELEGATE: CategoryRule(approval=Approval.ORGANISER)}))
    _bring(sheet(HAYASHI, ONO))
    assert (_order(), sorted(states().values()).count("pending")) == (["Aoki", "mori", "noda"], 2)
    assert _count(AuditEntry) > 0
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        mentions = list(tx.scalars(select(AuditMention.item).where(AuditMention.entry_id == entry.id)))
        subjects = tx.scalars(select(OutboxMessage.subject)).all()
    assert (entry.action, len(mentions)) == ("registration:import", 2)
    assert {subject.partition("：")[0] for subject in subjects} == {"参加登録を受け付けました"}
    changed = _bring(sheet((*HAYASHI[:6], "審議官", HAYASHI[7]), ONO))
    assert [row.changed for row in changed.rows] == [("position",), ()]
    assert (_named("Hayashi").attendee.position.get("ja"), _named("Hayashi").amended) == ("審議官", ())
    assert len(_people()) == 5


def test_organiser_puts_people_on_any_delegations_list_at_once(conference):
    give_plan(make_plan(rules={DELEGATE: CategoryRule(approval=Approval.ORGANISER)}))
    _bring(sheet(HAYASHI), side="US", actor=CHIEF)
    (one,) = [one for one in _people("US") if one.attendee.family_name == "Hayashi"]
    assert (one.state.value, one.source.value) == ("confirmed", "organiser")


def test_needs_need_the_consent_are_kept_apart_and_diets_stay(conference):
    headings = (*HEADINGS, "食事の制限")
    data = sheet((*HAYASHI, "にんにく不可"), headings=headings)
    with pytest.raises(DomainError, match="needs-without-consent"):
        _bring(data, has_consent=False)
    _bring(data)
    with transaction() as tx:
        needs = Needs(diets=(Diet.HALAL,), dietary="にんにく不可", consented_at=NOW)
        name = _named("Hayashi").id
        seen = get_side_person(tx, SLUG, "JP", name).version
        amend_of_side(
            tx, Whom(SLUG, "JP", name), Amendment(needs=needs), seen=seen, base_url=SITE, actor=CHIEF, now=NOW
        )
    assert _look(data).is_anything is False
    assert _bring(sheet((*HAYASHI, "なし"), headings=headings)).rows[0].changed == ("needs",)
    with reading() as tx:
        kept = tx.scalars(select(RegistrationNeeds)).one()
        details = str(tx.scalars(select(AuditEntry.details)).all())
    assert (kept.diets, kept.dietary, kept.consented_at) == (["halal"], "なし", NOW)
    assert "にんにく" not in details


def test_list_that_changed_meanwhile_is_looked_at_again(conference):
    data = sheet(HAYASHI)
    seen = _look(data).version
    with transaction() as tx:
        version = get_side_person(tx, SLUG, "JP", "aoki").version
        change = Amendment(email="other@example.org")
        amend_of_side(tx, Whom(SLUG, "JP", "aoki"), change, seen=version, base_url=SITE, actor=JP, now=NOW)
    with pytest.raises(ListChangedError):
        _bring(data, seen=seen)
    assert len(_people()) == 3
    _bring(data)
    assert len(_people()) == 4


def test_change_of_the_other_delegation_does_not_disturb(conference):
    data = sheet(HAYASHI)
    seen = _look(data).version
    _bring(sheet(ONO), side="US", actor=CHIEF)
    _bring(data, seen=seen)
    assert len(_people()) == 4


def test_who_was_taken_off_the_list_is_known_again_in_the_preview(conference):
    _bring(sheet(HAYASHI))
    name = _named("Hayashi").id
    with transaction() as tx:
        seen = get_side_person(tx, SLUG, "JP", name).version
        withdraw_of_side(tx, Whom(SLUG, "JP", name), seen=seen, base_url=SITE, actor=JP, now=NOW)
    (row,) = _look(sheet(HAYASHI)).rows
    assert (row.is_new, row.was.id, row.was.state.value) == (True, name, "withdrawn")


def test_file_says_nothing_of_another_delegation_and_reaches_nobody_there(conference):
    data = sheet(
        ("青木", "遥", "あおき", "はるか", "Aoki", "Haruka", "局長", "aoki@example.org"),
        ("", "", "", "", "Ono", "Ken", "", "ono@example.org"),
    )
    before = _people("JP")
    brought = _look(data, side="US", actor=CHIEF)
    assert ([row.is_new for row in brought.rows], brought.problems) == ([True, True], ())
    named = sheet((*ONO, "JP"), headings=(*HEADINGS, "代表団"))
    assert [problem.code for problem in _look(named, side="US").problems] == ["unknown-reference"]
    with pytest.raises(NotFoundError):
        _look(data, side="XX")
    assert _people("JP") == before


def test_ids_of_the_file_tell_two_of_one_name_apart_again_and_after_one_went(conference):
    rows = (("1", *HAYASHI[:7]), ("carter", *HAYASHI[:7]))
    data = sheet(*rows, headings=("Id", *HEADINGS[:7]))
    assert [problem.code for problem in _look(sheet(*(row[1:] for row in rows), headings=HEADINGS[:7])).problems] == [
        "duplicate-person"
    ]
    _bring(data)
    people = [one for one in _people() if one.attendee.family_name == "Hayashi"]
    assert (len(people), {one.id[:2] for one in people}) == (2, {"p-"})
    assert _look(data).is_anything is False
    with transaction() as tx:
        seen = get_side_person(tx, SLUG, "JP", people[0].id).version
        withdraw_of_side(tx, Whom(SLUG, "JP", people[0].id), seen=seen, base_url=SITE, actor=JP, now=NOW)
    assert [row.is_new for row in _look(data).rows] == [True, False]
    _bring(data)
    assert _look(data).is_anything is False
    with reading() as tx:
        assert get_draft(tx, SLUG).items["attendees/carter"]["delegation"] == "US"


def test_nobody_is_told_if_not_wished(conference):
    _bring(sheet(HAYASHI), is_told=False)
    assert (_recipients(), len(_people())) == ([], 4)
