"""Agendas brought into a draft from files: looked at first, then written as one step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventapp.audit import Action
from eventapp.domain.agenda import arranged
from eventapp.domain.errors import DomainError, Problem
from eventapp.importers.agenda_json import read_draft
from eventapp.operations.drafts import Step, change_draft
from eventapp.operations.uids import new_uid, uids_elsewhere
from eventapp.queries.drafts import get_draft
from eventapp.queries.publications import list_publications
from eventapp.renderers.agenda_json import plain_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.bringing import Brought
    from eventapp.policy import Actor
    from eventapp.queries.drafts import Draft

_SUBJECT_MAX = 100


class DraftChangedError(DomainError):
    """The draft is another one than the actor saw."""

    def __init__(self) -> None:
        super().__init__("draft-changed")


def find_brought(tx: Session, slug: str, read: Callable[[Agenda], Brought]) -> Brought:
    """Give what `read` would bring into the draft as it is now; writes nothing.

    Raises: NotFoundError; InvalidInputError with all problems.
    """
    return _settled(tx, slug, get_draft(tx, slug), read)


def bring_in(
    tx: Session,
    slug: str,
    read: Callable[[Agenda], Brought],
    *,
    file_name: str,
    seen: str | None = None,
    actor: Actor,
    now: datetime,
) -> Brought:
    """Put what `read` makes of the draft in its place, as one step that can be undone.

    `seen` is the version of the draft for which the actor saw what it would bring.
    Raises: as `find_brought`; DraftChangedError when the draft has another version now.
    """
    draft = get_draft(tx, slug, for_update=True)
    if seen is not None and draft.version != seen:
        raise DraftChangedError
    brought = _settled(tx, slug, draft, read)
    details = {"new": brought.new, "changed": brought.changed}
    step = Step(action=Action.DRAFT_IMPORT, subject=file_name[:_SUBJECT_MAX], details=details)
    change_draft(tx, slug, lambda _: brought.agenda, step=step, expected={}, actor=actor, now=now)
    return brought


def _settled(tx: Session, slug: str, draft: Draft, read: Callable[[Agenda], Brought]) -> Brought:
    """Give what is brought with a UID for each session, held to the rules of every conference file."""
    brought = read(draft.agenda)
    agenda, count = _named(tx, slug, draft, brought.agenda)
    notes = (Problem("uids-elsewhere", values=(("count", count),)),) if count else ()
    checked = read_draft(plain_document(arranged(agenda)))
    return replace(brought, agenda=checked, notes=(*brought.notes, *notes))


def _named(tx: Session, slug: str, draft: Draft, agenda: Agenda) -> tuple[Agenda, int]:
    """Give the agenda with UIDs, and how many of the file's could not be kept.

    A session that was published keeps the UID that calendars know it by; a UID that calendars know something else by is not taken.
    """
    known = {session.id for session in draft.agenda.sessions}
    coming = [session for session in agenda.sessions if session.id not in known]
    published = _published_uids(tx, slug) if coming else {}
    owners = {uid: name for name, uid in published.items()}
    elsewhere = uids_elsewhere(tx, {s.uid for s in coming if s.uid}, draft.conference_id)
    uids: dict[str, str] = {}
    count = 0
    for session in coming:
        is_other = session.uid in elsewhere or owners.get(session.uid, session.id) != session.id
        count += is_other
        own = published.get(session.id, "")
        uids[session.id] = own or ("" if is_other else session.uid) or new_uid()
    sessions = tuple(replace(s, uid=uids[s.id]) if s.id in uids else s for s in agenda.sessions)
    return replace(agenda, sessions=sessions), count


def _published_uids(tx: Session, slug: str) -> dict[str, str]:
    """Give the UIDs under which sessions were published, by id; those of the last version last."""
    agendas = (publication.agenda for publication in list_publications(tx, slug))
    return {session.id: session.uid for agenda in agendas for session in agenda.sessions}
