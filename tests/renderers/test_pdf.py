"""The agenda on paper: what stands on which page, and that nothing is lost, split or taken for markup."""

import io
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from pypdf import PdfReader

from eventapp.domain.attendees import Placement
from eventapp.domain.audiences import PARTICIPANTS
from eventapp.domain.differences import difference
from eventapp.domain.localized import Localized
from eventapp.domain.publication import freeze
from eventapp.domain.vocabulary import AgreementState, AttributionRule, InterpretationMode, Role, SessionKind
from eventapp.renderers.glyphs import MissingGlyph, UnprintableError
from eventapp.renderers.pdf import Layout, Paper, TypesettingError, render_agenda_pdf
from eventapp.renderers.pdf.typesetting import Typesetter
from eventapp.renderers.view.edition import Edition
from tests.renderers.pdf_agendas import (
    CHAIR,
    OTHER_ROOM,
    at,
    both,
    chairs,
    long_agenda,
    make_agenda,
    make_conference,
    make_movement,
    make_session,
    make_topic,
)
from tests.renderers.pdf_texts import pages_of, squeezed, text_of

MILLIMETRE = 72 / 25.4
EASTERN = "America/New_York"


@pytest.fixture(scope="module")
def four_days():
    return render_agenda_pdf(long_agenda(), zones=(EASTERN,))


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (210, 297)), (Paper.LETTER, (215.9, 279.4))])
@pytest.mark.parametrize("layout", Layout)
def test_every_page_has_the_size_of_the_paper(paper, size, layout):
    pdf = render_agenda_pdf(make_agenda(make_session()), paper=paper, layout=layout)
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(pdf)).pages]
    assert {(round(box.width / MILLIMETRE, 1), round(box.height / MILLIMETRE, 1)) for box in boxes} == {size}


def test_columns_say_everything_in_both_languages():
    text = text_of(render_agenda_pdf(make_agenda(make_session())))
    wanted = ("Opening", "開会", "Room 1, Conference hall, Tokyo", "Friday 10 March 2023", "2023年3月10日（金）")
    assert [word for word in wanted if word not in text] == []


@pytest.mark.parametrize(
    ("layout", "there", "absent"), [(Layout.EN, "Opening", "開会"), (Layout.JA, "開会", "Opening")]
)
def test_one_language_says_it_alone(layout, there, absent):
    text = text_of(render_agenda_pdf(make_agenda(make_session()), layout=layout))
    assert (there in text, absent in text) == (True, False)


def test_missing_translation_is_marked_with_its_language():
    agenda = make_agenda(make_session(title=both("Opening")))
    assert "OpeningEN" in squeezed(text_of(render_agenda_pdf(agenda, layout=Layout.JA)))


def test_second_clock_is_named_for_each_instant():
    agenda = make_agenda(make_session(day=12, start="15:30", end="16:15"))
    text = squeezed(text_of(render_agenda_pdf(agenda, zones=(EASTERN,))))
    assert "Sun01:30EST–03:15EDT" in text


def test_clock_note_stands_at_the_minute_of_the_change():
    agenda = make_agenda(make_session(day=12))
    text = squeezed(text_of(render_agenda_pdf(agenda, zones=(EASTERN,), layout=Layout.EN)))
    assert "16:00USEasternclocksgoforward:" in text


def test_rare_japanese_characters_come_back_from_every_reader():
    agenda = make_agenda(make_session(title=both("Names", "髙橋・山﨑・𠮷田・渡邉の日月火水木金土")))
    text = text_of(render_agenda_pdf(agenda))
    assert "髙橋・山﨑・𠮷田・渡邉の日月火水木金土" in squeezed(text)


def test_no_kangxi_radicals_stand_for_kanji(four_days):
    assert re.findall("[\u2e80-\u2fdf]", text_of(four_days)) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_poppler_reads_the_same_japanese():
    agenda = make_agenda(make_session(title=both("Names", "髙﨑𠮷邉と日月火")))
    pdf = render_agenda_pdf(agenda, layout=Layout.JA)
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert "髙﨑𠮷邉と日月火" in read


LITERAL = (
    "#let x = 1",
    "// not a comment",
    "/* nor this */",
    "*bold* _it_",
    r"a \ b \u{41}",
    "@someone <label>",
    "$x^2$ `raw`",
    "\"double\" 'single' -- ---",
    "= Heading - item + list ~ tie",
    "[brackets] {braces}",
)


@pytest.mark.parametrize("title", LITERAL)
def test_what_people_wrote_is_never_markup(title):
    agenda = make_agenda(make_session(title=both(title, title + "題")))
    text = squeezed(text_of(render_agenda_pdf(agenda)))
    assert text.count(squeezed(title)) == 2


def test_emoji_is_refused_before_printing():
    agenda = make_agenda(make_session("s-opening", title=both("Opening 😀", "開会")))
    with pytest.raises(UnprintableError) as refused:
        render_agenda_pdf(agenda)
    assert refused.value.code == "unprintable-character"
    assert refused.value.missing == (MissingGlyph("😀", "sessions s-opening title.en"),)


def test_emoji_that_is_not_printed_does_not_matter():
    agenda = make_agenda(make_session(title=both("Opening 😀", "開会")))
    assert "開会" in text_of(render_agenda_pdf(agenda, layout=Layout.JA))


def test_emoji_of_an_earlier_version_is_refused_too():
    before = make_agenda(make_session(title=both("Before 😀")))
    after = make_agenda(make_session(title=both("After")))
    with pytest.raises(UnprintableError) as refused:
        render_agenda_pdf(after, edition=Edition(number=2, difference=difference(before, after)))
    assert refused.value.missing == (MissingGlyph("😀", "conference, as it was before"),)


def test_each_page_says_marking_version_time_and_number(four_days):
    agenda = replace(long_agenda(), conference=make_conference(notice=both("All invented.", "すべて架空。")))
    edition = Edition(number=3, as_of=at(9, "18:00"), audience=PARTICIPANTS)
    pages = pages_of(render_agenda_pdf(agenda, edition=edition))
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        text = squeezed(page)
        assert f"{number}/{len(pages)}" in text
        assert "Participantsonly" in text
        assert "v3,asof9Mar202318:00JST" in text
        assert "2023年3月9日18時（日本時間）" in text
        assert "Subjecttochange" in text
        assert ("Allinvented." in text, "すべて架空。" in text) == (number == 1, number == 1)


def test_own_marking_stands_on_public_paper(four_days):
    assert all("Public" in page and "公開" in page for page in pages_of(four_days))


def test_draft_says_so():
    assert "Draft" in text_of(render_agenda_pdf(make_agenda(make_session())))


def test_pdf_is_tagged_and_says_that_it_is_universally_accessible():
    pdf = render_agenda_pdf(make_agenda(make_session(), make_movement()))
    reader = PdfReader(io.BytesIO(pdf))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] is True or bool(catalog["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in catalog
    assert catalog["/Lang"] == "en"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in catalog["/Metadata"].get_data()
    assert reader.metadata.title == "NEXT Alliance Conference 2023 · NEXTアライアンス会議2023"


def test_japanese_paper_is_in_japanese():
    reader = PdfReader(io.BytesIO(render_agenda_pdf(make_agenda(make_session()), layout=Layout.JA)))
    assert reader.trailer["/Root"]["/Lang"] == "ja"


def test_days_are_bookmarked(four_days):
    titles = [entry.title for entry in PdfReader(io.BytesIO(four_days)).outline]
    assert titles == [
        "Friday 10 March 2023",
        "Saturday 11 March 2023",
        "Sunday 12 March 2023",
        "Monday 13 March 2023",
    ]


def test_same_input_gives_the_same_bytes():
    edition = Edition(number=1, as_of=at(9, "18:00"))
    agenda = make_agenda(make_session(placements=chairs(), topics=(make_topic(),)))
    assert render_agenda_pdf(agenda, edition=edition) == render_agenda_pdf(agenda, edition=edition)


def test_news_is_labelled_and_cancelled_sessions_stay():
    before = make_agenda(
        make_session("s-moved", start="11:00", end="12:00", room=OTHER_ROOM, title=both("Relief", "救援")),
        make_session("s-gone", start="14:00", end="15:00", title=both("Press", "記者"), topics=(make_topic(),)),
    )
    draft = make_agenda(
        make_session("s-moved", start="10:00", end="11:00", title=both("Relief", "救援")),
        make_session("s-added", start="16:00", end="17:00", title=both("Briefing", "説明")),
    )
    first = freeze(before, None, as_of=at(8, "18:00"))
    second = freeze(draft, first, as_of=at(9, "18:00"))
    edition = Edition(number=2, as_of=at(9, "18:00"), difference=difference(first, second))
    text = squeezed(text_of(render_agenda_pdf(second, edition=edition, layout=Layout.EN)))
    for wanted in ("Movedwas11:00,Room2Relief", "NewBriefing", "14:00–15:00", "CancelledPress"):
        assert wanted in text
    assert "Atopic" not in text


def test_topic_stands_in_brackets_until_agreed():
    topics = (
        make_topic("7", title=both("Mandate", "任務")),
        make_topic("7bis", title=both("Hours", "時間"), agreement=AgreementState.COUNTERED, position=2),
    )
    text = squeezed(text_of(render_agenda_pdf(make_agenda(make_session(topics=topics)))))
    assert "7MandateDiscussion,30min7bis[Hours]Discussion,30min" in text
    assert "［時間］" in text
    assert "7の2" in text


def test_people_stand_by_side():
    text = squeezed(text_of(render_agenda_pdf(make_agenda(make_session(placements=chairs())), layout=Layout.EN)))
    assert "USCo-chairDirector,Plans,USFJ" in text
    assert "JPCo-chairHAYASHIYoshimasa" in text


def test_rule_of_attribution_is_said():
    agenda = make_agenda(make_session(attribution=AttributionRule.CHATHAM_HOUSE))
    text = text_of(render_agenda_pdf(agenda, layout=Layout.EN))
    assert "Chatham House Rule" in text


def test_movement_names_stations_and_road():
    agenda = make_agenda(make_movement(description=both("Bring the ID.", "身分証明書を持参。")))
    text = squeezed(text_of(render_agenda_pdf(agenda)))
    assert "TokyoYokota75minbycoach·30minatthegateBringtheID." in text


def test_quiet_rows_are_one_line():
    agenda = make_agenda(make_session(kind=SessionKind.BREAK, title=both("Coffee", "休憩"), room=None))
    text = text_of(render_agenda_pdf(agenda, zones=(EASTERN,)))
    assert "09:00–10:00" in text
    assert "19:00" not in text


def test_conference_without_sessions_prints_its_days():
    text = text_of(render_agenda_pdf(make_agenda()))
    assert "Monday 13 March 2023" in text


def test_fallback_of_all_titles_prints():
    conference = make_conference(title=Localized.of({"ja": "会議"}), marking=Localized())
    assert "会議" in text_of(render_agenda_pdf(make_agenda(make_session(), conference=conference)))


def test_fault_in_a_template_comes_back_as_text():
    with pytest.raises(TypesettingError, match="json"), Typesetter() as typesetter:
        typesetter.typeset("agenda", "not json")


def test_typst_is_not_loaded_into_this_process():
    code = "import sys; from eventapp.renderers.pdf import render_agenda_pdf; print('typst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"


def test_long_word_breaks_in_its_column_and_is_copied_whole():
    word = "Donaudampfschifffahrtsgesellschaft" * 3
    long_name = replace(CHAIR, family_name=word)
    agenda = make_agenda(
        make_session(
            title=both(word, word),
            placements=(Placement(attendee=long_name, role=Role.CHAIR),),
            topics=(make_topic(title=both(word)),),
        ),
        attendees=(long_name,),
    )
    text = text_of(render_agenda_pdf(agenda))
    assert max(len(line) for line in text.splitlines() if line in word) < 55
    assert squeezed(text).lower().count(word.lower()) == 5
    assert "\u200b" not in text


@pytest.mark.parametrize(
    ("layout", "marking"), [(Layout.COLUMNS, "Public公開"), (Layout.EN, "Public"), (Layout.JA, "公開")]
)
def test_marking_stands_once_on_a_page_in_its_box(layout, marking):
    agenda = make_agenda(make_session(interpretation=InterpretationMode.NONE, attribution=AttributionRule.CLOSED))
    (first,) = pages_of(render_agenda_pdf(agenda, layout=layout))
    assert squeezed(first).replace("非公開", "").count(marking) == 1
