"""None"""

from __future__ import annotations

import re

import pytest

from eventapp.renderers.html import (
    environment,
    render_agenda_page,
)
from eventapp.renderers.html.environment import template_folder
from eventapp.renderers.view import build_agenda_view
from tests.renderers.html_agendas import (
    both,
    build_agenda,
    build_conference,
    build_session,
)
from tests.renderers.html_pages import BOTH, Outline, every_page, page, view


@pytest.mark.parametrize("languages", [("en",), ("ja",), ("en", "ja"), ("ja", "en")])
def test_every_page_is_well_formed_with_unique_ids_and_targets_of_its_anchors(languages):
    for name, html in every_page(languages).items():
        tags = Outline(html).tags
        ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
        anchors = {a["href"][1:] for _, a in tags if (a.get("href") or "").startswith("#")}
        assert len(ids) == len(set(ids)), name
        assert anchors <= set(ids), name
        assert html.startswith(f'<!DOCTYPE html>\n<html lang="{languages[0]}">'), name


@pytest.mark.parametrize("languages", [("en",), ("en", "ja")])
def test_no_page_has_an_inline_style_or_script(languages):
    for name, html in every_page(languages).items():
        tags = Outline(html).tags
        attributes = {attribute for _, found in tags for attribute in found}
        assert not {tag for tag, _ in tags} & {"script", "style", "iframe"}, name
        assert not {a for a in attributes if a == "style" or a.startswith("on")}, name


def test_every_template_of_a_public_page_is_used():
    environment().cache.clear()
    every_page()
    names = {name for _, name in environment().cache}
    files = {str(path.relative_to(template_folder())) for path in template_folder().rglob("*.html")}
    ours = {
        name for name in files if name.partition("/")[0] in {"agendas", "conferences", "sessions", "versions", "errors"}
    }
    assert ours - names == set()


def test_same_views_give_the_same_bytes():
    assert every_page() == every_page()


def test_markup_in_a_title_is_escaped():
    session = build_session("bad", "2023-03-12 09:00", title=both("<script>alert(1)</script>", 'a" onclick="b'))
    agenda = build_agenda(session, conference=build_conference(title=both("A & <b>B</b>", "甲")))
    agenda_view = build_agenda_view(agenda, languages=BOTH, zones=())
    html = render_agenda_page(agenda_view, page())
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</a>" in html
    assert '<p class="s-o" lang="ja">a&#34; onclick=&#34;b</p>' in html
    assert "<h1>A &amp; &lt;b&gt;B&lt;/b&gt;</h1>" in html


@pytest.mark.parametrize("languages", [("en", "ja"), ("ja", "en")])
def test_every_text_of_the_conference_stands_in_its_language(languages):
    texts = Outline(render_agenda_page(view(languages), page(languages))).texts
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    assert [text for language, text in texts if language == "en" and japanese.search(text)] == []
    assert ("en", "Title of plenary") in texts
    assert ("ja", "plenaryの題") in texts


@pytest.mark.parametrize(("language", "other"), [("en", "ja"), ("ja", "en")])
def test_a_page_in_one_language_says_nothing_in_the_other(language, other):
    for name, html in every_page((language,)).items():
        body = re.sub(r'<nav class="seg".*?</nav>', "", html, flags=re.DOTALL)  # the language switch names both
        assert f'lang="{other}"' not in body, name
        assert 'class="o"' not in body, name


def test_a_text_that_is_not_translated_carries_the_code_of_its_language():
    session = build_session("one", "2023-03-12 09:00", title=both("", "予算と調達"))
    html = render_agenda_page(build_agenda_view(build_agenda(session), languages=("en",), zones=()), page(("en",)))
    assert (
        '<a href="/conferences/next-2023/sessions/one" lang="ja">予算と調達</a>'
        ' <small class="fb"><span class="vh">not translated </span>JA</small>'
    ) in html
