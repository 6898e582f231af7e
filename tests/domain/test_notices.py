"""Who is told of which changes: each of his or her own, nobody of another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.audiences import PUBLIC, Audience, Level
from eventapp.domain.localized import NOTHING
from eventapp.domain.notices import Part, Registered, build_notices, find_affected, reader_audience
from eventapp.domain.publication import Publication, freeze
from eventapp.domain.registration.participants import guests
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import AttendeeCategory, Role, SessionKind, SessionStatus
from tests.factories import (
    both,
    make_agenda,
    make_attendee,
    make_delegation,
    make_room,
    make_session,
    make_topic,
    placed,
)

AS_OF = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
JP, US, SEC = make_delegation(), make_delegation(code="US"), make_delegation(code="SEC", position=3, is_side=False)
SATO = make_attendee(delegation=JP, email="sato@example.org")
REED = make_attendee(id="reed", delegation=US, email="reed@example.org", language="en")
PEOPLE = (SATO, REED)
TALK = {"kind": SessionKind.WORKING_SESSION}


def _version(number, *sessions, people=PEOPLE, previous=None):
    draft = make_agenda(*sessions, attendees=people, delegations=(JP, US, SEC))
    frozen = freeze(draft, previous.agenda if previous else None, as_of=AS_OF)
    return Publication(number=number, as_of=AS_OF, published_by="", note=NOTHING, agenda=frozen)


def _affected(before, after, **options):
    first = _version(1, *before, **options)
    return find_affected(first, _version(2, *after, previous=first, **options))


def _told(before, after, **options):
    notices = _affected(before, after, **options).notices
    return {n.attendee.id: [(c.change.after.id, *c.change.kinds) for c in n.changes] for n in notices}


def _later(session):
    return replace(session, start_at=session.start_at + HOUR, end_at=session.end_at + HOUR)


def test_nobody_is_told_when_it_changes_when_somebody_is_there():
    talk = make_session(placements=placed(Role.CHAIR, SATO, REED), **TALK)
    first = _version(1, talk)
    away = replace(REED, arrives_at=talk.end_at, away=(Window(talk.start_at, talk.end_at),))
    later = replace(talk, placements=placed(Role.CHAIR, SATO, away))
    assert build_notices(first, _version(2, later, people=(SATO, away), previous=first)) == ()


def test_first_publication_tells_nobody():
    assert build_notices(None, _version(1, make_session(placements=placed(Role.CHAIR, SATO)))) == ()


@pytest.mark.parametrize("role", list(Role))
def test_person_in_any_role_is_told_of_what_moved_and_nobody_else(role):
    talk = make_session(placements=placed(role, SATO), **TALK)
    assert _told([talk], [_later(talk)]) == {"sato": [("s1", "moved")]}


def test_person_of_a_topic_is_told():
    talk = make_session(topics=(make_topic(placements=placed(Role.LEAD, SATO)),), **TALK)
    first = _version(1, talk)
    (notice,) = build_notices(first, _version(2, _later(talk), previous=first))
    assert (notice.attendee.id, notice.changes[0].after) == ("sato", (Part(Role.LEAD, "1"),))


def test_whoever_came_and_whoever_went_are_told():
    before = make_session(placements=placed(Role.SPEAKER, SATO), **TALK)
    after = replace(before, placements=placed(Role.SPEAKER, REED))
    first = _version(1, before)
    notices = build_notices(first, _version(2, after, previous=first))
    speaks = (Part(Role.SPEAKER),)
    told = {n.attendee.id: (n.changes[0].before, n.changes[0].after) for n in notices}
    assert told == {"sato": (speaks, ()), "reed": ((), speaks)}


def test_shared_chair_is_a_co_chair():
    talk = make_session(placements=placed(Role.CHAIR, SATO, REED), **TALK)
    (sato, _) = _affected([talk], [_later(talk)]).notices
    assert sato.changes[0].after == (Part(Role.CHAIR, is_shared=True),)


EVERYBODYS = ("plenary", "ceremony", "meal", "reception", "transfer", "arrival")


@pytest.mark.parametrize("kind", list(SessionKind))
@pytest.mark.parametrize("audience", ["public", "participants", "staff", "side:JP"])
def test_session_of_everybody_is_told_to_all_who_may_see_it(kind, audience):
    session = make_session(kind=kind, audience=audience)
    told = _told([session], [_later(session)])
    is_open = kind.value in EVERYBODYS and audience in {"public", "participants"}
    assert sorted(told) == (["reed", "sato"] if is_open else [])


def test_everybody_is_told_of_new_and_cancelled_but_not_of_a_new_title():
    plenary, other = make_session(), make_session(id="s2", start="2023-03-12 11:00")
    assert _told([plenary], [plenary, other])["reed"] == [("s2", "added")]
    assert _told([plenary, other], [plenary])["reed"] == [("s2", "removed")]
    assert _told([plenary], [replace(plenary, title=both("New"))]) == {}


def test_session_cancelled_by_its_status_is_told_once():
    talk = make_session(placements=placed(Role.CHAIR, SATO), **TALK)
    off = replace(talk, status=SessionStatus.CANCELLED)
    assert _told([talk], [off]) == {"sato": [("s1", "removed")]}
    assert _told([off], [off]) == {}


def test_nobody_is_told_of_what_the_audience_may_not_see():
    """One side's own session that names somebody of the other, by whatever mistake."""
    own = make_session(audience="side:JP", placements=placed(Role.PARTICIPANT, SATO, REED), **TALK)
    assert _told([own], [_later(own)]) == {"sato": [("s1", "moved")]}


def test_session_that_left_the_audience_is_not_named():
    own = make_session(placements=placed(Role.PARTICIPANT, SATO, REED), **TALK)
    assert sorted(_told([own], [_later(replace(own, audience="side:JP"))])) == ["sato"]


def test_whoever_left_is_told_nothing_and_who_has_no_address_is_counted():
    silent = replace(REED, email="")
    talk = make_session(placements=placed(Role.CHAIR, SATO, silent), **TALK)
    affected = _affected([talk], [_later(talk)], people=(SATO, silent))
    assert ([n.attendee.id for n in affected.notices], affected.without_address) == (["sato"], (silent,))
    assert (affected.count, affected.people) == (2, 2)
    first = _version(1, talk, people=(SATO, silent))
    without = _version(
        2, _later(replace(talk, placements=placed(Role.CHAIR, silent))), people=(silent,), previous=first
    )
    assert build_notices(first, without) == ()


def test_counts_by_delegation_and_category_leave_out_those_with_nobody():
    talk = make_session()
    aide = make_attendee(id="aide", delegation=US, email="b@example.org", category=AttendeeCategory.STAFF)
    affected = _affected([talk], [_later(talk)], people=(SATO, REED, aide))
    assert [(d.code, n) for d, n in affected.by_delegation] == [("JP", 1), ("US", 2)]
    assert affected.by_category == ((AttendeeCategory.DELEGATE, 2), (AttendeeCategory.STAFF, 1))


@pytest.mark.parametrize(
    ("attendee", "audience"),
    [
        (SATO, Audience.parse("side:JP")),
        (make_attendee(delegation=US, category=AttendeeCategory.STAFF), Audience.parse("side:US")),
        (make_attendee(delegation=SEC, category=AttendeeCategory.STAFF), Audience(Level.STAFF, "SEC")),
        (make_attendee(delegation=SEC, category=AttendeeCategory.PRESS), PUBLIC),
        (make_attendee(delegation=US, category=AttendeeCategory.GUEST), PUBLIC),
    ],
)
def test_audience_of_a_person(attendee, audience):
    assert reader_audience(attendee) == audience


@pytest.mark.parametrize(
    ("attendee", "language"),
    [
        (SATO, "ja"),
        (REED, "en"),
        (replace(SATO, delegation=replace(JP, language="")), "en"),
        (replace(SATO, language="en"), "en"),
    ],
)
def test_language_is_the_persons_then_the_delegations_then_the_conferences(attendee, language):
    talk = make_session(placements=placed(Role.CHAIR, attendee), **TALK)
    assert [n.language for n in _affected([talk], [_later(talk)], people=(attendee,)).notices] == [language]


CROWD = tuple(
    make_attendee(id=f"p{n}", delegation=(JP, US)[n % 2], precedence=n + 1, email=f"p{n}@example.org") for n in range(5)
)


@st.composite
def _sessions(draw):
    """Give up to four sessions of some kind, audience, time, room and people."""
    made = []
    for n in range(draw(st.integers(0, 4))):
        hour, people = draw(st.integers(8, 17)), draw(st.lists(st.sampled_from(CROWD), unique=True, max_size=3))
        made.append(
            make_session(
                id=f"s{n}",
                start=f"2023-03-12 {hour:02}:00",
                kind=draw(st.sampled_from([SessionKind.PLENARY, SessionKind.BRIEFING, SessionKind.MEAL])),
                audience=draw(st.sampled_from(["public", "participants", "side:JP", "staff"])),
                room=draw(st.sampled_from([None, make_room()])),
                placements=placed(draw(st.sampled_from(list(Role))), *people),
            )
        )
    return made


@given(_sessions(), _sessions())
def test_nobody_gets_anothers_change(before, after):
    first = _version(1, *before, people=CROWD)
    second = _version(2, *after, people=CROWD, previous=first)
    in_first, in_second = ({s.id: s for s in version.agenda.sessions} for version in (first, second))
    for notice in build_notices(first, second):
        me, audience = notice.attendee.id, reader_audience(notice.attendee)
        for noticed in notice.changes:
            session = noticed.change.after
            versions = [known[session.id] for known in (in_first, in_second) if session.id in known]
            is_placed = any(me in {a.id for a in version.people} for version in versions)
            assert is_placed or session.kind in {SessionKind.PLENARY, SessionKind.MEAL}
            assert audience.may_see(Audience.parse(session.audience))
            assert all(person.email == "" for person in session.people)


@given(_sessions(), _sessions())
def test_nobody_is_forgotten(before, after):
    """Whoever is placed in a session, then or now, that the audience sees changed is told of it."""
    first = _version(1, *before, people=CROWD)
    second = _version(2, *after, people=CROWD, previous=first)
    told = {n.attendee.id: {c.change.after.id for c in n.changes} for n in build_notices(first, second)}
    for person in CROWD:
        audience = reader_audience(person)
        seen = replace(second, agenda=second.agenda.for_audience(audience)).difference_from(
            replace(first, agenda=first.agenda.for_audience(audience))
        )
        for change in seen.changes:
            places = (change.after, change.before) if change.before else (change.after,)
            if any(person.id in {a.id for a in session.people} for session in places):
                assert change.after.id in told[person.id]


@given(_sessions())
def test_version_without_a_change_tells_nobody(sessions):
    first = _version(1, *sessions, people=CROWD)
    assert build_notices(first, _version(2, *sessions, people=CROWD, previous=first)) == ()


GUEST = make_attendee(
    id="guest", delegation=guests("en"), category=AttendeeCategory.GUEST, email="guest@example.org", language="en"
)


def _told_with(registered, before, after):
    first = _version(1, *before)
    affected = find_affected(first, _version(2, *after, previous=first), registered)
    return {n.attendee.id: [c.change.after.id for c in n.changes] for n in affected.notices}, affected.people


def test_guest_is_told_of_the_sessions_registered_for_alone():
    plenary = make_session(id="plenary", kind=SessionKind.PLENARY)
    public, other = make_session(id="public", kind=SessionKind.PUBLIC_EVENT), make_session(id="other", **TALK)
    before = [plenary, public, other]
    registered = [Registered(GUEST, frozenset({"public"}))]
    told, people = _told_with(registered, before, [_later(one) for one in before])
    assert told == {"sato": ["plenary"], "reed": ["plenary"], "guest": ["public"]}
    assert people == 3


def test_guest_is_not_told_of_what_the_public_may_not_see_nor_of_other_words():
    kept = make_session(id="kept", audience="participants", **TALK)
    public = make_session(id="public", description=both("Long", "長い"), **TALK)
    registered = [Registered(GUEST, frozenset({"kept", "public"}))]
    told, _ = _told_with(registered, [kept, public], [_later(kept), replace(public, description=NOTHING)])
    assert told == {}


def test_attendee_is_told_of_a_session_registered_for_as_the_agenda_knows_the_person():
    public = make_session(id="public", kind=SessionKind.PUBLIC_EVENT)
    registered = [Registered(replace(SATO, email="old@example.org"), frozenset({"public"}))]
    first = _version(1, public)
    (notice,) = build_notices(first, _version(2, _later(public), previous=first), registered)
    assert (notice.attendee, notice.changes[0].after) == (SATO, ())
