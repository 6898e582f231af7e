"""Invitations to sessions by mail, for tests: a small conference, the acts, and what went out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from icalendar import Calendar
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.vocabulary import Role, SessionKind
from eventapp.models import OutboxMessage, SessionInvitation
from eventapp.operations.session_invitations import (
    end_invitations,
    invite_those_placed,
    invite_to_own_sessions,
    invite_to_session,
)
from eventapp.policy import Actor
from eventapp.renderers.ics import signed
from tests.factories import both, make_agenda, make_attendee, make_delegation, make_session, placed
from tests.publishing import PUBLISHED_AT
from tests.registrations import SITE, SLUG

CHIEF = Actor("chief")
NOW = PUBLISHED_AT + timedelta(hours=1)
ORGANISER = "agenda@example.org"
SATO = make_attendee(id="sato", email="sato@example.org", language="ja")
DOE = make_attendee(
    id="doe", delegation=make_delegation(code="US"), email="doe@example.org", language="en", family_name="Doe"
)
MUTE = make_attendee(id="mute", precedence=2)


def working(key, *people, **fields):
    """A session that only these have to do with."""
    defaults = {"id": key, "uid": f"{key}@example.org", "title": both(f"Title {key}", f"題 {key}")}
    defaults |= {"kind": SessionKind.WORKING_SESSION, "placements": placed(Role.PARTICIPANT, *people)}
    return make_session(**(defaults | fields))


def small_agenda(*sessions):
    """Sato is in s1 and s2, Doe in s2."""
    sessions = sessions or (working("s1", SATO), working("s2", SATO, DOE, MUTE, start="2023-03-12 11:00"))
    sides = (SATO.delegation, DOE.delegation)
    return replace(make_agenda(*sessions), delegations=sides, attendees=(SATO, MUTE, DOE))


def invite_all(person, *, now=NOW):
    with transaction() as tx:
        return invite_to_own_sessions(tx, SLUG, person, base_url=SITE, actor=CHIEF, now=now)


def invite_one(person, session, *, now=NOW):
    with transaction() as tx:
        return invite_to_session(tx, SLUG, person, session, base_url=SITE, actor=CHIEF, now=now)


def invite_placed(session, *, now=NOW):
    with transaction() as tx:
        return invite_those_placed(tx, SLUG, session, base_url=SITE, actor=CHIEF, now=now)


def end_all(person, *, now=NOW):
    with transaction() as tx:
        return end_invitations(tx, SLUG, person, base_url=SITE, actor=CHIEF, now=now)


def invitations_sent(*, after=0):
    """Give the messages to calendars in the outbox: to whom, method, UID and SEQUENCE, those beyond the first `after`."""
    with reading() as tx:
        rows = tx.scalars(
            select(OutboxMessage).where(OutboxMessage.kind == "session-invitation").order_by(OutboxMessage.id)
        )
        return [_told(row) for row in rows][after:]


def _told(row):
    whole = Calendar.from_ical(signed(row.calendar, organiser=ORGANISER, name="", now=NOW))
    (vevent,) = whole.walk("VEVENT")
    assert (whole["METHOD"], str(vevent["ATTENDEE"])) == (row.calendar_method, f"mailto:{row.recipient}")
    return row.recipient, row.calendar_method, str(vevent["UID"]).partition("@")[0], vevent["SEQUENCE"]


def stored():
    """Give what is kept of invitations by session: whether each holds, its SEQUENCE and answer."""
    with reading() as tx:
        rows = tx.scalars(select(SessionInvitation).order_by(SessionInvitation.id))
        return {
            (row.address.partition("@")[0], row.session): (row.is_on, row.sequence, row.answer.value) for row in rows
        }
