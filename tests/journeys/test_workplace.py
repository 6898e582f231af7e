"""Every page of the workplace: axe finds nothing, nothing is wider than its window, nothing comes from elsewhere."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
PLACE = "/organise/next-alliance-2023"
PAGES = (
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
    *("versions/2/reopen", "versions/3/take-back", "log", "members", "bring", "export", "clone"),
)


@pytest.fixture
def organiser(visit, sign_in):
    """Yield a window in which an organiser is signed in."""
    with visit() as window:
        sign_in(window, "organiser")
        window.complaints.clear()
        yield window


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (380, "ja"), (900, "en")])
def test_axe_finds_no_violation_and_no_page_is_wider_than_its_window(organiser, width, language):
    page = organiser.page
    page.set_viewport_size({"width": width, "height": 900})
    found, wide, missing = {}, {}, {}
    for name in PAGES:
        joint = "&" if "?" in name else "?"
        answer = organiser.open(f"{PLACE}/{name}{joint}lang={language}")
        missing[name] = answer.status
        found[name] = [(v["id"], v["nodes"][0]["html"][:200]) for v in Axe().run(page).response["violations"]]
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: status for name, status in missing.items() if status != 200} == {}
    assert {name: told for name, told in found.items() if told} == {}
    assert {name: pixels for name, pixels in wide.items() if pixels > width} == {}
    assert organiser.complaints == []
    assert {url for _, url in organiser.requests if not url.startswith(organiser.site)} == set()
