"""A moment on the wall clock of a zone: typed, refused in a gap, chosen in a fold, kept as it was typed."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from eventapp.renderers.wording import words_in
from eventapp.web.forms.fields import WordedForm
from eventapp.web.forms.moments import MomentField
from tests.factories import utc

HALF = "A day and a time of day belong together."
TWICE = "This time comes twice: the clocks go back. Choose which one is meant."


class SampleForm(WordedForm):
    due = MomentField("Due")


def form(*, due=None, language="en", **sent):
    typed = {f"due-{key}": value for key, value in sent.items()}
    return SampleForm(
        MultiDict(typed) if typed else None, words=words_in(language), zone="America/New_York", data={"due": due}
    )


@pytest.mark.parametrize(
    ("sent", "instant"),
    [
        ({"on": "2023-03-03", "time": "18:00"}, utc("2023-03-03 23:00")),
        ({"on": " 2023-07-03 ", "time": "9:05"}, utc("2023-07-03 13:05")),
        ({"on": "", "time": ""}, None),
        ({"on": "2023-11-05", "time": "01:30", "fold": "0"}, utc("2023-11-05 05:30")),
        ({"on": "2023-11-05", "time": "01:30", "fold": "1"}, utc("2023-11-05 06:30")),
    ],
)
def test_typed_moment_is_an_instant(sent, instant):
    made = form(**sent)
    assert (made.validate(), made.due.data) == (True, instant)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (
            {"on": "2023-03-12", "time": "02:30"},
            "Sun 12 Mar 2023 02:30 does not exist in America/New_York: clocks go forward over it.",
        ),
        ({"on": "2023-11-05", "time": "01:30"}, TWICE),
        ({"on": "2023-11-05", "time": "01:30", "fold": "2"}, TWICE),
        ({"on": "2023-03-03", "time": ""}, HALF),
        ({"on": "", "time": "18:00"}, HALF),
        ({"on": "2023-02-30", "time": "18:00"}, "This is no day of the calendar. Write it like 2023-03-12."),
        ({"on": "2023-03-03", "time": "25:00"}, "This is no time of day. Write it like 09:00."),
        ({"on": "1066-10-14", "time": "09:00"}, "1066-10-14 is no time that can be kept."),
    ],
)
def test_what_is_no_moment_is_refused_and_stays_as_it_was_typed(sent, said):
    made = form(**sent)
    assert (made.validate(), made.due.errors) == (False, [said])
    assert (made.due.on, made.due.time, made.due.data) == (sent["on"], sent["time"], None)


def test_choice_is_offered_where_a_time_comes_twice_only():
    assert form(on="2023-11-05", time="01:30").due.is_twice
    assert not form(on="2023-11-05", time="03:30").due.is_twice
    assert not form(on="2023-03-12", time="02:30").due.is_twice
    opened = form(due=utc("2023-11-05 06:30"))
    assert (opened.due.is_twice, opened.due.on, opened.due.time, opened.due.fold) == (True, "2023-11-05", "01:30", "1")


def test_moment_that_was_not_sent_stays():
    assert form(due=utc("2023-03-03 23:00"), other="x").due.data == utc("2023-03-03 23:00")


@pytest.mark.parametrize(("language", "said"), [("en", "3 Mar 2023 18:00\u00a0EST"), ("ja", "2023年3月3日18時（EST）")])
def test_moment_is_said_in_the_readers_language(language, said):
    made = form(due=utc("2023-03-03 23:00"))
    assert made.due.shown(words_in(language)) == said
    made.due.take(None)
    assert (made.due.shown(words_in(language)), made.due.on) == ("", "")
