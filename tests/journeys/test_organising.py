"""An organiser's days, by keyboard alone: from nothing to two publications; and two organisers at one board."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import delete

from eventapp.cli.users import sign_in_url
from eventapp.db import db, transaction
from eventapp.models import Conference, SignInAttempt
from tests.importers.sheet_files import session_row, xlsx
from tests.journeys.keyboard import Keys
from tests.members import make_user

pytestmark = pytest.mark.browser
DEMO = "/organise/next-alliance-2023"
SAVE = "form.form button[type=submit]:not([name])"
WORDS = {
    "en": {
        "no_new": "No new conflict",
        "one_new": "1 new conflict",
        "problems": "3 problems",
        "undone": "Undone",
        "reason": "1 error needs a reason",
        "moved": "Moved",
    },
    "ja": {
        "no_new": "新たな要調整はありません",
        "one_new": "新たな要調整が1件",
        "problems": "問題が3件",
        "undone": "元に戻しました",
        "reason": "理由の必要なエラーが1件",
        "moved": "変更",
    },
}


@pytest.fixture
def administrator(served):
    """Give the link by which a new site administrator signs in, in a language."""
    app, address = served

    def making(language):
        with app.app_context():
            with transaction() as tx:
                tx.execute(delete(Conference).where(Conference.slug == f"spring-{language}"))
                tx.execute(delete(SignInAttempt))
                email = make_user(tx, name="Joint secretariat", language=language, is_admin=True).email
            link = sign_in_url(email, address)
            db.session.remove()
        return link

    return making


def _said(page, text):
    page.locator("#b-said").filter(has_text=text).wait_for()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_conference_is_built_published_and_changed_by_keyboard_alone(visit, administrator, language):
    words, slug = WORDS[language], f"spring-{language}"
    place = f"/organise/{slug}"
    with visit() as window:
        keys = Keys(window.page)
        window.page.goto(administrator(language))
        keys.submit("main form button")
        _make_conference(window, keys, slug)
        assert window.page.url.endswith(f"{place}/")
        _add_places(window, keys, place)
        _add_sessions(window, keys, place, language)
        _settle_conflicts(window, keys, place, words)
        _bring_in(window, keys, place, words)
        _slip_and_undo(window.page, keys, words)
        _publish_twice(window, keys, place, words)
        window.open(f"/conferences/{slug}/agenda?lang={language}")
        assert words["moved"] in window.page.locator("#s-outlook").inner_text()
        assert window.page.locator("#s-opening").count() == 1
        assert [one for one in window.complaints if "422" not in one] == []


def _make_conference(window, keys, slug):
    window.open("/organise/new")
    for field, typed in (
        *(("#title-en", "Spring talks"), ("#title-ja", "春季対話"), ("#slug", slug)),
        *(("#starts_on", "05112026"), ("#ends_on", "05122026")),
        *(("#guest_name-en", "US side"), ("#guest_name-ja", "米側"), ("#host_name-en", "Japanese side")),
        ("#host_name-ja", "日本側"),
    ):
        keys.type(field, typed)
    keys.submit("form.form button[type=submit]")


def _add_places(window, keys, place):
    window.open(f"{place}/venues/new")
    keys.type("#name-en", "Conference hall")
    keys.type("#name-ja", "会議場")
    keys.submit(SAVE)
    for name, ja, seats in (("Hall A", "ホールA", "80"), ("Study", "小会議室", "10")):
        window.open(f"{place}/rooms/new")
        keys.type("#name-en", name)
        keys.type("#name-ja", ja)
        keys.type("#capacity", seats)
        keys.submit(SAVE)


def _add_sessions(window, keys, place, language):
    hall, study = {"en": ("Hall A", "Study"), "ja": ("ホールA", "小会議室")}[language]
    rows = (
        ("Opening", "開会", "09:00", "10:00", hall, ""),
        ("Outlook", "展望", "09:30", "10:30", hall, ""),
        ("Crowd", "満員", "13:00", "14:00", study, "60"),
    )
    for en, ja, start, end, room, expected in rows:
        window.open(f"{place}/sessions/new")
        keys.choose("#kind", {"en": "Plenary", "ja": "全体会合"}[language])
        for field, typed in (
            *(("#title-en", en), ("#title-ja", ja), ("#on", "05112026"), ("#start", start), ("#end", end)),
        ):
            keys.type(field, typed)
        keys.choose("#room", room)
        keys.type("#expected", expected)
        keys.submit(SAVE)


def _settle_conflicts(window, keys, place, words):
    """Two sessions in one room are moved apart by the arrow keys; too few seats by the way out that is proposed."""
    page = window.page
    window.open(f"{place}/board?days=all")
    assert "is-stop" in page.locator("#s-outlook").get_attribute("class")
    keys.to("#s-outlook")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    _said(page, words["no_new"])
    page.keyboard.press("Enter")
    page.locator("#s-outlook:not(.is-stop)").wait_for()
    assert page.evaluate("document.activeElement.id") == "s-outlook"
    window.open(f"{place}/conflicts")
    keys.submit(".cf button.mend")
    window.open(f"{place}/board?days=all")
    assert page.locator(".cf .ch").count() == 0


def _bring_in(window, keys, place, words):
    """A spreadsheet with three bad rows is told of and brings nothing; without them it is brought in."""
    page = window.page
    window.open(f"{place}/bring")
    page.set_input_files("#file", {"name": "agenda.xlsx", "mimeType": "", "buffer": _sheet(spoilt=True)})
    keys.submit("main form button[type=submit]")
    assert words["problems"] in page.locator(".errs").inner_text()
    page.set_input_files("#file", {"name": "agenda.xlsx", "mimeType": "", "buffer": _sheet(spoilt=False)})
    keys.submit("main form[enctype] button[type=submit]")
    keys.submit("input[name=confirm] ~ p button")
    window.open(f"{place}/board?days=all")
    assert page.locator(".bc-b").count() == 7


def _slip_and_undo(page, keys, words):
    before = page.locator("#s-opening").get_attribute("data-start")
    keys.press("a[href*='board/slip']")
    page.locator("dialog #minutes").wait_for()
    keys.press("dialog form[method=get] button")
    page.locator("dialog form[method=post] button.b-ink").first.wait_for()
    keys.submit("dialog form[action*='board/slip'] button.b-ink")
    assert page.locator("#s-opening").get_attribute("data-start") != before
    keys.to("#s-opening")
    page.keyboard.press("Control+z")
    _said(page, words["undone"])
    assert page.locator("#s-opening").get_attribute("data-start") == before


def _publish_twice(window, keys, place, words):
    """Publish; make a conflict; publish it with its reason."""
    page = window.page
    window.open(f"{place}/publish")
    keys.type("#note-en", "First version")
    keys.submit("#publish")
    window.open(f"{place}/board?days=all")
    keys.to("#s-outlook")
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    _said(page, words["one_new"])
    page.keyboard.press("Enter")
    page.locator("#s-outlook.is-stop").wait_for()
    # The bar above knows it without a reload.
    assert page.locator(".obar [data-count=errors]").inner_text() == "▲ 1"
    assert re.search(r"(^|\D)1\D", page.locator(".obar [data-count=changes]").inner_text())
    window.open(f"{place}/publish")
    assert page.locator("#publish").inner_text() == words["reason"]
    keys.type("textarea[name^='reason:']", "The wall is open.")
    keys.submit("#publish")


def _sheet(*, spoilt):
    rows = [
        {"Kind": "plenary", "Title": "Brought one", "Date": "2026-05-12", "Start": "09:00", "End": "10:00"},
        {"Kind": "plenary", "Title": "Brought two", "Date": "2026-05-12", "Start": "10:00", "End": "11:00"},
        {"Kind": "break", "Title": "Tea", "Date": "2026-05-12", "Start": "11:00", "End": "11:15"},
        {"Kind": "plenary", "Title": "Brought three", "Date": "2026-05-12", "Start": "11:30", "End": "12:00"},
    ]
    if spoilt:
        for row, wrong in zip(rows, ({"Kind": "party"}, {"Start": "later"}, {"End": "07:00"}), strict=False):
            row.update(wrong)
    heads, _ = session_row(**rows[0])
    return xlsx(Sessions=[heads, *(session_row(**row)[1] for row in rows)])


def test_two_organisers_at_one_board(visit, sign_in):
    with visit() as one, visit() as other:
        for window in (one, other):
            sign_in(window, "organiser")
            window.open(f"{DEMO}/board?days=2023-03-12&lang=en")
        card = "#s-s-briefing-4"
        start = other.page.locator(card).get_attribute("data-start")

        # The other's change arrives within five seconds, without a reload.
        one.page.locator(card).focus()
        one.page.keyboard.press("ArrowDown")
        one.page.keyboard.press("Enter")
        _said(one.page, "Briefing 4")
        other.page.locator(f"{card}:not([data-start='{start}'])").wait_for(timeout=6000)

        # What has the focus is not moved under the hands: the change waits until they leave.
        other.page.locator(card).focus()
        seen = other.page.locator(card).get_attribute("data-start")
        one.page.locator(card).focus()
        one.page.keyboard.press("ArrowDown")
        one.page.keyboard.press("Enter")
        one.page.wait_for_timeout(5500)
        assert other.page.locator(card).get_attribute("data-start") == seen

        # Both move the same session: the second is told, sees what stands now, and nothing of the first is lost.
        stands = one.page.locator(card).get_attribute("data-start")
        other.page.keyboard.press("ArrowUp")
        other.page.keyboard.press("Enter")
        alert = other.page.locator("[role=alert]")
        alert.wait_for()
        assert "Briefing 4" in alert.inner_text()
        assert other.page.locator(card).get_attribute("data-start") == stands

        # Undo is one's own.
        one.page.locator("#b-undo").click()
        _said(one.page, "Undone")
        assert re.search(r"Undo$|Undo\s", other.page.locator("#b-undo").inner_text())
        assert other.page.locator("#b-undo").is_disabled()
        assert [c for c in (*one.complaints, *other.complaints) if "409" not in c] == []
