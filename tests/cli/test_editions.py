"""eventapp clone: the next edition of a conference."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import Conference
from eventapp.queries.agenda import get_draft_agenda
from tests.factories import sample_agenda
from tests.publishing import draft

CLONE = ("clone", "sample-2023", "--to", "sample-2024", "--starts-on", "2024-03-12")


def _agenda(slug="sample-2024"):
    with reading() as tx:
        return get_draft_agenda(tx, slug)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "sample-2024 is cloned: Sun 10 – Mon 11 March 2024.\n"),
        (("--keep", "offsets"), "sample-2024 is cloned: Tue 12 – Wed 13 March 2024.\n"),
    ],
)
def test_clone_keeps_weekdays_or_the_day_given_and_says_the_dates(run, options, said):
    draft(sample_agenda())
    result = run(*CLONE, *options)
    assert (result.exit_code, result.stdout, result.stderr) == (0, said, "")
    kept = [s for s in sample_agenda().sessions if not s.is_cancelled]
    assert [f"{s.start_local:%H:%M}" for s in _agenda().sessions] == [f"{s.start_local:%H:%M}" for s in kept]
    assert len(_agenda().attendees) == len(sample_agenda().attendees)


def test_clone_without_people(run):
    draft(sample_agenda())
    assert run(*CLONE, "--without-people").exit_code == 0
    assert (_agenda().attendees, [s.people for s in _agenda().sessions if s.people]) == ((), [])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--to", "sample-2023"), 1, "Another conference is called “sample-2023”. Choose another short name."),
        (("--to", "Not a slug"), 1, "conference.slug: “Not a slug” does not have the form that this key needs."),
        (("--starts-on", "9999-12-31"), 1, "9999-12-31 is no time that can be kept."),
        (("--starts-on", "12/03/2024"), 2, "Usage: "),
    ],
)
def test_clone_that_cannot_be_is_refused_and_nothing_is_made(run, arguments, code, said):
    draft(sample_agenda())
    result = run(*CLONE, *arguments)
    assert (result.exit_code, result.stderr[: len(said)]) == (code, said)
    with reading() as tx:
        assert list(tx.scalars(select(Conference.slug))) == ["sample-2023"]


def test_clone_of_an_unknown_conference_is_wrong_use(run):
    result = run(*CLONE)
    assert (result.exit_code, result.stderr) == (2, "There is no conference “sample-2023”.\n")
