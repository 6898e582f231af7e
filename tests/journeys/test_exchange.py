"""New conferences, clones and files brought in, in a real browser: no violation, nothing wider than its window."""

from __future__ import annotations

import pytest

from eventapp.cli.users import sign_in_url
from eventapp.db import db, transaction
from tests.importers.schedule_texts import OLD_XML
from tests.importers.sheet_files import xlsx
from tests.journeys.axe import violations
from tests.members import make_user

pytestmark = pytest.mark.browser
PLACE = "/organise/next-alliance-2023"
SHOW = "form[enctype] button[type=submit]"
HEADS = ("Id", "Kind", "Title (en)", "Title (ja)", "Date", "Start", "End")
SOUND = (
    "s-plenary-3",
    "plenary",
    "A title long enough to take two lines of a phone",
    "全体会合",
    "2023-03-12",
    "09:15",
    "10:40",
)
SPOILT = ("extra", "party", "Extra", "追加", "12/03/2023", "25:00", "17:30")
WIDTHS = pytest.mark.parametrize(("width", "language"), [(1440, "en"), (380, "ja")])


class _Looks:
    """Notes what is wrong with each page that is looked at."""

    def __init__(self, page, width):
        self.page, self.width, self.wrong = page, width, {}

    def __call__(self, name):
        found = violations(self.page)
        is_wide = self.page.evaluate("document.documentElement.scrollWidth") > self.width
        if found or is_wide:
            self.wrong[name] = (found, is_wide)


def _press(page, button):
    """Press what asks for another page, and wait until that page is there."""
    with page.expect_navigation():
        page.locator(button).click()


def _choose(page, name, data):
    page.set_input_files("#file", {"name": name, "mimeType": "", "buffer": data})


@WIDTHS
def test_files_and_clones_are_shown_before_anything_is_written(visit, sign_in, width, language):
    with visit(width=width) as window:
        sign_in(window, "organiser", language=language)
        page, look = window.page, _Looks(window.page, width)
        for name, rows in (("spoilt", (SPOILT,)), ("sound", (SOUND,))):
            window.open(f"{PLACE}/bring")
            _choose(page, "agenda.xlsx", xlsx(Sessions=[HEADS, *rows]))
            _press(page, SHOW)
            look(name)
        assert page.locator(".brought tbody tr").count() == 1
        _choose(page, "forum.xml", OLD_XML.encode())
        page.select_option("#venue", "+")
        _press(page, SHOW)
        look("schedule")
        assert page.locator(".notes li").count() == 3
        window.open(f"{PLACE}/clone")
        page.fill("#slug", "next-alliance-2024")
        page.fill("#starts_on", "2024-03-06")
        _press(page, "button[name=look]")
        look("clone")
        assert (
            page.locator(".will-be").inner_text()
            == {
                "en": "It will be on Fri 8 – Mon 11 March 2024.",
                "ja": "日程は2024年3月8日（金）〜11日（月）になります。",
            }[language]
        )
        assert look.wrong == {}


@WIDTHS
def test_new_conferences_typed_and_from_a_file(visit, served, width, language):
    app, address = served
    with app.app_context():
        with transaction() as tx:
            email = make_user(tx, name="Administrator", language=language, is_admin=True).email
        link = sign_in_url(email, address)
        db.session.remove()
    with visit(width=width) as window:
        page, look = window.page, _Looks(window.page, width)
        page.goto(link)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/organise/**")
        window.open("/organise/new")
        look("new")
        _press(page, "form.form button[type=submit]")
        look("new with errors")
        window.open("/organise/new/file")
        _choose(page, "forum.xml", OLD_XML.encode())
        _press(page, SHOW)
        look("file without a zone")
        _choose(page, "forum.xml", OLD_XML.encode())
        page.fill("#zone", "Europe/Paris")
        _press(page, SHOW)
        look("file")
        assert page.locator("input[name=confirm]").count() == 1
        assert look.wrong == {}
