"""Changing on the own page what one gave: the same form, until a day, with both versions where somebody was faster."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.registration import Answer, ListingConsent, Needs, Question, QuestionKind
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import AuditEntry, Registration, RegistrationAnswer, RegistrationNeeds
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.links import issue_link
from eventapp.policy import Actor
from eventapp.queries.registrations import get_participant
from tests.factories import both
from tests.registrations import SLUG, give_plan, make_application, make_person, make_plan, register
from tests.web.controls import controls_of
from tests.web.registering import failing, subjects
from tests.web.requests import text_of

DELEGATE = AttendeeCategory.DELEGATE
QUESTIONS = (
    Question(key="why", kind=QuestionKind.TEXT, label=both("Why", "理由")),
    Question(key="card", kind=QuestionKind.FILE, label=both("Card", "証明"), is_required=True),
)
CARD = Answer(question="card", value="card.pdf", content=b"%PDF-1", media_type="application/pdf")
NEEDS = Needs(dietary="No garlic", consented_at=datetime(2023, 2, 1, tzinfo=UTC))


@pytest.fixture
def hanako(sample):
    """Register a guest for a session, with needs and answers; give id and link."""
    give_plan(make_plan(of_sessions={"strategy": 1, "cyber": 1}, questions=QUESTIONS))
    why = Answer(question="why", value="To learn")
    wish = make_application(
        listing=ListingConsent.PARTICIPANTS,
        sessions=("strategy",),
        needs=NEEDS,
        answers=(why, CARD),
        person=make_person(organisation={"en": "Institute"}, interpretation_language="en"),
    )
    name = register(wish)
    return name, link_of(name)


def link_of(name):
    with transaction() as tx:
        key = tx.scalars(select(Registration.id).where(Registration.public_id == name)).one()
        return f"/me/{issue_link(tx, key, ends_on=utc_now().date(), now=utc_now())}"


def opened(client, link, **changes):
    """Give what the form would send, with changes; None leaves a thing out."""
    sent = {}
    for name, value in controls_of(client.get(f"{link}/change").text):
        sent.setdefault(name, []).append(value)
    sent |= {name: value for name, value in changes.items() if value is not None}
    return {name: value for name, value in sent.items() if name not in changes or changes[name] is not None}


def change(client, link, **changes):
    data = opened(client, link, **changes)
    return client.post(f"{link}/change", data=data, content_type="multipart/form-data")


def participant(name):
    with reading() as tx:
        return get_participant(tx, SLUG, name)


def entries():
    with reading() as tx:
        actions = select(AuditEntry.actor, AuditEntry.details).where(AuditEntry.action == "registration:amend")
        return [tuple(row) for row in tx.execute(actions.order_by(AuditEntry.id))]


def test_form_sent_as_it_was_opened_changes_nothing(client, hanako):
    name, link = hanako
    before = participant(name)
    response = change(client, link)
    assert (response.status_code, response.headers["Location"]) == (303, f"{link}?done=changed")
    assert (participant(name), entries()) == (before, [])


def test_what_is_changed_is_kept_marked_and_logged_by_field_only(client, hanako):
    name, link = hanako
    response = change(client, link, given_name="Hanae", **{"q-why": "", "dietary": "No pork", "organisation-en": ""})
    assert response.status_code == 303
    after = participant(name)
    assert (after.attendee.given_name, after.attendee.organisation.as_dict()) == ("Hanae", {})
    assert after.amended == ("answers", "given_name", "needs", "organisation")
    assert entries() == [("participant", {"fields": ["given_name", "organisation", "needs", "answers"]})]
    with reading() as tx:
        needs = tx.scalars(select(RegistrationNeeds)).one()
        answers = {a.question: (a.value, a.content) for a in tx.scalars(select(RegistrationAnswer))}
    assert (needs.dietary, needs.consented_at > datetime(2023, 3, 1, tzinfo=UTC)) == ("No pork", True)
    assert answers == {"card": ("card.pdf", b"%PDF-1")}


def test_file_given_before_is_named_and_another_takes_its_place(client, hanako):
    _, link = hanako
    assert "Given: card.pdf." in text_of(client.get(f"{link}/change"))
    assert change(client, link, **{"q-card": (io.BytesIO(b"%PDF-2"), "new.pdf")}).status_code == 303
    with reading() as tx:
        statement = select(RegistrationAnswer.value, RegistrationAnswer.content)
        assert tx.execute(statement.where(RegistrationAnswer.question == "card")).one() == ("new.pdf", b"%PDF-2")


def test_consent_to_be_listed_can_be_taken_back(client, hanako):
    name, link = hanako
    change(client, link, listing="nobody")
    assert participant(name).listing is ListingConsent.NOBODY


def test_needs_are_erased_by_emptying_them(client, hanako):
    _, link = hanako
    assert change(client, link, dietary="", needs_consent=None).status_code == 303
    with reading() as tx:
        assert tx.scalars(select(RegistrationNeeds)).all() == []


def test_session_given_up_is_offered_to_who_waits_and_a_full_one_is_refused(client, hanako):
    name, link = hanako
    waiting = register(make_application(sessions=("strategy",)))
    register(make_application(sessions=("cyber",)))
    full = change(client, link, sessions=["strategy", "cyber"])
    assert (full.status_code, failing(full), participant(name).sessions) == (422, ["sessions"], ("strategy",))
    give_plan(make_plan(of_sessions={"strategy": 1, "cyber": 2}, questions=QUESTIONS))
    assert change(client, link, sessions=["cyber"]).status_code == 303
    assert (participant(name).sessions, participant(waiting).state.value) == (("cyber",), "offered")
    assert "A place is free for you" in subjects()[-1][1]


def test_attendee_of_the_agenda_changes_there_too(client, sample):
    give_plan(make_plan())
    person = make_person(organisation={"en": "Ministry"}, position={"en": "Planner"})
    name = register(make_application(category=DELEGATE, side="US", person=person))
    assert change(client, link_of(name), listing="public", **{"position-en": "Director"}).status_code == 303
    one = participant(name)
    assert (one.is_in_agenda, one.attendee.position.get("en")) == (True, "Director")


def test_order_when_introduced_can_be_changed_there_and_back(client, hanako):
    name, link = hanako
    for order in ("given_first", "family_first"):
        assert change(client, link, display_order=order).status_code == 303
        assert participant(name).attendee.display_order.value == order


def test_errors_keep_what_was_typed(client, hanako):
    name, link = hanako
    refused = change(client, link, family_name="", given_name="", dietary="No pork", needs_consent=None)
    assert (refused.status_code, failing(refused)) == (422, ["family_name", "needs_consent"])
    assert (dict(controls_of(refused.text))["dietary"], participant(name).attendee.family_name) == ("No pork", "Mihon")


def test_who_was_slower_sees_both_and_decides(client, hanako):
    name, link = hanako
    typed = opened(client, link, given_name="Hanae")
    with transaction() as tx:
        faster = Amendment(person={"given_name": "Hanayo", "position": {"en": "Director"}})
        seen = participant(name).version
        chief = Actor("chief")
        amend_registration(tx, SLUG, name, faster, seen=seen, is_marked=False, actor=chief, now=utc_now())
    shown = client.post(f"{link}/change", data=typed, content_type="multipart/form-data")
    said = text_of(shown)
    assert (shown.status_code, participant(name).attendee.given_name) == (409, "Hanayo")
    assert "Given name Hanae Hanayo" in said
    assert "Position Planner Director" in said
    again = dict(controls_of(shown.text))
    assert again["given_name"] == "Hanae"
    assert client.post(f"{link}/change", data=again, content_type="multipart/form-data").status_code == 303
    assert participant(name).attendee.given_name == "Hanae"


def test_nothing_is_changed_after_the_day_that_was_set(client, hanako):
    name, link = hanako
    typed = opened(client, link, given_name="Hanae")
    give_plan(make_plan(changes_until=utc_now() - timedelta(minutes=1), questions=QUESTIONS))
    late = client.post(f"{link}/change", data=typed, content_type="multipart/form-data")
    assert (late.status_code, participant(name).attendee.given_name) == (409, "Hanako")
    assert "The time to change what you gave is over." in text_of(client.get(f"{link}/change"))
    assert f"{link}/change" not in client.get(link).text


def test_page_says_until_when(client, hanako):
    until = datetime(2040, 3, 3, 9, tzinfo=UTC)
    give_plan(make_plan(changes_until=until, questions=QUESTIONS))
    assert "You can change it until Sat 3 Mar 2040 18:00 JST." in text_of(client.get(hanako[1]))


def test_mend_and_language_are_presses_there_too(client, hanako):
    _, link = hanako
    shown = change(client, link, family_name="MIHON", press="mend family_name:all-capitals")
    assert (shown.status_code, dict(controls_of(shown.text))["family_name"]) == (200, "Mihon")
    data = opened(client, link, family_name="Mihonn", press="language")
    japanese = client.post(f"{link}/change?lang=ja", data=data)
    assert ("登録内容の変更" in text_of(japanese), dict(controls_of(japanese.text))["family_name"]) == (True, "Mihonn")


@pytest.mark.parametrize("version", ["", "x", "1e3", "99999999999999999999"])
def test_forged_version_is_a_stale_one(client, hanako, version):
    name, link = hanako
    assert change(client, link, version=version, given_name="Hanae").status_code == 409
    assert participant(name).attendee.given_name == "Hanako"


def test_guests_are_asked_for_no_post(client, hanako):
    assert change(client, hanako[1], **{"position-en": ""}).status_code == 303
