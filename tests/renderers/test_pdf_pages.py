"""Where the paper breaks: rows whole, days whole where they fit, nothing lost."""

from dataclasses import replace

import pytest

from eventapp.renderers.pdf import Layout, Paper, render_agenda_pdf
from tests.renderers.pdf_agendas import both, long_agenda, make_agenda, make_conference, make_session, make_topic
from tests.renderers.pdf_texts import pages_of, pages_with, squeezed, text_of

EASTERN = "America/New_York"


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("parallel", [1, 2, 5])
def test_a_row_never_splits_and_none_is_lost(paper, parallel):
    agenda = long_agenda(parallel=parallel)
    pages = pages_of(render_agenda_pdf(agenda, zones=(EASTERN,), paper=paper))
    assert len(pages) > 4
    for session in agenda.sessions:
        name = session.id.removeprefix("s-").split("-")
        label = f"{name[0]}-{int(name[1]):02}."
        first, last = pages_with(f"First {label}", pages), pages_with(f"Last {label}", pages)
        assert (len(first), first) == (1, last), label
        assert pages_with(f"冒頭{label}", pages) == first


def test_two_in_parallel_stay_together():
    agenda = long_agenda(parallel=2)
    pages = pages_of(render_agenda_pdf(agenda))
    assert sum(page.count("2 in parallel") for page in pages) >= 28
    for number in range(0, 14, 2):
        assert pages_with(f"First 11-{number:02}.", pages) == pages_with(f"First 11-{number + 1:02}.", pages)


def test_card_longer_than_a_page_goes_on_overleaf():
    topics = tuple(make_topic(str(n), title=both(f"Item {n}.", f"議題{n}。"), position=n) for n in range(1, 121))
    text = squeezed(text_of(render_agenda_pdf(make_agenda(make_session(topics=topics)))))
    assert [n for n in range(1, 121) if f"Item{n}." not in text or f"議題{n}。" not in text] == []


def test_table_head_stands_on_every_page():
    assert all("US Eastern" in page for page in pages_of(render_agenda_pdf(long_agenda(), zones=(EASTERN,))))


def test_short_days_share_a_page():
    agenda = make_agenda(*(make_session(f"s-{day}", day=day) for day in (10, 11, 12, 13)))
    assert len(pages_of(render_agenda_pdf(agenda))) == 1


def test_day_that_does_not_fit_starts_a_page():
    pages = pages_of(render_agenda_pdf(long_agenda(days=2, per_day=4), layout=Layout.EN))
    assert (
        pages_with("Saturday 11 March 2023", pages)
        == pages_with("First 11-00.", pages)
        == pages_with("Last 11-03.", pages)
    )


def test_page_that_begins_amid_a_day_says_which():
    pages = pages_of(render_agenda_pdf(long_agenda(days=2), layout=Layout.EN))
    for number, page in enumerate(pages):
        days = {day for day in ("10", "11") if f"First {day}-" in page}
        headings = {word for word in ("Friday 10", "Saturday 11") if word in page}
        assert headings == {{"10": "Friday 10", "11": "Saturday 11"}[day] for day in days}, number


def test_longest_titles_stand_in_full():
    english = ("Interoperability for disaster relief: shared logistics, airspace and communications " * 2)[:119] + "z"
    japanese = ("災害救援における相互運用性：大規模地震発生後最初の七二時間における後方支援・空域・通信の共同運用" * 2)[
        :59
    ] + "終"
    agenda = make_agenda(
        make_session(title=both(english, japanese)), conference=make_conference(title=both(english, japanese))
    )
    pages = pages_of(render_agenda_pdf(replace(agenda, sessions=(*agenda.sessions, *long_agenda(2).sessions))))
    assert len(pages) > 1
    assert squeezed(english) in squeezed(pages[0])
    assert squeezed(japanese) in squeezed(pages[0])
    assert all(squeezed(english) in squeezed(page) for page in pages[1:])
