"""Publishing: freezing the draft as the next numbered version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from eventapp.audit import Action, record
from eventapp.domain.conflicts import Conflict, Severity, find_conflicts
from eventapp.domain.errors import DomainError, InvalidInputError, NotFoundError, Problem
from eventapp.domain.publication import Publication, freeze
from eventapp.domain.text import character_name, text_problem
from eventapp.importers.agenda_json import read_agenda_json
from eventapp.models import Conference
from eventapp.models import Publication as PublicationRow
from eventapp.operations.kept_invitations import queue_invitation_news
from eventapp.operations.notices import queue_notices
from eventapp.queries.agenda import get_draft_agenda
from eventapp.queries.drafts import get_draft
from eventapp.queries.publications import find_last_publication
from eventapp.renderers.agenda_json import render_agenda_json
from eventapp.renderers.glyphs import unprintable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.differences import Difference
    from eventapp.domain.localized import Localized
    from eventapp.policy import Actor


@dataclass(frozen=True, slots=True)
class Override:
    """An error that the organiser publishes all the same, and why."""

    code: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the actor was shown before publishing: the number that it would get, and which version of the draft it was."""

    number: int
    draft_version: str


class UnsettledConflictsError(DomainError):
    """Errors stop the publication; `conflicts` are those without a reason."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__("unsettled-conflicts", count=len(conflicts))
        self.conflicts = conflicts


def hold_candidate(tx: Session, slug: str, seen: Candidate) -> None:
    """Let what would be published be what the actor was shown, until the transaction ends.

    Raises: NotFoundError; DomainError("already-published") when its number is taken; DomainError("draft-changed").
    """
    draft = get_draft(tx, slug, for_update=True)
    previous = find_last_publication(tx, draft.conference_id)
    if seen.number != (previous.number + 1 if previous else 1):
        raise DomainError("already-published", number=seen.number)
    if seen.draft_version != draft.version:
        raise DomainError("draft-changed")


def publish_agenda(
    tx: Session,
    slug: str,
    *,
    note: Localized,
    overrides: tuple[Override, ...],
    actor: Actor,
    now: datetime,
    published_by: str | None = None,
    base_url: str = "",
) -> Publication:
    """Freeze the draft as the next version, number it, keep its difference to the one before and queue who is told of it.

    Each person affected gets one message with his or her own changes only, with links if there is a `base_url`.

    `published_by` is the name that readers see, the actor's unless given; the audit log has the actor's.
    Raises: NotFoundError; InvalidInputError for a note or name that a conference file could not hold; UnsettledConflictsError unless each error has an override; DomainError("unknown-override") for one
    that names no error, DomainError("nothing-changed") when nothing did.
    """
    conference = tx.scalars(select(Conference).where(Conference.slug == slug).with_for_update()).one_or_none()
    if conference is None:
        raise NotFoundError("unknown-conference", slug=slug)
    draft = get_draft_agenda(tx, slug)
    publisher = actor.name if published_by is None else published_by
    if problems := tuple(_text_problems(note, publisher)):
        raise InvalidInputError(problems)
    reasons = _reasons(find_conflicts(draft), overrides)
    previous = find_last_publication(tx, conference.id)
    as_of = now.replace(microsecond=0)
    frozen = freeze(draft, previous.agenda if previous else None, as_of=as_of)
    if previous is not None and _canonical(frozen) == _canonical(previous.agenda):
        raise DomainError("nothing-changed", number=previous.number)
    number = previous.number + 1 if previous else 1
    publication = Publication(number=number, as_of=as_of, published_by=publisher, note=note, agenda=frozen)
    add_publication(tx, conference.id, publication, previous, overrides=reasons, user_id=actor.user_id)
    details = {"sessions": len(frozen.sessions), "overrides": reasons}
    subject = f"v{number}"
    record(tx, Action.AGENDA_PUBLISH, conference_slug=slug, subject=subject, details=details, actor=actor, now=now)
    tell_of_publication(tx, conference.id, publication, previous, base_url=base_url, now=now)
    return publication


def tell_of_publication(
    tx: Session,
    conference_id: int,
    publication: Publication,
    previous: Publication | None,
    *,
    base_url: str,
    now: datetime,
) -> None:
    """Queue the notices of a publication, and what it changes in the calendars of those who have sessions by mail."""
    queue_notices(tx, conference_id, publication, previous, base_url=base_url, now=now)
    queue_invitation_news(tx, conference_id, publication, previous, base_url=base_url, now=now)


def add_publication(
    tx: Session,
    conference_id: int,
    publication: Publication,
    previous: Publication | None,
    *,
    overrides: list[dict[str, str]],
    user_id: int | None,
) -> None:
    """Add the row of a frozen publication: its canonical agenda and its difference.

    Raises: InvalidInputError for an agenda that could not be read back; its readers would find no page at all.
    """
    agenda = publication.agenda
    canonical = render_agenda_json(agenda, number=publication.number, as_of=publication.as_of)
    read_agenda_json(canonical)
    row = PublicationRow(
        conference_id=conference_id,
        number=publication.number,
        as_of=publication.as_of,
        published_by=publication.published_by,
        user_id=user_id,
        note=publication.note,
        takes_back=publication.takes_back,
        agenda=canonical.decode(),
        difference=_plain(publication.difference_from(previous)),
        overrides=overrides,
    )
    tx.add(row)
    tx.flush()


def _canonical(agenda: Agenda) -> bytes:
    """Give what is stored of an agenda: positions in lists count from 1 there, whatever gaps the draft has."""
    return render_agenda_json(agenda, number=None, as_of=None)


def _text_problems(note: Localized, publisher: str) -> Iterator[Problem]:
    """Find what the export could write and the import would refuse."""
    typed = [(text, "note", True) for _, text in note] + [(publisher, "published_by", False)]
    for text, path, multiline in typed:
        if problem := text_problem(text, path, multiline=multiline):
            yield problem
        elif character := unprintable(text):
            yield Problem("unprintable", path, values=(("character", character_name(character)),))


def _reasons(conflicts: Iterable[Conflict], overrides: tuple[Override, ...]) -> list[dict[str, str]]:
    """Give the reasons by which every error is settled, named by the conflict's own id whatever order was typed."""
    errors = {_key(c.code.value, c.id): c for c in conflicts if c.severity is Severity.ERROR}
    settled = {_key(o.code, o.id): o for o in overrides if o.reason.strip()}
    if unknown := next((override for key, override in settled.items() if key not in errors), None):
        raise DomainError("unknown-override", conflict=f"{unknown.code}:{unknown.id}")
    unsettled = tuple(conflict for key, conflict in errors.items() if key not in settled)
    if unsettled:
        raise UnsettledConflictsError(unsettled)
    return [{"code": o.code, "id": errors[key].id, "reason": o.reason} for key, o in settled.items()]


def _key(code: str, conflict_id: str) -> tuple[str, ...]:
    return (code, *sorted(conflict_id.split("+")))


def _plain(difference: Difference | None) -> list[dict[str, Any]]:
    """Give the difference as it is stored: session, kinds, and where and when it was before."""
    if difference is None:
        return []
    return [
        {
            "session": change.after.id,
            "kinds": [kind.value for kind in change.kinds],
            "before": {
                "start_at": change.before.start_at.isoformat(),
                "end_at": change.before.end_at.isoformat(),
                "room": change.before.room.id if change.before.room else None,
                "title": change.before.title.as_dict(),
            }
            if change.before
            else None,
        }
        for change in difference.changes
    ]
