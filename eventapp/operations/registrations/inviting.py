"""Inviting people to register: by a link of their own that opens the form, reminders, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from eventapp.audit import Action, record
from eventapp.domain.accounts import normal_email
from eventapp.domain.errors import DomainError, InvalidInputError, NotFoundError, Problem
from eventapp.domain.registration.invitations import end_of_invitations, standing_of, wrong_in
from eventapp.models import Conference, RegistrationInvitation, RegistrationInvitationLink
from eventapp.operations.registrations.invitation_letters import send_invitations
from eventapp.operations.registrations.open_lists import open_list
from eventapp.queries.members import list_sides
from eventapp.queries.registration_invitations import invited_of, list_invited, list_listed_addresses
from eventapp.queries.registrations import get_plan

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.registration import Invitee, RegistrationPlan, Standing
    from eventapp.operations.registrations.open_lists import OpenList
    from eventapp.policy import Actor


@dataclass(frozen=True, slots=True)
class Prospect:
    """One who is to be invited, how the address stands, and what is wrong with it."""

    invitee: Invitee
    standing: Standing
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many reminders went out, and how many did not because the last mail is not a day old."""

    sent: int
    early: int


def look_at_invitees(tx: Session, slug: str, invitees: Sequence[Invitee], *, now: datetime) -> tuple[Prospect, ...]:
    """Say of each what inviting would do; paths of problems begin with "people[n]". Raises: NotFoundError."""
    conference = tx.scalars(select(Conference).where(Conference.slug == slug)).one_or_none()
    if conference is None:
        raise NotFoundError("unknown-conference", slug=slug)
    plan = get_plan(tx, conference.id, zone=conference.zone).plan
    return _prospects(tx, conference, plan, invitees, now)


def invite_people(
    tx: Session,
    slug: str,
    invitees: Sequence[Invitee],
    *,
    until: datetime | None = None,
    base_url: str,
    actor: Actor,
    now: datetime,
) -> tuple[Prospect, ...]:
    """Invite people by mail, all or, where one cannot be, none; who has an invitation or is on the list gets no mail.

    The links hold until `until`, else until the conference is over. Raises: NotFoundError; InvalidInputError;
    DomainError("invitation-never-opens") where that is over already.
    """
    opened = open_list(tx, slug, base_url=base_url)
    prospects = _prospects(tx, opened.conference, opened.plan, invitees, now)
    problems = tuple(problem for one in prospects for problem in one.problems)
    if problems:
        raise InvalidInputError(problems)
    going = [one.invitee for one in prospects if one.standing.gets_mail]
    rows = _write(tx, opened, going, _end(opened, until, now), actor=actor, now=now)
    if rows:
        send_invitations(tx, opened, rows, is_reminder=False, now=now)
        _record(tx, opened, Action.REGISTRATION_INVITE, rows, actor=actor, now=now)
    return prospects


def invite_again(
    tx: Session,
    slug: str,
    invitation_id: int,
    *,
    until: datetime | None = None,
    base_url: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Send an invitation anew that was declined, revoked or is over, or whose registration ended; links of before hold again or don't, as they did.

    Raises: NotFoundError; InvalidInputError; DomainError("invitation-holds") for one that is waited for or led to a registration,
    DomainError("invitation-never-opens").
    """
    opened = open_list(tx, slug, base_url=base_url)
    (row,) = _rows(tx, opened, [invitation_id])
    (invited,) = invited_of(tx, opened.conference.id, [row])
    if not invited.may_be_renewed(now):
        raise DomainError("invitation-holds")
    if problems := wrong_in(invited.invitee, opened.plan, sides=list_sides(tx, slug), at=0, now=now):
        raise InvalidInputError(problems)
    rows = _write(tx, opened, [invited.invitee], _end(opened, until, now), actor=actor, now=now)
    send_invitations(tx, opened, rows, is_reminder=False, now=now)
    _record(tx, opened, Action.REGISTRATION_INVITE, rows, actor=actor, now=now)


def remind_invited(
    tx: Session, slug: str, ids: Collection[int] | None = None, *, base_url: str, actor: Actor, now: datetime
) -> Reminded:
    """Remind those named, or all, whose answer is waited for, with a new link each; the older links hold as well.

    Nobody gets two mails within a day. Raises: NotFoundError for an id that isn't there.
    """
    opened = open_list(tx, slug, base_url=base_url)
    rows = {row.id: row for row in _rows(tx, opened, ids)}
    waited_for = [one for one in invited_of(tx, opened.conference.id, rows.values()) if one.state_at(now).is_open]
    due = [rows[one.id] for one in waited_for if one.may_be_reminded(now)]
    for row in due:
        row.reminded_at, row.reminders = now, row.reminders + 1
    if due:
        send_invitations(tx, opened, due, is_reminder=True, now=now)
        _record(tx, opened, Action.INVITED_REMIND, due, actor=actor, now=now)
    return Reminded(len(due), len(waited_for) - len(due))


def revoke_invited(tx: Session, slug: str, invitation_id: int, *, actor: Actor, now: datetime) -> None:
    """Take an invitation back: its links end for good, also where the address is invited anew. Revoked twice is revoked once.

    Raises: NotFoundError; DomainError("invitation-answered") for one that led to a registration.
    """
    opened = open_list(tx, slug)
    (row,) = _rows(tx, opened, [invitation_id])
    if row.registration_id is not None:
        raise DomainError("invitation-answered")
    if row.revoked_at is not None:
        return
    row.revoked_at = now
    link = RegistrationInvitationLink
    still_held = (link.invitation_id == row.id, link.revoked_at.is_(None))
    tx.execute(update(link).where(*still_held).values(revoked_at=now))
    _record(tx, opened, Action.INVITED_REVOKE, [row], actor=actor, now=now)


def _prospects(
    tx: Session, conference: Conference, plan: RegistrationPlan, invitees: Sequence[Invitee], now: datetime
) -> tuple[Prospect, ...]:
    wanted = [replace(one, email=normal_email(one.email), name=one.name.strip()) for one in invitees]
    sides = list_sides(tx, conference.slug)
    known = {one.email: one for one in list_invited(tx, conference.id)}
    listed = list_listed_addresses(tx, conference.id, {one.email for one in wanted})
    seen: set[str] = set()
    found: list[Prospect] = []
    for at, one in enumerate(wanted):
        problems = wrong_in(one, plan, sides=sides, at=at, now=now)
        if one.email in seen:
            problems = (*problems, Problem("address-twice", f"people[{at}].email", values=(("got", one.email),)))
        seen.add(one.email)
        standing = standing_of(known.get(one.email), is_listed=one.email in listed, now=now)
        found.append(Prospect(one, standing, problems))
    return tuple(found)


def _end(opened: OpenList, until: datetime | None, now: datetime) -> datetime:
    """Give when invitations of now end. Raises: DomainError("invitation-never-opens")."""
    conference = opened.conference
    end = until or end_of_invitations(conference.ends_on, conference.zone)
    if end <= now:
        raise DomainError("invitation-never-opens")
    return end


def _write(
    tx: Session, opened: OpenList, invitees: Sequence[Invitee], until: datetime, *, actor: Actor, now: datetime
) -> list[RegistrationInvitation]:
    """Write an invitation for each, in the place of an earlier one to the same address."""
    of_conference = RegistrationInvitation.conference_id == opened.conference.id
    addresses = [one.email for one in invitees]
    statement = select(RegistrationInvitation).where(of_conference, RegistrationInvitation.email.in_(addresses))
    known = {row.email: row for row in tx.scalars(statement)}
    rows = []
    for one in invitees:
        row = known.get(one.email) or RegistrationInvitation(conference_id=opened.conference.id, email=one.email)
        row.name, row.language, row.category, row.side = one.name, one.language, one.category, one.side
        row.invited_by, row.created_at, row.expires_at, row.reminders = actor.name, now, until, 0
        row.reminded_at = row.opened_at = row.declined_at = row.revoked_at = row.registration_id = None
        tx.add(row)
        rows.append(row)
    tx.flush()
    return rows


def _rows(tx: Session, opened: OpenList, ids: Collection[int] | None) -> list[RegistrationInvitation]:
    """Give the invitations named, all of the conference for None, in order of id."""
    statement = select(RegistrationInvitation).where(RegistrationInvitation.conference_id == opened.conference.id)
    if ids is not None:
        statement = statement.where(RegistrationInvitation.id.in_(ids))
    rows = list(tx.scalars(statement.order_by(RegistrationInvitation.id)))
    if ids is not None and len(rows) != len(set(ids)):
        raise NotFoundError("unknown-invitation")
    return rows


def _record(
    tx: Session,
    opened: OpenList,
    action: Action,
    rows: Sequence[RegistrationInvitation],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Log it by the invitations' numbers only: the log is kept longer than addresses are."""
    details = {"invitations": [row.id for row in rows], "count": len(rows)}
    record(tx, action, conference_slug=opened.slug, subject=opened.slug, details=details, actor=actor, now=now)
