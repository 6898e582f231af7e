"""Markup of descriptions: safe HTML of a short list of tags, plain text for calendars and papers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.renderers.markdown import is_marked_up, plain_text, render_markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Who** *asks*\nwhom", "<p><strong>Who</strong> <em>asks</em><br>\nwhom</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        (
            "[map](https://example.org/a)",
            '<p><a href="https://example.org/a" rel="noopener noreferrer nofollow">map</a></p>\n',
        ),
        ("<b onclick=x>R&D</b>", "<p>&lt;b onclick=x&gt;R&amp;D&lt;/b&gt;</p>\n"),
        ("# no heading ![no](https://e.org/i.png)", None),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,y)", None),
    ],
)
def test_markup_becomes_few_safe_tags(text, html):
    rendered = str(render_markdown(text))
    if html is not None:
        assert rendered == html
    assert set(re.findall(r"<(\w+)", rendered)) <= {"p", "br", "em", "strong", "ul", "ol", "li", "a"}
    assert "href" not in rendered or re.search(r'href="(https?:|mailto:)', rendered)


@given(st.text(alphabet=st.sampled_from("ab <>&\"'()[]*_-1.\n!`\\:/#javscript"), max_size=60))
def test_no_text_brings_in_a_tag_or_an_address_of_another_kind(text):
    rendered = str(render_markdown(text))
    assert set(re.findall(r"<(\w+)", rendered)) <= {"p", "br", "em", "strong", "ul", "ol", "li", "a"}
    assert all(re.match(r"https?:|mailto:", found) for found in re.findall(r'href="([^"]*)"', rendered))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Lines\nas they are.", "Lines\nas they are."),
        ("R&D at 10 a.m. – 2 * 3", "R&D at 10 a.m. – 2 * 3"),
        ("A **bold** word", "A bold word"),
        ("Bring:\n\n1. pass\n2. badge", "Bring:\n\n1. pass\n2. badge"),
        ("- *a*\n- b", "- a\n- b"),
        ("See [the map](https://example.org/m).", "See the map (https://example.org/m)."),
        ("<https://example.org/>", "https://example.org/"),
    ],
)
def test_plain_text_keeps_what_is_said(text, plain):
    assert plain_text(text) == plain


def test_text_without_markup_is_known_as_such():
    assert [is_marked_up(text) for text in ("plain", "5 * 4", "a_b_c", "**b**", "1. x")] == [
        False,
        False,
        False,
        True,
        True,
    ]
