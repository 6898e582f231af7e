"""Writing whole conferences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError, InvalidInputError, Problem
from eventapp.domain.identity import with_uids
from eventapp.domain.publication import freeze
from eventapp.models import Conference
from eventapp.operations.agenda_rows import add_agenda
from eventapp.operations.delegations import keep_focal_points
from eventapp.operations.drafts import Step, change_draft
from eventapp.operations.publications import add_publication
from eventapp.operations.uids import foreign_uids, moved_uids, new_uid
from eventapp.queries.conferences import get_conference_file
from eventapp.queries.members import list_sides
from eventapp.queries.publications import list_publications

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.conference_files import ConferenceFile
    from eventapp.domain.publication import Publication
    from eventapp.policy import Actor


def import_conference(
    tx: Session, conference_file: ConferenceFile, *, replace_existing: bool, actor: Actor, now: datetime
) -> None:
    """Write a conference with its publications.

    With `replace_existing` its agenda becomes the draft of the conference with that slug: UIDs are kept by session id, members,
    messages and what was published stay, whatever the file tells of it; the file may bring further publications.
    Raises: DomainError("conference-exists"); InvalidInputError for a uid that another conference or session has, or for
    a publication of another time than the one made; DomainError("has-focal-points") for a file without a delegation that
    somebody speaks for.
    """
    slug = conference_file.agenda.conference.slug
    existing = check_import(tx, conference_file, replace_existing=replace_existing, now=now)
    former = get_conference_file(tx, slug) if existing is not None else None
    named = with_uids(conference_file, _known_uids(former), new_uid)
    made = former.publications if former else ()
    publications = _continued(made, named.publications)
    details = {"sessions": len(named.agenda.sessions), "publications": len(publications)}
    if existing is None:
        conference_id = add_agenda(tx, named.agenda, now=now).id
        _record_import(tx, slug, details, actor=actor, now=now)
    else:
        conference_id = existing.id
        step = Step(action=Action.CONFERENCE_REPLACE, subject=slug, details=details)
        change_draft(tx, slug, lambda _: named.agenda, step=step, expected={}, actor=actor, now=now)
    for publication in publications[len(made) :]:
        previous = publications[publication.number - 2] if publication.number > 1 else None
        add_publication(tx, conference_id, publication, previous, overrides=[], user_id=None)
    tx.flush()


def _record_import(tx: Session, slug: str, details: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    record(
        tx,
        Action.CONFERENCE_IMPORT,
        conference_slug=slug,
        subject=slug,
        details=details,
        actor=actor,
        now=now,
    )


def check_import(
    tx: Session, conference_file: ConferenceFile, *, replace_existing: bool, now: datetime
) -> Conference | None:
    """Give the conference that this one would replace, None for a new one; writes nothing.

    Raises: as `import_conference`.
    """
    slug = conference_file.agenda.conference.slug
    existing = tx.scalars(select(Conference).where(Conference.slug == slug).with_for_update()).one_or_none()
    if existing is not None and not replace_existing:
        raise DomainError("conference-exists", slug=slug)
    made = list_publications(tx, slug) if existing is not None else ()
    publications = conference_file.publications or made
    agendas = (*(publication.agenda for publication in publications), conference_file.agenda)
    problems = (
        *_other_history(conference_file.publications, made),
        *foreign_uids(tx, conference_file.agenda, existing.id if existing is not None else None),
        *moved_uids(agendas),
    )
    if problems:
        raise InvalidInputError(problems)
    if existing is not None:
        staying = {delegation.code for delegation in conference_file.agenda.delegations}
        keep_focal_points(tx, slug, {*list_sides(tx, slug)} - staying, now=now)
    return existing


def _known_uids(former: ConferenceFile | None) -> dict[str, str]:
    """Give the UIDs of the conference ("") and its sessions by id, those of its last state last."""
    if former is None:
        return {}
    agendas = (*(publication.agenda for publication in former.publications), former.agenda)
    known = {session.id: session.uid for agenda in agendas for session in agenda.sessions}
    return {**known, "": former.agenda.conference.uid}


def _continued(made: Sequence[Publication], told: Sequence[Publication]) -> tuple[Publication, ...]:
    """Give the publications made, then those that a file tells beyond them, frozen after the last one made.

    A file tells its history as differences from its body: whoever edits the body would else rewrite what readers have.
    """
    publications = list(made)
    for publication in told[len(made) :]:
        previous = publications[-1].agenda if publications else None
        frozen = freeze(publication.agenda, previous, as_of=publication.as_of)
        publications.append(replace(publication, agenda=frozen))
    return tuple(publications)


def _other_history(told: Sequence[Publication], made: Sequence[Publication]) -> Iterator[Problem]:
    """Find versions that the file tells of another time: they are not the ones that readers have."""
    for one, other in zip(told, made, strict=False):
        if one.as_of != other.as_of:
            values = (("number", other.number), ("as_of", other.as_of.isoformat()))
            yield Problem("other-history", "publications", f"v{other.number}", values)
