"""Invitations to register in the workplace: sent one by one or from a list, reminded, taken back, how far each got."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from werkzeug.datastructures import MultiDict

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.registration import CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import OutboxMessage, RegistrationInvitation
from eventapp.operations.registrations.answering import decline_invitation, note_answered, note_opened
from eventapp.operations.tokens import token_hash
from eventapp.policy import ANONYMOUS
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registration_invitations import list_invited
from tests.factories import sample_agenda
from tests.importers.sheet_files import xlsx
from tests.publishing import draft, later
from tests.registrations import GUEST, SLUG, give_plan, make_application, make_plan, register
from tests.web.controls import controls_of
from tests.web.requests import text_of

LIST = f"/organise/{SLUG}/invited"
BY_INVITATION = CategoryRule(mode=RegistrationMode.INVITATION)
OPEN = CategoryRule(mode=RegistrationMode.OPEN)
DELEGATE = AttendeeCategory.DELEGATE


@pytest.fixture
def organiser(client, login_as):
    """Sign an organiser in at a conference that is still to come, whatever the clock says."""
    agenda = sample_agenda()
    draft(later(agenda))
    give_plan(make_plan(rules={GUEST: OPEN, DELEGATE: BY_INVITATION}))
    login_as(client, role="organiser")
    return client


def _invited():
    with reading() as tx:
        found = list_invited(tx, get_conference_id(tx, SLUG))
        return {one.email: one for one in found}


def _mails():
    with reading() as tx:
        rows = tx.scalars(
            select(OutboxMessage).where(OutboxMessage.kind == "registration-invitation").order_by(OutboxMessage.id)
        )
        return [(row.recipient, row.language, row.plain) for row in rows]


def _token(email):
    """Give the secret of the newest link of an address, as its mail has it."""
    text = [plain for address, _, plain in _mails() if address == email][-1]
    return text.partition("/register/")[2].split()[0]


def _invite(client, email="hanako@example.org", **typed):
    sent = {"email": email, "category": "guest", "language": "en", "until-on": "", "until-time": ""}
    return client.post(f"{LIST}?lang=en", data=sent | {key.replace("__", "-"): value for key, value in typed.items()})


def _page(client, query="lang=en"):
    return text_of(client.get(f"{LIST}?{query}"))


def _list(client, people="", *, file=None, **typed):
    sent = {"people": people, "category": "guest", "language": "en"} | typed
    if file is not None:
        sent["file"] = (io.BytesIO(file), "guests.xlsx")
    return client.post(f"{LIST}/list?lang=en", data=sent, content_type="multipart/form-data")


def _confirm(client, page):
    return client.post(f"{LIST}/list", data=MultiDict(controls_of(page.text)))


def _age(email, days):
    """Make an invitation so many days older."""
    with transaction() as tx:
        of_address = update(RegistrationInvitation).where(RegistrationInvitation.email == email)
        tx.execute(of_address.values(created_at=utc_now() - timedelta(days=days)))


def test_nobody_invited_yet_is_said_calmly_beside_the_form(organiser):
    page = organiser.get(f"{LIST}?lang=en")
    assert "Nobody is invited yet." in text_of(page)
    assert (controls_of(page.text)[0][0], f'href="{LIST}/list"' in page.text) == ("csrf_token", True)
    assert "まだ誰も招待していません。" in _page(organiser, "lang=ja")


def test_person_is_invited_in_the_own_language_with_a_link_to_this_site(organiser):
    answer = _invite(organiser, " Hanako@Example.org ", name="見本花子", language="ja", category="delegate", side="JP")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}?sent=1")
    one = _invited()["hanako@example.org"]
    assert (one.name, one.language, one.category, one.side, one.invited_by) == (
        *("見本花子", "ja", DELEGATE, "JP"),
        "Sample user",
    )
    ((address, language, text),) = _mails()
    assert (address, language) == ("hanako@example.org", "ja")
    assert f"https://conferences.example.org/conferences/{SLUG}/register/{_token(address)}" in text
    page = _page(organiser, "lang=en&sent=1")
    assert "1 invitation is sent." in page
    assert "見本花子 hanako@example.org · JP Delegate · 日本語 Sent" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "hanako"}, "E-mail: “hanako” is no e-mail address."),
        ({"email": ""}, "E-mail: This must not be empty."),
        ({"category": "press"}, "Category: Not a valid choice."),
        ({"category": "delegate"}, "Delegation: Everybody but a guest belongs to a delegation."),
        ({"side": "JP"}, "Delegation: A guest belongs to no delegation."),
        ({"until__on": "2023-03-01", "until__time": "09:00"}, "Holds until: This time is over."),
        ({"until__on": "2023-03-01"}, "Holds until: A day and a time of day belong together."),
        ({"language": "tlh"}, "Language of the mail: Not a valid choice."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(organiser, typed, said):
    page = _invite(organiser, **({"name": "Typed name"} | typed))
    assert (page.status_code, said in text_of(page)) == (422, True)
    shown = dict(controls_of(page.text))
    assert (shown["name"], shown["email"]) == ("Typed name", typed.get("email", "hanako@example.org"))
    assert _mails() == []


def test_address_that_has_an_invitation_or_is_on_the_list_gets_no_second_mail(organiser):
    _invite(organiser)
    register(make_application(email="taro@example.org"))
    for address, said in (
        ("HANAKO@example.org", "E-mail: Has an invitation already: no mail"),
        ("taro@example.org", "E-mail: Registered already: no mail"),
    ):
        page = _invite(organiser, address)
        assert (page.status_code, said in text_of(page)) == (422, True)
    assert len(_mails()) == 1


def test_invitation_that_would_never_open_is_refused_at_its_field(client, login_as):
    draft(sample_agenda())
    give_plan(make_plan(rules={GUEST: OPEN}))
    login_as(client, role="organiser")
    for typed, said in (
        ({}, "The conference is over: an invitation would not open. Say until when it holds."),
        ({"until__on": "2023-03-01", "until__time": "18:00"}, "This time is over."),
    ):
        page = _invite(client, **typed)
        assert (page.status_code, f"Holds until: {said}" in text_of(page), _mails()) == (422, True, [])


def test_invitation_may_end_before_the_conference(organiser):
    _invite(organiser, until__on="2040-03-01", until__time="18:00")
    assert "until Thu 1 Mar 2040 18:00 JST" in " ".join(_mails()[0][2].split())
    assert "holds until 1 Mar 2040 18:00 JST" in _page(organiser)


def test_list_says_how_far_each_got_and_shows_one_state_at_a_time(organiser):
    for name in ("sent", "opened", "registered", "declined", "revoked"):
        _invite(organiser, f"{name}@example.org")
    now = utc_now()
    links = {name: token_hash(_token(f"{name}@example.org")) for name in ("opened", "declined", "registered")}
    name = register(make_application(email="registered@example.org"))
    with transaction() as tx:
        note_opened(tx, links["opened"], actor=ANONYMOUS, now=now)
        decline_invitation(tx, links["declined"], actor=ANONYMOUS, now=now)
        note_answered(tx, links["registered"], name, now=now)
    organiser.post(f"{LIST}/{_invited()['revoked@example.org'].id}/revoke")
    page = organiser.get(f"{LIST}?lang=en")
    said = text_of(page)
    assert "All 5 Sent 1 Opened 1 Has registered 1 Declined by the person 1 Taken back 1" in said
    assert "registered@example.org Guest · English Has registered: On the list" in said
    assert f'href="/organise/{SLUG}/people/{name}"' in page.text
    only = _page(organiser, "lang=en&state=opened")
    assert ["opened@example.org" in only, "declined@example.org" in only] == [True, False]
    found = _page(organiser, "lang=en&q=DECLINED@example")
    assert ["declined@example.org" in found, "sent@example.org" in found] == [True, False]
    assert "Nothing is found for “nobody”." in _page(organiser, "lang=en&q=nobody")


def test_reminder_goes_out_once_a_day_with_another_link(organiser):
    _invite(organiser)
    first, key = _token("hanako@example.org"), _invited()["hanako@example.org"].id
    page = organiser.get(f"{LIST}?lang=en").text
    assert f"{LIST}/{key}/remind" not in page
    early = organiser.post(f"{LIST}/{key}/remind")
    assert early.headers["Location"] == f"{LIST}?reminded=0&early=1"
    assert "1 got a mail less than a day ago and got no other." in _page(organiser, "lang=en&reminded=0&early=1")
    _age("hanako@example.org", 2)
    assert f'action="{LIST}/{key}/remind"' in organiser.get(LIST).text
    assert organiser.post(f"{LIST}/{key}/remind").headers["Location"] == f"{LIST}?reminded=1"
    assert len({first, _token("hanako@example.org")}) == 2
    assert organiser.post(f"{LIST}/remind").headers["Location"] == f"{LIST}?reminded=0&early=1"


def test_all_who_have_not_answered_are_reminded_by_one_press(organiser):
    for n in range(3):
        _invite(organiser, f"{n}@example.org")
        _age(f"{n}@example.org", 2)
    _invite(organiser, "late@example.org")
    assert "Remind all 3 who have not answered" in _page(organiser)
    assert organiser.post(f"{LIST}/remind").headers["Location"] == f"{LIST}?reminded=3&early=1"
    assert [address for address, *_ in _mails()[4:]] == [f"{n}@example.org" for n in range(3)]
    assert "Nobody to remind yet" in _page(organiser)


def test_invitation_is_taken_back_and_sent_again(organiser):
    _invite(organiser)
    key = _invited()["hanako@example.org"].id
    assert organiser.post(f"{LIST}/{key}/again").status_code == 422
    assert organiser.post(f"{LIST}/{key}/revoke").headers["Location"] == f"{LIST}?revoked=1"
    page = organiser.get(f"{LIST}?lang=en").text
    assert [f"{LIST}/{key}/{action}" in page for action in ("again", "revoke", "remind")] == [True, False, False]
    assert organiser.post(f"{LIST}/{key}/again").headers["Location"] == f"{LIST}?sent=1"
    assert len(_mails()) == 2


def test_invitation_that_was_answered_meanwhile_is_not_taken_back_and_that_is_said(organiser):
    _invite(organiser)
    name = register(make_application(email="hanako@example.org"))
    link = token_hash(_token("hanako@example.org"))
    with transaction() as tx:
        note_answered(tx, link, name, now=utc_now())
    answer = organiser.post(f"{LIST}/{_invited()['hanako@example.org'].id}/revoke?lang=en")
    assert (answer.status_code, "This invitation was answered" in text_of(answer)) == (422, True)


def test_category_that_is_closed_meanwhile_is_not_invited_again_and_that_is_said(organiser):
    _invite(organiser)
    key = _invited()["hanako@example.org"].id
    organiser.post(f"{LIST}/{key}/revoke")
    give_plan(make_plan(rules={DELEGATE: BY_INVITATION}))
    answer = organiser.post(f"{LIST}/{key}/again?lang=en")
    assert (answer.status_code, "Registration of this category is closed" in text_of(answer)) == (422, True)


def test_mail_that_failed_is_shown_at_the_invitation(organiser):
    _invite(organiser)
    assert "could not be delivered" not in _page(organiser)
    with transaction() as tx:
        tx.execute(update(OutboxMessage).values(failed_at=utc_now(), error="550 no such user"))
    assert "The mail could not be delivered." in _page(organiser)


def test_where_no_category_can_be_invited_the_way_to_the_rules_is_shown(organiser):
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.CLOSED)}))
    for address in (LIST, f"{LIST}/list"):
        page = organiser.get(f"{address}?lang=en")
        assert "No category can be invited: none is open or by invitation." in text_of(page)
        assert f'href="/organise/{SLUG}/registration"' in page.text


def test_list_is_shown_with_what_happens_and_invited_when_confirmed(organiser):
    _invite(organiser, "known@example.org")
    page = _list(organiser, "a@example.org, Aki, ja\nknown@example.org\nb@example.org,,,delegate,JP\n")
    said = text_of(page)
    assert page.status_code == 200
    assert "1 Aki a@example.org Guest 日本語 Gets an invitation" in said
    assert "2 known@example.org Guest English Has an invitation already: no mail" in said
    assert "3 b@example.org JP Delegate English Gets an invitation" in said
    assert ("Invite 2 people" in said, len(_mails())) == (True, 1)
    answer = _confirm(organiser, page)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}?sent=2")
    assert [address for address, *_ in _mails()] == ["known@example.org", "a@example.org", "b@example.org"]
    assert (_invited()["a@example.org"].language, _invited()["b@example.org"].side) == ("ja", "JP")


def test_file_is_kept_between_the_preview_and_the_word_to_go_on(organiser):
    data = xlsx(Guests=[["氏名", "メールアドレス"], ["見本花子", "hanako@example.org"]])
    page = _list(organiser, file=data, language="ja")
    assert "guests.xlsx · 1 person" in text_of(page)
    assert _confirm(organiser, page).headers["Location"] == f"{LIST}?sent=1"
    assert (_invited()["hanako@example.org"].name, _mails()[0][1]) == ("見本花子", "ja")


@pytest.mark.parametrize("confirm", ["", "1"])
def test_list_with_one_wrong_row_invites_nobody_and_every_problem_is_told(organiser, confirm):
    people = "a@example.org\nnobody\nb@example.org,,,delegate\nc@example.org,,,press,JP\na@example.org\n"
    first = _list(organiser, people.replace("nobody\n", ""), confirm=confirm)
    said = text_of(first)
    assert first.status_code == 422
    for line in (
        "3 problems; nobody was invited.",
        "Row 2, Delegation: Everybody but a guest belongs to a delegation.",
        "Row 3, Category: Registration of this category is closed: an invitation would not open it.",
        "Row 4, E-mail: The address a@example.org stands twice.",
    ):
        assert line in said
    second = _list(organiser, people, confirm=confirm)
    assert "Row 2, E-mail: “nobody” is no e-mail address." in text_of(second)
    assert MultiDict(controls_of(second.text))["people"].split() == people.split()
    assert (_invited(), _mails()) == ({}, [])


def test_list_can_be_changed_after_its_preview(organiser):
    page = _list(organiser, "a@example.org\nb@example.org\n", until__on="", category="guest")
    sent = MultiDict(controls_of(page.text))
    sent.pop("confirm")
    back = organiser.post(f"{LIST}/list", data=sent | {"back": "1"})
    assert (back.status_code, MultiDict(controls_of(back.text))["people"]) == (200, "a@example.org\nb@example.org\n")


def test_list_of_those_who_all_have_an_invitation_has_no_button(organiser):
    _invite(organiser)
    page = _list(organiser, "hanako@example.org\n")
    assert "Nobody on the list would get a mail." in text_of(page)
    assert 'name="confirm"' not in page.text


def test_list_without_anybody_is_refused(organiser):
    page = _list(organiser, " ")
    assert (page.status_code, "Choose a file first." in text_of(page)) == (422, True)


def test_many_are_shown_a_hundred_on_a_page(organiser):
    page = _list(organiser, "".join(f"{n}@example.org\n" for n in range(120)))
    _confirm(organiser, page)
    said = _page(organiser)
    assert ["All 120" in said, "1–100 of 120" in said] == [True, True]
    assert "101–120 of 120" in _page(organiser, "lang=en&page=2")


def test_page_takes_as_many_statements_for_many_as_for_few(organiser, count_statements):
    counts = []
    for n in (1, 30):
        _confirm(organiser, _list(organiser, "".join(f"{n}-{k}@example.org\n" for k in range(n))))
        organiser.get(LIST)
        with count_statements() as sent:
            organiser.get(LIST)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_secret_of_an_invitation_stands_on_no_page_of_the_workplace(organiser):
    _invite(organiser)
    token = _token("hanako@example.org")
    with reading() as tx:
        message = tx.scalars(select(OutboxMessage.id)).one()
    for address in (LIST, f"/organise/{SLUG}/outbox", f"/organise/{SLUG}/outbox/{message}", f"/organise/{SLUG}/log"):
        page = organiser.get(address)
        assert (page.status_code, token in page.text) == (200, False)
