"""The answers to a conference's own questions on the list of people: columns, filters, files."""

from __future__ import annotations

import csv
import io
import re
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.domain.registration import Answer, Question, QuestionKind
from eventapp.models import AuditEntry
from eventapp.policy import MemberRole
from tests.factories import both, sample_agenda
from tests.members import login_as
from tests.publishing import draft
from tests.registrations import (
    give_plan,
    make_application,
    make_plan,
    register,
)
from tests.web.organise.people_pages import HERE, lines_of, names_on

_Q = QuestionKind
QUESTIONS = (
    Question(
        key="meal",
        kind=_Q.CHOICE,
        label=both("Lunch", "昼食"),
        options=(("box", both("Lunch box", "Lunch box")), ("none", both("Nothing", "Nothing"))),
    ),
    Question(key="bus", kind=_Q.YES_NO, label=both("Bus", "Bus")),
    Question(key="born", kind=_Q.DATE, label=both("Born on", "Born on")),
    Question(key="hobby", kind=_Q.TEXT, label=both("Hobby", "Hobby")),
    Question(key="cv", kind=_Q.FILE, label=both("CV", "CV")),
)


@pytest.fixture
def chief(client, app):
    draft(sample_agenda())
    login_as(client, role=MemberRole.ORGANISER)
    return client


@pytest.fixture
def answered(chief):
    """Let five questions be answered by one guest, two by another and none by a third; give their ids."""
    give_plan(make_plan(questions=QUESTIONS))
    given = {"meal": "box", "bus": "yes", "born": "1990-02-03", "hobby": "=1+1"}
    answers = tuple(Answer(question=key, value=value) for key, value in given.items())
    cv = Answer(question="cv", value="cv.pdf", content=b"%PDF", media_type="application/pdf")
    some = (Answer(question="meal", value="none"), Answer(question="bus", value="no"))
    return [register(make_application(answers=one)) for one in ((*answers, cv), some, ())]


def test_each_question_is_a_column_with_the_answers_in_words(chief, answered):
    page = chief.get(f"{HERE}?category=guest&col=a-meal,a-bus&col=a-born&col=a-hobby&col=a-cv")
    labels = ["Lunch", "Bus", "Born on", "Hobby", "CV"]
    assert re.findall(r'<th scope="col">([^<]+)</th>', page.text)[1:] == labels
    cells = re.findall(r'<td data-title="[^"]*">([^<]*)</td>', page.text)
    assert cells[:10] == ["Lunch box", "yes", "1990-02-03", "=1+1", "cv.pdf", "Nothing", "no", "", "", ""]
    assert cells[10:] == [""] * 5
    assert "Lunch box" not in lines_of(chief.get(f"{HERE}?category=guest"))


def test_list_is_narrowed_by_the_answer_to_a_choice_or_to_yes_or_no(chief, answered):
    first, second, third = answered
    asked = re.findall(r'<select id="(a-[a-z]+)"', chief.get(HERE).text)
    assert asked == ["a-meal", "a-bus"]
    for wish, found in (("a-meal=box", [first]), ("a-bus=no", [second]), ("a-meal=box&a-bus=no", [])):
        assert names_on(chief.get(f"{HERE}?{wish}")) == found
    assert names_on(chief.get(f"{HERE}?a-meal=-&category=guest")) == [third]
    for unknown in ("a-meal=steak", "a-hobby==1%2B1", "a-none=yes"):
        assert names_on(chief.get(f"{HERE}?{unknown}&category=guest")) == answered
    tagged = chief.post(HERE, data={"who": first, "do": "tag", "new_tag": "VIP", "a-meal": "box"})
    assert names_on(chief.get(tagged.location)) == [first]


def test_files_have_every_answer(chief, answered):
    rows = csv.DictReader(io.StringIO(chief.get(f"{HERE}/export.csv?a-bus=yes").data.decode("utf-8-sig")))
    (row,) = rows
    assert [row[label] for label in ("Id", "Lunch", "Bus", "Born on", "Hobby", "CV")] == [
        *(answered[0], "Lunch box", "yes", "1990-02-03", "'=1+1", "cv.pdf"),
    ]
    book = ZipFile(io.BytesIO(chief.get(f"{HERE}/export.xlsx?category=guest").data))
    words = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    for said in ("Born on", "Lunch box", "Nothing", "1990-02-03", "cv.pdf"):
        assert said in words
    with reading() as tx:
        exported = select(AuditEntry.details).where(AuditEntry.action == "registration:export")
        assert tx.scalars(exported.order_by(AuditEntry.id)).all() == [{"people": 1}, {"people": 3}]


def test_answers_take_as_many_statements_for_many_people_as_for_one(chief, answered, count_statements):
    counts = []
    address = f"{HERE}?col=a-meal&a-bus=yes"
    chief.get(address)
    for more, found in ((1, 2), (12, 14)):
        for _ in range(more):
            register(make_application(answers=(Answer(question="bus", value="yes"),)))
        with count_statements() as sent:
            assert len(names_on(chief.get(address))) == found
            chief.get(f"{HERE}/export.csv")
        counts.append(len(sent))
    assert counts[0] == counts[1]
