"""What a process keeps of publications."""

from __future__ import annotations

from dataclasses import replace

from eventapp.domain.feeds import FeedScope
from eventapp.web.published import Published
from tests.factories import both, sample_agenda
from tests.feeds import feed_of
from tests.publishing import publish

PERSONAL, CONFERENCE = FeedScope.PERSONAL, FeedScope.CONFERENCE


def test_a_new_publication_leaves_nothing_of_the_one_before_in_memory(client, app, monkeypatch):
    agenda, published = sample_agenda(), Published(cache_bytes=0)
    monkeypatch.setitem(app.extensions, "published", published)
    publish(agenda)
    paths = [feed_of(person, scope) for person in ("mori", "carter", "ito") for scope in (PERSONAL, CONFERENCE)]
    for path in paths:
        client.get(path)
    renamed = tuple(replace(one, title=both("New", "新")) if one.id == "strategy" else one for one in agenda.sessions)
    publish(replace(agenda, sessions=renamed), days_later=1)
    kept = []
    for one in (published, Published(cache_bytes=0)):
        monkeypatch.setitem(app.extensions, "published", one)
        for path in paths:
            client.get(path)
        kept.append((one.chunks.bytes_held, one.issues_held))
    assert (kept[0], kept[0] > (10_000, 0)) == (kept[1], True)
