"""An organiser at the forms: typing saves, nothing typed is lost, the keyboard is enough, axe finds nothing."""

from __future__ import annotations

import re

import pytest

from tests.journeys.axe import violations

pytestmark = pytest.mark.browser
PLACE = "/organise/next-alliance-2023"
SESSION = f"{PLACE}/sessions/s-plenary-3"
PAGES = (
    *("sessions/", "topics/", "venues/", "delegations/", "attendees/", "conference"),
    *(
        "sessions/s-plenary-3",
        "topics/t-7",
        "venues/v-yokota",
        "venues/v-yokota/calendar",
        "rooms/r-hall-a",
        "attendees/p-us-head",
    ),
    *("sessions/new", "sessions/s-plenary-3/remove", "topics/renumber"),
)


@pytest.fixture
def organiser(visit, sign_in):
    """Yield a window in which an organiser is signed in."""
    with visit() as window:
        sign_in(window, "organiser")
        window.complaints.clear()
        yield window


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (380, "ja")])
def test_axe_finds_no_violation_and_no_page_is_wider_than_its_window(organiser, width, language):
    page = organiser.page
    page.set_viewport_size({"width": width, "height": 900})
    found, wide = {}, {}
    for name in PAGES:
        organiser.open(f"{PLACE}/{name}?lang={language}")
        found[name] = violations(page)
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: told for name, told in found.items() if told} == {}
    assert {name: pixels for name, pixels in wide.items() if pixels > width} == {}


def _status(page):
    return page.locator("#autosaved")


def test_typing_saves_and_what_cannot_be_saved_is_there_after_a_reload(organiser):
    page = organiser.page
    organiser.open(f"{SESSION}?lang=en")
    before = page.locator("#title-en").input_value()
    page.locator("#title-en").fill(f"{before}, typed")
    _status(page).filter(has_text=re.compile(r"^Saved \d\d:\d\d$")).wait_for()
    assert page.evaluate("document.activeElement.id") == "title-en"
    page.reload()
    assert page.locator("#title-en").input_value() == f"{before}, typed"
    page.locator("#title-en").fill("")
    _status(page).filter(has_text="Not saved yet").wait_for()
    assert page.evaluate("document.activeElement.id") == "title-en"
    assert page.locator("#title-en").get_attribute("aria-invalid") == "true"
    page.locator("#title-ja").fill("入力中")
    page.reload()
    assert page.locator(".kept").inner_text().startswith("Kept in this browser, not saved yet")
    assert (page.locator("#title-en").input_value(), page.locator("#title-ja").input_value()) == ("", "入力中")
    page.get_by_role("button", name="Discard it").click()
    assert page.locator("#title-en").input_value() == f"{before}, typed"


# Presses Save when what was typed is saved, and the form doesn't know it yet.
PRESSING = """const fetched = window.fetch;
window.fetch = async (...given) => {
  const answer = await fetched(...given);
  document.querySelector('.save-bar button').click();
  return answer;
}"""


def test_save_pressed_while_typing_is_being_saved_meets_no_other_version(organiser):
    page = organiser.page
    page.add_init_script(PRESSING)
    organiser.open(f"{PLACE}/rooms/r-202?lang=en")
    page.locator("#capacity").fill("33")
    page.locator(".say", has_text="Saved.").wait_for()
    assert page.locator("#capacity").input_value() == "33"
    assert organiser.complaints == []


def test_confirmed_text_goes_out_of_step_while_one_types(organiser):
    page = organiser.page
    organiser.open(f"{PLACE}/sessions/s-plenary-2?lang=en")
    title = page.locator("[data-state=title]")
    title.get_by_role("button", name="Confirm in both languages").click()
    page.locator(".say", has_text="Saved.").wait_for()
    assert title.get_by_role("button", name="Confirmed in both languages").get_attribute("aria-pressed") == "true"
    page.locator("#title-en").press("End")
    page.keyboard.type(" again")
    title.get_by_text("Out of step").wait_for()


def test_two_at_one_form_lose_nothing(organiser, visit, sign_in):
    organiser.open(f"{PLACE}/rooms/r-201?lang=en")
    with visit() as other:
        sign_in(other, "editor")
        other.open(f"{PLACE}/rooms/r-201?lang=en")
        other.page.locator("#capacity").fill("31")
        other.page.get_by_role("button", name="Save", exact=True).last.click()
        other.page.locator(".say", has_text="Saved.").wait_for()
    page = organiser.page
    page.locator("#name-en").fill("Room 201 B")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_role("heading", name="Two versions of").wait_for()
    assert violations(page) == []
    page.locator("input[name=pick-capacity][value=theirs]").check()
    page.get_by_role("button", name="Save what is chosen").click()
    page.locator(".say", has_text="Saved.").wait_for()
    assert (page.locator("#name-en").input_value(), page.locator("#capacity").input_value()) == ("Room 201 B", "31")


def test_people_are_found_by_typing_and_rows_added_in_place(organiser):
    page = organiser.page
    organiser.open(f"{PLACE}/sessions/new?lang=en")
    page.locator("[name=people-rows] ~ .rows input[type=search]").first.fill("cyber policy")
    assert "Cyber Policy" in page.locator("[name=people-who]").first.locator("option:checked").inner_text()
    page.get_by_role("button", name="Add another person").click()
    assert page.locator("[name=people-who]").count() == 2
    assert page.evaluate("document.activeElement.name") == "people-role"


def test_preview_follows_what_is_typed(organiser):
    page = organiser.page
    organiser.open(f"{PLACE}/sessions/new?lang=en")
    page.locator("#description-en").fill("**Bold** <b>plain</b>")
    page.get_by_role("button", name="Preview").click()
    box = page.locator("[data-preview-of=description-en]")
    box.locator("strong").wait_for()
    assert box.inner_text() == "Bold <b>plain</b>"
    page.locator("#description-en").fill("- one")
    box.locator("li").wait_for()


def test_topics_are_put_in_order_by_keyboard_and_by_dragging(organiser):
    page = organiser.page
    organiser.open(f"{PLACE}/topics/?lang=en")
    in_session = "[data-session=s-plenary-4] .topc"
    first, second = page.locator(in_session).evaluate_all("all => all.map(e => e.id)")
    down = page.locator(f"#{first} button[value='1']")
    down.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/topics/?moved={first}#{first}")
    assert page.locator(in_session).evaluate_all("all => all.map(e => e.id)") == [second, first]
    grip, target = page.locator(f"#{first} .grip"), page.locator(f"#{second}")
    grip.hover()
    page.mouse.down()
    box = target.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 4, steps=5)
    with page.expect_navigation():
        page.mouse.up()
    assert page.locator(in_session).evaluate_all("all => all.map(e => e.id)") == [first, second]


def test_way_between_venues_saves_on_when_its_mode_changes(organiser):
    page = organiser.page
    organiser.open(f"{PLACE}/transfers/v-hall+v-yokota+car?lang=en")
    page.locator("#mode").select_option("air")
    page.wait_for_url("**/transfers/v-hall%2Bv-yokota%2Bair")
    page.locator("#minutes").fill("25")
    with page.expect_response("**/autosave") as saved:
        pass
    assert saved.value.status == 200
    page.reload()
    assert page.locator("#minutes").input_value() == "25"
