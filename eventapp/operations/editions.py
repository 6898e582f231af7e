"""New conferences: made from nothing, or the next edition of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from eventapp.audit import Action, record
from eventapp.domain.cloning import Edition, clone_agenda
from eventapp.domain.errors import DomainError
from eventapp.importers.agenda_json import read_draft
from eventapp.models import Conference, Membership
from eventapp.operations.agenda_rows import add_agenda
from eventapp.operations.conferences import check_import, import_conference
from eventapp.operations.uids import new_uid
from eventapp.policy import MemberRole
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.drafts import get_draft
from eventapp.renderers.agenda_json import plain_document

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.conference_files import ConferenceFile
    from eventapp.policy import Actor


def create_conference(tx: Session, agenda: Agenda, *, actor: Actor, now: datetime) -> None:
    """Add a conference with what its agenda has; whoever makes it organises it.

    Raises: DomainError("slug-taken"); InvalidInputError for what breaks a rule of conference files.
    """
    _check_slug(tx, agenda.conference.slug)
    named = replace(agenda, conference=replace(agenda.conference, uid=agenda.conference.uid or new_uid()))
    conference_id = add_agenda(tx, _checked(named), now=now).id
    _make_organiser(tx, conference_id, actor=actor, now=now)
    slug = agenda.conference.slug
    record(tx, Action.CONFERENCE_CREATE, conference_slug=slug, subject=slug, details={}, actor=actor, now=now)


def check_new(tx: Session, conference_file: ConferenceFile, *, now: datetime) -> None:
    """Look whether a file can become a new conference; writes nothing.

    Raises: as `create_from_file`.
    """
    _check_slug(tx, conference_file.agenda.conference.slug)
    check_import(tx, conference_file, replace_existing=False, now=now)


def create_from_file(tx: Session, conference_file: ConferenceFile, *, actor: Actor, now: datetime) -> None:
    """Add the conference of a file, with its publications; whoever brings it organises it.

    Raises: DomainError("slug-taken"); InvalidInputError for a uid that another conference or session has.
    """
    check_new(tx, conference_file, now=now)
    slug = conference_file.agenda.conference.slug
    import_conference(tx, conference_file, replace_existing=False, actor=actor, now=now)
    _make_organiser(tx, get_conference_id(tx, slug), actor=actor, now=now)


def clone_conference(
    tx: Session,
    slug: str,
    edition: Edition,
    *,
    keeps_weekdays: bool,
    with_people: bool,
    with_organisers: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """Make the next edition of a conference from its draft; whoever clones it organises it, on wish its organisers too.

    Raises: NotFoundError; DomainError("slug-taken", "time-out-of-range"); InvalidInputError for times that their new days don't have.
    """
    _check_slug(tx, edition.slug)
    draft = get_draft(tx, slug)
    agenda = clone_agenda(
        draft.agenda, edition, keeps_weekdays=keeps_weekdays, with_people=with_people, new_uid=new_uid
    )
    conference_id = add_agenda(tx, _checked(agenda), now=now).id
    if with_organisers:
        _copy_organisers(tx, draft.conference_id, conference_id, now=now)
    _make_organiser(tx, conference_id, actor=actor, now=now)
    details = {"from": slug, "with_people": with_people}
    record(
        tx,
        Action.CONFERENCE_CLONE,
        conference_slug=edition.slug,
        subject=edition.slug,
        details=details,
        actor=actor,
        now=now,
    )


def _checked(agenda: Agenda) -> Agenda:
    """Give an agenda that keeps the rules of every conference file."""
    return read_draft(plain_document(agenda))


def _check_slug(tx: Session, slug: str) -> None:
    if tx.scalars(select(Conference.id).where(Conference.slug == slug)).first() is not None:
        raise DomainError("slug-taken", slug=slug)


def _copy_organisers(tx: Session, from_id: int, to_id: int, *, now: datetime) -> None:
    organisers = tx.scalars(
        select(Membership.user_id).where(Membership.conference_id == from_id, Membership.role == MemberRole.ORGANISER)
    ).all()
    for user_id in organisers:
        _add_organiser(tx, to_id, user_id, now=now)


def _make_organiser(tx: Session, conference_id: int, *, actor: Actor, now: datetime) -> None:
    if actor.user_id is None:
        return
    statement = select(Membership.id).where(
        Membership.conference_id == conference_id, Membership.user_id == actor.user_id
    )
    if tx.scalars(statement).first() is None:
        _add_organiser(tx, conference_id, actor.user_id, now=now)


def _add_organiser(tx: Session, conference_id: int, user_id: int, *, now: datetime) -> None:
    values = {"conference_id": conference_id, "user_id": user_id, "role": MemberRole.ORGANISER, "created_at": now}
    tx.execute(insert(Membership).values(**values))


def record_export(tx: Session, slug: str, file_format: str, *, actor: Actor, now: datetime) -> None:
    """Note that somebody took the draft out. Raises: NotFoundError."""
    get_conference_id(tx, slug)
    record(tx, Action.DRAFT_EXPORT, conference_slug=slug, subject=file_format, details={}, actor=actor, now=now)
