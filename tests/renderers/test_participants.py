"""A list of participants as page, paper and spreadsheet: the same people, marks and words in each."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from eventapp.domain.audiences import PUBLIC
from eventapp.domain.participants import Arrangement, marked
from eventapp.renderers.glyphs import MissingGlyph, UnprintableError
from eventapp.renderers.pdf import Layout, Paper, render_participants_pdf
from eventapp.renderers.view.participants import build_list_view
from eventapp.renderers.xlsx import render_participants_xlsx
from eventapp.web.participants import list_page
from tests.literals import both
from tests.participants_lists import (
    ADAMS,
    JP_LAST,
    first_issue,
    first_list,
    issue_of,
    large_issue,
    list_of,
    people,
    second_issue,
)
from tests.renderers.html_pages import Outline
from tests.renderers.pdf_texts import pages_of, pages_with, squeezed, text_of
from tests.renderers.test_golden import _text_of
from tests.sample import AOKI, CARTER, MORI

BOTH = ("en", "ja")


def _view(issue, languages=BOTH):
    return build_list_view(issue, languages=languages)


def _changes(view):
    """Give label and former values of everybody marked, by the first name shown."""
    return {
        one.names[0].text: (one.change.label.lead.text, one.change.was.lead.text if one.change.was else "")
        for group in (*view.columns, *view.groups)
        for one in group.people
        if one.change
    }


# ---- Golden files


@pytest.mark.parametrize(("name", "languages"), [("en-ja", BOTH), ("ja", ("ja",))])
def test_page_word_for_word(golden, name, languages):
    golden.assert_equals(
        f"participants-{name}.html", list_page(second_issue(), languages, name="participants").encode()
    )


@pytest.mark.parametrize(("name", "arrangement"), [("columns", Arrangement()), ("host-second", JP_LAST)])
def test_paper_word_for_word(golden, name, arrangement):
    golden.assert_equals(f"participants-{name}.txt", _text_of(render_participants_pdf(second_issue(arrangement))))


def test_spreadsheet_cell_for_cell(golden):
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_participants_xlsx(second_issue())))
    rows = [str(row) for name in book.sheet_names for row in [name, *book.get_sheet_by_name(name).to_python()]]
    golden.assert_equals("participants.xlsx.txt", ("\n".join(rows) + "\n").encode())


# ---- The view


def test_change_says_from_what_in_the_readers_language():
    assert _changes(_view(second_issue(), ("en",))) == {
        "MORI Jun": ("Amended", "was without a name, no. 2; now head of delegation"),
        "Director, Cyber Policy": ("Removed", ""),
        "AOKI Haruka": ("Amended", "was Director-General; no longer head of delegation"),
        "ITO Sora": ("Amended", "was Secretariat"),
        "ŌNO Ken": ("New", ""),
        "ADAMS Ann": ("Amended", "was Daily News"),
        "坂東 花": ("Removed", ""),
    }
    japanese = _changes(_view(second_issue(), ("ja",)))
    assert japanese["青木 遥"] == ("変更", "旧：局長、団長を退任")
    assert japanese["サイバー作戦課長"] == ("変更", "旧：Chief, Cyber Operations")


def test_change_in_a_language_that_is_not_shown_is_no_news():
    before = list_of(*people(CARTER))
    now = marked(
        list_of(*people(replace(CARTER, position=both("Director, Plans", "計画部長代理")))), before, nameable=()
    )
    assert _changes(_view(issue_of(now), ("en",))) == {}
    assert _changes(_view(issue_of(now), ("ja",))) == {"カーター エレン": ("変更", "旧：計画部長")}


def test_readers_script_leads_and_the_other_stands_beside():
    names = [[name.text for name in one.names] for one in _view(first_issue(), ("ja",)).columns[1].people]
    assert names == [["カーター エレン", "CARTER Ellen"], ["政治軍事担当参事官"], ["Chief, Cyber Operations"]]
    assert [name.is_fallback for name in _view(first_issue(), ("ja",)).columns[1].people[2].names] == [True]


def test_post_stands_in_the_order_of_its_language_and_is_said_once():
    (aoki, mori, _) = _view(first_issue()).columns[0].people
    said = [
        [(post.language, post.joint.join(t.text for t in post.texts)) for post in one.posts] for one in (aoki, mori)
    ]
    assert said == [
        [("en", "Director-General, Ministry of Planning"), ("ja", "計画省 局長")],
        [("en", "Ministry of Planning"), ("ja", "計画省 戦略計画課長")],
    ]


def test_missing_translation_falls_back_once_in_the_leading_language():
    view = _view(issue_of(list_of(*people(ADAMS))), ("ja", "en"))
    posts = [(post.language, [(t.text, t.is_fallback) for t in post.texts]) for post in view.groups[-1].people[0].posts]
    assert posts == [
        ("ja", [("Daily News", True), ("adams局長", False)]),
        ("en", [("Director adams", False), ("Daily News", False)]),
    ]


def test_head_of_delegation_and_category_are_said_where_they_do_not_go_without_saying():
    view = _view(first_issue(), ("en",))
    notes = {
        one.names[0].text: [note.lead.text for note in one.notes]
        for g in (*view.columns, *view.groups)
        for one in g.people
    }
    assert {name: said for name, said in notes.items() if said} == {
        "AOKI Haruka": ["Head of delegation"],
        "CARTER Ellen": ["Head of delegation"],
        "ITO Sora": ["Interpreter"],
    }


def test_public_list_has_the_organisers_marking_and_another_its_audience():
    assert _view(first_issue(audience=PUBLIC), ("ja",)).head.marking.lead.text == "参加者限り"
    assert _view(first_issue(), ("en",)).head.marking.lead.text == "Participants only"


def test_list_not_given_out_has_neither_number_nor_date():
    head = _view(issue_of(first_list(), issued_at=None)).head
    assert (head.version, head.as_of) == (None, None)


# ---- Paper


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("arrangement", [Arrangement(), Arrangement("US")])
@pytest.mark.parametrize("layout", [Layout.COLUMNS, Layout.JA])
def test_row_never_splits_and_nobody_is_lost(paper, arrangement, layout):
    pages = pages_of(render_participants_pdf(large_issue(120, arrangement=arrangement), paper=paper, layout=layout))
    assert len(pages) > 2
    for side in ("US", "JP"):
        for n in range(1, 61):
            first, last = pages_with(f"FIRST{side}{n:03}", pages), pages_with(f"末尾{side}{n:03}", pages)
            assert (len(first), first) == (1, last), (side, n)


def test_sides_stand_beside_each_other_row_by_row():
    pages = pages_of(render_participants_pdf(large_issue(60)))
    for n in range(1, 31):
        assert pages_with(f"FIRSTUS{n:03}", pages) == pages_with(f"FIRSTJP{n:03}", pages)


def test_host_stands_second_on_paper():
    text = squeezed(text_of(render_participants_pdf(large_issue(8, arrangement=Arrangement("US")), layout=Layout.EN)))
    assert text.index("FIRSTJP004") < text.index("FIRSTUS001")


def test_every_page_says_marking_number_date_zone_and_page():
    pages = pages_of(render_participants_pdf(large_issue(120)))
    for number, page in enumerate(map(squeezed, pages), start=1):
        wanted = (
            "Participantsonly参加者限り",
            "List2,asof9Mar202318:00JST",
            "第2版（2023年3月9日18時（日本時間）現在）",
            f"{number}/{len(pages)}",
        )
        assert [text for text in wanted if text not in page] == [], number
        assert "敬称略" in page


def test_page_that_begins_amid_a_group_names_it():
    pages = pages_of(render_participants_pdf(large_issue(120, arrangement=Arrangement("US")), layout=Layout.EN))
    firsts = {n: next(s for s in ("US", "JP") if f"FIRST{s}" in page) for n, page in enumerate(pages)}
    for n, page in enumerate(pages[1:], start=1):
        assert f"Side{firsts[n]}" in squeezed(page), n


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (210, 297)), (Paper.LETTER, (216, 279))])
def test_page_has_the_size_of_the_paper(paper, size):
    box = PdfReader(io.BytesIO(render_participants_pdf(first_issue(), paper=paper))).pages[0].mediabox
    assert (round(box.width * 25.4 / 72), round(box.height * 25.4 / 72)) == size


def test_same_list_gives_the_same_bytes_and_is_tagged():
    made = render_participants_pdf(second_issue())
    assert made == render_participants_pdf(second_issue())
    root = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en")


def test_missing_glyph_stops_the_paper_and_names_the_person():
    odd = issue_of(list_of(*people(AOKI, replace(MORI, position=both("Ruler \U00010c00")))))
    with pytest.raises(UnprintableError) as refused:
        render_participants_pdf(odd)
    assert refused.value.missing == (MissingGlyph("\U00010c00", "JP 2"),)


LITERAL = (
    "#let x = 1",
    "// no comment",
    "*bold* _it_",
    r"a \ b",
    "@someone <label>",
    "$x^2$ `raw`",
    "[a] {b}",
    "=SUM(A1)",
)


@pytest.mark.parametrize("text", LITERAL)
def test_what_people_wrote_is_never_markup_nor_a_formula(text):
    issue = issue_of(list_of(*people(replace(AOKI, position=both(text), given_name=text))))
    assert squeezed(text) in squeezed(text_of(render_participants_pdf(issue, layout=Layout.EN)))
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_participants_xlsx(issue)))
    assert book.get_sheet_by_name("Participants").to_python()[1][5] == text


def test_list_without_anybody_prints_both_sides():
    text = squeezed(text_of(render_participants_pdf(issue_of(list_of()), layout=Layout.EN)))
    assert ("JPJapaneseside" in text, "USUSside" in text, "0people" in text) == (True, True, True)


# ---- Page


@pytest.mark.parametrize("languages", [("en",), ("ja",), ("en", "ja"), ("ja", "en")])
@pytest.mark.parametrize("arrangement", [Arrangement(), JP_LAST])
def test_page_is_well_formed_without_inline_style_or_script(languages, arrangement):
    html = list_page(second_issue(arrangement), languages, name="participants")
    tags = Outline(html).tags
    assert not {tag for tag, _ in tags} & {"script", "style"}
    assert not {name for _, attributes in tags for name in attributes} & {"style", "onclick"}
    assert html.startswith(f'<!DOCTYPE html>\n<html lang="{languages[0]}">')
