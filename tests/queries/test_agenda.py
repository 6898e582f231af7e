"""The draft agenda, read in a fixed number of statements."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventapp.db import reading
from eventapp.domain.errors import NotFoundError
from eventapp.domain.vocabulary import Role
from eventapp.queries.agenda import get_draft_agenda
from tests.factories import (
    both,
    make_agenda,
    make_attendee,
    make_conference,
    make_placement,
    make_room,
    make_session,
    make_topic,
    sample_agenda,
    utc,
)
from tests.publishing import draft

SLUG = "sample-2023"
# Conference, delegations, venues, rooms, transfers, attendees, sessions, topics, placements.
STATEMENTS = 9


def _draft_agenda(slug=SLUG):
    with reading() as tx:
        return get_draft_agenda(tx, slug)


def _agenda_of(count):
    """Give an agenda of many sessions, each with a topic and a person of its own."""
    start = utc("2023-03-12 00:00")
    return make_agenda(
        *(
            make_session(
                id=f"s{n}",
                start_at=start + timedelta(minutes=30 * n),
                minutes=30,
                room=make_room(),
                placements=(make_placement(attendee=make_attendee(id=f"p{n}", precedence=n)),),
                topics=(make_topic(id=f"t{n}", number=str(n)),),
            )
            for n in range(1, count + 1)
        )
    )


@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_draft_agenda_takes_a_constant_number_of_statements(app, count_statements, count):
    agenda = _agenda_of(count)
    draft(agenda)
    with count_statements() as sent:
        assert _draft_agenda() == agenda
    assert len([statement for statement in sent if statement.startswith("SELECT")]) == STATEMENTS


def test_draft_agenda_of_an_unknown_conference_is_not_found(app):
    with pytest.raises(NotFoundError) as caught:
        _draft_agenda("nowhere")
    assert (caught.value.code, caught.value.values) == ("unknown-conference", {"slug": "nowhere"})


def test_draft_agenda_has_nothing_of_another_conference(app):
    other = make_agenda(
        make_session(uid="other@example.org", topics=(make_topic(),)),
        conference=make_conference(slug="other", uid="conference-other@example.org", title=both("Other")),
    )
    draft(sample_agenda())
    draft(other)
    assert (_draft_agenda(), _draft_agenda("other")) == (sample_agenda(), other)


def test_draft_agenda_keeps_the_order_in_which_people_were_placed(app):
    people = [make_attendee(id=name) for name in ("mori", "abe", "kato")]
    placements = tuple(make_placement(attendee=attendee, role=Role.CHAIR) for attendee in people)
    draft(make_agenda(make_session(placements=placements)))
    assert [p.attendee.id for p in _draft_agenda().sessions[0].placements] == ["mori", "abe", "kato"]
