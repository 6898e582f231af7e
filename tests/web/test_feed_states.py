"""What a subscriber's calendar tells over the publications: one identity, revisions that rise, and nothing of what others see."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from eventapp.clock import utc_now
from eventapp.db import db, reading, transaction
from eventapp.domain.feeds import FeedScope
from eventapp.domain.vocabulary import Role, SessionStatus
from eventapp.operations.conferences import import_conference
from eventapp.queries.conferences import get_conference_file
from tests.factories import both, make_agenda, make_attendee, make_conference, make_room, make_session, placed
from tests.feeds import CHIEF, feed_of, read_feed
from tests.publishing import PUBLISHED_AT, publish
from tests.renderers.ics_bytes import logical_lines
from tests.sample import JP, US

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# A conference of these days: what was cancelled is told until a month after it.
TODAY = datetime.combine(utc_now().date(), time(0), UTC)
SATO, KATO = make_attendee(id="sato"), make_attendee(id="kato", precedence=2, family_name="Kato")
ADAMS = make_attendee(id="adams", delegation=US, family_name="Adams")
HALL = make_room()


def session_at(name, hour, **fields):
    start = TODAY + hour * HOUR
    return make_session(id=name, uid=f"{name}@example.org", start_at=start, end_at=start + HOUR, **fields)


ROUND = session_at("round", 1, room=HALL, placements=placed(Role.CHAIR, SATO, KATO, ADAMS))
OTHER = session_at("other", 6, placements=placed(Role.CHAIR, SATO))
LAST = session_at("last", 11)


def agenda_of(*sessions, **conference):
    people = {one.id: one for one in (SATO, KATO, ADAMS)} | {one.id: one for s in sessions for one in s.people}
    days = {"starts_on": TODAY.date(), "ends_on": TODAY.date() + DAY}
    return make_agenda(
        *sessions,
        conference=make_conference(**(days | conference)),
        delegations=(JP, US),
        attendees=tuple(people.values()),
    )


def moved(session, hours):
    return replace(session, start_at=session.start_at + hours * HOUR, end_at=session.end_at + hours * HOUR)


def told(vevent):
    """Give what programs go by: SEQUENCE, STATUS, and how many days after the first publication it was changed last."""
    assert vevent["DTSTAMP"].dt == vevent["LAST-MODIFIED"].dt
    return (int(vevent["SEQUENCE"]), str(vevent["STATUS"]), (vevent["LAST-MODIFIED"].dt - PUBLISHED_AT) // DAY)


def chunk(client, path, uid):
    """Give the bytes of one VEVENT, None where the feed has none."""
    found = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", client.get(path).data, flags=re.DOTALL)
    return next((one for one in found if b"\r\nUID:" + uid.encode() + b"\r\n" in one), None)


def test_session_moved_twice_cancelled_removed_and_back_is_one_entry_that_rises(client, app):
    cancelled = replace(moved(ROUND, 2), status=SessionStatus.CANCELLED)
    versions = [ROUND, moved(ROUND, 1), moved(ROUND, 2), moved(ROUND, 2), cancelled, None, None, moved(ROUND, 2)]
    history, path = [], ""
    for day, session in enumerate(versions):
        third = replace(LAST, title=both(f"Version {day}"))
        publish(agenda_of(*([session] if session else []), OTHER, third), days_later=day)
        path = path or feed_of("sato")
        found = read_feed(client, path)
        assert set(found) == {"conference-sample-2023@example.org", ROUND.uid, OTHER.uid, LAST.uid}
        history.append(told(found[ROUND.uid]))
        assert told(found[OTHER.uid]) == (0, "CONFIRMED", 0)
        assert int(found["conference-sample-2023@example.org"]["SEQUENCE"]) == day
    assert history == [
        (0, "CONFIRMED", 0),
        (1, "CONFIRMED", 1),
        (2, "CONFIRMED", 2),
        (2, "CONFIRMED", 2),
        (3, "CANCELLED", 4),
        (3, "CANCELLED", 4),
        (3, "CANCELLED", 4),
        (4, "CONFIRMED", 7),
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"room": replace(HALL, name=both("Great hall", "大ホール"))},
        {"room": replace(HALL, venue=replace(HALL.venue, address=both("1-1 Other street", "別の町1-1")))},
        {"placements": placed(Role.CHAIR, replace(SATO, family_name="Satoh"), KATO, ADAMS)},
        {"placements": placed(Role.CHAIR, SATO, KATO, replace(ADAMS, position=both("Deputy", "次長")))},
    ],
    ids=["room's name", "venue's address", "chair's name", "another's post"],
)
def test_name_alone_moves_the_revision_of_the_sessions_that_show_it(client, app, changed):
    elsewhere = replace(OTHER, placements=(), audience="participants")
    publish(agenda_of(ROUND, elsewhere))
    path = feed_of("sato", FeedScope.CONFERENCE)
    before = [chunk(client, path, one) for one in (ROUND.uid, OTHER.uid)]
    publish(agenda_of(replace(ROUND, **changed), elsewhere), days_later=1)
    after = [chunk(client, path, one) for one in (ROUND.uid, OTHER.uid)]
    assert told(read_feed(client, path)[ROUND.uid]) == (1, "CONFIRMED", 1)
    assert (before[0] == after[0], before[1] == after[1], None in before) == (False, True, False)


@pytest.mark.parametrize(
    "conference",
    [
        {"title": both("Another name", "別の名前")},
        {"zone": "America/New_York", "starts_on": TODAY.date() - DAY},
        {"uid": "another-conference@example.org", "title": both("Another name", "別の名前")},
    ],
    ids=["title", "zone", "uid"],
)
def test_conference_that_is_called_otherwise_keeps_every_uid(client, app, conference):
    publish(agenda_of(ROUND, OTHER))
    path = feed_of("sato")
    before = list(read_feed(client, path))
    renamed = agenda_of(
        replace(ROUND, zone=conference.get("zone", ROUND.zone)), replace(OTHER, uid="new@example.org"), **conference
    )
    publish(renamed, days_later=1)
    assert list(read_feed(client, path)) == before


def test_conference_that_moves_to_another_address_keeps_every_uid_and_revision(client, app):
    publish(agenda_of(ROUND, OTHER))
    publish(agenda_of(moved(ROUND, 1), OTHER), days_later=1)
    before = {uid: told(one) for uid, one in read_feed(client, feed_of("sato")).items()}
    with reading() as tx:
        file = get_conference_file(tx, "sample-2023")
    with transaction() as tx:
        for table in reversed(db.metadata.sorted_tables):
            tx.execute(table.delete())
        elsewhere = replace(
            file,
            agenda=under(file.agenda, "renamed-2023"),
            publications=tuple(replace(one, agenda=under(one.agenda, "renamed-2023")) for one in file.publications),
        )
        import_conference(tx, elsewhere, replace_existing=False, actor=CHIEF, now=PUBLISHED_AT + DAY)
    found = read_feed(client, feed_of("sato", slug="renamed-2023"))
    assert {uid: told(one) for uid, one in found.items()} == before
    assert before[ROUND.uid] == (1, "CONFIRMED", 1)
    assert {str(one["URL"]).split("/")[4] for one in found.values()} == {"renamed-2023"}


def under(agenda, slug):
    return replace(agenda, conference=replace(agenda.conference, slug=slug))


def test_who_is_taken_out_of_a_restricted_session_loses_it_and_others_are_told_that_alone(client, app):
    restricted = replace(ROUND, audience="side:JP", placements=placed(Role.CHAIR, SATO, KATO))
    publish(agenda_of(restricted, OTHER))
    paths = [feed_of(name) for name in ("sato", "kato", "adams")]
    before = {uid: [chunk(client, path, uid) for path in paths] for uid in (ROUND.uid, OTHER.uid)}
    assert [one is None for one in before[ROUND.uid]] == [False, False, True]
    publish(agenda_of(replace(restricted, placements=placed(Role.CHAIR, SATO)), OTHER), days_later=1)
    after = {uid: [chunk(client, path, uid) for path in paths] for uid in before}
    assert [one is None for one in after[ROUND.uid]] == [False, True, True]
    assert (after[OTHER.uid], b"CANCELLED" in client.get(paths[1]).data) == (before[OTHER.uid], False)
    was, now = (set(logical_lines(one[ROUND.uid][0])) for one in (before, after))
    changed = ["DESCRIPTION", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE"]
    assert sorted(line.partition(":")[0] for line in was - now) == changed
    assert sorted(line.partition(":")[0] for line in now - was) == changed
    assert ["KATO" in "".join(one) for one in (was, now)] == [True, False]
