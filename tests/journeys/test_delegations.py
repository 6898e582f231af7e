"""A focal point in a real browser: a list of 25 with four wrong rows, the order by keyboard, a substitute."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventapp.db import db
from eventapp.policy import MemberRole
from tests.factories import sample_agenda
from tests.importers.people_files import HEADINGS, sheet
from tests.journeys.axe import violations
from tests.journeys.keyboard import Keys
from tests.publishing import publish

pytestmark = pytest.mark.browser
SHOW = "form[enctype] button[type=submit]"
FAMILIES = (
    *(("林", "はやし", "Hayashi"), ("大野", "おおの", "Ono"), ("原", "はら", "Hara"), ("関", "せき", "Seki")),
    *(("西", "にし", "Nishi"), ("中村", "なかむら", "Nakamura"), ("髙橋", "たかはし", "Takahashi")),
    *(("上田", "うえだ", "Ueda"), ("小川", "おがわ", "Ogawa"), ("山口", "やまぐち", "Yamaguchi")),
    *(("石井", "いしい", "Ishii"), ("前田", "まえだ", "Maeda"), ("藤田", "ふじた", "Fujita")),
)
GIVENS = (("健", "けん", "Ken"), ("葵", "あおい", "Aoi"))
PEOPLE = [
    (family, given, reading, called, latin, name, "課員", f"{latin}-{name}@example.org".lower())
    for given, called, name in GIVENS
    for family, reading, latin in FAMILIES
][:25]
# Half-width kana, an address that is none, somebody twice, a row without anybody.
WRONG = {
    3: (*PEOPLE[3][:2], "ｾｷ", *PEOPLE[3][3:]),
    9: (*PEOPLE[9][:7], "yamaguchi"),
    14: PEOPLE[0],
    20: ("", "", "", "", "", "", "", "nobody@example.org"),
}


@pytest.fixture
def focal(served, visit, sign_in, request):
    """Give `focal(width, language)`: a window of the Japanese side's focal point, at a conference of the journey's own."""
    app, _ = served
    slug = f"delegations-{request.node.callspec.id}" if hasattr(request.node, "callspec") else "delegations-2023"
    agenda = sample_agenda()
    sessions = tuple(replace(one, uid=f"{slug}-{one.uid}") for one in agenda.sessions)
    conference = replace(agenda.conference, slug=slug, uid=f"{slug}@example.org")
    with app.app_context():
        publish(replace(agenda, conference=conference, sessions=sessions))
        db.session.remove()

    def opened(window, language):
        sign_in(window, MemberRole.FOCAL_POINT, language=language, slug=slug, side="JP")
        return f"/organise/{slug}/delegations/JP/people"

    return opened


def _choose(page, rows):
    data = sheet(*rows, headings=HEADINGS)
    page.set_input_files("#file", {"name": "名簿.xlsx", "mimeType": "", "buffer": data})
    with page.expect_navigation():
        page.locator(SHOW).click()


def _order(page):
    return page.locator(".prec .per").evaluate_all("all => all.map(one => one.dataset.name)")


def test_focal_point_brings_25_in_after_four_rows_are_corrected_orders_and_replaces(focal, visit):
    with visit() as window:
        address, page = focal(window, "en"), window.page
        assert page.url.endswith(address)
        page.get_by_role("link", name="Bring a list in").click()
        _choose(page, [WRONG.get(n, row) for n, row in enumerate(PEOPLE)])
        told = page.locator("#errors li").all_inner_texts()
        assert [line.partition(",")[0].partition(":")[0] for line in told] == ["Row 5", "Row 11", "Row 16", "Row 22"]
        assert page.locator(".brought-p .is-wrong").count() == 4
        _choose(page, PEOPLE)
        assert page.locator(".brought-p .ch-new").count() == 25
        with page.expect_navigation():
            page.get_by_role("button", name="Bring in: 25 new, 0 changed").click()
        assert page.locator("#said").inner_text() == "The file is brought in: 25 new, 0 changed."
        assert (len(_order(page)), _order(page)[3]) == (28, "HAYASHI Ken")
        _order_by_keyboard(page)
        _replace(page)


def _order_by_keyboard(page):
    """Put the fourth in front with the arrow keys alone; Escape puts a first try back."""
    keys = Keys(page)
    keys.to("[data-name='HAYASHI Ken'] .grip")
    page.keyboard.press("ArrowUp")
    said = page.locator("#said")
    assert said.inner_text() == "HAYASHI Ken: place 3 of 28. Enter puts it down, Escape puts it back."
    page.keyboard.press("Escape")
    assert (said.inner_text(), _order(page)[3]) == ("HAYASHI Ken is back at place 4.", "HAYASHI Ken")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert _order(page)[:2] == ["HAYASHI Ken", "AOKI Haruka"]
    page.locator("#said", has_text="HAYASHI Ken stands at place 1 of 28 now.").wait_for()
    page.wait_for_selector("[data-name='HAYASHI Ken'] .grip:focus", timeout=5000)


def _replace(page):
    """Name a substitute of the head of delegation, who is in sessions."""
    row = page.locator("[data-name='AOKI Haruka']")
    row.locator("summary").click()
    row.get_by_role("link", name="Name a substitute…").click()
    page.locator("#family_name").fill("Mihon")
    page.locator("#given_name").fill("Hanako")
    assert page.locator("[data-shown=listed]").inner_text() == "MIHON Hanako"
    press = page.get_by_role("button", name="Put in this place")
    with page.expect_navigation():
        press.last.click()
    # The check of the name asks for kanji and reading once; sent again it is taken.
    with page.expect_navigation():
        press.last.click()
    assert page.locator("#said").inner_text() == "MIHON Hanako has the place now."
    assert _order(page)[:3] == ["HAYASHI Ken", "MIHON Hanako", "Director, Strategic Planning"]
    assert "Head of delegation" in page.locator("[data-name='MIHON Hanako']").inner_text()


@pytest.mark.parametrize(("width", "language"), [(380, "ja"), (1440, "en")], ids=["phone", "desktop"])
def test_no_page_of_a_delegation_has_a_violation_or_is_wider_than_its_window(focal, visit, width, language):
    with visit(width=width) as window:
        address, page = focal(window, language), window.page
        window.complaints.clear()
        wrong = {}
        for path in ("", "/new", "/aoki", "/aoki/substitute", "/aoki/withdraw", "/mori/decline", "/bring", "?q=あおき"):
            assert window.open(f"{address}{path}").status == 200
            _look(page, width, path, wrong)
        assert window.complaints == []
        for rows in ([WRONG[3], WRONG[20]], PEOPLE):
            window.open(f"{address}/bring")
            _choose(page, rows)
            page.locator("details.gone summary").click()
            _look(page, width, len(rows), wrong)
        window.open(f"{address}/new")
        page.locator(".save-bar button").click()
        page.wait_for_selector("#errors:focus", timeout=5000)
        _look(page, width, "new with errors", wrong)
        assert wrong == {}


def _look(page, width, name, wrong):
    found, is_wide = violations(page), page.evaluate("document.documentElement.scrollWidth") > width
    if found or is_wide:
        wrong[name] = (found, is_wide)
