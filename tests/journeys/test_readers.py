"""Whole stories of readers, in a real browser."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject
from pypdf import PdfReader

from eventapp.domain.audiences import PUBLIC
from tests.publishing import demo_file

pytestmark = pytest.mark.browser
CONFERENCE = "/conferences/next-alliance-2023"


def _public_agenda():
    return demo_file().publications[-1].agenda.for_audience(PUBLIC)


def test_reader_on_a_phone_finds_a_session_and_takes_its_calendar(visit):
    with visit(width=380, height=800, locale="ja-JP") as reader:
        page = reader.page
        reader.open("/")
        page.get_by_role("link", name="NEXTアライアンス会議2023").click()
        page.locator(".list").get_by_role("link", name="3月12日").click()
        assert page.locator("[aria-current=date] .d").inner_text() == "12"
        assert page.locator("html").get_attribute("lang") == "ja"
        page.get_by_role("navigation", name="言語").get_by_role("link").nth(2).click()
        assert page.locator("nav.days [aria-current=date] .d").inner_text() == "12"
        page.get_by_role("link", name="災害救援における相互運用性").click()
        assert page.locator("h1").inner_text().startswith("災害救援における相互運用性")
        assert page.locator(".s-o").first.inner_text().startswith("Interoperability for disaster relief")
        with page.expect_download() as coming:
            page.get_by_role("link", name="このセッションをダウンロード").click()
        assert coming.value.suggested_filename == "next-alliance-2023-s-plenary-3.ics"
        vevent = vobject.readOne(Path(coming.value.path()).read_text("utf-8")).vevent
        assert reader.complaints == []
    start = vevent.dtstart.value.astimezone(ZoneInfo("Asia/Tokyo"))
    assert start.isoformat() == "2023-03-12T10:45:00+09:00"
    assert "災害救援における相互運用性" in vevent.summary.value
    assert "Interoperability for disaster relief" in vevent.summary.value


FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  return {
    href: e.getAttribute('href') || e.tagName,
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      && box.top < innerHeight && box.bottom > 0 && box.width > 0,
  };
}"""


def _tabbed_through(page):
    """Press Tab from the top of the page until it leaves; give what was focused, in order."""
    found = []
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["href"] == "BODY":
            break
        found.append(focused)
    return found


@pytest.mark.parametrize("width", [1440, 380])
def test_keyboard_reaches_everything_and_shows_where_it_is(visit, width):
    with visit(width=width) as reader:
        reader.open(f"{CONFERENCE}/agenda?day=2023-03-12&lang=en")
        links = reader.page.eval_on_selector_all(
            "a[href], summary",
            "all => all.filter(e => e.checkVisibility()).map(e => e.getAttribute('href') || 'SUMMARY')",
        )
        found = _tabbed_through(reader.page)
    order = [focused["href"] for focused in found]
    assert order == links
    assert order[0] == "#main"
    sessions = [s.id for d in _public_agenda().days if d.on.day == 12 for s in d.sessions]
    reached = re.findall(r"/sessions/([\w-]+)\?lang=en(?= |$)", " ".join(order))
    assert [s for s in sessions if s in reached] == list(dict.fromkeys(reached))
    assert [focused["href"] for focused in found if not focused["seen"]] == []


def test_skip_link_leads_to_the_content(visit):
    with visit() as reader:
        reader.open(f"{CONFERENCE}/agenda")
        reader.page.keyboard.press("Tab")
        assert reader.page.locator(".skip").bounding_box()["y"] >= 0
        reader.page.keyboard.press("Enter")
        reader.page.keyboard.press("Tab")
        assert reader.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def _plain(text):
    """Give a text without spaces, and with the letters that a PDF may hold in another form."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_printed_page_has_all_sessions_and_no_navigation(visit):
    with visit() as reader:
        reader.open(f"{CONFERENCE}/agenda?lang=en")
        reader.page.emulate_media(media="print")
        hidden = reader.page.eval_on_selector_all(
            "nav, .acts, .skip", "all => all.filter(e => e.checkVisibility()).length"
        )
        pdf = reader.page.pdf(format="A4", prefer_css_page_size=True)
    text = _plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    sessions = _public_agenda().sessions
    titles = [s.title.get("en") for s in sessions if s.kind.value != "transfer"]
    assert [title for title in titles if _plain(title) not in text] == []
    assert [word for word in ("Skip to", "Subscribe", "Print or PDF", "日本語") if _plain(word) in text] == []
    assert hidden == 0


def _has_japanese_font():
    listed = subprocess.run(["fc-list", ":lang=ja", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


@pytest.mark.parametrize("locale", ["ja-JP", "en-US"])
def test_no_request_leaves_the_site_and_no_font_is_fetched_where_there_is_one(visit, locale):
    with visit(locale=locale) as reader:
        for path in ("/", f"{CONFERENCE}/", f"{CONFERENCE}/agenda", f"{CONFERENCE}/agenda?lang=en,ja"):
            reader.open(path)
            reader.page.evaluate("document.fonts.ready.then(() => null)")
        foreign = [url for _, url in reader.requests if not url.startswith((reader.site, "data:"))]
        kinds = {kind for kind, _ in reader.requests}
    assert foreign == []
    assert ("font" in kinds) == (not _has_japanese_font())
