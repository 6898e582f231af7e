"""Lists of participants: what would be given out now, what was, and which is the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import undefer

from eventapp.db import first_row
from eventapp.domain.audiences import Audience
from eventapp.domain.errors import NotFoundError
from eventapp.domain.participants import (
    Arrangement,
    ListHeading,
    ParticipantsIssue,
    Unnamed,
    build_list,
    marked,
    may_name,
    unnamed_of,
)
from eventapp.importers.participants_lists import read_list
from eventapp.models import Conference
from eventapp.models import ParticipantsIssue as IssueRow
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import list_participants

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda


@dataclass(frozen=True, slots=True)
class IssueKey:
    """What names an issue as it stands: its row, and a version that is never used again."""

    id: int
    version: str


# One small statement on a plain connection, as for publications (decision 0008). Among participants theirs comes first.
_LATEST = (
    "SELECT i.id, i.version FROM participants_issue i JOIN conference c ON c.id = i.conference_id "
    "WHERE c.slug = {mark} AND i.audience IN ({mark}, 'public') ORDER BY i.audience, i.number DESC LIMIT 1"
)


def find_latest_issue(engine: Engine, slug: str, audience: Audience) -> IssueKey | None:
    """Give the last list that readers of this audience may see: their own, else the public one."""
    row = first_row(engine, _LATEST, (slug, str(audience)))
    return IssueKey(row[0], row[1]) if row else None


def get_issue(tx: Session, key: IssueKey) -> ParticipantsIssue:
    """Raises: NotFoundError."""
    row = tx.get(IssueRow, key.id, options=[undefer(IssueRow.document)])
    if row is None:
        raise NotFoundError("unknown-list")
    return _value(row)


def get_issue_key(tx: Session, slug: str, audience: Audience, number: int) -> IssueKey:
    """Raises: NotFoundError."""
    statement = select(IssueRow.id, IssueRow.version).join(Conference, Conference.id == IssueRow.conference_id)
    wanted = (Conference.slug == slug, IssueRow.audience == str(audience), IssueRow.number == number)
    row = tx.execute(statement.where(*wanted)).one_or_none()
    if row is None:
        raise NotFoundError("unknown-list")
    return IssueKey(*row)


def find_last_issue(tx: Session, conference_id: int, audience: Audience) -> ParticipantsIssue | None:
    """Give the last list for an audience."""
    statement = (
        select(IssueRow)
        .where(IssueRow.conference_id == conference_id, IssueRow.audience == str(audience))
        .order_by(IssueRow.number.desc())
        .limit(1)
        .options(undefer(IssueRow.document))
    )
    row = tx.scalars(statement).one_or_none()
    return _value(row) if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """What is known of an issue besides the list."""

    audience: Audience
    number: int
    issued_at: datetime
    issued_by: str


def list_issues(tx: Session, slug: str) -> tuple[IssueLine, ...]:
    """Give the issues of a conference, the newest first."""
    columns = (IssueRow.audience, IssueRow.number, IssueRow.issued_at, IssueRow.issued_by)
    statement = select(*columns).join(Conference, Conference.id == IssueRow.conference_id)
    rows = tx.execute(statement.where(Conference.slug == slug).order_by(IssueRow.issued_at.desc(), IssueRow.id.desc()))
    return tuple(
        IssueLine(audience=Audience.parse(audience), number=number, issued_at=at, issued_by=by)
        for audience, number, at, by in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NextIssue:
    """What would be given out to an audience now: `issue` has the next number and no date; `last` is the list before.

    `unnamed` tells the organiser whom it doesn't name.
    """

    issue: ParticipantsIssue
    last: ParticipantsIssue | None
    unnamed: tuple[Unnamed, ...]


def get_next_issue(tx: Session, slug: str, audience: Audience, *, arrangement: Arrangement | None = None) -> NextIssue:
    """Give what would be given out now, marked against the last list; arranged as that one unless told otherwise.

    Raises: NotFoundError.
    """
    draft = get_draft(tx, slug)
    last = find_last_issue(tx, draft.conference_id, audience)
    everybody, delegations = list_participants(tx, slug), draft.agenda.delegations
    if arrangement is None:
        arrangement = last.people.arrangement if last else Arrangement()
    people = build_list(everybody, delegations, audience=audience, arrangement=arrangement)
    if last:
        nameable = frozenset(one.id for one in everybody if may_name(one, audience))
        people = marked(people, last.people, nameable=nameable)
    number = last.number + 1 if last and last.number else 1
    return NextIssue(
        issue=ParticipantsIssue(audience=audience, heading=_heading(draft.agenda), people=people, number=number),
        last=last,
        unnamed=unnamed_of(everybody, delegations, audience=audience),
    )


def _heading(agenda: Agenda) -> ListHeading:
    conference = agenda.conference
    return ListHeading(
        slug=conference.slug,
        title=conference.title,
        subtitle=conference.subtitle,
        marking=conference.marking,
        zone=conference.zone,
        languages=conference.languages,
        starts_on=conference.starts_on,
        ends_on=conference.ends_on,
    )


def _value(row: IssueRow) -> ParticipantsIssue:
    heading, people = read_list(row.document)
    return ParticipantsIssue(
        audience=Audience.parse(row.audience),
        heading=heading,
        people=people,
        number=row.number,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
    )
