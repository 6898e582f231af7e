"""Putting the page of a desk together: where it stands, who is meant, how they stand, how many are in."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import request

from eventapp.clock import utc_now
from eventapp.db import reading
from eventapp.domain.attendees import without_contact
from eventapp.domain.check_ins import (
    code_shape,
    count_sides,
    desk_name,
    find_by_code,
    find_scope,
    is_expected,
    is_listed,
    scopes_of,
)
from eventapp.domain.errors import NotFoundError
from eventapp.domain.people_search import closeness, finder, person_text
from eventapp.domain.registration import RegistrationState
from eventapp.policy import Permission, audience_of
from eventapp.queries.check_ins import DeskState, count_erased, get_desk_state, list_present
from eventapp.queries.registrations import list_participants
from eventapp.renderers.check_ins import (
    names_of,
    outcome_sentence,
    scope_heading,
    scope_label,
    since_label,
    state_notice,
)
from eventapp.renderers.dates import day_heading
from eventapp.renderers.view.voice import Voice
from eventapp.renderers.vocabulary import word_label
from eventapp.web.workplace import Workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.check_ins import Scope, SideCount
    from eventapp.domain.registration.participants import Participant
    from eventapp.operations.check_ins import Outcome
    from eventapp.policy import Actor
    from eventapp.queries.check_ins import Present

SHOWN = 20
_LAST = 8
_GROUP = 4
_KEY_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One person as a desk sees him or her: no needs, no address, no answers.

    `notice` says why somebody is not let in, `remark` what to look at before letting in; `since` is "" for who is not in, `seen` the
    number of what was told last, which an undo names. `key` makes a press of the button count once.
    """

    id: str
    code: str
    name: tuple[str, str]
    other: tuple[str, str]
    side: str
    category: str
    post: str
    notice: str
    remark: str
    since: str
    seen: int
    is_on_list: bool
    may_confirm: bool
    key: str

    @property
    def spaced_code(self) -> str:
        """The code in groups, as it stands on a badge."""
        return " ".join(self.code[n : n + _GROUP] for n in range(0, len(self.code), _GROUP))


BLANK = Card(
    id="",
    code="",
    name=("", ""),
    other=("", ""),
    side="",
    category="",
    post="",
    notice="",
    remark="",
    since="",
    seen=0,
    is_on_list=False,
    may_confirm=False,
    key="",
)


@dataclass(frozen=True)
class Desk:
    """A desk at one place: the agenda that it sees, everybody on the list or on the way to it, who is in there.

    `erased` counts by delegation those who are in and whom nobody knows any more.
    """

    place: Workplace
    agenda: Agenda
    scope: Scope
    name: str
    state: DeskState
    people: tuple[Participant, ...]
    present: dict[int, Present]
    erased: Mapping[str, int]
    now: datetime

    @cached_property
    def voice(self) -> Voice:
        return Voice(self.place.languages, self.agenda.conference.languages)

    @property
    def zone(self) -> str:
        return self.agenda.conference.zone

    @property
    def tag(self) -> str:
        return desk_tag(self.state, self.scope.path, self.place.language, self.now)

    @property
    def roster_tag(self) -> str:
        return roster_tag(self.state, self.scope.path, self.place.language, self.place.actor)

    @property
    def heading(self) -> str:
        return scope_heading(self.scope, self.voice)

    @cached_property
    def counts(self) -> tuple[SideCount, ...]:
        here = {key for key, one in self.present.items() if one.standing}
        return count_sides(self.people, self.scope, here, erased=self.erased, zone=self.zone)

    @property
    def totals(self) -> tuple[int, int]:
        """How many are in, of how many."""
        return sum(count.present for count in self.counts), sum(count.expected for count in self.counts)

    def address(self, name: str = "", **params: str) -> str:
        """Give an address of this desk."""
        path = f"desk/{name}" if name else "desk"
        return self.place.links.place(path, scope=self.scope.path, desk=self.name, **params)

    def scope_choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Give what can be chosen, under its day."""
        found = scopes_of(self.agenda)
        return [
            (
                day_heading(day, self.place.language) if day else "",
                [(scope.path, scope_label(scope, self.voice)) for scope in group],
            )
            for day, group in groupby(found, key=lambda scope: scope.day)
        ]

    def find(self, query: str) -> tuple[Participant, ...]:
        """Give whom a typed code or name means, the closest names first."""
        is_meant, distance = finder(query), closeness(query)
        return find_by_code(self.people, query) or tuple(
            sorted((one for one in self.people if is_meant(_text(one))), key=lambda one: distance(_text(one)))
        )

    def find_person(self, public_id: str) -> Participant | None:
        return next((one for one in self.people if one.id == public_id), None)

    def missing(self) -> tuple[Participant, ...]:
        """Give who is expected and not in yet."""
        return tuple(
            one
            for one in self.people
            if one.is_on_list and not self.standing_of(one) and is_expected(one, self.scope, zone=self.zone)
        )

    def last(self) -> list[tuple[str, Card]]:
        """Give who came in last, each with the time."""
        known = {one.key: one for one in self.people}
        here = [(known[key], one.standing) for key, one in self.present.items() if one.standing and key in known]
        local = ZoneInfo(self.zone)
        return [(f"{standing.since.astimezone(local):%H:%M}", self.card(one)) for one, standing in here[:_LAST]]

    def standing_of(self, one: Participant) -> str:
        """Give since when somebody is in, as the page says it; "" for who is not."""
        found = self.present.get(one.key)
        return self.since(found) if found else ""

    def since(self, present: Present) -> str:
        if present.standing is None:
            return ""
        return since_label(present.standing, self.place.words, zone=self.zone, now=self.now)

    def cards(self, people: Iterable[Participant]) -> list[Card]:
        return [self.card(one) for one in people]

    def card(self, one: Participant) -> Card:
        words, attendee = self.place.words, one.attendee
        name, other = names_of(attendee, self.voice)
        posts = [attendee.position, attendee.organisation]
        said = [phrase.lead.text for phrase in map(self.voice.say, posts) if phrase and phrase.lead.text != name[0]]
        may_confirm = self.place.allows(Permission.REGISTRATION_DECIDE)
        is_let_in = one.is_on_list and not is_listed(one, self.scope)
        found = self.present.get(one.key)
        return Card(
            id=one.id,
            code=one.code,
            name=name,
            other=other,
            side=one.side,
            category=word_label(attendee.category, words),
            post=" · ".join(said),
            notice=state_notice(one.state, words, may_confirm=may_confirm),
            remark=words("Not on the list of this session.") if is_let_in else "",
            since=self.standing_of(one),
            seen=found.last if found else 0,
            is_on_list=one.is_on_list,
            may_confirm=may_confirm and one.state is not RegistrationState.CONFIRMED,
            key=secrets.token_hex(_KEY_BYTES),
        )

    def said(self, outcome: Outcome, whom: str) -> str:
        """Say what came of what was said of somebody; of whom nobody knows by the code."""
        one = self.find_person(outcome.person)
        name = names_of(one.attendee, self.voice)[0][0] if one else whom
        return outcome_sentence(outcome.kind, name, outcome.standing, self.place.words, zone=self.zone, now=self.now)


def open_desk(slug: str, *, scope: str | None = None) -> Desk:
    """Give the desk that an address names by its `scope` and `desk`.

    Raises: NotFoundError for a scope that is not in the programme, or not for this member.
    """
    place, now = workplace(slug), utc_now()
    agenda = _agenda(place)
    path = request.values.get("scope", "") if scope is None else scope
    found = find_scope(agenda, path)
    if found is None:
        raise NotFoundError("unknown-scope")
    with reading() as tx:
        state = get_desk_state(tx, slug)
        people = list_participants(tx, slug)
        present = {one.registration_id: one for one in list_present(tx, state.conference_id, path)}
        erased = count_erased(tx, state.conference_id, path)
    return Desk(place, agenda, found, desk_name(request.values.get("desk", "")), state, people, present, erased, now)


def known_scopes(place: Workplace) -> frozenset[str]:
    """Give the paths of everything that people can be checked in for, in the last publication or the draft."""
    agendas = (_agenda(place), place.draft.agenda.for_audience(audience_of(place.actor)))
    return frozenset(scope.path for agenda in agendas for scope in scopes_of(agenda))


def _agenda(place: Workplace) -> Agenda:
    """Give the programme as this member may see it: the last publication's, the draft's before there is one."""
    publication = place.edition.publication
    return (publication.agenda if publication else place.draft.agenda).for_audience(audience_of(place.actor))


def desk_tag(state: DeskState, scope: str, language: str, now: datetime) -> str:
    """Give what names this state of a desk's page; since when somebody is in is said with the day after midnight."""
    today = now.astimezone(ZoneInfo(state.zone)).date()
    return _tag(
        state.people_version, state.draft_version, state.publication_id, state.last_told, scope, language, today
    )


def roster_tag(state: DeskState, scope: str, language: str, actor: Actor) -> str:
    """Give what names the people that a browser keeps: the list, not who of it is in."""
    return _tag(state.people_version, state.draft_version, state.publication_id, scope, language, actor.role)


def _tag(*parts: object) -> str:
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def roster(desk: Desk) -> list[dict[str, Any]]:
    """Give everybody as the page keeps them in a browser that may lose its network."""
    return [_kept(desk, one) for one in desk.people]


def _kept(desk: Desk, one: Participant) -> dict[str, Any]:
    card, text = desk.card(one), _text(one)
    names = f"{text.names}{text.sounds}"
    return {
        "id": card.id,
        "code": card.code,
        "spaced": card.spaced_code,
        "shape": code_shape(card.code),
        "name": card.name,
        "other": card.other,
        "side": card.side,
        "category": card.category,
        "post": card.post,
        "notice": card.notice,
        "remark": card.remark,
        "isOnList": card.is_on_list,
        "mayConfirm": card.may_confirm,
        "text": f"{names}{text.other}",
        "named": len(names),
    }


def _text(one: Participant) -> Any:
    """Give by what a desk finds somebody: never by the address."""
    return person_text(without_contact(one.attendee), one.code)
