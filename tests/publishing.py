"""Bringing an agenda before the readers by the way that organisers take: import the draft, publish it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from eventapp.db import transaction
from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.localized import Localized
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.operations.conferences import import_conference
from eventapp.operations.publications import publish_agenda
from eventapp.policy import Actor

DEMO = "next-alliance-2023"
PUBLISHED_AT = datetime(2023, 3, 1, 12, tzinfo=UTC)
ACTOR = Actor("tester")


def draft(agenda):
    """Make `agenda` the draft of its conference, in place of the one before; nothing is published."""
    with transaction() as tx:
        import_conference(tx, ConferenceFile(agenda=agenda), replace_existing=True, actor=ACTOR, now=PUBLISHED_AT)


def publish(agenda, *, days_later=0):
    """Make `agenda` the draft and publish it; give the publication."""
    draft(agenda)
    now = PUBLISHED_AT + timedelta(days=days_later)
    with transaction() as tx:
        slug = agenda.conference.slug
        return publish_agenda(tx, slug, note=Localized(), overrides=(), actor=ACTOR, now=now)


def later(agenda):
    """Give the agenda thirty years later, on the same weekdays: still to come, whatever the clock says."""
    days = 364 * 30
    conference = agenda.conference
    moved = {key: getattr(conference, key) + timedelta(days=days) for key in ("starts_on", "ends_on")}
    sessions = tuple(
        replace(one, start_at=one.start_at + timedelta(days=days), end_at=one.end_at + timedelta(days=days))
        for one in agenda.sessions
    )
    return replace(agenda, conference=replace(conference, **moved), sessions=sessions)


def demo_file():
    """Give the demo conference with its three publications."""
    return read_conference_file((files("eventapp") / "demo" / f"{DEMO}.toml").read_bytes())


def import_demo():
    with transaction() as tx:
        import_conference(tx, demo_file(), replace_existing=False, actor=ACTOR, now=PUBLISHED_AT)
