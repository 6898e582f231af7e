"""Lists of people from spreadsheets: what is read, in what form files come, and what is wrong at its cell."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter

from eventapp.domain.errors import InvalidInputError
from eventapp.domain.localized import Localized
from eventapp.domain.registration.participants import guests
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder
from eventapp.importers.sheets.people import find_people_columns
from eventapp.renderers.problems import problem_line
from eventapp.renderers.wording import words_in
from tests.importers.people_files import (
    HAYASHI,
    HEADINGS,
    JP,
    LANGUAGES,
    ONO,
    US,
    csv_bytes,
    people_of,
    read,
    sheet,
)
from tests.importers.sheet_files import xlsx

WHOLE_NAME = (
    "This column holds whole names, and a name is never split by guessing. "
    "Give its parts columns of their own: 姓 and 名, or Family name and Given name."
)
WHOLE_READING = (
    "This column holds whole readings and was not read. "
    "Give the parts columns of their own: ふりがな（姓）, ふりがな（名）."
)


def _problems(data, *people, language="en", **options):
    with pytest.raises(InvalidInputError) as caught:
        read(data, *people, **options)
    return [problem_line(problem, words_in(language)) for problem in caught.value.problems]


def _notes(brought, language="en"):
    return [problem_line(note, words_in(language)) for note in brought.notes]


def _names(brought):
    return [(row.attendee.family_name, row.attendee.native_family_name) for row in brought.rows]


def test_row_becomes_a_person_of_the_delegation():
    headings = (
        *HEADINGS,
        "Title",
        "Organisation",
        "Category",
        "Language",
        "紹介時の順",
        "名札",
        "Dietary needs",
        "団長",
    )
    cells = (*HAYASHI, "Amb.", "Institute", "登壇者", "日本語", "名が先", "YOSHI", "卵", "○")
    (row,) = read(sheet(cells, headings=headings)).rows
    person = row.attendee
    assert (person.id, person.delegation, person.precedence) == ("hayashi-yoshimasa", JP, 1)
    assert (person.category, person.language) == (AttendeeCategory.SPEAKER, "ja")
    assert (row.number, row.is_new, row.email) == (2, True, "hayashi@example.org")
    assert (row.dietary, row.accessibility, row.is_head) == ("卵", None, True)
    assert row.person == {
        "family_name": "Hayashi",
        "given_name": "Yoshimasa",
        "native_family_name": "林",
        "native_given_name": "芳正",
        "family_name_reading": "はやし",
        "given_name_reading": "よしまさ",
        "prefix": "Amb.",
        "badge_name": "YOSHI",
        "display_order": DisplayOrder.GIVEN_FIRST.value,
        "organisation": {"en": "Institute"},
        "position": {"ja": "局長"},
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv_is_read_in_every_encoding_and_with_every_separator(encoding, separator):
    kanji = ("髙橋", "①郎", *HAYASHI[2:])
    data = csv_bytes(("名簿, 2023; 案",), (), HEADINGS, kanji, (), encoding=encoding, separator=separator)
    assert _names(read(data)) == [("Hayashi", "髙橋")]


def test_empty_lines_titles_numbers_and_spaces_around_make_no_difference():
    rows = [
        ("出席者名簿　2023年3月現在",),
        (),
        ("No.", *HEADINGS, "序列", "役職（英語）"),
        (1, *(f" {cell}　" for cell in HAYASHI), "１０", 7),
        (),
        (2, *("" for _ in HAYASHI), "", ""),
        (3, *ONO, 11.0, date(2023, 3, 12)),
    ]
    brought = read(xlsx(名簿=rows))
    assert [row.number for row in brought.rows] == [4, 7]
    assert [row.attendee.precedence for row in brought.rows] == [10, 11]
    assert [row.attendee.position.get("en") for row in brought.rows] == ["7", "2023-03-12"]
    assert people_of(HAYASHI)[0].family_name_reading == brought.rows[0].attendee.family_name_reading == "はやし"


def test_headings_of_two_lines_are_read_together():
    above = ("氏名（漢字）", "", "ふりがな", "", "ローマ字", "", "所属", "メール")
    below = ("姓", "名", "姓", "名", "姓", "名", "", "")
    (person,) = (row.attendee for row in read(xlsx(A=[("名簿",), above, below, HAYASHI])).rows)
    assert (person.native_family_name, person.family_name_reading, person.given_name) == ("林", "はやし", "Yoshimasa")
    assert (person.organisation, person.email) == (Localized.of({"ja": "局長"}), "hayashi@example.org")


def test_formulas_are_read_by_what_they_give():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet("People")
        page.write_row(0, 0, HEADINGS)
        for n, cell in enumerate(HAYASHI):
            page.write_formula(1, n, f'="{cell}"', None, cell)
    assert people_of(HAYASHI) == tuple(row.attendee for row in read(made.getvalue()).rows)


def test_text_that_looks_like_a_formula_stays_a_text_and_the_form_for_digits_is_undone():
    data = '姓,名,役職,Position\n林,芳正,=1+1,"=""007"""\n'.encode()
    (row,) = read(data).rows
    assert row.attendee.position == Localized.of({"en": "007", "ja": "=1+1"})


@pytest.mark.parametrize(
    ("heading", "cell", "line"),
    [
        ("メール", "hayashi", "メール: “hayashi” is no e-mail address."),
        ("メール", "a@example.org; b@example.org", "メール: “a@example.org; b@example.org” is no e-mail address."),
        ("セイ", "ﾊﾔｼ", "セイ: Half-width kana cannot be used. Write “はやし” in full width."),
        ("セイ", "Hayashi", "セイ: A reading is written in hiragana or katakana alone."),
        ("姓", "林\u200b", "姓: The character U+200B ZERO WIDTH SPACE cannot be seen here. Take it out."),
        ("役職", "局長\n兼務", "役職: A line break cannot stand in a single line (U+000A)."),
        ("役職", "あ" * 301, "役職: The text is longer than 300 characters."),
        ("序列", "first", "序列: “first” is no whole number."),
        ("序列", 0.0001, "序列: “0.0001” is no whole number."),
        ("序列", "0", "序列: The number must be at least 1."),
        ("団長", "maybe", "団長: “maybe” is none of the words allowed: yes, no."),
        (
            "区分",
            "参加者",
            "区分: “参加者” is none of the words allowed: delegate, speaker, observer, interpreter, staff, press, guest.",
        ),
        ("Language", "Klingon", "Language: “Klingon” does not have the form that this column needs."),
        ("識別子", "No Id", "識別子: “No Id” does not have the form that this column needs."),
        ("代表団", "FR", "代表団: Nothing here has the id “FR”."),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(heading, cell, line):
    cells = dict(zip(HEADINGS, HAYASHI, strict=True)) | {heading: cell}
    assert _problems(sheet(tuple(cells.values()), headings=tuple(cells))) == [f"People row 2, {line}"]


def test_problems_of_all_rows_are_told_at_once_in_the_language_of_the_reader():
    wrong = (*HAYASHI[:2], "ﾊﾔｼ", *HAYASHI[3:7], "hayashi")
    again = (*ONO[:7], "")
    assert _problems(sheet(ONO, wrong, ONO, again), language="ja") == [
        "People 3行目「セイ」: 半角カナは使えません。全角で「はやし」と入力してください。",
        "People 3行目「メール」: 「hayashi」はメールアドレスではありません。",
        "People 4行目「メール」: 同じメールアドレスが2行目にあります。",
        "People 5行目: 2行目と同じ人のようです。同姓同名の別人であれば、それぞれにidを付けてください。",
    ]


def test_words_that_a_cell_may_say_are_those_of_the_reader_and_its_own_is_quoted_as_it_stands():
    cells = dict(zip(HEADINGS, HAYASHI, strict=True)) | {"区分": "参加者Ａ", "団長": "たぶん"}
    kinds = "代表、登壇者、オブザーバー、通訳、事務局員、報道、来賓"
    assert _problems(sheet(tuple(cells.values()), headings=tuple(cells)), language="ja") == [
        f"People 2行目「区分」: 「参加者Ａ」は使えません。使えるのは {kinds} です。",
        "People 2行目「団長」: 「たぶん」は使えません。使えるのは はい、いいえ です。",
    ]


def test_how_things_were_typed_is_mended_on_request_and_noted():
    typed = (
        "林　",
        "芳\n正",
        "ﾊﾔｼ",
        "ﾖｼﾏｻ",
        "ＨＡＹＡＳＨＩ",
        "YOSHIMASA",
        "局長\n兼務",
        " ｈａｙａｓｈｉ@example.org",
    )
    brought = read(sheet(typed), is_mending=True)
    (person,) = (row.attendee for row in brought.rows)
    assert (person.native_given_name, person.family_name_reading, person.family_name) == ("芳 正", "はやし", "Hayashi")
    assert (person.position.get("ja"), person.email) == ("局長 兼務", "hayashi@example.org")
    assert "People row 2, セイ: “ﾊﾔｼ” was read as “はやし”." in _notes(brought)
    assert len(_notes(brought)) == 5


def test_warnings_of_the_name_are_kept_with_the_row():
    (row,) = read(sheet(("林", "芳正", "はやし", "よしまさ", "YOSHIMASA", "Hayashi", "", ""))).rows
    assert [finding.code.value for finding in row.findings] == ["all-capitals", "names-swapped"]


def test_columns_that_are_not_read_are_named():
    brought = read(sheet((*HAYASHI, "x", "y"), headings=(*HEADINGS, "備考", "")))
    assert _notes(brought, "ja") == [
        "People 1行目「備考」: この列は知られていないため、読み取りませんでした。",
        "People 1行目「J」: この列は知られていないため、読み取りませんでした。",
    ]


def test_chosen_mapping_overrides_the_guess_and_is_quiet_about_what_it_leaves_out():
    rows = (("Name A", "Name B", "Name", "所属"), ("Hayashi", "Yoshimasa", "x", "Institute"))
    data = xlsx(A=rows)
    assert [c.field for c in find_people_columns(data, LANGUAGES, {})] == ["", "", "whole-name", "organisation.ja"]
    brought = read(data, mapping={0: "family_name", 1: "given_name", 2: "", 3: "organisation.en"})
    (person,) = (row.attendee for row in brought.rows)
    assert (person.family_name, person.given_name) == ("Hayashi", "Yoshimasa")
    assert person.organisation == Localized.of({"en": "Institute"})
    assert [(c.index, c.heading, c.field, c.sample) for c in brought.columns] == [
        (0, "Name A", "family_name", "Hayashi"),
        (1, "Name B", "given_name", "Yoshimasa"),
        (2, "Name", "", "x"),
        (3, "所属", "organisation.en", "Institute"),
    ]
    assert brought.notes == ()


def test_columns_that_nobody_knows_are_given_so_that_one_can_say_what_they_are():
    data = xlsx(A=[("甲", "乙"), ("林", "芳正")])
    assert [(c.heading, c.field, c.sample) for c in find_people_columns(data, LANGUAGES)] == [
        ("甲", "", "林"),
        ("乙", "", "芳正"),
    ]
    brought = read(data, mapping={0: "native_family_name", 1: "native_given_name"})
    assert [row.attendee.native_given_name for row in brought.rows] == ["芳正"]


def test_mapping_to_what_is_no_field_and_two_columns_of_one_field_are_told():
    assert _problems(sheet(HAYASHI), mapping={6: "age"}) == ["People row 1, 役職: “age” is no field of a person."]
    assert _problems(sheet(HAYASHI), mapping={6: "email"}) == [
        "People row 1, 役職: Two columns hold the same.",
        "People row 1, メール: Two columns hold the same.",
    ]


@pytest.mark.parametrize(("heading", "name"), [("氏名", "林　芳正"), ("Name", "HAYASHI, Yoshimasa")])
def test_whole_name_is_never_split(heading, name):
    assert _problems(sheet((name, "a@example.org"), headings=(heading, "E-mail"))) == [
        f"People row 1, {heading}: {WHOLE_NAME}"
    ]


def test_whole_name_beside_its_parts_is_left_out_and_told_where_they_are_empty():
    headings = ("氏名", *HEADINGS)
    assert _notes(read(sheet(("林 芳正", *HAYASHI), headings=headings))) == [
        "People row 1, 氏名: This column was not read: the parts of the name have columns of their own."
    ]
    empty = ("大野 健", "", "", "", "", "", "", "課長", "")
    assert [line.partition(":")[0] for line in _problems(sheet(("", *HAYASHI), empty, headings=headings))] == [
        "People row 3, 氏名"
    ]


def test_whole_reading_is_not_read_and_its_columns_are_named():
    brought = read(
        sheet((*HAYASHI[:2], "はやし よしまさ", *HAYASHI[4:]), headings=("姓", "名", "ふりがな", *HEADINGS[4:]))
    )
    assert _notes(brought) == [f"People row 1, ふりがな: {WHOLE_READING}"]


def test_person_needs_a_name_or_a_position():
    assert _problems(sheet(("", "", "", "", "", "", "", "a@example.org"))) == [
        "People row 2: This person has neither a name nor a position."
    ]
    assert people_of(("", "", "", "", "", "", "局長", ""))[0].position == Localized.of({"ja": "局長"})


def test_delegation_is_the_rows_else_the_only_one_else_that_of_guests():
    headings = (*HEADINGS, "代表団")
    rows = ((*HAYASHI, "us"), (*ONO, "JP側"))
    assert [p.delegation for p in people_of(*rows, headings=headings, delegations=(JP, US))] == [US, JP]
    assert _problems(sheet(HAYASHI, ONO), delegations=(JP, US)) == [
        "People row 1, Delegation: This column is missing, and is needed here."
    ]
    assert _problems(sheet((*HAYASHI, ""), headings=headings), delegations=(JP, US)) == [
        "People row 2, 代表団: This must not be empty."
    ]
    assert people_of(HAYASHI, delegations=(JP, US, guests("en")))[0].delegation == guests("en")


def test_sheet_with_people_is_found_among_others():
    brought = read(xlsx(Budget=[("Euro", "Email"), (5, "x")], 名簿=[HEADINGS, HAYASHI], Empty=[]))
    assert (brought.sheet, _notes(brought)) == ("名簿", ["The sheet “Budget” was not read."])


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", b"PK\x03\x04 no archive", xlsx(A=[("Kind", "Title"), ("x", "y")])]
)
def test_what_holds_no_people_is_refused_in_one_line(data):
    (line,) = _problems(data)
    assert line in {
        "No sheet has the columns of people. Start from the template.",
        "This is no XLSX, XLS, ODS or CSV file that can be read.",
    }


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (5_001, "A list may have at most 5000 people."),
        (10_001, "A sheet may have at most 10000 rows and 300 columns."),
    ],
)
def test_too_many_are_refused_in_one_line(rows, line):
    data = csv_bytes(HEADINGS, *[HAYASHI] * rows)
    assert _problems(data) == [line]


def test_many_of_one_name_are_told_each():
    data = csv_bytes(HEADINGS, *[(*HAYASHI[:7], f"h{n}@example.org") for n in range(5_000)])
    assert len(_problems(data)) == 4_999
