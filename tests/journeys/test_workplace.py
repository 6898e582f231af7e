"""Every page of the workplace: axe finds nothing, nothing is wider than its window, nothing comes from elsewhere."""

from __future__ import annotations

import pytest

from tests.journeys.axe import violations

pytestmark = pytest.mark.browser
PLACE = "/organise/next-alliance-2023"
PAGES = (
    "people",
    *("", "board?days=2023-03-12", "board/sessions/s-plenary-3", "board/slip?day=2023-03-12&start=10:45&minutes=15"),
    *(
        "board/sessions",
        "board/topic?topic=t-3",
        "conflicts",
        "deadlines",
        "translations",
        "publish",
        "versions?from=1&to=3",
    ),
    *(
        "versions/2/reopen",
        "versions/3/take-back",
        "versions/3/told",
        "venues/v-hall/calendar",
        "sessions/s-plenary-3/invitations",
        "replies",
        "log",
        "members",
        "outbox",
        "sessions/s-ws-5/invitations",
        "bring",
        "export",
        "clone",
        "conference/remove",
    ),
)


@pytest.fixture
def organiser(visit, sign_in):
    """Yield a window in which an organiser is signed in."""
    with visit() as window:
        sign_in(window, "organiser")
        window.complaints.clear()
        yield window


@pytest.mark.parametrize(
    ("width", "language", "is_scanned"), [(1440, "en", True), (380, "ja", True), (900, "en", False)]
)
def test_axe_finds_no_violation_and_no_page_is_wider_than_its_window(organiser, width, language, is_scanned):
    """A tablet has what the desktop has, in narrower columns: axe looks at the two ends."""
    page = organiser.page
    page.set_viewport_size({"width": width, "height": 900})
    found, wide, missing = {}, {}, {}
    for name in PAGES:
        joint = "&" if "?" in name else "?"
        answer = organiser.open(f"{PLACE}/{name}{joint}lang={language}")
        missing[name] = answer.status
        found[name] = violations(page) if is_scanned else []
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: status for name, status in missing.items() if status != 200} == {}
    assert {name: told for name, told in found.items() if told} == {}
    assert {name: pixels for name, pixels in wide.items() if pixels > width} == {}
    assert organiser.complaints == []
    assert {url for _, url in organiser.requests if not url.startswith(organiser.site)} == set()


# Of every card: a title that begins in a line and ends outside the box that cuts it.
CUT = """() => [...document.querySelectorAll('.bc-x')].flatMap((box) => {
  if (!box.checkVisibility()) return [];  // another day's on a phone, or a card of one line
  const edge = box.getBoundingClientRect(), title = box.querySelector('h2').getBoundingClientRect();
  const isWhole = title.bottom <= edge.bottom + 1 && Math.abs(title.height % 16) < 1;
  return isWhole && (innerWidth > 599 || title.height) ? [] : [box.textContent.trim().slice(0, 60)];
})"""


@pytest.mark.parametrize("width", [1440, 380])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_card_of_the_board_cuts_a_line_of_its_title_and_rooms_scroll_in_their_box(organiser, width, language):
    organiser.page.set_viewport_size({"width": width, "height": 900})
    organiser.open(f"{PLACE}/board?days=all&lang={language}")
    assert organiser.page.locator(".bc").count() > 20
    assert organiser.page.evaluate(CUT) == []
    assert organiser.page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_wrong_has_the_focus_and_axe_finds_no_violation_in_it(organiser):
    page = organiser.page
    organiser.open(f"{PLACE}/topics/new?lang=en")
    page.locator(".save-bar button").click()
    page.wait_for_selector("#errors:focus", timeout=5000)
    assert violations(page) == []
    organiser.open(f"{PLACE}/board/slip?day=2023-03-12&start=25:99&minutes=1")
    page.wait_for_selector("[name=start]:focus", timeout=5000)
    assert violations(page) == []


def test_dialogs_can_be_closed_at_once_by_touch(organiser):
    page = organiser.page
    page.set_viewport_size({"width": 380, "height": 700})
    for opener in ("Slip…", "Move…"):
        organiser.open(f"{PLACE}/board?days=2023-03-12&lang=en")
        page.get_by_role("link", name=opener).click()
        page.locator("dialog[open] [data-close]").click(timeout=5000)
        assert page.locator("dialog[open]").count() == 0
        assert page.evaluate("document.activeElement.textContent.trim()") == opener
