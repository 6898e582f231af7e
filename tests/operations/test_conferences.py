"""Importing conferences into the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from eventapp.db import db, reading, transaction
from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.domain.localized import NOTHING
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.models import AuditEntry, Conference, Delegation, Membership, Publication, User
from eventapp.operations.conferences import check_import, import_conference
from eventapp.operations.publications import Override, publish_agenda
from eventapp.policy import Actor, MemberRole
from eventapp.queries.agenda import get_draft_agenda
from eventapp.queries.conferences import get_conference_file
from eventapp.renderers.conference_file import render_conference_file
from tests.factories import both, make_agenda, make_conference, make_room, make_session, make_topic, sample_agenda
from tests.importers.conference_texts import problem
from tests.publishing import demo_file, publish
from tests.strategies import conference_files

NOW = datetime(2023, 3, 1, 12, tzinfo=UTC)
ACTOR = Actor("tester")
SLUG = "sample-2023"


def _import(conference_file, *, replace_existing=False):
    if not isinstance(conference_file, ConferenceFile):
        conference_file = ConferenceFile(agenda=conference_file)
    with transaction() as tx:
        import_conference(tx, conference_file, replace_existing=replace_existing, actor=ACTOR, now=NOW)


def _problems(conference_file, *, replace_existing=False):
    with pytest.raises(InvalidInputError) as caught:
        _import(conference_file, replace_existing=replace_existing)
    return caught.value.problems


def _file(slug=SLUG):
    with reading() as tx:
        return get_conference_file(tx, slug)


def _rows():
    """Give how many rows each table has."""
    with reading() as tx:
        return {t.name: tx.scalar(select(func.count()).select_from(t)) for t in db.metadata.sorted_tables}


def _without_uids(agenda):
    return replace(
        agenda,
        conference=replace(agenda.conference, uid=""),
        sessions=tuple(replace(session, uid="") for session in agenda.sessions),
    )


def _uids(agenda):
    return {session.id: session.uid for session in agenda.sessions}


def test_import_conference_gives_equal_draft(app):
    agenda = sample_agenda()
    _import(agenda)
    assert _file() == ConferenceFile(agenda=agenda)


@given(conference_files())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_import_then_export_then_import_gives_equal_conferences(app, conference_file):
    slug = conference_file.agenda.conference.slug
    with transaction() as tx:
        tx.execute(Conference.__table__.delete())
    _import(conference_file)
    exported = _file(slug) if conference_file.publications else replace(_file(slug), publications=())
    assert exported == conference_file
    again = read_conference_file(render_conference_file(exported))
    assert again == conference_file
    _import(again, replace_existing=True)
    assert get_draft(slug) == conference_file.agenda


def get_draft(slug):
    with reading() as tx:
        return get_draft_agenda(tx, slug)


def test_import_of_the_demo_exports_as_the_demo(app):
    demo = demo_file()
    _import(demo)
    assert _file("next-alliance-2023") == demo


def test_import_gives_uids_where_there_are_none(app):
    _import(_without_uids(sample_agenda()))
    agenda = _file().agenda
    uids = [agenda.conference.uid, *_uids(agenda).values()]
    assert len(set(uids)) == len(sample_agenda().sessions) + 1
    assert all(uid.endswith("@eventapp") and len(uid) == len("@eventapp") + 22 for uid in uids)


def test_import_leaves_one_audit_entry(app):
    _import(sample_agenda())
    with reading() as tx:
        entries = [
            (e.conference_slug, e.at, e.actor, e.action, e.subject, e.details) for e in tx.scalars(select(AuditEntry))
        ]
    details = {"sessions": len(sample_agenda().sessions), "publications": 0}
    assert entries == [(SLUG, NOW, "tester", "conference:import", SLUG, details)]


def test_import_of_a_slug_that_exists_is_refused_without_replace(app):
    _import(sample_agenda())
    before = _rows()
    with pytest.raises(DomainError) as caught:
        _import(sample_agenda())
    assert (caught.value.code, caught.value.values) == ("conference-exists", {"slug": SLUG})
    assert _rows() == before


def test_import_that_fails_half_way_leaves_no_row_and_no_audit_entry(app):
    twice = make_session(topics=(make_topic(), make_topic(id="t2", position=2)))
    before = _rows()
    with pytest.raises(IntegrityError):
        _import(make_agenda(twice))
    assert _rows() == before == dict.fromkeys(before, 0)


def test_replace_that_fails_half_way_leaves_the_former_conference(app):
    _import(sample_agenda())
    twice = make_session(topics=(make_topic(), make_topic(id="t2", position=2)))
    before = _rows()
    with pytest.raises(IntegrityError):
        _import(make_agenda(twice, conference=sample_agenda().conference), replace_existing=True)
    assert (_rows(), _file().agenda) == (before, sample_agenda())


def test_replace_keeps_uids_by_session_id(app):
    _import(sample_agenda())
    _import(_without_uids(sample_agenda()), replace_existing=True)
    assert _file().agenda == sample_agenda()


def test_replace_gives_a_session_back_the_uid_under_which_it_was_published(app):
    publish(sample_agenda())
    agenda = sample_agenda()
    _import(replace(agenda, sessions=agenda.sessions[1:]), replace_existing=True)
    _import(_without_uids(agenda), replace_existing=True)
    assert _uids(_file().agenda) == _uids(agenda)


def test_replace_records_that_it_replaced(app):
    _import(sample_agenda())
    _import(sample_agenda(), replace_existing=True)
    _import(make_agenda(), replace_existing=True)
    with reading() as tx:
        actions = list(tx.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
        slugs = list(tx.scalars(select(Conference.slug)))
    assert (actions, slugs) == (["conference:import", "conference:replace"], [SLUG])


def test_replace_keeps_publications_when_the_file_has_none(app):
    publication = publish(sample_agenda())
    renamed = replace(sample_agenda(), conference=replace(sample_agenda().conference, title=both("Other", "別")))
    _import(renamed, replace_existing=True)
    assert _file() == ConferenceFile(agenda=renamed, publications=(publication,))


def test_replace_takes_the_further_publications_of_a_file(app):
    demo = demo_file()
    _import(replace(demo, publications=demo.publications[:2]))
    _import(demo, replace_existing=True)
    assert _file("next-alliance-2023") == demo


def test_replace_by_a_file_of_an_earlier_time_keeps_what_was_published(app):
    demo = demo_file()
    _import(demo)
    _import(replace(demo, publications=demo.publications[:1]), replace_existing=True)
    assert _file("next-alliance-2023") == demo


def test_replace_by_an_edited_file_leaves_history_as_readers_have_it(app):
    demo = demo_file()
    _import(demo)
    edited = render_conference_file(demo).replace(b"Closing remarks", b"Farewell")
    told = read_conference_file(edited)
    assert told.publications != demo.publications
    _import(told, replace_existing=True)
    assert _file("next-alliance-2023") == ConferenceFile(agenda=told.agenda, publications=demo.publications)


def test_replace_by_a_file_of_another_history_is_refused(app):
    demo = demo_file()
    _import(demo)
    first = replace(demo.publications[0], as_of=NOW)
    with pytest.raises(InvalidInputError) as refused:
        _import(replace(demo, publications=(first, *demo.publications[1:])), replace_existing=True)
    assert [(p.code, p.item) for p in refused.value.problems] == [("other-history", "v1")]
    assert _file("next-alliance-2023") == demo


def test_replace_keeps_the_reasons_of_overrides(app):
    clash = make_agenda(make_session(room=make_room()), make_session(id="s2", uid="uid-of-s2", room=make_room()))
    _import(clash)
    override = Override("room-overlap", "s1+s2", "The wall is open.")
    with transaction() as tx:
        publish_agenda(tx, "sample-2023", note=NOTHING, overrides=(override,), actor=ACTOR, now=NOW)
    _import(clash, replace_existing=True)
    with reading() as tx:
        kept = list(tx.scalars(select(Publication.overrides)))
    assert kept == [[{"code": "room-overlap", "id": "s1+s2", "reason": "The wall is open."}]]


def test_replace_leaves_the_rows_of_publications_and_members(app):
    demo = demo_file()
    _import(demo)
    first = _publication_ids()
    with transaction() as tx:
        conference_id = tx.scalars(select(Conference.id)).one()
        delegation_id = tx.scalars(select(Delegation.id).where(Delegation.code == "US")).one()
        user = User(email="focal@example.org", name="Focal", language="en", is_admin=False, created_at=NOW)
        tx.add(user)
        tx.flush()
        tx.add(
            Membership(
                conference_id=conference_id,
                user_id=user.id,
                role=MemberRole.FOCAL_POINT,
                delegation_id=delegation_id,
                created_at=NOW,
            )
        )
    _import(replace(demo, agenda=replace(demo.agenda, sessions=demo.agenda.sessions[:5])), replace_existing=True)
    with reading() as tx:
        members = [tuple(row) for row in tx.execute(select(Membership.conference_id, Membership.delegation_id))]
    assert (_publication_ids(), members) == (first, [(conference_id, delegation_id)])


def test_publication_of_a_conference_loaded_again_has_a_new_id(app):
    demo = demo_file()
    _import(demo)
    first = _publication_ids()
    with transaction() as tx:
        tx.execute(Conference.__table__.delete())
    _import(demo)
    assert (len(first), max(first) < min(_publication_ids())) == (3, True)


def _publication_ids():
    with reading() as tx:
        return list(tx.scalars(select(Publication.id)))


def test_uid_of_another_conference_is_refused(app):
    _import(sample_agenda())
    taken = sample_agenda().sessions[0].uid
    other = make_agenda(
        make_session(id="mine", uid=taken), conference=make_conference(slug="other", uid=sample_agenda().conference.uid)
    )
    assert list(_problems(other)) == [
        problem("uid-taken", "sessions", "mine", got=taken),
        problem("uid-taken", "conference.uid", got=sample_agenda().conference.uid),
    ]


def test_uid_that_lives_on_in_what_another_conference_published_is_refused(app):
    publish(make_agenda(make_session(uid="gone-uid@eventapp"), make_session(id="s2", uid="kept-uid@eventapp")))
    _import(make_agenda(make_session(id="s2", uid="kept-uid@eventapp")), replace_existing=True)
    gone = make_session(id="mine", uid="gone-uid@eventapp")
    other = make_agenda(gone, conference=make_conference(slug="other", uid="other-uid@eventapp"))
    assert _problems(other) == (problem("uid-taken", "sessions", "mine", got="gone-uid@eventapp"),)


def test_uid_of_a_session_published_under_another_id_is_refused(app):
    publish(make_agenda(make_session(id="old", uid="kept-uid@eventapp")))
    renamed = make_agenda(make_session(id="new", uid="kept-uid@eventapp"))
    found = problem("uid-moved", "sessions", "new", got="kept-uid@eventapp", session="old")
    assert _problems(renamed, replace_existing=True) == (found,)


def test_check_import_gives_what_would_be_replaced_and_writes_nothing(app):
    conference_file = ConferenceFile(agenda=sample_agenda())
    with reading() as tx:
        assert check_import(tx, conference_file, replace_existing=False, now=NOW) is None
    _import(sample_agenda())
    before = _rows()
    with reading() as tx:
        existing = check_import(tx, conference_file, replace_existing=True, now=NOW)
        assert existing is not None
        assert existing.slug == SLUG
    assert _rows() == before
