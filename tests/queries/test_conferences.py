"""Conferences: whole, and as a list."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Event
from time import sleep

import pytest
from sqlalchemy import select, update

from eventapp.db import reading, transaction
from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.errors import NotFoundError
from eventapp.domain.vocabulary import ConferenceStatus
from eventapp.models import Conference
from eventapp.queries.conferences import get_conference_file, has_conferences, lock_conference
from eventapp.queries.publications import get_publication, list_latest_publications
from tests.factories import make_agenda, make_conference, make_session, sample_agenda
from tests.publishing import draft, publish


def _agenda(slug, starts_on, **fields):
    conference = make_conference(
        slug=slug, uid=f"{slug}@example.org", starts_on=starts_on, ends_on=date(2024, 1, 1), **fields
    )
    session = make_session(uid=f"session-{slug}@example.org", start_at=None, start="2024-01-01 09:00")
    return make_agenda(session, conference=conference)


def _slugs():
    with reading() as tx:
        return tuple(get_publication(tx, key.id).agenda.conference.slug for key in list_latest_publications(tx))


def test_latest_publications_are_none_at_first(app):
    draft(sample_agenda())
    assert _slugs() == ()


def test_latest_publications_have_the_latest_conference_first_then_by_slug(app):
    for slug, starts_on in (("b", date(2024, 1, 1)), ("old", date(2023, 12, 1)), ("a", date(2024, 1, 1))):
        publish(_agenda(slug, starts_on))
    draft(_agenda("draft-only", date(2024, 1, 1)))
    assert _slugs() == ("a", "b", "old")


@pytest.mark.parametrize("status", ConferenceStatus)
def test_latest_publications_leave_out_what_is_archived(app, status):
    publish(_agenda("a", date(2024, 1, 1), status=status))
    assert _slugs() == (() if status is ConferenceStatus.ARCHIVED else ("a",))


@pytest.mark.parametrize("count", [1, 3])
def test_latest_publications_take_one_statement(app, count_statements, count):
    for n in range(count):
        publish(_agenda(f"c{n}", date(2024, 1, 1)))
    with count_statements() as sent, reading() as tx:
        assert len(list_latest_publications(tx)) == count
    assert [statement.split()[0] for statement in sent if statement != "BEGIN"] == ["SELECT"]


def test_conference_file_holds_draft_and_publications(app):
    publication = publish(sample_agenda())
    changed = replace(sample_agenda(), unplaced_topics=())
    draft(changed)
    with reading() as tx:
        assert get_conference_file(tx, "sample-2023") == ConferenceFile(agenda=changed, publications=(publication,))


def test_conference_file_of_an_unknown_conference_is_not_found(app):
    with reading() as tx, pytest.raises(NotFoundError):
        get_conference_file(tx, "nowhere")


def test_lock_of_an_unknown_conference_is_not_found(app):
    with pytest.raises(NotFoundError), transaction() as tx:
        lock_conference(tx, "nowhere")


def test_second_to_lock_a_conference_reads_what_the_first_wrote(app):
    draft(sample_agenda())
    entered, order = Event(), []

    def first():
        with app.app_context(), transaction() as tx:
            lock_conference(tx, "sample-2023")
            entered.set()
            sleep(0.2)
            tx.execute(update(Conference).values(zone="Europe/Paris"))
            order.append("first")

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(first)
        assert entered.wait(10)
        with transaction() as tx:
            lock_conference(tx, "sample-2023")
            order.append("second")
            zone = tx.scalars(select(Conference.zone)).one()
        writing.result()
    assert (order, zone) == (["first", "second"], "Europe/Paris")


def test_has_conferences_tells_an_empty_database(app):
    with reading() as tx:
        assert not has_conferences(tx)
    draft(sample_agenda())
    with reading() as tx:
        assert has_conferences(tx)
