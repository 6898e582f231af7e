"""Changing a draft: one step at a time, each with what was before it, so that it can be undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from eventapp.audit import Action, record
from eventapp.db import table_of
from eventapp.domain.agenda import arranged
from eventapp.domain.errors import DomainError
from eventapp.domain.items import Document, document_of, items_of, section_of
from eventapp.importers.agenda_json import read_draft
from eventapp.models import Conference, DraftChange
from eventapp.models.conferences import new_draft_version
from eventapp.operations.delegations import keep_focal_points
from eventapp.operations.draft_rows import DraftRows
from eventapp.operations.refused_steps import refused_as
from eventapp.operations.registrations.rosters import keep_registrations
from eventapp.queries.drafts import Draft, get_draft, keep_draft
from eventapp.renderers.agenda_json import plain_document, plain_session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda
    from eventapp.policy import Actor

Items = dict[str, "Document | None"]
_AUTOSAVED = "autosaved"
_AUTOSAVES_JOIN = timedelta(minutes=10)
_CONFERENCES, _CHANGES = table_of(Conference), table_of(DraftChange)
_NEW_VERSION = update(_CONFERENCES).where(_CONFERENCES.c.id == bindparam("key"))
_FORGET_UNDONE = delete(_CHANGES).where(
    _CHANGES.c.conference_id == bindparam("conference_id"),
    _CHANGES.c.user_id == bindparam("user_id"),
    _CHANGES.c.undone_at.is_not(None),
)


class StaleItemError(DomainError):
    """Somebody changed the item meanwhile; `draft` is what stands now."""

    def __init__(self, item: str, draft: Draft) -> None:
        super().__init__("stale-item", item=item)
        self.item = item
        self.draft = draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change as the log names it: what was done, to what ("sessions/ws-5", "days/2023-03-12"), and what else to tell.

    What follows a decision about people is not undone by itself: the decision is changed instead.
    """

    action: Action
    subject: str
    details: Mapping[str, object] = field(default_factory=dict)
    is_autosave: bool = False
    is_undoable: bool = True


def change_draft(
    tx: Session,
    slug: str,
    edit: Callable[[Agenda], Agenda],
    *,
    step: Step,
    expected: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> Draft:
    """Change the draft as `edit` does; give it as it is afterwards, the same one where nothing changed.

    `expected` are the versions of the items that the actor saw ("" for one that wasn't there).
    Raises: NotFoundError; StaleItemError when one of them has another version now; DomainError("has-focal-points") where
    somebody speaks for a delegation that would go; whatever `edit` raises.
    """
    draft = get_draft(tx, slug, for_update=True)
    for item, version in expected.items():
        if draft.item_version(item) != version:
            raise StaleItemError(item, draft)
    return _written(tx, slug, draft, arranged(edit(draft.agenda), like=draft.agenda), step=step, actor=actor, now=now)


def edit_document(
    tx: Session,
    slug: str,
    edit: Callable[[Document], Document],
    *,
    step: Step,
    expected: Mapping[str, str],
    unprintable: Callable[[str], str | None] = lambda _: None,
    actor: Actor,
    now: datetime,
) -> Draft:
    """Change the draft's document as `edit` does, checked by all the rules of a conference file.

    Raises: as `change_draft`; InvalidInputError with the problems at their paths in the document as edited.
    """

    def checked(agenda: Agenda) -> Agenda:
        return read_draft(edit(plain_document(agenda)), unprintable=unprintable)

    return change_draft(tx, slug, checked, step=step, expected=expected, actor=actor, now=now)


def undo_change(tx: Session, slug: str, *, actor: Actor, now: datetime) -> tuple[Draft, str]:
    """Take back the actor's last change; give the draft and the subject of what was undone.

    Raises: DomainError("nothing-to-undo"); StepRefusedError, which is to be set aside, with "changed-since" when somebody
    changed the same thing since, or with what else others' work forbids.
    """
    draft = get_draft(tx, slug, for_update=True)
    change = find_undoable(tx, draft.conference_id, actor)
    if change is None:
        raise DomainError("nothing-to-undo")
    wanted = {one["item"]: (one["after"], one["before"]) for one in change.items}
    step = Step(action=Action.DRAFT_UNDO, subject=change.subject)
    with refused_as(change):
        after = _laid_over(tx, draft, wanted, change)
        change.undone_at = now
        return _written(tx, slug, draft, after, step=step, actor=actor, now=now, is_new=False), change.subject


def redo_change(tx: Session, slug: str, *, actor: Actor, now: datetime) -> tuple[Draft, str]:
    """Do again what the actor undid last.

    Raises: DomainError("nothing-to-redo"); StepRefusedError.
    """
    draft = get_draft(tx, slug, for_update=True)
    change = find_redoable(tx, draft.conference_id, actor)
    if change is None:
        raise DomainError("nothing-to-redo")
    wanted = {one["item"]: (one["before"], one["after"]) for one in change.items}
    step = Step(action=Action.DRAFT_REDO, subject=change.subject)
    with refused_as(change):
        after = _laid_over(tx, draft, wanted, change)
        change.undone_at = None
        return _written(tx, slug, draft, after, step=step, actor=actor, now=now, is_new=False), change.subject


def find_undoable(tx: Session, conference_id: int, actor: Actor) -> DraftChange | None:
    """Give the change that the actor would undo now."""
    statement = (
        select(DraftChange)
        .where(DraftChange.conference_id == conference_id, DraftChange.user_id == actor.user_id)
        .where(DraftChange.undone_at.is_(None))
        .order_by(DraftChange.id.desc())
        .limit(1)
    )
    return tx.scalars(statement).one_or_none() if actor.user_id is not None else None


def find_redoable(tx: Session, conference_id: int, actor: Actor) -> DraftChange | None:
    """Give the change that the actor would do again now: the earliest one undone."""
    statement = (
        select(DraftChange)
        .where(DraftChange.conference_id == conference_id, DraftChange.user_id == actor.user_id)
        .where(DraftChange.undone_at.is_not(None))
        .order_by(DraftChange.id)
        .limit(1)
    )
    return tx.scalars(statement).one_or_none() if actor.user_id is not None else None


def _laid_over(
    tx: Session, draft: Draft, wanted: Mapping[str, tuple[Document | None, Document | None]], change: DraftChange
) -> Agenda:
    """Give the agenda with each item as wanted, refused where one is no more as it was left."""
    items = dict(draft.items)
    for name, (expected, _) in wanted.items():
        if items.get(name) != expected:
            raise DomainError("changed-since", item=name, by=_last_changed_by(tx, draft.conference_id, name, change.id))
    for name, (_, value) in wanted.items():
        if value is None:
            items.pop(name, None)
        else:
            items[name] = value
    return arranged(read_draft(document_of(items)))


def _last_changed_by(tx: Session, conference_id: int, item: str, since: int) -> str:
    """Give who changed an item last after a change, "" when the log of changes doesn't say."""
    statement = (
        select(DraftChange)
        .where(DraftChange.conference_id == conference_id, DraftChange.id > since)
        .order_by(DraftChange.id.desc())
    )
    for change in tx.scalars(statement):
        if any(one["item"] == item for one in change.items):
            return change.actor
    return ""


def _written(
    tx: Session,
    slug: str,
    draft: Draft,
    agenda: Agenda,
    *,
    step: Step,
    actor: Actor,
    now: datetime,
    is_new: bool = True,
) -> Draft:
    """Write the difference between two states of a draft, remember it and log it.

    Raises: DomainError("has-focal-points") where a delegation would go and take somebody's access along.
    """
    after = _successor_items(draft, agenda)
    names = _changed_names(draft.items, after)
    if not names:
        return draft
    lost = [n.partition("/")[2] for n in names if n not in after and section_of(n) == "delegations"]
    keep_focal_points(tx, slug, lost, now=now)
    changes: list[dict[str, Any]] = [{"item": n, "before": draft.items.get(n), "after": after.get(n)} for n in names]
    rows = DraftRows(tx, draft.conference_id, draft.row_keys)
    rows.save({n: draft.items.get(n) for n in names}, agenda)
    version = new_draft_version()
    tx.execute(_NEW_VERSION, {"key": draft.conference_id, "draft_version": version})
    _keep_registrations(tx, draft, agenda, names, after, now=now)
    if is_new and step.is_undoable:
        _remember(tx, draft.conference_id, changes, step=step, actor=actor, now=now)
    record(
        tx,
        step.action,
        conference_slug=slug,
        subject=step.subject,
        details={**step.details, "items": changes},
        mentions=names,
        actor=actor,
        now=now,
    )
    written = Draft(draft.conference_id, version, agenda)
    written.__dict__["items"] = after
    written.__dict__["row_keys"] = rows.known_keys
    written.__dict__["_item_versions"] = draft.known_item_versions(without=names)
    return keep_draft(written)


def _keep_registrations(
    tx: Session, draft: Draft, agenda: Agenda, names: list[str], after: Mapping[str, Document], *, now: datetime
) -> None:
    """Let registrations follow the attendees that changed."""
    changed = {name.partition("/")[2]: name for name in names if section_of(name) == "attendees"}
    keep_registrations(
        tx,
        draft.conference_id,
        kept={attendee.id: attendee for attendee in agenda.attendees if attendee.id in changed} if changed else {},
        came=frozenset(one for one, name in changed.items() if name not in draft.items),
        left={one: draft.items[name] for one, name in changed.items() if name not in after},
        now=now,
    )


def _changed_names(before: Mapping[str, Document], after: Mapping[str, Document]) -> list[str]:
    return [
        name
        for name in {**before, **after}
        if before.get(name) is not after.get(name) and before.get(name) != after.get(name)
    ]


def _successor_items(draft: Draft, agenda: Agenda) -> dict[str, Document]:
    """Give the items of the later state; where only sessions moved, just their documents are made anew."""
    before = draft.agenda
    if _same_but_for_sessions(before, agenda):
        old = {session.id: session for session in before.sessions}
        items = dict(draft.items)
        for session in agenda.sessions:
            if old[session.id] != session:
                items[f"sessions/{session.id}"] = plain_session(session)
        return items
    return items_of(plain_document(agenda))


def _same_but_for_sessions(before: Agenda, after: Agenda) -> bool:
    """Say whether the same sessions with the same topics stand in the same surroundings."""
    surroundings = ("conference", "delegations", "venues", "rooms", "transfers", "attendees", "unplaced_topics")
    if any(getattr(before, name) != getattr(after, name) for name in surroundings):
        return False
    return {s.id: s.topics for s in before.sessions} == {s.id: s.topics for s in after.sessions}


def _remember(
    tx: Session,
    conference_id: int,
    changes: list[dict[str, Any]],
    *,
    step: Step,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the step for undo; what the actor had undone before can't be done again from here."""
    if actor.user_id is not None:
        tx.execute(_FORGET_UNDONE, {"conference_id": conference_id, "user_id": actor.user_id})
    if step.is_autosave and _joined(tx, conference_id, changes, step=step, actor=actor, now=now):
        return
    values = {
        "conference_id": conference_id,
        "user_id": actor.user_id,
        "at": now,
        "actor": actor.name,
        "action": step.action.value,
        "subject": step.subject,
        "items": [{**change, _AUTOSAVED: True} for change in changes] if step.is_autosave else changes,
    }
    tx.execute(insert(_CHANGES), values)


def _joined(
    tx: Session,
    conference_id: int,
    changes: list[dict[str, Any]],
    *,
    step: Step,
    actor: Actor,
    now: datetime,
) -> bool:
    """Make an autosave part of the actor's last step, if that was one of the same thing not long ago; say whether it was."""
    last = find_undoable(tx, conference_id, actor)
    if last is None or last.subject != step.subject or now - last.at >= _AUTOSAVES_JOIN:
        return False
    known = {one["item"]: one for one in last.items}
    if not all(one.get(_AUTOSAVED) for one in last.items) or any(
        change["item"] in known and known[change["item"]]["after"] != change["before"] for change in changes
    ):
        return False
    for change in changes:
        before = known[change["item"]]["before"] if change["item"] in known else change["before"]
        known[change["item"]] = {**change, "before": before, _AUTOSAVED: True}
    kept = [one for one in known.values() if one["before"] != one["after"]]
    if kept:
        last.items = kept
    else:
        tx.delete(last)
    tx.flush()
    return True
