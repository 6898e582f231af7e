"""The page of the rules of registration: read, saved, refused with nothing lost, saved by two at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from eventapp.db import reading
from eventapp.domain.registration import Approval, CategoryRule, Question, QuestionKind, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import AuditEntry, OutboxMessage
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registrations import get_plan
from tests.factories import both, sample_agenda, utc
from tests.publishing import draft
from tests.registrations import GUEST, SLUG, give_plan, make_plan, register, states
from tests.web.controls import controls_of
from tests.web.requests import text_of

ADDRESS = f"/organise/{SLUG}/registration"
QUESTION = Question(key="q-1", kind=QuestionKind.TEXT, label=both("Which bus?", "どのバスですか"))


@pytest.fixture
def organiser(client, login_as):
    draft(sample_agenda())
    login_as(client, role="organiser")
    return client


def _plan():
    with reading() as tx:
        return get_plan(tx, get_conference_id(tx, SLUG), zone="Asia/Tokyo").plan


def _controls(client, **typed):
    """Give what the form sends as it stands, with what is typed over it; "__" in a name stands for "-"."""
    found = MultiDict(controls_of(client.get(f"{ADDRESS}?lang=en").text))
    for name, value in typed.items():
        found[name.replace("__", "-")] = value
    return found


def _save(client, **typed):
    return client.post(f"{ADDRESS}?lang=en", data=_controls(client, **typed))


def _without_token(pairs):
    return sorted(pair for pair in pairs if pair[0] != "csrf_token")


def _entries():
    with reading() as tx:
        return len(tx.scalars(select(AuditEntry).where(AuditEntry.action == "registration:plan")).all())


def test_form_sent_as_it_came_changes_nothing(organiser):
    rule = CategoryRule(
        mode=RegistrationMode.OPEN,
        approval=Approval.ORGANISER,
        opens_at=utc("2023-02-01 00:00"),
        closes_at=utc("2023-03-03 09:00"),
        capacity=9,
    )
    plan = make_plan(
        rules={GUEST: rule, AttendeeCategory.PRESS: CategoryRule(mode=RegistrationMode.INVITATION)},
        capacity=50,
        of_sides={"JP": 20},
        of_sessions={"cyber": 30, "gone": 4},
        changes_until=utc("2023-03-05 00:00"),
        offer_hours=24,
        needs_kept_days=0,
        questions=(QUESTION,),
    )
    give_plan(plan)
    before = _entries()
    answer = _save(organiser)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{ADDRESS}?saved=1")
    assert (_plan(), _entries()) == (plan, before)


def test_everything_typed_is_kept_in_one_step(organiser):
    give_plan(make_plan(rules={}, questions=(QUESTION,)))
    before = _entries()
    answer = _save(
        organiser,
        guest_mode="open",
        guest_approval="organiser",
        guest_opens_at__on="2023-02-01",
        guest_opens_at__time="09:00",
        guest_closes_at__on="2023-03-03",
        guest_closes_at__time="18:00",
        guest_capacity="9",
        press_mode="invitation",
        capacity="50",
        side_JP="20",
        new_session="cyber",
        new_seats="30",
        changes_until__on="2023-03-05",
        changes_until__time="09:00",
        offer_hours="24",
        needs_kept_days="0",
    )
    assert answer.status_code == 303
    rule = CategoryRule(
        mode=RegistrationMode.OPEN,
        approval=Approval.ORGANISER,
        opens_at=utc("2023-02-01 00:00"),
        closes_at=utc("2023-03-03 09:00"),
        capacity=9,
    )
    assert _plan() == make_plan(
        rules={GUEST: rule, AttendeeCategory.PRESS: CategoryRule(mode=RegistrationMode.INVITATION)},
        capacity=50,
        of_sides={"JP": 20},
        of_sessions={"cyber": 30},
        changes_until=utc("2023-03-05 00:00"),
        offer_hours=24,
        needs_kept_days=0,
        questions=(QUESTION,),
    )
    assert _entries() == before + 1
    page = text_of(organiser.get(f"{ADDRESS}?lang=en&saved=1"))
    assert [
        "Saved." in page,
        "Guest Closed since 3 Mar 2023 18:00 JST · An organiser decides 0 of 9 places taken" in page,
    ] == [True, True]


def test_session_without_a_number_is_no_more_registered_for(organiser):
    give_plan(make_plan(of_sessions={"cyber": 30}))
    _save(organiser, seats_cyber="")
    assert _plan().of_sessions == {}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"guest_closes_at__on": "2023-02-30"}, "Guest: Closes: This is no day of the calendar."),
        ({"guest_closes_at__time": "18:00"}, "Guest: Closes: A day and a time of day belong together."),
        ({"guest_capacity": "many"}, "Guest: Number of places: This is no whole number."),
        ({"guest_capacity": "-1"}, "Guest: Number of places: From 0 to 100,000."),
        (
            {"guest_mode": "focal_point"},
            "Guest: How one registers: A guest belongs to no delegation, and so has no focal point.",
        ),
        (
            {"guest_approval": "focal_point"},
            "Guest: Who decides: A guest belongs to no delegation, and so has no focal point.",
        ),
        (
            {"press_opens_at__on": "2023-03-03", "press_opens_at__time": "18:00"}
            | {"press_closes_at__on": "2023-03-03", "press_closes_at__time": "18:00"},
            "Press: Closes: Registration closes before it opens.",
        ),
        ({"offer_hours": "0"}, "Hours that an offered place is kept: From 1 to 1440."),
        ({"offer_hours": ""}, "Hours that an offered place is kept: This must not be empty."),
        ({"new_seats": "4"}, "Another session to register for: Choose the session and how many places it has."),
        ({"new_session": "cyber"}, "Another session to register for: Choose the session and how many places it has."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(organiser, typed, said):
    sent = _controls(organiser, capacity="77", changes_until__on="2023-03-05", changes_until__time="09:00", **typed)
    page = organiser.post(f"{ADDRESS}?lang=en", data=sent)
    assert (page.status_code, said in text_of(page)) == (422, True)
    assert _without_token(controls_of(page.text)) == _without_token(sent.items(multi=True))
    assert _plan().capacity is None


def test_gap_and_fold_of_the_conferences_clock_are_said_at_the_field(organiser):
    agenda = sample_agenda()
    draft(_in_new_york(agenda))
    gap = _save(organiser, guest_closes_at__on="2023-03-12", guest_closes_at__time="02:30")
    assert (gap.status_code, "Sun 12 Mar 2023 02:30 does not exist in America/New_York" in text_of(gap)) == (422, True)
    twice = {"guest_closes_at__on": "2023-11-05", "guest_closes_at__time": "01:30"}
    fold = _save(organiser, **twice)
    assert (fold.status_code, "The first time The second time" in text_of(fold)) == (422, True)
    assert _save(organiser, **twice, guest_closes_at__fold="1").status_code == 303
    assert _plan().rule_of(GUEST).closes_at == utc("2023-11-05 06:30")
    assert _controls(organiser)["guest_closes_at-fold"] == "1"


def _in_new_york(agenda):
    return replace(agenda, conference=replace(agenda.conference, zone="America/New_York"))


def test_slower_of_two_sees_both_versions_and_loses_nothing(organiser):
    give_plan(make_plan(capacity=10))
    mine = _controls(organiser, guest_mode="closed", capacity="12", offer_hours="24")
    give_plan(make_plan(capacity=11, needs_kept_days=7))
    page = organiser.post(f"{ADDRESS}?lang=en", data=mine)
    assert page.status_code == 409
    said = text_of(page)
    for line in (
        "Guest: How one registers ◇! differs Guest: How one registers: Closed to registration Guest: How one registers: Open to everybody",
        "Places in all ◇! differs Places in all: 12 Places in all: 11",
        "Days after the conference until needs are erased ◇! differs",
    ):
        assert line in said
    choice = MultiDict(controls_of(page.text))
    assert (choice["pick-capacity"], choice["pick-offer_hours"], choice["pick-needs_kept_days"]) == (
        "mine",
        "mine",
        "theirs",
    )
    choice["pick-guest_mode"] = "theirs"
    assert organiser.post(ADDRESS, data=choice).status_code == 303
    plan = _plan()
    assert (plan.capacity, plan.offer_hours, plan.needs_kept_days, plan.rule_of(GUEST).mode.value) == (
        12,
        24,
        7,
        "open",
    )


def test_moment_of_the_other_is_taken_when_it_is_chosen(organiser):
    give_plan(make_plan(changes_until=utc("2023-03-01 00:00")))
    mine = _controls(organiser, changes_until__on="2023-03-02", changes_until__time="09:00", capacity="5")
    give_plan(make_plan(changes_until=utc("2023-03-05 00:00")))
    page = organiser.post(ADDRESS, data=mine)
    choice = MultiDict(controls_of(page.text))
    choice["pick-changes_until"] = "theirs"
    organiser.post(ADDRESS, data=choice)
    assert (_plan().changes_until, _plan().capacity) == (utc("2023-03-05 00:00"), 5)


def test_question_that_a_colleague_added_meanwhile_stays_and_is_no_conflict(organiser):
    mine = _controls(organiser, capacity="12")
    give_plan(make_plan(rules={}, questions=(QUESTION,)))
    assert organiser.post(ADDRESS, data=mine).status_code == 303
    assert (_plan().capacity, _plan().questions) == (12, (QUESTION,))


def test_two_who_typed_the_same_are_not_asked_to_choose(organiser):
    mine = _controls(organiser, capacity="12")
    give_plan(make_plan(rules={}, capacity=12))
    assert organiser.post(ADDRESS, data=mine).status_code == 303


def test_fewer_places_than_are_taken_are_kept_and_said(organiser):
    give_plan(make_plan())
    for _ in range(3):
        register()
    _save(organiser, guest_capacity="1")
    page = text_of(organiser.get(f"{ADDRESS}?lang=en"))
    assert "Guest Open 3 of 1 places taken" in page
    assert "◇! 2 more than there are places; all of them stay on the list." in page


def test_more_places_are_offered_at_once_with_a_link_to_this_site(organiser):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=0)}))
    name = register()
    _save(organiser, guest_capacity="1")
    assert states()[name] == "offered"
    with reading() as tx:
        text = tx.scalars(select(OutboxMessage.plain).order_by(OutboxMessage.id.desc())).first()
    assert "https://conferences.example.org/me/" in text


def test_page_takes_as_many_statements_for_many_people_as_for_few(organiser, count_statements):
    give_plan(make_plan())
    counts = []
    for more in (1, 20):
        for _ in range(more):
            register()
        organiser.get(ADDRESS)
        with count_statements() as sent:
            organiser.get(ADDRESS)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_page_says_the_same_in_japanese(organiser):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN, closes_at=utc("2030-03-03 09:00"))}))
    page = text_of(organiser.get(f"{ADDRESS}?lang=ja"))
    assert "一般参加者 2030年3月3日18時（日本時間）まで受付中 0名" in page
