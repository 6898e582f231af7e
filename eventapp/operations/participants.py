"""Giving out lists of participants, and taking out of them whoever may no more be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import undefer

from eventapp.audit import Action, record
from eventapp.domain.errors import DomainError
from eventapp.domain.participants import (
    LISTED_AUDIENCES,
    audiences_of,
    count_changes,
    has_changed,
    with_person_called,
    without_person,
)
from eventapp.importers.participants_lists import read_list
from eventapp.models import ParticipantsIssue as IssueRow
from eventapp.models.conferences import new_draft_version
from eventapp.operations.registrations.open_lists import open_list
from eventapp.queries.participants import get_next_issue
from eventapp.renderers.glyphs import UnprintableError
from eventapp.renderers.participants_lists import list_digest, plain_list, unprintable_people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.audiences import Audience
    from eventapp.domain.participants import Arrangement, ParticipantsList
    from eventapp.domain.registration import ListingConsent
    from eventapp.policy import Actor
    from eventapp.queries.participants import NextIssue


def issue_participants(
    tx: Session, slug: str, audience: Audience, *, arrangement: Arrangement, seen: str, actor: Actor, now: datetime
) -> int:
    """Give out the list as it stands, frozen, dated and numbered; give its number.

    `seen` is the digest of the list that the actor looked at.
    Raises: NotFoundError; DomainError("list-changed") when it is another one by now, ("list-unchanged") when it is the last one again,
    ("list-empty"); UnprintableError.
    """
    opened = open_list(tx, slug)
    wanted = get_next_issue(tx, slug, audience, arrangement=arrangement)
    heading, people = wanted.issue.heading, wanted.issue.people
    _check(wanted, seen)
    number = wanted.issue.number or 1
    tx.add(
        IssueRow(
            conference_id=opened.conference.id,
            audience=str(audience),
            number=number,
            issued_at=now.replace(microsecond=0),
            issued_by=actor.name,
            document=plain_list(heading, people),
        )
    )
    changes = {change.value: count for change, count in count_changes(people).items()}
    record(
        tx,
        Action.PARTICIPANTS_ISSUE,
        conference_slug=slug,
        subject=f"lists/{audience}-{number}",
        details={"people": people.count, "changes": changes},
        actor=actor,
        now=now,
    )
    return number


def _check(wanted: NextIssue, seen: str) -> None:
    issue, last = wanted.issue, wanted.last
    if list_digest(issue.heading, issue.people) != seen:
        raise DomainError("list-changed")
    if not issue.people.count and last is None:
        raise DomainError("list-empty")
    is_same = last is not None and (last.people.arrangement, last.heading) == (issue.people.arrangement, issue.heading)
    if is_same and not has_changed(issue.people):
        raise DomainError("list-unchanged")
    if missing := unprintable_people(issue.people):
        raise UnprintableError(missing)


def withhold_person(
    tx: Session, conference_id: int, person: str, *, audiences: Iterable[Audience] = LISTED_AUDIENCES
) -> None:
    """Take a person out of the lists that were given out to these readers: consent was taken back, or the person erased.

    The others keep their numbers; what was rendered of such a list before is not given out again.
    """
    for row in _rows(tx, conference_id, audiences):
        _rewrite(row, lambda people: without_person(people, person))
    tx.flush()


def hand_over_lines(tx: Session, conference_id: int, *, keep: str, gone: str, listing: ListingConsent) -> None:
    """Let the lists that were given out know a person by one id who was there under two; `listing` is what the person agreed to."""
    for row in _rows(tx, conference_id, LISTED_AUDIENCES):
        _rewrite(row, lambda people: with_person_called(people, keep, formerly=gone))
    lost = set(LISTED_AUDIENCES) - set(audiences_of(listing))
    withhold_person(tx, conference_id, keep, audiences=lost)


def _rows(tx: Session, conference_id: int, audiences: Iterable[Audience]) -> Sequence[IssueRow]:
    wanted = [str(audience) for audience in audiences]
    statement = select(IssueRow).where(IssueRow.conference_id == conference_id, IssueRow.audience.in_(wanted))
    return tx.scalars(statement.options(undefer(IssueRow.document)).order_by(IssueRow.id)).all()


def _rewrite(row: IssueRow, change: Callable[[ParticipantsList], ParticipantsList]) -> None:
    """Let a list be what `change` makes of it; one that is another list afterwards has another version."""
    heading, people = read_list(row.document)
    changed = change(people)
    if changed != people:
        row.document, row.version = plain_list(heading, changed), new_draft_version()
