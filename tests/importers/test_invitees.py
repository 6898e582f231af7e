"""Lists of people to invite: with headings and without, typed, pasted or from a file; all rows or none."""

from __future__ import annotations

import pytest

from eventapp.domain.errors import InvalidInputError
from eventapp.domain.registration import Invitee
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.importers.sheets.invitees import INVITEES_MAX, InviteeAround, read_invitees
from eventapp.renderers.problems import problem_line
from eventapp.renderers.wording import words_in
from tests.factories import make_delegation
from tests.importers.sheet_files import xlsx

GUEST, DELEGATE, PRESS = AttendeeCategory.GUEST, AttendeeCategory.DELEGATE, AttendeeCategory.PRESS
USUAL = Invitee(email="", language="en", category=GUEST)
AROUND = InviteeAround(
    usual=USUAL,
    delegations=(make_delegation(code="JP"), make_delegation(code="US")),
    languages=("en", "ja"),
)


def read(text, around=AROUND):
    """Give row number, address, name, language, category and delegation of each."""
    data = text if isinstance(text, bytes) else text.encode()
    rows = read_invitees(data, around)
    return [
        (row.number, *(getattr(row.invitee, key) for key in ("email", "name", "language", "category", "side")))
        for row in rows
    ]


def refused(text, language="en"):
    with pytest.raises(InvalidInputError) as error:
        read(text)
    return [problem_line(problem, words_in(language)) for problem in error.value.problems]


def test_lines_without_headings_are_address_name_language_category_delegation():
    text = "a@example.org\n\nb@example.org, Aki Sample, ja, delegate, JP\nc@example.org,,,press,US\n"
    assert read(text) == [
        (1, "a@example.org", "", "en", GUEST, ""),
        (3, "b@example.org", "Aki Sample", "ja", DELEGATE, "JP"),
        (4, "c@example.org", "", "en", PRESS, "US"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mihon Hanako <hanako@example.org>",
        '"Mihon Hanako" <hanako@example.org>',
        "Mihon Hanako, hanako@example.org",
        "hanako@example.org\tMihon Hanako",
        "hanako@example.org; Mihon  Hanako",
        "mailto:hanako@example.org,Mihon Hanako",
        "ｈａｎａｋｏ＠example.org,Mihon Hanako",
    ],
)
def test_address_and_name_are_found_however_they_were_copied(text):
    assert read(text) == [(1, "hanako@example.org", "Mihon Hanako", "en", GUEST, "")]


def test_several_addresses_of_a_line_are_as_many_people():
    assert [row[:2] for row in read("a@example.org; B <b@example.org>; c@example.org")] == [
        *((1, "a@example.org"), (1, "b@example.org"), (1, "c@example.org")),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_japanese_headings_in_any_order_and_encoding(encoding):
    text = "招待者一覧,,,,\n区分,代表団,氏名,メールアドレス,言語\n代表,JP側,見本 花子,hanako@example.org,日本語\n一般参加者,,,b@example.org,英語\n"
    assert read(text.encode(encoding)) == [
        (3, "hanako@example.org", "見本 花子", "ja", DELEGATE, "JP"),
        (4, "b@example.org", "", "en", GUEST, ""),
    ]


@pytest.mark.parametrize(
    ("language", "name"), [("ja", "見本 花子"), ("en", "Hanako Mihon")], ids=["own script first", "Latin letters first"]
)
def test_name_in_parts_is_put_together_in_the_script_of_the_language(language, name):
    text = f"E-mail,Family name,Given name,姓（漢字）,名（漢字）,Language\nh@example.org,Mihon,Hanako,見本,花子,{language}\n"
    assert read(text) == [(2, "h@example.org", name, language, GUEST, "")]


def test_workbook_is_read_like_text():
    data = xlsx(Guests=[["E-mail", "Name", "Category"], ["a@example.org", "Aki", "Press"], ["", "", ""]])
    assert read(data) == [(2, "a@example.org", "Aki", "en", PRESS, "")]


def test_what_a_row_leaves_out_is_as_usual_but_a_guest_has_no_delegation():
    around = InviteeAround(
        usual=Invitee(email="", language="ja", category=DELEGATE, side="US"),
        delegations=AROUND.delegations,
        languages=("en", "ja"),
    )
    assert read("a@example.org\nb@example.org,,,,JP\nc@example.org,,,guest\n", around) == [
        (1, "a@example.org", "", "ja", DELEGATE, "US"),
        (2, "b@example.org", "", "ja", DELEGATE, "JP"),
        (3, "c@example.org", "", "ja", GUEST, ""),
    ]


def test_every_row_that_is_wrong_is_told_at_its_cell_in_both_languages():
    text = "E-mail,Name,Language,Category,Delegation\nnone,Aki,tlh,king,XX\n,Nobody,,,\nb@example.org,a\u202eb,,,\n"
    assert refused(text) == [
        "Row 2, E-mail: “none” is no e-mail address.",
        "Row 2, Language: “tlh” is none of the conference's languages: en, ja.",
        "Row 2, Category: “king” is none of the words allowed: delegate, speaker, observer, interpreter, staff, press, guest.",
        "Row 2, Delegation: The conference has no delegation “XX”.",
        "Row 3, E-mail: This must not be empty.",
        "Row 4, Name: The character U+202E RIGHT-TO-LEFT OVERRIDE reorders the text around it. Take it out.",
    ]
    assert refused(text, "ja")[0] == "2行目、メール: 「none」はメールアドレスではありません。"


@pytest.mark.parametrize("text", ["", "\n \n", "E-mail,Name\n"])
def test_list_of_nobody_is_refused(text):
    assert refused(text) == ["Nobody stands in the list."]


def test_list_that_is_too_long_is_refused():
    text = "".join(f"{n}@example.org\n" for n in range(INVITEES_MAX + 1))
    assert refused(text) == [f"A list may have at most {INVITEES_MAX} people."]
    assert len(read(text.partition("\n")[2])) == INVITEES_MAX


@pytest.mark.parametrize("data", [b"PK\x03\x04 torn", b"\xff\xfe\x00", b"\0\0"])
def test_what_is_no_list_is_refused(data):
    assert refused(data) == ["This is no XLSX, XLS, ODS or CSV file that can be read."]
