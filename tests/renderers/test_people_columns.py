"""What the columns of the list of people say."""

from __future__ import annotations

import io
import re
from datetime import date
from zipfile import ZipFile

import pytest

from eventapp.domain.localized import NOTHING
from eventapp.domain.registration import RegistrationSource
from eventapp.renderers.people_columns import PeopleSpeaker, waiting_label
from eventapp.renderers.people_files import render_people_csv, render_people_xlsx
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import words_in
from tests.factories import both, make_agenda, make_session
from tests.participants_lists import make_participant
from tests.sample import AOKI

SESSIONS = (make_session(id="s-1", title=both("Public forum", "公開フォーラム")), make_session(id="s-2", title=NOTHING))


def _speaker(language):
    return PeopleSpeaker.of(make_agenda(*SESSIONS), words_in(language))


@pytest.mark.parametrize(
    ("language", "key", "said"),
    [
        ("en", "sessions", "Public forum, {plenary}, gone"),
        ("ja", "sessions", "公開フォーラム、{plenary}、gone"),
        ("en", "language", "日本語"),
        ("en", "source", "Registered online"),
        ("ja", "source", "本人がオンラインで登録"),
    ],
)
def test_column_says_words_and_no_codes(language, key, said):
    one = make_participant(AOKI, sessions=("s-1", "s-2", "gone"), source=RegistrationSource.SELF)
    kind = word_label(SESSIONS[1].kind, words_in(language))
    assert _speaker(language).say(key, one) == said.format(plenary=kind)


def test_place_is_a_number_in_a_workbook_and_plain_in_csv():
    one = make_participant(AOKI, is_in_agenda=True)
    book = ZipFile(io.BytesIO(render_people_xlsx([one], _speaker("en"), title="People", made_on=date(2023, 3, 1))))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<c r="B\d+"( s="\d+")?( t="s")?><v>1</v>', sheet)[-1][1] == ""
    assert render_people_csv([one], _speaker("en")).decode("utf-8-sig").splitlines()[1].startswith("JP,1,AOKI")


@pytest.mark.parametrize(
    ("rank", "said"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th")),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_place_on_the_waiting_list_is_an_ordinal(rank, said):
    assert waiting_label(rank, words_in("en")) == f"{said} on the waiting list"
    assert waiting_label(rank, words_in("ja")) == f"キャンセル待ち{rank}番"


def test_who_does_not_wait_has_no_place():
    assert waiting_label(0, words_in("en")) == ""
