"""What the organiser sees of the list that would be given out now: whom it names, what changed, whom it doesn't name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from eventapp.domain.participants import LISTED_AUDIENCES, has_changed
from eventapp.renderers.labels import audience_label
from eventapp.renderers.participants_lists import list_digest
from eventapp.renderers.steps import thing_label
from eventapp.renderers.view.participants import build_list_view, list_name_of
from eventapp.web.forms.participants import ConsentForm, IssueForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.domain.audiences import Audience
    from eventapp.domain.participants import ParticipantsIssue, Unnamed
    from eventapp.queries.participants import IssueLine, NextIssue
    from eventapp.web.workplace import Workplace


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue that was given out, as the list of them shows it; `name` is the last part of its page's address."""

    name: str
    title: str
    audience: str
    issued_at: str
    issued_by: str


@dataclass(frozen=True, slots=True)
class UnnamedRow:
    """Those of a delegation whom the list doesn't name; `form` records what the delegation says of those never asked."""

    title: str
    count: int
    unasked: int
    form: ConsentForm | None


def issue_rows(lines: Iterable[IssueLine], place: Workplace) -> tuple[IssueRow, ...]:
    return tuple(
        IssueRow(
            f"{line.audience}-{line.number}",
            list_name_of(line.number, place.words),
            audience_label(line.audience, place.words),
            place.moment(line.issued_at),
            line.issued_by,
        )
        for line in lines
    )


def audience_tabs(chosen: Audience, place: Workplace) -> tuple[tuple[str, str, bool], ...]:
    """Give the audiences to choose from: address, name, whether it is the chosen one."""
    return tuple(
        (
            place.links.place("participants", audience=str(one)),
            audience_label(one, place.words),
            one == chosen,
        )
        for one in LISTED_AUDIENCES
    )


def issue_form(wanted: NextIssue, place: Workplace, given: Any = None) -> IssueForm:
    issue = wanted.issue
    start = {
        "sides": IssueForm.value_of(issue.people.arrangement),
        "audience": str(issue.audience),
        "seen": list_digest(issue.heading, issue.people),
    }
    codes = [group.code for group in issue.people.groups if group.is_side]
    return IssueForm(given, codes=codes, words=place.words, data=start)


def next_values(wanted: NextIssue, place: Workplace) -> dict[str, Any]:
    """Give what the page says of the next list; only those are shown of whom something is new."""
    issue = wanted.issue
    return {
        "number": issue.number,
        "named": issue.people.count,
        "changed": build_list_view(_changed_only(issue), languages=place.languages) if wanted.last else None,
        "has_changed": has_changed(issue.people),
        "is_first": wanted.last is None,
        "unnamed": tuple(_unnamed_row(one, issue.audience, place) for one in wanted.unnamed),
        "unnamed_count": sum(one.count for one in wanted.unnamed),
    }


def _changed_only(issue: ParticipantsIssue) -> ParticipantsIssue:
    groups = (replace(g, entries=tuple(e for e in g.entries if e.change)) for g in issue.people.groups)
    kept = tuple(replace(group, is_side=False) for group in groups if group.entries)
    return replace(issue, people=replace(issue.people, groups=kept))


def _unnamed_row(unnamed: Unnamed, audience: Audience, place: Workplace) -> UnnamedRow:
    form = None
    # No delegation speaks for guests.
    if unnamed.unasked and unnamed.code:
        start = {"people": ",".join(unnamed.unasked), "audience": str(audience), "listing": "participants"}
        form = ConsentForm(words=place.words, data=start)
        for field in form:
            field.id = f"{field.name}-{unnamed.code}"
    title = thing_label(f"delegations/{unnamed.code}", place.agenda, place.words) if unnamed.code else ""
    return UnnamedRow(title or place.words("Guests"), unnamed.count, len(unnamed.unasked), form)
