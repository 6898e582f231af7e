"""A missing glyph is found before printing, and named with its place."""

from itertools import chain

import pytest
from fontTools.ttLib import TTFont

from eventapp.domain.vocabulary import AgreementState
from eventapp.renderers.fonts import FONT_FILES, JAPANESE, JAPANESE_BOLD, LATIN
from eventapp.renderers.glyphs import MissingGlyph, coverage, missing_glyphs, unprintable, unprintable_characters
from tests.renderers.pdf_agendas import CHAIR, both, make_agenda, make_conference, make_session, make_topic


def characters_of(font):
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened["cmap"].getBestCmap())


def test_coverage_is_what_the_fonts_say():
    bits = coverage()
    covered = {code for code in range(0x110000) if bits[code >> 3] >> (code & 7) & 1}
    of_fonts = characters_of(LATIN) | characters_of(JAPANESE)
    drawn_as_nothing = {0x0A, 0xFE00, 0xFE01, 0xFE02, 0xFE0E, 0xFE0F, *range(0xE0100, 0xE01F0)}
    assert covered == of_fonts | drawn_as_nothing


def test_bold_japanese_has_the_same_characters_as_regular():
    assert characters_of(JAPANESE_BOLD) == characters_of(JAPANESE)


def test_fonts_are_there():
    assert [file.is_file() for file in FONT_FILES] == [True, True, True]


@pytest.mark.parametrize("text", ["髙橋、山﨑、𠮷田、渡邉", "Łódź, Þór", "① 〜 ［］（） → ・ –", "one\ntwo", ""])
def test_text_of_the_trade_is_printable(text):
    assert unprintable(text) is None


@pytest.mark.parametrize(
    ("text", "first"), [("Party 🎉 and 😀", "🎉"), ("שלום", "ש"), ("a\tb", "\t"), ("\U0010ffff", "\U0010ffff")]
)
def test_unprintable_gives_the_first_character_without_glyph(text, first):
    assert unprintable(text) == first


def test_unprintable_characters_gives_each_once():
    assert unprintable_characters("🎉a😀🎉") == {"🎉", "😀"}


def test_missing_glyphs_of_a_printable_agenda_are_none():
    assert missing_glyphs(make_agenda(make_session())) == ()


def test_missing_glyphs_name_character_and_place():
    topic = make_topic("3", title=both("Fine", "議題🍣"), questions=(both("Why?"), both("How 🤔?")))
    open_topic = make_topic("4", agreement=AgreementState.PROPOSED, text=both("א"))
    agenda = make_agenda(
        make_session("s-opening", title=both("Opening 😀 and 😀", "開会"), topics=(topic,)),
        conference=make_conference(notice=both("☃🎿")),
        attendees=(CHAIR,),
        unplaced_topics=(open_topic,),
    )
    assert missing_glyphs(agenda) == (
        MissingGlyph("🎿", "conference notice.en"),
        MissingGlyph("😀", "sessions s-opening title.en"),
        MissingGlyph("🍣", "topics t-3 title.ja"),
        MissingGlyph("🤔", "topics t-3 questions[1].en"),
        MissingGlyph("א", "topics t-4 text.en"),
    )


def test_missing_glyph_says_its_name():
    glyph = MissingGlyph("😀", "sessions s-opening title.en")
    assert str(glyph) == "U+1F600 GRINNING FACE: sessions s-opening title.en"


def test_every_label_of_the_program_is_printable():
    japanese = chain("［］（）「」〜、。・：", "年月日時分（日）", "→×")
    assert unprintable("".join(japanese)) is None
