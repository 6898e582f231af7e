"""The pages' rows, versions, switches and links, by their structure."""

from __future__ import annotations

import re
from dataclasses import replace

from eventapp.domain.phases import Phase
from eventapp.domain.vocabulary import (
    SessionStatus,
)
from eventapp.renderers.html import (
    Links,
    clock_options,
    language_options,
    render_agenda_page,
    render_error_page,
    render_session_page,
    render_versions_page,
    static_files,
)
from eventapp.renderers.view import build_agenda_view, build_head, build_session_view
from eventapp.renderers.wording import words_in
from tests.renderers.html_agendas import (
    NEW_YORK,
    build_agenda,
)
from tests.renderers.html_pages import BOTH, DAY, Outline, article, every_page, fragment, full_agenda, page, view


def test_a_moved_session_says_from_where_and_carries_the_revision_bar():
    html = render_agenda_page(view(), page())
    moved = article(html, "plenary")
    assert 'class="s is-changed" id="s-plenary"' in html
    assert 'class="ch ch-moved"' in moved
    assert 'href="#m-mov"' in moved
    assert '<span class="was">was 11:00, Room 201 <span class="o" lang="ja">' in moved
    assert "11時 201会議室</span></span>" in moved


def test_a_cancelled_session_stays_marked_and_struck():
    html = render_agenda_page(view(), page())
    assert 'class="s is-changed is-off" id="s-press"' in html
    assert 'class="ch ch-cancelled"' in article(html, "press")


def test_a_cancelled_session_has_time_kind_title_and_place_in_the_list_and_the_rest_on_its_page():
    plenary = next(s for s in full_agenda().sessions if s.id == "plenary")
    gone = replace(plenary, status=SessionStatus.CANCELLED)
    agenda = build_agenda(gone)
    listed = article(
        render_agenda_page(build_agenda_view(agenda, languages=("en",), zones=()), page(("en",))), "plenary"
    )
    shown = ("10:45", "Plenary", "Title of plenary", "Hall A")
    hidden = ("Deputy Director", "A single desk", "What both sides bring.")
    assert [text for text in (*shown, *hidden) if text in listed] == list(shown)
    card = build_session_view(gone, agenda, languages=("en",), zones=())
    own = render_session_page(build_head(agenda, languages=("en",)), card, page(("en",)))
    assert [text for text in (*shown, *hidden) if text in own] == [*shown, *hidden]


def test_parallel_sessions_share_one_time_and_stand_in_one_row():
    html = render_agenda_page(view(("en",)), page(("en",)))
    row = fragment(html, '<div class="par">', 'id="s-plenary"')
    assert row.count('<div class="s-t">') == 1
    assert '<span class="z pn">2 in parallel</span>' in row
    assert re.findall(r'<article class="(ps[^"]*)" id="([^"]*)"', row) == [
        ("ps", "s-left"),
        ("ps is-changed", "s-right"),
    ]


def test_a_day_notes_the_minute_at_which_a_shown_clock_changes():
    html = render_agenda_page(view(("en",)), page(("en",)))
    note = fragment(html, '<div class="dst" role="note">', "</section>")
    assert "16:00" in note
    assert "US Eastern" in note
    assert "EDT" in note


def test_a_movement_shows_its_stations_and_the_road():
    html = render_agenda_page(view(("en",)), page(("en",)))
    line = fragment(html, '<div class="ln">', "</p>")
    assert re.findall(r">([^<\n]+)<", line) == ["Tokyo", "75 min by coach · 30 min at the gate", "Yokota"]


def test_a_topic_that_is_not_agreed_stands_in_the_brackets_of_its_language():
    html = render_agenda_page(view(), page())
    assert '[<a href="/conferences/next-2023/sessions/left#t-topic-7bis">Liaison officers</a>]' in html
    assert '<span class="o" lang="ja">［連絡官］</span>' in html


def test_the_list_leaves_description_and_questions_to_the_session_page():
    pages = every_page(("en",))
    for text in ("What both sides bring.", "One desk for all.", "Who staffs it?"):
        assert text not in pages["agenda"]
        assert text in pages["session"]
    assert 'id="t-topic-10"' in pages["session"]
    assert 'href="/conferences/next-2023/sessions/plenary.ics"' in pages["session"]
    assert 'href="/conferences/next-2023/agenda?day=2023-03-12"' in pages["session"]


def test_what_is_on_now_is_said_in_words_and_to_assistive_software():
    html = render_agenda_page(view(("en",), phases={"plenary": Phase.NOW, "press": Phase.NEXT}), page(("en",)))
    assert 'class="s is-changed is-now" id="s-plenary" aria-current="time"' in html
    assert '<b class="ph">Now</b>' in article(html, "plenary")
    assert 'is-next" id="s-press">' in html


def test_one_day_alone_links_its_band_to_days_and_marks_its_own():
    html = every_page(("en",))["day"]
    assert re.findall(r'<section class="wrap day"\s+id="([^"]+)"', html) == ["d-2023-03-12"]
    band = fragment(html, '<nav class="days"', "</nav>")
    assert '<a href="/conferences/next-2023/agenda?day=2023-03-12" aria-current="date">' in band
    assert '<a href="/conferences/next-2023/agenda?day=2023-03-13">' in band
    assert '<a href="/conferences/next-2023/agenda">All days</a>' in html


def test_all_days_have_anchors_and_an_empty_one_says_so():
    html = every_page(("en",))["agenda"]
    band = fragment(html, '<nav class="days"', "</nav>")
    assert re.findall(r'href="([^"]+)"', band) == ["#d-2023-03-12", "#d-2023-03-13"]
    assert "No sessions on this day yet." in fragment(html, 'id="d-2023-03-13"', "</section>")


def test_the_file_on_disk_points_to_nothing_outside_itself():
    html = every_page()["static"]
    hrefs = {a["href"] or "" for _, a in Outline(html).tags if "href" in a}
    assert {href for href in hrefs if not href.startswith("#")} == {"eventapp.css", "favicon.svg"}
    assert "#s-plenary" in hrefs


def test_everything_that_the_stylesheet_names_stands_beside_a_file_on_disk():
    named = re.findall(r'url\("([^"]+)"\)', static_files()["eventapp.css"].read_text("utf-8"))
    assert (set(named) <= set(static_files()), len(named)) == (True, 1)
    assert "vendor/noto-sans-jp/LICENSE" in static_files()


def test_versions_come_newest_first_with_their_changes_by_day():
    html = every_page(("en",))["versions"]
    assert re.findall(r'id="v-(\d)"', html) == ["2", "1"]
    newest, _, first = html.partition('id="v-1"')
    assert re.findall(r'class="ch ch-(\w+)"', newest) == ["new", "moved", "cancelled"]
    assert "was 11:00, Room 201" in newest
    assert "First publication" in first
    assert 'class="ch' not in first


def test_the_conference_page_offers_days_papers_calendar_data_and_versions():
    html = every_page(("en",))["conference"]
    hrefs = [a.get("href") for _, a in Outline(html).tags]
    base = "/conferences/next-2023"
    papers = [
        f"{base}/agenda.pdf?paper={paper}&layout={layout}"
        for layout in ("columns", "en", "ja")
        for paper in ("a4", "letter")
    ]
    assert [href for href in hrefs if href and ".pdf" in href] == papers
    assert {f"{base}/agenda.ics", f"{base}/agenda.json", f"{base}/versions"} <= set(hrefs)
    assert "3 sessions" in fragment(html, '<ul class="list">', "</ul>")


def test_an_error_page_says_what_is_wrong_and_one_way_on():
    html = render_error_page(404, page(("en",), links=Links()), detail="There is no day 32.")
    assert "<h1>There is no such page</h1>" in html
    assert re.findall(r'<p class="txt">(.*?)</p>', html) == ["There is no day 32."]
    assert '<a class="b b-ink" href="/">All conferences</a>' in html


def test_an_error_page_without_a_detail_says_what_may_be_wrong():
    html = render_error_page(404, page(("en",), links=Links()))
    assert re.findall(r'<p class="txt">(.*?)</p>', html) == ["The address may be mistyped, or the page was withdrawn."]


def test_links_carry_only_what_the_reader_chose():
    assert Links(slug="a").agenda() == "/conferences/a/agenda"
    chosen = Links(slug="a", languages=("ja", "en"), clock=NEW_YORK, root="/x")
    assert chosen.agenda(DAY) == "/x/conferences/a/agenda?day=2023-03-12&lang=ja,en&tz=America/New_York"
    assert chosen.download("ics") == "/x/conferences/a/agenda.ics?lang=ja,en"
    assert chosen.download("pdf", paper="a4", layout="ja") == "/x/conferences/a/agenda.pdf?paper=a4&layout=ja"
    assert chosen.session("q?1") == "/x/conferences/a/sessions/q%3F1?lang=ja,en&tz=America/New_York"
    assert chosen.topic("s", "t") == "/x/conferences/a/sessions/s?lang=ja,en&tz=America/New_York#t-t"
    assert chosen.static("eventapp.css") == "/x/static/eventapp.css"


def test_the_language_switch_puts_the_readers_own_first_in_both():
    options = language_options(Links(slug="a"), languages=("ja",), offered=BOTH, address=Links.agenda)
    assert [(o.label.lead.text, o.url, o.is_current) for o in options] == [
        ("English", "/conferences/a/agenda?lang=en", False),
        ("日本語", "/conferences/a/agenda?lang=ja", True),
        ("日本語", "/conferences/a/agenda?lang=ja,en", False),
    ]
    assert language_options(Links(), languages=("en",), offered=("en",), address=Links.agenda) == ()


def test_the_clock_switch_offers_the_venues_clock_alone_and_with_a_second():
    options = clock_options(
        Links(slug="a"), venue="JST", zones=(NEW_YORK,), shown=(NEW_YORK,), words=words_in("en"), address=Links.agenda
    )
    assert [(o.label.lead.text, o.url, o.is_current) for o in options] == [
        ("JST", "/conferences/a/agenda?tz=venue", False),
        ("JST + US Eastern", "/conferences/a/agenda?tz=America/New_York", True),
    ]
    html = render_agenda_page(view(("en",)), page(("en",), clock_options=options))
    assert html.count('aria-label="Clock"') == 1


def test_an_agenda_without_version_is_called_a_draft():
    head = build_head(build_agenda(), languages=("en",))
    assert "<p>" not in render_versions_page(head, (), page(("en",)))
    assert "Draft" in fragment(render_versions_page(head, (), page(("en",))), '<footer class="foot">', "</footer>")
