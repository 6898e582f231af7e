"""A person of a delegation, entered by its focal point: added, changed, replaced, declined, taken off the list."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory, Role
from eventapp.models import OutboxMessage, RegistrationNeeds
from eventapp.policy import MemberRole
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import get_participant
from tests.factories import both, make_session, placed, sample_agenda
from tests.publishing import draft
from tests.registrations import SLUG, give_plan, make_application, make_plan, register, states
from tests.web.controls import controls_of
from tests.web.organise.drafting import save_form
from tests.web.requests import heading_of, text_of

BASE = f"/organise/{SLUG}/delegations"
US = f"{BASE}/US/people"
DELEGATE = AttendeeCategory.DELEGATE
MIHON = {"family_name": "Mihon", "given_name": "Hanako", "email": "hanako@example.org", "position__en": "Planner"}
FOCAL = MemberRole.FOCAL_POINT


@pytest.fixture
def focal(app, place, login_as):
    """Give a browser in which the focal point of the US side is signed in."""
    client = app.test_client()
    login_as(client, role=FOCAL, side="US")
    return client


def _rule(approval):
    return {DELEGATE: CategoryRule(mode=RegistrationMode.OPEN, approval=approval)}


def _attendee(name):
    with reading() as tx:
        return get_draft(tx, SLUG).items.get(f"attendees/{name}")


def _order(side="US"):
    with reading() as tx:
        return [a.id for a in get_draft(tx, SLUG).agenda.attendees if a.delegation.code == side]


def _added(answer):
    """Give the id of the person that an answer leads to."""
    return re.search(r"#p-(.+)$", answer.headers["Location"])[1]


def _add(client, **changes):
    return save_form(client, f"{US}/new", **(MIHON | changes))


def _participant(name):
    with reading() as tx:
        return get_participant(tx, SLUG, name)


def _mails():
    with reading() as tx:
        rows = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(row.recipient, row.subject.partition(":")[0]) for row in rows]


def test_person_is_added_last_with_everything_typed_and_is_told(focal):
    answer = _add(
        focal,
        native_family_name="見本",
        native_given_name="花子",
        family_name_reading="みほん",
        given_name_reading="はなこ",
        category="speaker",
        language="ja",
        interpretation_language="ja",
        listing="participants",
        is_confirmed="y",
        diets=["halal", "no_pork"],
        needs_consent="y",
        arrives_on="2023-03-12",
        arrives="08:30",
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{US}?added={_added(answer)}#p-{_added(answer)}")
    name, one = _added(answer), _participant(_added(answer))
    item = _attendee(name)
    assert (_order()[-1], one.state.value, one.source.value, one.listing.value) == (
        *(name, "confirmed", "focal_point", "participants"),
    )
    assert {key: item[key] for key in ("native_family_name", "category", "language", "arrives", "email")} == {
        "native_family_name": "見本",
        "category": "speaker",
        "language": "ja",
        "arrives": "2023-03-12T08:30:00+09:00",
        "email": "hanako@example.org",
    }
    with reading() as tx:
        needs = tx.scalars(select(RegistrationNeeds)).one()
    assert (needs.diets, needs.consented_at is not None) == (["halal", "no_pork"], True)
    assert [mail[0] for mail in _mails()] == ["hanako@example.org"]
    assert "MIHON Hanako is on the list now." in text_of(focal.get(answer.headers["Location"]))


def test_person_waits_for_the_secretariat_where_the_rule_says_so(focal):
    give_plan(make_plan(rules=_rule(Approval.ORGANISER)))
    answer = _add(focal)
    assert (states()[_added(answer)], _order()) == ("pending", ["carter", "diaz", "reed"])
    assert "MIHON Hanako waits for the secretariat's decision." in text_of(focal.get(answer.headers["Location"]))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"family_name": "", "given_name": ""}, "Write the name: family name, given name or both."),
        ({"email": "hanako"}, "is no e-mail address"),
        ({"listing": "public"}, "Say that you asked the person"),
        ({"dietary": "No garlic"}, "Say that the person agreed"),
        ({"arrives_on": "2023-03-12"}, "Write the time too."),
        ({"given_name_reading": "Hanako"}, "A reading is written in hiragana or katakana alone."),
        (
            {"arrives_on": "2023-03-12", "arrives": "09:00", "leaves_on": "2023-03-12", "leaves": "08:00"},
            "does not lie after arriving",
        ),
        ({"category": "guest"}, "Not a valid choice."),
        ({"category": "press"}, "Not a valid choice."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_everything_typed_stays(focal, wrong, said):
    typed = MIHON | {"organisation__en": "Institute"} | wrong
    answer = save_form(focal, f"{US}/new", **typed)
    assert (answer.status_code, said in text_of(answer), _order()) == (422, True, ["carter", "diaz", "reed"])
    sent = {key: value.removeprefix("\r\n") for key, value in controls_of(answer.text)}
    kept = {key.replace("__", "-"): value for key, value in typed.items() if key != "category"}
    assert {key: sent.get(key) for key in kept} == kept


def test_name_with_a_warning_is_taken_the_second_time_or_mended_by_a_press(focal):
    first = _add(focal, family_name="MIHON")
    assert (first.status_code, _order()) == (422, ["carter", "diaz", "reed"])
    assert "It is typed in capitals." in text_of(first)
    sent = controls_of(first.text)
    press = re.search(r'name="press"\s+value="(mend [^"]+)"', first.text)[1]
    mended = focal.post(f"{US}/new", data=dict([*sent, ("press", press)]))
    assert dict(controls_of(mended.text))["family_name"] == "Mihon"
    assert focal.post(f"{US}/new", data=dict(sent)).status_code == 303


def test_what_the_check_finds_at_somebody_who_is_there_is_mended_by_a_press(focal):
    name = _added(_add(focal, family_name="MIHON", seen="family_name:all-capitals"))
    page = focal.get(f"{US}/{name}")
    assert ("It is typed in capitals." in text_of(page), "Look at the name once more" in text_of(page)) == (True, False)
    press = re.search(r'name="press"\s+value="(mend [^"]+)"', page.text)[1]
    mended = focal.post(f"{US}/{name}", data=dict([*controls_of(page.text), ("press", press)]))
    assert dict(controls_of(mended.text))["family_name"] == "Mihon"
    assert focal.post(f"{US}/{name}", data=dict(controls_of(mended.text))).status_code == 303
    assert _attendee(name)["family_name"] == "Mihon"


def test_double_press_adds_once(focal):
    sent = dict(controls_of(focal.get(f"{US}/new").text)) | {key.replace("__", "-"): v for key, v in MIHON.items()}
    first, second = (focal.post(f"{US}/new", data=sent) for _ in range(2))
    assert (first.headers["Location"], len(_order())) == (second.headers["Location"], 4)


def test_who_may_be_on_the_list_already_is_shown_first_and_added_all_the_same_if_said_so(focal):
    twin = {"family_name": "Carter", "given_name": "Ellen", "email": "ellen@example.org"}
    answer = _add(focal, **twin)
    said = text_of(answer)
    assert (answer.status_code, len(_order())) == (422, 3)
    assert "This person may be on the list already CARTER Ellen カーター エレン : same name in Latin letters" in said
    again = dict(controls_of(answer.text)) | {"is_other": "y"}
    assert focal.post(f"{US}/new", data=again).status_code == 303
    assert len(_order()) == 4


def test_address_or_name_of_the_other_side_tells_nothing_of_it(focal):
    answer = _add(focal, family_name="Aoki", given_name="Haruka", email="aoki@example.org")
    assert answer.status_code == 303
    for client_page in (focal.get(US), focal.get(f"{US}/{_added(answer)}")):
        assert "局長" not in client_page.text


def test_full_list_says_where_and_keeps_what_was_typed(focal):
    give_plan(make_plan(of_sides={"US": 3}))
    answer = _add(focal)
    assert (answer.status_code, dict(controls_of(answer.text))["family_name"]) == (422, "Mihon")
    assert "Every place of this delegation is taken: US." in text_of(answer)
    give_plan(make_plan(rules={DELEGATE: CategoryRule(capacity=1)}))
    assert "Every place for this category is taken: Delegate." in text_of(_add(focal))


def test_change_after_the_decision_is_marked_and_needs_are_not_shown(focal, organiser):
    name = _added(_add(focal, dietary="No garlic", needs_consent="y"))
    page = focal.get(f"{US}/{name}")
    assert ("No garlic" in page.text, "something was told" in page.text) == (False, True)
    answer = save_form(focal, f"{US}/{name}", given_name="Hana", leaves_on="2023-03-13", leaves="17:00")
    assert (answer.status_code, _participant(name).amended) == (303, ("given_name", "leaves"))
    said = "Changed after the decision, and not seen by the secretariat yet: given name, leaves"
    assert said in text_of(focal.get(f"{US}/{name}"))
    with reading() as tx:
        assert tx.scalars(select(RegistrationNeeds.dietary)).all() == ["No garlic"]
    save_form(focal, f"{US}/{name}", needs_gone="y")
    with reading() as tx:
        assert tx.scalars(select(RegistrationNeeds)).all() == []
    before = _participant(name).amended
    save_form(organiser, f"{US}/{name}", given_name="Hanae")
    assert _participant(name).amended == before


def test_form_sent_unchanged_changes_nothing(focal):
    before = _participant("carter")
    answer = save_form(focal, f"{US}/carter")
    assert (answer.status_code, _participant("carter")) == (303, before)


def test_language_that_the_interface_does_not_speak_stays_and_no_other_one_is_taken(focal):
    agenda = sample_agenda()
    people = (
        replace(one, language="ko", interpretation_language="ko") if one.id == "carter" else one
        for one in agenda.attendees
    )
    draft(replace(agenda, attendees=tuple(people)))
    before = _participant("carter")
    assert (save_form(focal, f"{US}/carter").status_code, _participant("carter")) == (303, before)
    for field in ("language", "interpretation_language"):
        assert save_form(focal, f"{US}/carter", **{field: "xx"}).status_code == 422
    assert _participant("carter") == before


def test_slower_of_two_sees_both_versions_and_chooses(focal, organiser):
    address = f"{US}/carter"
    sent = dict(controls_of(focal.get(address).text))
    save_form(organiser, address, position__en="Director, Operations")
    late = focal.post(address, data=sent | {"prefix": "Maj. Gen."})
    assert (late.status_code, heading_of(late)) == (409, "Two versions of CARTER Ellen")
    assert re.search(r"Position \(English\) ◇! differs .*Director, Plans .*Director, Operations", text_of(late))
    resolved = controls_of(late.text)
    answer = focal.post(address, data=dict(resolved))
    assert (answer.status_code, _attendee("carter")["prefix"], _attendee("carter")["position"]["en"]) == (
        *(303, "Maj. Gen.", "Director, Operations"),
    )


def test_substitute_has_the_place_and_both_are_told(focal):
    page = focal.get(f"{US}/carter/substitute")
    assert heading_of(page) == "A substitute for CARTER Ellen"
    assert dict(controls_of(page.text))["organisation-en"] == "Headquarters"
    answer = save_form(focal, f"{US}/carter/substitute", **MIHON)
    name = _added(answer)
    assert (_order(), states()["carter"], _participant(name).amended) == (
        *([name, "diaz", "reed"], "withdrawn", ("replaces",)),
    )
    assert _mails() == [
        ("hanako@example.org", "You are registered"),
        ("carter@example.org", "Somebody else takes your place"),
    ]
    said = text_of(focal.get(answer.headers["Location"]))
    assert re.search(r"MIHON Hanako has the place now\..*1 MIHON Hanako Head of delegation Changed", said)
    assert "No longer on the list 1 CARTER Ellen カーター エレン · Not coming" in said


def test_substitute_of_one_changed_meanwhile_is_asked_for_again_with_all_that_was_typed(focal, organiser):
    sent = dict(controls_of(focal.get(f"{US}/carter/substitute").text))
    sent |= {key.replace("__", "-"): value for key, value in MIHON.items()}
    save_form(organiser, f"{US}/carter", position__en="Director, Operations")
    late = focal.post(f"{US}/carter/substitute", data=sent)
    assert (late.status_code, _order(), dict(controls_of(late.text))["email"]) == (
        *(409, ["carter", "diaz", "reed"], "hanako@example.org"),
    )
    assert "Director, Operations" in text_of(late)
    assert focal.post(f"{US}/carter/substitute", data=dict(controls_of(late.text))).status_code == 303
    assert _order()[1:] == ["diaz", "reed"]


def test_person_placed_in_sessions_is_taken_off_after_they_are_shown_and_stays_in_the_agenda(focal):
    page = focal.get(f"{US}/carter/withdraw")
    assert "Placed in these sessions Sunday 12 March 09:00 Opening remarks" in text_of(page)
    assert "日本側打合せ" not in page.text
    answer = save_form(focal, f"{US}/carter/withdraw")
    assert (answer.headers["Location"], states()["carter"], _order()[0]) == (f"{US}?gone=carter", "withdrawn", "carter")
    said = text_of(focal.get(answer.headers["Location"]))
    assert "CARTER Ellen is off the list now." in said
    assert "Stays in the agenda until the secretariat settles the sessions" in said


def test_session_that_was_not_published_is_counted_to_the_focal_point_and_named_to_organisers(focal, organiser):
    agenda = sample_agenda()
    carter = next(one for one in agenda.attendees if one.id == "carter")
    secret = make_session(id="new", title=both("Not published yet", "未公開"), placements=placed(Role.SPEAKER, carter))
    draft(replace(agenda, sessions=(*agenda.sessions, secret)))
    said = text_of(focal.get(f"{US}/carter/withdraw"))
    assert ("1 session that is not published yet" in said, "Not published yet" in said) == (True, False)
    assert "Not published yet" in text_of(organiser.get(f"{US}/carter/withdraw"))


def test_person_changed_meanwhile_is_taken_off_only_after_another_look(focal, organiser):
    name = _added(_add(focal))
    sent = dict(controls_of(focal.get(f"{US}/{name}/withdraw").text))
    save_form(organiser, f"{US}/{name}", given_name="Hana")
    late = focal.post(f"{US}/{name}/withdraw", data=sent)
    assert (late.status_code, states()[name], "MIHON Hana" in text_of(late)) == (409, "confirmed", True)
    assert focal.post(f"{US}/{name}/withdraw", data=dict(controls_of(late.text))).status_code == 303
    assert (states()[name], _attendee(name)) == ("withdrawn", None)


def test_who_went_is_added_again_from_what_was_known_without_the_consent(focal):
    name = _added(_add(focal, listing="public", is_confirmed="y"))
    save_form(focal, f"{US}/{name}/withdraw")
    address = f"{US}/new?again={name}"
    sent = dict(controls_of(focal.get(address).text))
    assert (sent["family_name"], sent["email"], sent["listing"]) == ("Mihon", "hanako@example.org", "unasked")
    again = _added(focal.post(address, data=sent))
    assert (again != name, states()[again], states()[name]) == (True, "confirmed", "withdrawn")


def test_who_waits_is_declined_with_a_sentence(focal):
    give_plan(make_plan(rules=_rule(Approval.FOCAL_POINT)))
    name = register(make_application(category=DELEGATE, side="US", email="hanako@example.org"))
    answer = save_form(focal, f"{US}/{name}/decline", note="Next year.")
    assert (answer.headers["Location"], states()[name]) == (f"{US}?declined={name}", "declined")
    with reading() as tx:
        last = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(1)).one()
    assert (last.recipient, "Next year." in last.plain) == ("hanako@example.org", True)
