"""Publications: which is the last, and the values of those asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventapp.db import db, reading
from eventapp.domain.errors import NotFoundError
from eventapp.queries.publications import (
    PublicationKey,
    find_last_publication,
    find_latest_publication,
    find_numbered_key,
    find_previous_key,
    get_publication,
    list_publications,
)
from tests.factories import both, make_agenda, make_conference, make_session, sample_agenda
from tests.publishing import draft, publish

SLUG = "sample-2023"


def _publish_two():
    """Publish the sample, then with another title; give both publications and the keys of each."""
    first = publish(sample_agenda())
    key = find_latest_publication(db.engine, SLUG)
    second = publish(
        replace(sample_agenda(), conference=replace(sample_agenda().conference, title=both("New"))), days_later=1
    )
    # Replacing a draft writes its publications anew, under ids of their own.
    latest = find_latest_publication(db.engine, SLUG)
    assert latest.id > key.id
    return first, second, latest


@pytest.mark.parametrize("slug", ["nowhere", SLUG, "'; DROP TABLE publication; --", ""])
def test_latest_publication_of_nothing_published_is_none(app, slug):
    draft(sample_agenda())
    assert find_latest_publication(db.engine, slug) is None


def test_latest_publication_has_the_highest_number_of_its_own_conference(app):
    _, _, latest = _publish_two()
    publish(
        make_agenda(
            make_session(uid="other@example.org"), conference=make_conference(slug="other", uid="c-other@example.org")
        )
    )
    assert find_latest_publication(db.engine, SLUG) == latest == PublicationKey(latest.id, 2)


def test_latest_publication_takes_one_statement_and_leaves_no_connection_open(app):
    _publish_two()
    before = db.engine.pool.checkedout()
    find_latest_publication(db.engine, SLUG)
    assert db.engine.pool.checkedout() == before


def test_publications_are_listed_from_the_first(app):
    first, second, _ = _publish_two()
    with reading() as tx:
        assert list_publications(tx, SLUG) == (first, second)


@pytest.mark.parametrize("count", [1, 3])
def test_publications_are_listed_with_one_statement(app, count_statements, count):
    for n in range(count):
        titled = replace(sample_agenda().conference, title=both(f"Title {n}"))
        publish(replace(sample_agenda(), conference=titled), days_later=n)
    with reading() as tx, count_statements() as sent:
        assert len(list_publications(tx, SLUG)) == count
    assert [statement.split()[0] for statement in sent if statement != "BEGIN"] == ["SELECT"]


def test_publication_is_found_by_its_id(app):
    _, second, latest = _publish_two()
    with reading() as tx:
        assert get_publication(tx, latest.id) == second


def test_publication_of_an_unknown_id_is_not_found(app):
    with reading() as tx, pytest.raises(NotFoundError) as caught:
        get_publication(tx, 1)
    assert caught.value.values == {"publication": 1}


def test_previous_publication_is_the_one_before(app):
    first, second, latest = _publish_two()
    with reading() as tx:
        assert get_publication(tx, find_previous_key(tx, latest.id)) == first
        assert get_publication(tx, find_numbered_key(tx, latest.id, 1)) == first
        assert get_publication(tx, find_numbered_key(tx, latest.id, 2)) == second


def test_previous_publication_of_the_first_or_of_none_is_none(app):
    publish(sample_agenda())
    key = find_latest_publication(db.engine, SLUG)
    with reading() as tx:
        assert find_previous_key(tx, key.id) is None
        assert find_previous_key(tx, key.id + 1) is None
        assert find_numbered_key(tx, key.id, 2) is None


def test_last_publication_of_an_unknown_conference_is_none(app):
    with reading() as tx:
        assert find_last_publication(tx, 1) is None
