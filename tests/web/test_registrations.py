"""The public form: what it asks of whom, what it keeps, what it gives away, and how often one may send it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.registration import (
    Approval,
    Question,
    QuestionKind,
)
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import (
    RegistrationAnswer,
    RegistrationNeeds,
    SignInAttempt,
)
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import list_sessions_of
from tests.factories import both, sample_agenda
from tests.publishing import draft
from tests.registrations import GUEST, OPEN, SLUG, give_plan, make_plan, register
from tests.web.controls import controls_of
from tests.web.registering import FORM, HANAKO, failing, rows, send, subjects
from tests.web.requests import heading_of, language_of, text_of

DELEGATE, PRESS = AttendeeCategory.DELEGATE, AttendeeCategory.PRESS
GUESTS = {GUEST: OPEN}
PDF = b"%PDF-1.7 sample"


def question(key, kind=QuestionKind.TEXT, **fields):
    return Question(key=key, kind=kind, label=both(f"Question {key}", f"質問{key}"), **fields)


@pytest.fixture
def guests(sample):
    """Let guests register for the sample conference, which is published."""
    give_plan(make_plan(rules=GUESTS))


def shown(client, address=FORM, language="ja"):
    return client.get(address, headers={"Accept-Language": language})


def test_form_begins_in_the_readers_language_with_the_facts_of_the_conference(client, guests):
    give_plan(make_plan(rules={GUEST: replace(OPEN, closes_at=datetime(2030, 3, 3, 9, tzinfo=UTC))}))
    page = shown(client)
    assert (page.status_code, language_of(page), heading_of(page)) == (200, "ja", "参加登録")
    said = text_of(page)
    assert "2023年3月12日（日）〜13日（月）" in said
    assert "受付締切 2030年3月3日（日）18時（日本時間）" in said
    english = text_of(shown(client, language="en"))
    assert "Open until Sun 3 Mar 2030 18:00 JST" in english


def test_conference_leads_to_its_registration_once_there_are_rules(client, sample):
    link = f'href="{FORM}?lang=ja"'
    assert link not in client.get(f"{sample}/?lang=ja,en").text
    give_plan(make_plan(rules=GUESTS))
    assert link in client.get(f"{sample}/?lang=ja,en").text


def test_registration_is_taken_once_and_told_by_mail_only(client, guests):
    response = send(client)
    assert (response.status_code, response.headers["Location"]) == (303, f"{FORM}/sent")
    (row,) = rows()
    assert (row.state, row.source, row.category, row.email, row.language, row.listing) == (
        *("confirmed", "self", "guest", "hanako@example.org", "ja"),
        "participants",
    )
    assert row.person == {name: HANAKO[name] for name in row.person if name in HANAKO} | {
        "interpretation_language": "ja",
    }
    assert subjects() == [("hanako@example.org", "参加登録が完了しました")]
    page = text_of(client.get(f"{FORM}/sent", headers={"Accept-Language": "ja"}))
    assert ("メールをお送りしました" in page, "hanako" in page, "見本" in page) == (True, False, False)


def test_same_form_sent_twice_registers_once(client, guests):
    key = dict(controls_of(shown(client).text))["key"]
    answers = [send(client, key=key), send(client, key=key)]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, f"{FORM}/sent")}
    assert (len(rows()), len(subjects())) == (1, 1)


def test_every_form_has_a_key_of_its_own_that_stays_while_it_is_shown_again(client, guests):
    first, second = (dict(controls_of(shown(client).text))["key"] for _ in range(2))
    again = send(client, key=first, email="")
    assert (first != second, dict(controls_of(again.text))["key"]) == (True, first)
    forged = send(client, key="short", email="")
    assert dict(controls_of(forged.text))["key"] != "short"


def test_same_address_gets_the_same_answer_and_is_told_by_mail(client, guests):
    answers = [send(client), send(client, dietary="", email=" HANAKO@example.org ")]
    bodies = {client.get(answer.headers["Location"], headers={"Accept-Language": "ja"}).text for answer in answers}
    assert (len(bodies), len(rows())) == (1, 1)
    assert [subject for _, subject in subjects()] == ["参加登録が完了しました", "すでに登録済みです"]


def test_errors_keep_what_was_typed_and_lead_to_their_fields(client, guests):
    response = send(client, email="hanako", listing=None, dietary="卵", given_name_reading="ﾊﾅｺ", diets="halal")
    assert (response.status_code, rows()) == (422, [])
    assert failing(response) == ["given_name_reading", "email", "needs_consent", "listing"]
    kept = dict(controls_of(response.text))
    wanted = HANAKO | {"given_name_reading": "ﾊﾅｺ", "dietary": "卵", "email": "hanako"}
    assert {name: kept[name] for name in wanted if name != "listing"} == {
        name: value for name, value in wanted.items() if name != "listing"
    }
    assert 'value="halal" checked' in response.text or 'checked id="diets-2"' in response.text
    assert "4か所ご確認ください" in text_of(response)


def test_half_width_kana_are_mended_by_one_press_without_a_script(client, guests):
    refused = send(client, given_name_reading="ﾊﾅｺ")
    assert "「はなこ」に直す" in text_of(refused)
    fields = dict(controls_of(refused.text)) | {"press": "mend given_name_reading:half-width-kana"}
    mended = client.post(FORM, data=fields, headers={"Accept-Language": "ja"})
    assert (mended.status_code, failing(mended), rows()) == (200, [], [])
    taken = client.post(FORM, data=dict(controls_of(mended.text)), headers={"Accept-Language": "ja"})
    assert (taken.status_code, rows()[0].person["given_name_reading"]) == (303, "はなこ")


KANJI_ONLY = {
    "family_name": "",
    "given_name": "",
    "native_family_name": "歩",
    "native_given_name": "太",
    "family_name_reading": "あゆみ",
    "given_name_reading": "ふとし",
}


def test_name_in_kanji_and_kana_alone_is_asked_for_its_latin_letters_which_a_press_writes(client, guests):
    assert "名簿・名札用：Yamada" in text_of(shown(client))
    page = send(client, **KANJI_ONLY)
    said = text_of(page)
    assert (page.status_code, failing(page), rows()) == (422, ["family_name", "given_name"], [])
    assert (said.count("ローマ字が未入力です。"), "お名前を入力してください" in said) == (2, False)
    assert ("「Ayumi」に直す" in said, "「Futoshi」に直す" in said) == (True, True)
    for part in ("family_name", "given_name"):
        fields = dict(controls_of(page.text)) | {"press": f"mend {part}:missing-latin"}
        page = client.post(FORM, data=fields, headers={"Accept-Language": "ja"})
        assert (page.status_code, failing(page)) == (200, [])
    taken = client.post(FORM, data=dict(controls_of(page.text)), headers={"Accept-Language": "ja"})
    person = rows()[0].person
    assert (taken.status_code, person["family_name"], person["given_name"]) == (303, "Ayumi", "Futoshi")


def test_form_without_any_name_asks_for_it(client, guests):
    nothing = dict.fromkeys(KANJI_ONLY, "")
    page = send(client, **nothing)
    assert (failing(page), "お名前を入力してください" in text_of(page)) == (["family_name"], True)


def test_other_language_is_a_press_that_keeps_what_was_typed(client, guests):
    page = send(client, f"{FORM}?lang=en", press="language", dietary="卵")
    assert (page.status_code, language_of(page), rows()) == (200, "en", [])
    kept = dict(controls_of(page.text))
    assert (kept["dietary"], kept["family_name"], kept["listing"]) == ("卵", "Mihon", "participants")


def test_needs_are_kept_with_their_consent_and_nothing_without_needs(client, guests):
    fields = {"dietary": "卵", "diets": ["halal", "no_egg"], "accessibility": "車椅子", "needs_consent": "y"}
    assert send(client, **fields).status_code == 303
    assert send(client, email="second@example.org", needs_consent="y").status_code == 303
    with reading() as tx:
        (needs,) = tx.scalars(select(RegistrationNeeds))
        assert (needs.registration_id, needs.diets, needs.dietary, needs.accessibility) == (
            *(rows()[0].id, ["halal", "no_egg"], "卵"),
            "車椅子",
        )
        assert needs.consented_at is not None


@pytest.mark.parametrize(("language", "listed"), [("ja", "会議終了後12日で"), ("en", "12 days after")])
def test_form_says_how_long_needs_are_kept(client, guests, language, listed):
    give_plan(make_plan(rules=GUESTS, needs_kept_days=12))
    assert listed in text_of(shown(client, language=language))


def test_everybody_but_guests_says_the_delegation_and_the_post(client, sample):
    give_plan(make_plan(rules={DELEGATE: OPEN}))
    refused = send(client)
    assert failing(refused) == ["side", "organisation-ja", "position-ja"]
    post = {"organisation-ja": "計画省", "position-ja": "課長"}
    assert failing(send(client, side="XX", **post)) == ["side"]
    assert send(client, side="JP", **post).status_code == 303
    (row,) = rows()
    with reading() as tx:
        attendee = next(a for a in get_draft(tx, SLUG).agenda.attendees if a.id == row.public_id)
    assert (row.side, attendee.delegation.code, attendee.position.get("ja")) == ("JP", "JP", "課長")


def test_approval_leaves_the_registration_to_be_decided_and_the_button_says_so(client, sample):
    give_plan(make_plan(rules={GUEST: replace(OPEN, approval=Approval.ORGANISER)}))
    assert "申し込む" in text_of(shown(client))
    send(client)
    assert (rows()[0].state, subjects()) == ("pending", [("hanako@example.org", "参加登録を受け付けました")])


def test_full_conference_offers_the_waiting_list(client, sample):
    give_plan(make_plan(rules=GUESTS, capacity=8))
    register()
    page = text_of(shown(client))
    assert ("満席です。" in page, "キャンセル待ちに登録する" in page) == (True, True)
    send(client)
    assert rows()[-1].state == "waitlisted"


def test_sessions_with_places_are_offered_and_full_ones_say_so(client, sample):
    give_plan(make_plan(rules=GUESTS, of_sessions={"strategy": 1, "plenary-1": 5, "side-jp": 5, "nowhere": 1}))
    offered = text_of(shown(client))
    names = re.findall(r'name="sessions"\s+value="([\w-]+)"', shown(client).text)
    assert (names, "満席（キャンセル待ち）" in offered) == (["strategy"], False)
    assert failing(send(client)) == ["sessions"]
    assert send(client, sessions=["strategy"]).status_code == 303
    with reading() as tx:
        assert list_sessions_of(tx, rows()[0].id) == ("strategy",)
    full = text_of(shown(client))
    assert (full.count("満席（キャンセル待ち）"), "満席のセッションを選ぶと" in full) == (1, True)
    send(client, email="second@example.org", sessions=["strategy"])
    assert rows()[1].state == "waitlisted"
    assert failing(send(client, email="third@example.org", sessions=["side-jp"])) == ["sessions"]


ASKED = (
    question("why", is_required=True),
    question("shirt", QuestionKind.CHOICE, options=(("s", both("Small", "小")), ("l", both("Large", "大")))),
    question("born", QuestionKind.DATE),
    question("dinner", QuestionKind.YES_NO, is_required=True),
    question("card", QuestionKind.FILE, is_required=True),
    question("rank", categories=(DELEGATE,)),
)


def test_questions_are_asked_of_their_categories_and_answers_kept_by_kind(client, guests):
    give_plan(make_plan(rules=GUESTS, questions=ASKED))
    page = text_of(shown(client))
    assert ("質問why" in page, "小" in page, "質問rank" in page) == (True, True, False)
    card = (io.BytesIO(PDF), "カード.PDF")
    fields = {"q-why": "仕事\r\n学び", "q-shirt": "l", "q-born": "1980-02-29", "q-dinner": "no", "q-card": card}
    assert send(client, **fields).status_code == 303
    with reading() as tx:
        kept = {a.question: (a.value, a.media_type, a.content) for a in tx.scalars(select(RegistrationAnswer))}
    assert kept == {
        "why": ("仕事\n学び", "", None),
        "shirt": ("l", "", None),
        "born": ("1980-02-29", "", None),
        "dinner": ("no", "", None),
        "card": ("カード.pdf", "application/pdf", PDF),
    }


def test_wrong_answers_are_said_at_their_fields_and_a_file_is_to_be_chosen_again(client, guests):
    give_plan(make_plan(rules=GUESTS, questions=ASKED))
    card = (io.BytesIO(PDF), "card.pdf")
    refused = send(client, **{"q-why": "", "q-shirt": "xl", "q-born": "1980-02-31", "q-card": card})
    assert failing(refused) == ["q-why", "q-shirt", "q-born", "q-dinner"]
    assert "「card.pdf」をもう一度選んでください。" in text_of(refused)
    assert 'value="1980-02-31"' in refused.text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90 a program", "card.pdf", "Only PDF, PNG and JPEG files are taken."),
        (b"%PDF-" + b"0" * 5_000_000, "card.pdf", "This file is larger than 5 MB."),
        (b"", "", "Choose a file."),
    ],
    ids=["a program", "too large", "none"],
)
def test_files_of_other_kinds_and_sizes_are_refused_at_their_field(client, guests, content, name, said):
    give_plan(make_plan(rules=GUESTS, questions=(question("card", QuestionKind.FILE, is_required=True),)))
    data = HANAKO | {"q-card": (io.BytesIO(content), name)}
    refused = client.post(FORM, data=data, content_type="multipart/form-data")
    refused.request.environ["wsgi.input"].close()  # a file of the test's own client
    assert (refused.status_code, failing(refused), said in text_of(refused)) == (422, ["q-card"], True)


def test_several_files_of_the_largest_size_are_taken_and_what_is_beyond_says_so(client, guests):
    names = ("a", "b", "c")
    give_plan(make_plan(rules=GUESTS, questions=tuple(question(name, QuestionKind.FILE) for name in names)))
    large = b"%PDF-" + b"0" * 4_900_000
    files = {f"q-{name}": (io.BytesIO(large), f"{name}.pdf") for name in names}
    taken = send(client, **files)
    taken.request.environ["wsgi.input"].close()
    assert (taken.status_code, len(rows())) == (303, 1)
    beyond = client.post(FORM, data=HANAKO | {"q-a": (io.BytesIO(b"%PDF-" + b"0" * 27_000_000), "a.pdf")})
    beyond.request.environ["wsgi.input"].close()
    assert (beyond.status_code, heading_of(beyond)) == (413, "This is too large")


def test_conference_that_is_not_published_shows_no_page_unless_its_doors_were_set(client, app):
    draft(sample_agenda())
    assert client.get(FORM).status_code == 404
    give_plan(make_plan(rules=GUESTS))
    assert client.get(FORM).status_code == 200
    assert client.get("/conferences/unknown/register").status_code == 404


def test_registrations_of_one_network_are_counted_and_so_are_letters_to_one_mailbox(client, guests):
    for _ in range(5):
        assert send(client).status_code == 303
    sixth = send(client)
    assert (sixth.status_code, sixth.headers["Retry-After"]) == (429, "900")
    assert dict(controls_of(sixth.text))["family_name"] == "Mihon"
    assert send(client, email="second@example.org").status_code == 303
    assert len(subjects()) == 6
    with transaction() as tx:
        tx.execute(update(SignInAttempt).values(at=utc_now() - timedelta(minutes=16)))
    assert send(client).status_code == 303


def test_refused_forms_are_not_counted(client, guests):
    for _ in range(61):
        send(client, email="")
    assert send(client).status_code == 303


def test_form_without_the_token_of_its_browser_registers_nobody(client, guests):
    client.sends_token = False
    assert (send(client).status_code, rows()) == (400, [])
