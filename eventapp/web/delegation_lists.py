"""What the page of one delegation's people shows: a row each, in protocol order, with what is to be looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from eventapp.domain.errors import NotFoundError
from eventapp.domain.names import check_attendee
from eventapp.domain.people_search import finder, person_text
from eventapp.domain.registration import Approval, ListingConsent, RegistrationPlan, RegistrationState
from eventapp.policy import Permission
from eventapp.queries.side_lists import SideList
from eventapp.renderers.dates import day_heading
from eventapp.renderers.log_values import key_label
from eventapp.renderers.name_checks import finding_line
from eventapp.renderers.persons import listed_name
from eventapp.renderers.steps import thing_label
from eventapp.renderers.view import Voice
from eventapp.renderers.vocabulary import word_label
from eventapp.web.overviews import shown_agenda

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eventapp.domain.attendees import Attendee, Delegation
    from eventapp.domain.names import Finding
    from eventapp.domain.registration.participants import Participant
    from eventapp.renderers.persons import ListedName
    from eventapp.renderers.view import Phrase
    from eventapp.web.workplace import Workplace

_KEPT = 20_000
_WAITING = frozenset({RegistrationState.PENDING, RegistrationState.WAITLISTED, RegistrationState.OFFERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRow:
    """A person's row. `place` counts from 1, 0 for one who is not in the agenda; `up` and `down` are the places beside it.

    `version` is that of the item of the draft, `registration` that of the registration. `label` is what a notice or a button calls the person. `amended` are the labels of what was changed after the decision, `findings` what the check of the name says.
    """

    id: str
    called: ListedName
    label: str
    position: Phrase | None
    organisation: Phrase | None
    category: str
    state: str
    is_confirmed: bool
    is_head: bool
    place: int
    up: int
    down: int
    is_last: bool
    sessions: int
    amended: str
    findings: tuple[str, ...]
    version: str
    registration: int
    is_unasked: bool
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRows:
    """The rows of a delegation: in the agenda, waiting, gone."""

    listed: tuple[SideRow, ...]
    waiting: tuple[SideRow, ...]
    gone: tuple[SideRow, ...]
    whole: int

    @property
    def count(self) -> int:
        return len(self.listed) + len(self.waiting) + len(self.gone)

    @property
    def unasked(self) -> int:
        return sum(row.is_unasked for row in self.listed)


def delegation_of(place: Workplace, side: str) -> Delegation:
    """Raises: NotFoundError."""
    found = next((one for one in place.agenda.delegations if one.code == side), None)
    if found is None:
        raise NotFoundError("unknown-item", item=f"delegations/{side}")
    return found


def name_of(place: Workplace, delegation: Delegation) -> str:
    """Give the delegation's name in the reader's language, its code without one."""
    text = delegation.name.in_language(place.language, order=place.agenda.conference.languages)
    return text.text if text else delegation.code


def side_rows(place: Workplace, delegation: Delegation, people: SideList, query: str = "") -> SideRows:
    """Give the rows of those whom the query means, with the places that they have among all."""
    builder = _Rows(place, delegation, people)
    is_meant = _meaning(query)
    meant = [one for one in people.people if is_meant(one)]
    rows = {one.id: builder.row(one) for one in meant}
    listed = tuple(rows[one.id] for one in meant if one.is_in_agenda)
    waiting = tuple(rows[one.id] for one in meant if not one.is_in_agenda and one.state in _WAITING)
    gone = tuple(rows[one.id] for one in meant if not one.is_in_agenda and one.state not in _WAITING)
    return SideRows(listed=listed, waiting=waiting, gone=gone, whole=len(people.people))


def person_row(place: Workplace, delegation: Delegation, one: Participant) -> SideRow:
    """Give one person's row alone."""
    plan = RegistrationPlan(zone=place.agenda.conference.zone)
    return _Rows(place, delegation, SideList((one,), plan)).row(one)


def _meaning(query: str) -> Callable[[Participant], bool]:
    if not query:
        return lambda _: True
    finds = finder(query)
    return lambda one: finds(person_text(one.attendee, one.code))


class _Rows:
    def __init__(self, place: Workplace, delegation: Delegation, people: SideList) -> None:
        self.place, self.words, self.delegation, self.plan = place, place.words, delegation, people.plan
        self.voice = Voice(place.languages, place.agenda.conference.languages)
        self.places = {one.id: n for n, one in enumerate((p for p in people.people if p.is_in_agenda), start=1)}
        self.sessions = sessions_by_person(place)
        self.decides_all = place.allows(Permission.REGISTRATION_DECIDE)

    def row(self, one: Participant) -> SideRow:
        attendee, at = one.attendee, self.places.get(one.id, 0)
        called = listed_name(attendee, self.words, self.voice.order)
        return SideRow(
            id=one.id,
            called=called,
            label=called.in_language(self.words.language),
            position=self.voice.say(attendee.position),
            organisation=self.voice.say(attendee.organisation),
            category=word_label(attendee.category, self.words),
            state=word_label(one.state, self.words),
            is_confirmed=one.is_on_list,
            is_head=one.id == self.delegation.head,
            place=at,
            up=at - 1,
            down=at + 1,
            is_last=at == len(self.places),
            sessions=self.sessions[one.id],
            amended=self.words(", ").join(key_label(key, self.words) for key in one.amended),
            findings=tuple(finding_line(finding, self.words) for finding in _checked(attendee)),
            version=self.place.draft.item_version(f"attendees/{one.id}"),
            registration=one.version,
            is_unasked=one.listing is ListingConsent.UNASKED,
            may_decide=one.state is RegistrationState.PENDING
            and may_decide(self.plan, one, decides_all=self.decides_all),
        )


def may_decide(plan: RegistrationPlan, one: Participant, *, decides_all: bool) -> bool:
    """Say whether whoever looks decides about a person: an organiser about everybody, else as the category's rule says."""
    return decides_all or plan.rule_of(one.attendee.category).approval is Approval.FOCAL_POINT


def sessions_by_person(place: Workplace) -> Counter[str]:
    """Count the sessions of each person, those that take place and that this member may see."""
    sessions = (session for session in place.agenda.sessions if not session.is_cancelled)
    return Counter(person.id for session in sessions for person in session.people)


def sessions_of(place: Workplace, name: str) -> tuple[tuple[str, ...], int]:
    """Give the sessions of a person, each with its day and time, and how many more there are that were not published yet.

    Whoever doesn't read the draft is told of what was published.
    """
    agenda = shown_agenda(place)
    shown = [s for s in agenda.sessions if not s.is_cancelled and any(p.id == name for p in s.people)]
    titles = tuple(
        f"{day_heading(s.day_on, place.language)} {s.start_local:%H:%M} {thing_label(f'sessions/{s.id}', agenda, place.words)}"
        for s in shown
    )
    return titles, max(0, sessions_by_person(place)[name] - len(shown))


@lru_cache(maxsize=_KEPT)
def _checked(attendee: Attendee) -> tuple[Finding, ...]:
    """Look at a name once: the same value is checked the same."""
    return check_attendee(attendee)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideSummary:
    """A delegation at a glance; `most` is None without a limit, `head` "" without one."""

    taken: int
    most: int | None
    to_decide: int
    to_look_at: int
    unasked: int
    head: str


def side_summary(place: Workplace, people: SideList) -> SideSummary:
    """Give the numbers of the member's own delegation."""
    delegation = delegation_of(place, place.actor.side)
    rows = side_rows(place, delegation, people)
    return SideSummary(
        taken=places_taken(people.people),
        most=people.plan.of_sides.get(delegation.code),
        to_decide=sum(row.may_decide for row in rows.waiting),
        to_look_at=sum(bool(row.findings) for row in rows.listed),
        unasked=rows.unasked,
        head=next((row.label for row in rows.listed if row.is_head), ""),
    )


def places_taken(people: Iterable[Participant]) -> int:
    return sum(one.state.holds_place for one in people)
