"""Every page in a real browser: accessible, calm, never wider than its window, wide enough for a finger."""

from __future__ import annotations

import pytest

from tests.journeys.axe import violations
from tests.journeys.fingers import HIT_HEIGHTS

pytestmark = pytest.mark.browser
CONFERENCE = "/conferences/next-alliance-2023"
PAGES = {
    "home": "/",
    "conference": f"{CONFERENCE}/",
    "agenda": f"{CONFERENCE}/agenda",
    "day": f"{CONFERENCE}/agenda?day=2023-03-12",
    "session": f"{CONFERENCE}/sessions/s-plenary-3",
    "versions": f"{CONFERENCE}/versions",
    "subscribe": f"{CONFERENCE}/subscribe",
    "subscribe chosen": f"{CONFERENCE}/subscribe?day=2023-03-12&kind=plenary",
    "subscribe session": f"{CONFERENCE}/sessions/s-plenary-3/subscribe",
    "error": f"{CONFERENCE}/sessions/none",
}
LANGUAGES = ("en", "ja", "en,ja")


def _in(path, lang):
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


def _addresses():
    return [(f"{name} {lang}", _in(path, lang)) for name, path in PAGES.items() for lang in LANGUAGES]


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (380, "dark")])
def test_axe_finds_no_violation(visit, width, theme):
    """Both languages on one page are looked at in either theme, each alone in one."""
    found, alone = {}, "en" if theme == "light" else "ja"
    with visit(width=width, theme=theme) as reader:
        for name, path in PAGES.items():
            for lang in (alone, "en,ja"):
                reader.open(_in(path, lang))
                found[f"{name} {lang}"] = violations(reader.page)
    assert {name: told for name, told in found.items() if told} == {}
    assert len(found) == len(PAGES) * 2


@pytest.mark.parametrize("width", [380, 768, 900])
def test_page_is_never_wider_than_its_window(visit, width):
    wide = {}
    with visit(width=width) as reader:
        for name, path in _addresses():
            reader.open(path)
            wide[name] = reader.page.evaluate("document.documentElement.scrollWidth")
    assert {name: pixels for name, pixels in wide.items() if pixels != width} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_target_on_a_phone_is_high_enough_for_a_finger(visit, lang):
    low, count = {}, 0
    with visit(width=380, height=900) as reader:
        for name, path in PAGES.items():
            reader.open(_in(path, lang))
            reader.page.eval_on_selector_all("details", "all => all.forEach(e => e.open = false)")
            heights = reader.page.evaluate(HIT_HEIGHTS)
            count += len(heights)
            low[name] = [(text, height) for text, height in heights if height < 44]
    assert ({name: found for name, found in low.items() if found}, count > 100) == ({}, True)


def test_browser_complains_of_nothing(visit):
    """No error in the console, no violation of the content security policy; the page that isn't there is one of the web's."""
    with visit() as reader:
        for name, path in _addresses():
            if not name.startswith("error"):
                reader.open(path)
        assert (reader.complaints, len(reader.requests) > 20) == ([], True)
