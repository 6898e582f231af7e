"""Publishing the draft."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from eventapp.db import reading, transaction
from eventapp.domain.conflicts import find_conflicts
from eventapp.domain.errors import DomainError, InvalidInputError, NotFoundError
from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import SessionKind
from eventapp.models import AuditEntry, ConferenceSession, OutboxMessage, Publication
from eventapp.operations.publications import (
    Candidate,
    Override,
    UnsettledConflictsError,
    hold_candidate,
    publish_agenda,
)
from eventapp.policy import Actor
from eventapp.queries.drafts import get_draft
from eventapp.queries.publications import list_publications
from tests.factories import (
    both,
    make_agenda,
    make_attendee,
    make_conference,
    make_delegation,
    make_room,
    make_session,
    placed,
    sample_agenda,
)
from tests.publishing import draft

SLUG = "sample-2023"
NOW = datetime(2023, 3, 1, 12, 30, 15, 987_654, tzinfo=UTC)
ACTOR = Actor("Joint secretariat")
FIRST, SECOND = make_session(id="s1"), make_session(id="s2", start="2023-03-12 11:00")
# Two sessions in one room at one time, and a person in both: errors.
HALL = make_room(capacity=50)
SATO = make_attendee()
CLASH = (
    make_session(id="s1", room=HALL, placements=placed("participant", SATO)),
    make_session(id="s2", room=HALL, placements=placed("participant", SATO)),
)
ROOM, PERSON = Override("room-overlap", "s1+s2", "a folding wall"), Override("person-overlap", "s1+s2", "he knows: 2x")


def _publish(*, note="", overrides=(), now=NOW, slug=SLUG, **options):
    with transaction() as tx:
        return publish_agenda(
            tx, slug, note=Localized.of({"en": note}), overrides=tuple(overrides), actor=ACTOR, now=now, **options
        )


def _refused(**options):
    with pytest.raises(DomainError) as caught:
        _publish(**options)
    return caught.value


def _rows(column):
    with reading() as tx:
        return list(tx.scalars(select(column).order_by(Publication.id)))


def test_first_publication_freezes_the_draft_in_whole_seconds(app):
    draft(make_agenda(FIRST, SECOND))
    publication = _publish(note="First version")
    as_of = datetime(2023, 3, 1, 12, 30, 15, tzinfo=UTC)
    assert (publication.number, publication.as_of, publication.published_by) == (1, as_of, "Joint secretariat")
    assert publication.note == both("First version")
    assert [(s.id, s.sequence, s.modified_at) for s in publication.agenda.sessions] == [
        ("s1", 0, as_of),
        ("s2", 0, as_of),
    ]


def test_publication_is_kept_as_it_was_given(app):
    draft(sample_agenda())
    publication = _publish()
    with reading() as tx:
        assert list_publications(tx, SLUG) == (publication,)


def test_second_publication_steps_what_changed_and_keeps_what_went(app):
    third = make_session(id="s3", start="2023-03-12 13:00")
    draft(make_agenda(FIRST, SECOND, third))
    _publish()
    draft(make_agenda(replace(FIRST, title=both("New")), SECOND))
    second = _publish(now=NOW + timedelta(days=1))
    assert second.number == 2
    assert [(s.id, s.sequence, s.status) for s in second.agenda.sessions] == [
        ("s1", 1, "confirmed"),
        ("s2", 0, "confirmed"),
        ("s3", 1, "cancelled"),
    ]


def test_difference_to_the_version_before_is_stored(app):
    draft(make_agenda(FIRST, SECOND))
    _publish()
    draft(make_agenda(replace(FIRST, title=both("New"), end_at=SECOND.start_at), make_session(id="s0")))
    _publish(now=NOW + timedelta(days=1))

    def before(session):
        return {
            "start_at": session.start_at.isoformat(),
            "end_at": session.end_at.isoformat(),
            "room": None,
            "title": session.title.as_dict(),
        }

    assert _rows(Publication.difference) == [
        [],
        [
            {"session": "s0", "kinds": ["added"], "before": None},
            {"session": "s1", "kinds": ["moved", "renamed"], "before": before(FIRST)},
            {"session": "s2", "kinds": ["removed"], "before": before(SECOND)},
        ],
    ]


def test_publish_leaves_one_audit_entry(app):
    draft(make_agenda(*CLASH))
    _publish(overrides=[ROOM, PERSON])
    reasons = [
        {"code": "room-overlap", "id": "s1+s2", "reason": "a folding wall"},
        {"code": "person-overlap", "id": "s1+s2", "reason": "he knows: 2x"},
    ]
    with reading() as tx:
        entries = tx.scalars(select(AuditEntry).where(AuditEntry.action == "agenda:publish")).all()
        told = [(e.conference_slug, e.at, e.actor, e.subject, e.details) for e in entries]
    assert told == [(SLUG, NOW, "Joint secretariat", "v1", {"sessions": 2, "overrides": reasons})]


def test_reasons_of_overrides_are_kept_with_the_publication(app):
    draft(make_agenda(*CLASH))
    _publish(overrides=[ROOM, PERSON])
    assert _rows(Publication.overrides) == [
        [
            {"code": "room-overlap", "id": "s1+s2", "reason": "a folding wall"},
            {"code": "person-overlap", "id": "s1+s2", "reason": "he knows: 2x"},
        ]
    ]


@pytest.mark.parametrize(
    ("overrides", "left"),
    [
        ([], ["room-overlap", "person-overlap"]),
        ([ROOM], ["person-overlap"]),
        ([ROOM, Override("person-overlap", "s1+s2", " ")], ["person-overlap"]),
    ],
)
def test_errors_without_a_reason_stop_the_publication(app, overrides, left):
    draft(make_agenda(*CLASH))
    refused = _refused(overrides=overrides)
    assert isinstance(refused, UnsettledConflictsError)
    assert (refused.code, refused.values) == ("unsettled-conflicts", {"count": len(left)})
    assert [conflict.code for conflict in refused.conflicts] == left
    assert _rows(Publication.id) == []


def test_warnings_stop_no_publication(app):
    agenda = make_agenda(make_session(room=make_room(capacity=1), expected=2))
    assert [conflict.severity for conflict in find_conflicts(agenda)] == ["warning"]
    draft(agenda)
    assert _publish().number == 1


@pytest.mark.parametrize("unknown", [Override("room-overlap", "s1+s3", "why"), Override("rain", "s1", "why")])
def test_override_of_no_error_is_refused(app, unknown):
    draft(make_agenda(*CLASH))
    refused = _refused(overrides=[ROOM, PERSON, unknown])
    assert (refused.code, refused.values) == ("unknown-override", {"conflict": f"{unknown.code}:{unknown.id}"})


def test_publication_without_a_change_is_refused(app):
    draft(sample_agenda())
    _publish()
    refused = _refused(now=NOW + timedelta(days=1))
    assert (refused.code, refused.values) == ("nothing-changed", {"number": 1})
    assert _rows(Publication.number) == [1]


def test_override_names_the_sessions_of_a_conflict_in_either_order(app):
    draft(make_agenda(*CLASH))
    _publish(overrides=[replace(ROOM, id="s2+s1"), PERSON])
    assert [reason["id"] for reason in _rows(Publication.overrides)[0]] == ["s1+s2", "s1+s2"]


@pytest.mark.parametrize(
    ("options", "code", "path"),
    [
        ({"note": " x"}, "outer-space", "note"),
        ({"note": "x" * 8_001}, "text-too-long", "note"),
        ({"note": "a\u200bb"}, "invisible-character", "note"),
        ({"note": "😀"}, "unprintable", "note"),
        ({"published_by": ""}, "empty-text", "published_by"),
        ({"published_by": "a\nb"}, "line-break", "published_by"),
        ({"published_by": "x" * 301}, "text-too-long", "published_by"),
    ],
)
def test_texts_that_no_file_could_hold_are_refused(app, options, code, path):
    draft(sample_agenda())
    assert [(p.code, p.path) for p in _refused(**options).problems] == [(code, path)]
    assert _rows(Publication.id) == []


def test_publication_of_an_unknown_conference_is_refused(app):
    refused = _refused(slug="nowhere")
    assert (type(refused), refused.code, refused.values) == (NotFoundError, "unknown-conference", {"slug": "nowhere"})


def test_publication_that_could_not_be_read_back_is_refused(app):
    """A removed session has a text in a language that the conference gave up."""
    korean = make_session(title=Localized.of({"en": "Talk", "ko": "대화"}))
    draft(make_agenda(korean, SECOND, conference=make_conference(languages=("en", "ja", "ko"))))
    _publish()
    draft(make_agenda(SECOND, conference=make_conference(languages=("en", "ja"))))
    with pytest.raises(InvalidInputError) as caught:
        _publish(now=NOW + timedelta(days=1))
    assert [(p.code, p.item) for p in caught.value.problems] == [("unknown-language", "s1")]
    assert _rows(Publication.number) == [1]


def test_side_that_left_with_its_own_session_hinders_no_publication(app):
    own = make_session(audience="side:US")
    draft(make_agenda(own, SECOND, delegations=(make_delegation(), make_delegation(code="US"))))
    _publish()
    draft(make_agenda(SECOND, delegations=(make_delegation(),)))
    assert [s.id for s in _publish(now=NOW + timedelta(days=1)).agenda.sessions] == ["s2"]


def test_concurrent_publications_get_one_number_each(app):
    draft(make_agenda(*(make_session(id=f"s{n}", start=f"2023-03-12 {9 + n:02}:00") for n in range(4))))
    start = threading.Barrier(4)
    numbers, failures = [], []

    def change_and_publish(n):
        try:
            with app.app_context():
                start.wait()
                with transaction() as tx:
                    own = ConferenceSession.public_id == f"s{n}"
                    tx.execute(update(ConferenceSession).where(own).values(title=both(f"Changed {n}")))
                    publication = publish_agenda(tx, SLUG, note=Localized(), overrides=(), actor=ACTOR, now=NOW)
                numbers.append(publication.number)
        except Exception as error:  # noqa: BLE001 - shown below, in the thread that asserts
            failures.append(error)

    threads = [threading.Thread(target=change_and_publish, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(numbers), failures) == ([1, 2, 3, 4], [])
    with reading() as tx:
        last = list_publications(tx, SLUG)[-1].agenda
    assert sorted(s.title.get("en") for s in last.sessions) == [f"Changed {n}" for n in range(4)]


def _queued():
    with reading() as tx:
        return list(tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_second_publication_queues_a_message_for_each_person_affected(app):
    sato = make_attendee(email="sato@example.org")
    reed = make_attendee(id="reed", delegation=make_delegation(code="US"), email="reed@example.org")
    talk = make_session(kind=SessionKind.BRIEFING, placements=placed("speaker", sato))
    people = {"attendees": (sato, reed), "delegations": (sato.delegation, reed.delegation)}
    draft(make_agenda(talk, **people))
    _publish(base_url="https://conferences.example.org")
    assert _queued() == []
    draft(make_agenda(replace(talk, end_at=talk.end_at + timedelta(minutes=15)), **people))
    later = NOW + timedelta(days=1)
    _publish(now=later, base_url="https://conferences.example.org")
    (row,) = _queued()
    said = (row.kind, row.publication_number, row.attendee, row.recipient, row.recipient_name, row.language)
    assert said == ("change-notice", 2, "sato", "sato@example.org", "sato局長", "ja")
    assert (row.due_at, row.conference_id is not None) == (later, True)
    assert "https://conferences.example.org/conferences/sample-2023/agenda" in row.plain


def test_publication_that_is_refused_tells_nobody(app):
    draft(make_agenda(*CLASH))
    _publish(overrides=[ROOM, PERSON])
    draft(make_agenda(*(replace(s, end_at=s.end_at + timedelta(minutes=5)) for s in CLASH)))
    _refused(now=NOW + timedelta(days=1))
    assert _queued() == []


def test_publishing_takes_the_same_statements_whomever_it_tells(app, count_statements):
    counts = []
    for count in (1, 30):
        slug = f"told-{count}"
        people = tuple(make_attendee(id=f"p{n}", precedence=n + 1, email=f"p{n}@example.org") for n in range(count))
        fields = {
            "attendees": people,
            "delegations": (make_delegation(),),
            "conference": make_conference(slug=slug, uid=f"{slug}@example.org"),
        }
        talk = replace(FIRST, uid=f"talk-{slug}@example.org")
        draft(make_agenda(talk, **fields))
        _publish(slug=slug)
        draft(make_agenda(replace(talk, end_at=SECOND.start_at), **fields))
        with count_statements() as sent:
            _publish(slug=slug, now=NOW + timedelta(days=1))
        counts.append(len(sent))
    assert (counts[0], len(_queued())) == (counts[1], 31)


def _hold(seen):
    with transaction() as tx:
        hold_candidate(tx, SLUG, seen)


def test_same_version_is_not_published_twice_nor_another_draft_than_the_one_seen(app):
    draft(make_agenda(make_session()))
    with reading() as tx:
        seen = Candidate(1, get_draft(tx, SLUG).version)
    _hold(seen)
    _publish()
    draft(make_agenda(make_session(minutes=90)))
    with pytest.raises(DomainError, match=r"^already-published \{'number': 1\}$"):
        _hold(seen)
    with pytest.raises(DomainError, match=r"^draft-changed$"):
        _hold(replace(seen, number=2))
    with reading() as tx:
        now = Candidate(2, get_draft(tx, SLUG).version)
    _hold(now)
