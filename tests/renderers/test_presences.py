import pytest

from eventapp.renderers.presences import here_line, initials_of
from eventapp.renderers.wording import words_in

PRESENT = [(7, "Logistics desk"), (3, "伊藤 美咲")]


def test_the_reader_is_named_first() -> None:
    line = here_line(PRESENT, 3, words_in("en"))
    assert line.words == "2 here: you, Logistics desk"
    assert [(one.initials, one.is_me) for one in line.people] == [("伊美", True), ("LD", False)]


def test_the_line_is_in_the_reader_s_language() -> None:
    assert here_line(PRESENT, 7, words_in("ja")).words == "2名が閲覧中：自分、伊藤 美咲"


def test_who_is_alone_is_told_nothing() -> None:
    assert here_line(PRESENT[:1], 7, words_in("en")).people == ()


@pytest.mark.parametrize(
    ("name", "initials"), [("Misaki", "MI"), ("", ""), ("Ann Lee Kim Park", "ALK"), ("美咲", "美咲")]
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials
