"""A participant on a phone: the form with an error that one press mends, the mail, the own page, a change, a withdrawal; a place offered and taken."""

from __future__ import annotations

import re
import secrets

import pytest
from sqlalchemy import select

from eventapp.clock import utc_now
from eventapp.db import db, reading
from eventapp.domain.localized import Localized
from eventapp.domain.registration import Approval, CategoryRule, Question, QuestionKind, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import OutboxMessage
from eventapp.queries.registrations import list_participants
from tests.journeys.axe import violations
from tests.journeys.fingers import low_targets
from tests.publishing import DEMO
from tests.registrations import GUEST, OPEN, give_plan, make_application, make_person, make_plan, register

pytestmark = pytest.mark.browser
FORM = f"/conferences/{DEMO}/register"
PHONE, PRESS = 380, AttendeeCategory.PRESS
HANAKO = {
    "姓（漢字）": "見本",
    "名（漢字）": "花子",
    "姓のふりがな": "みほん",
    "名のふりがな": "ﾊﾅｺ",
    "姓（ローマ字）": "Mihon",
    "名（ローマ字）": "Hanako",
}
QUESTIONS = (
    Question(key="why", kind=QuestionKind.TEXT, label=Localized.of({"en": "Why", "ja": "理由"})),
    Question(
        key="card", kind=QuestionKind.FILE, label=Localized.of({"en": "Card", "ja": "身分証"}), categories=(PRESS,)
    ),
    Question(key="dinner", kind=QuestionKind.YES_NO, label=Localized.of({"en": "Dinner", "ja": "夕食会"})),
)


@pytest.fixture
def doors(served):
    """Open registration at the demo to guests, and to the press by decision."""
    app, _ = served
    with app.app_context():
        give_plan(plan(), slug=DEMO, now=utc_now())
        db.session.remove()
    yield app
    with app.app_context():
        give_plan(make_plan(rules={}), slug=DEMO, now=utc_now())
        db.session.remove()


def plan(**fields):
    decided = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER)
    return make_plan(rules={GUEST: OPEN, PRESS: decided}, questions=QUESTIONS, **fields)


def mail_to(app, address):
    """Give subject and link of the last mail to an address."""
    with app.app_context(), reading() as tx:
        statement = select(OutboxMessage).where(OutboxMessage.recipient == address).order_by(OutboxMessage.id.desc())
        row = tx.scalars(statement.limit(1)).one()
        return row.subject, re.search(r"https?://[^/]+(/me/\S+)", row.plain)[1]


def state_of(app, address):
    with app.app_context(), reading() as tx:
        return next(one.state.value for one in list_participants(tx, DEMO) if one.attendee.email == address)


def looked_at(page):
    """Say what a reader could trip over on the page as it is."""
    return violations(page), page.evaluate("document.documentElement.scrollWidth"), low_targets(page)


def address():
    return f"hanako-{secrets.token_hex(4)}@example.org"


def test_participant_registers_on_a_phone_in_japanese_changes_and_withdraws(visit, doors):
    email = address()
    with visit(width=PHONE, locale="ja-JP") as window:
        page = window.page
        window.open(FORM)
        page.get_by_role("link", name="一般参加者").click()
        for label, text in HANAKO.items():
            page.get_by_label(label, exact=True).fill(text)
        preview = page.locator("[data-name-preview]")
        assert preview.inner_text().split() == ["名簿と名札での表示", "MIHON", "Hanako", "見本", "花子"]
        page.get_by_label("メールアドレス").fill(email)
        page.get_by_label("食事の制限など").fill("卵")
        with page.expect_navigation():
            page.get_by_role("button", name="登録する").click()
        box = page.get_by_role("alert")
        assert "3か所ご確認ください" in box.inner_text()
        page.locator("#errors:focus").wait_for()
        assert looked_at(page) == ([], PHONE, [])
        box.get_by_role("link", name="名のふりがな").click()
        page.locator("#given_name_reading:focus").wait_for()
        with page.expect_navigation():
            page.get_by_role("button", name="「はなこ」に直す").click()
        assert page.get_by_label("名のふりがな", exact=True).input_value() == "はなこ"
        assert page.get_by_label("食事の制限など").input_value() == "卵"
        page.get_by_label("上記の取り扱いに同意します").check()
        page.get_by_label("参加者にのみ掲載する").check()
        page.get_by_role("button", name="登録する").click()
        page.get_by_role("heading", name="メールをお送りしました").wait_for()
        assert looked_at(page) == ([], PHONE, [])
        subject, link = mail_to(doors, email)
        assert subject == "参加登録が完了しました：NEXTアライアンス会議2023"
        window.open(link)
        assert page.get_by_role("heading", name="登録済み").is_visible()
        assert page.get_by_role("img", name="受付コードのQR").evaluate("one => one.naturalWidth > 0")
        assert "公開シンポジウム" in page.locator("article h3").inner_text()
        assert looked_at(page) == ([], PHONE, [])
        with page.expect_navigation():
            page.get_by_role("link", name="内容を変更する").click()
        page.locator("#position-ja").fill("課長")
        assert looked_at(page) == ([], PHONE, [])
        page.get_by_role("button", name="変更を保存する").click()
        page.get_by_text("変更を保存しました。").wait_for()
        assert "課長" in page.locator(".me-g").inner_text()
        with page.expect_navigation():
            page.get_by_role("link", name="参加を取りやめる…").click()
        assert (looked_at(page), state_of(doors, email)) == (([], PHONE, []), "confirmed")
        page.get_by_role("button", name="NEXTアライアンス会議2023への参加を取りやめる").click()
        page.get_by_role("heading", name="参加取りやめ").wait_for()
        assert state_of(doors, email) == "withdrawn"
        assert [said for said in window.complaints if "422" not in said] == []


def test_waiting_person_takes_the_place_that_gets_free(visit, doors):
    email = address()
    with doors.app_context():
        taken = len([one for one in list_participants(db.session(), DEMO) if one.state.holds_place])
        db.session.remove()
        give_plan(plan(capacity=taken), slug=DEMO, now=utc_now())
        register(make_application(email=email, person=make_person(family_name="Last")), slug=DEMO, now=utc_now())
        db.session.remove()
    _, link = mail_to(doors, email)
    with visit(width=PHONE) as window:
        page = window.page
        window.open(f"{link}?lang=en")
        assert page.get_by_text("Your place on the waiting list: 1").is_visible()
        assert looked_at(page) == ([], PHONE, [])
        with doors.app_context():
            give_plan(plan(capacity=taken + 1), slug=DEMO, now=utc_now())
            db.session.remove()
        subject, link = mail_to(doors, email)
        assert subject == "A place is free for you: NEXT Alliance Conference 2023"
        window.open(link)
        assert looked_at(page) == ([], PHONE, [])
        assert re.search(r"JST · .*E[DS]T", page.get_by_text("It is kept for you until").inner_text())
        page.get_by_role("button", name="Take the place").click()
        page.get_by_text("The place is yours.").wait_for()
        assert state_of(doors, email) == "confirmed"


PAGES = (f"{FORM}", f"{FORM}?as=guest", f"{FORM}?as=press", f"{FORM}?as=delegate", f"{FORM}/sent", f"{FORM}/link")
MORE = (f"{FORM}/link/sent", f"{FORM}/declined", f"{FORM}/links-ended")


@pytest.mark.parametrize(("width", "language", "theme"), [(1440, "en", "light"), (380, "ja", "dark")])
def test_axe_finds_no_violation_and_no_page_is_wider_than_its_window(visit, doors, language, width, theme):
    email = address()
    with doors.app_context():
        register(make_application(email=email, person=make_person()), slug=DEMO, now=utc_now())
        db.session.remove()
    _, own = mail_to(doors, email)
    found = {}
    with visit(width=width, theme=theme) as window:
        page = window.page
        for path in (*PAGES, *MORE, *(f"{own}{part}" for part in ("", "/change", "/withdraw", "/end-links"))):
            window.open(f"{path}{'&' if '?' in path else '?'}lang={language}")
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            low = low_targets(page) if width == PHONE else []
            found[path] = (violations(page), page.evaluate("document.documentElement.scrollWidth"), low)
    assert {path: told for path, told in found.items() if told != ([], width, [])} == {}


def test_keyboard_is_enough_and_the_enter_key_mends_nothing(visit, doors):
    with visit(locale="ja-JP") as window:
        page = window.page
        window.open(f"{FORM}?as=guest")
        page.get_by_label("名のふりがな", exact=True).fill("ﾊﾅｺ")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="「はなこ」に直す").wait_for()
        page.get_by_label("名のふりがな", exact=True).focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.get_by_label("名のふりがな", exact=True).input_value() == "ﾊﾅｺ"
        page.get_by_role("button", name="「はなこ」に直す").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.get_by_label("名のふりがな", exact=True).input_value() == "はなこ"


def test_changing_the_language_keeps_what_was_typed(visit, doors):
    with visit(width=PHONE, locale="ja-JP") as window:
        page = window.page
        window.open(f"{FORM}?as=guest")
        page.get_by_label("姓（ローマ字）").fill("Mihon")
        page.get_by_role("button", name="English").click()
        page.get_by_role("heading", name="Registration", exact=True).wait_for()
        assert page.get_by_label("Family name", exact=True).input_value() == "Mihon"


def test_file_that_is_too_large_is_told_when_it_is_chosen(visit, doors):
    with visit() as window:
        page = window.page
        window.open(f"{FORM}?as=press")
        large = {"name": "card.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" + b"0" * 5_000_001}
        page.get_by_label("Card").set_input_files(large)
        assert page.get_by_role("alert").inner_text() == "▲ This file is larger than 5 MB. Choose a smaller one."
        assert page.get_by_label("Card").input_value() == ""
        page.get_by_label("Card").set_input_files(large | {"buffer": b"%PDF-small"})
        assert page.get_by_role("alert").count() == 0
