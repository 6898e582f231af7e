"""What the lists of a draft's items show: those that the search means, in the order of the trade."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from flask import request

from eventapp.domain.errors import DomainError
from eventapp.domain.searching import is_meant
from eventapp.domain.vocabulary import InterpretationMode, SessionKind
from eventapp.renderers.dates import day_heading
from eventapp.renderers.labels import kind_label, minutes_label, purpose_label, topic_number
from eventapp.renderers.persons import listed_name
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.steps import thing_label
from eventapp.renderers.view import Voice
from eventapp.renderers.vocabulary import word_label
from eventapp.web.items import seen_items

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventapp.domain.attendees import Attendee, Delegation
    from eventapp.domain.sessions import Session, Topic
    from eventapp.domain.venues import Venue
    from eventapp.renderers.persons import ListedName
    from eventapp.renderers.view import Phrase
    from eventapp.renderers.wording import Words
    from eventapp.web.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `item` is what the heading is about ("sessions/ws-5"), "" for nothing of its own."""

    heading: str
    rows: tuple[Any, ...]
    item: str = ""
    note: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class SessionRow:
    item: str
    times: str
    kind: str
    title: Phrase | None
    place: Phrase | None
    topics: int
    budget: str
    is_over: bool
    mark: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    item: str
    id: str
    number: str
    title: Phrase | None
    purpose: str
    minutes: str
    agreement: str
    is_agreed: bool
    plain_number: str
    version: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    item: str
    precedence: int
    called: ListedName
    position: Phrase | None
    organisation: Phrase | None
    category: str


@dataclass(frozen=True, slots=True)
class BudgetTopic:
    item: str
    number: str
    title: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Budget:
    """The minutes that a session's topics need of those it has."""

    session: str
    used: int
    whole: int
    is_doubled: bool
    topics: tuple[BudgetTopic, ...]

    @property
    def is_over(self) -> bool:
        return self.used > self.whole


def budget_of(place: Workplace, item: str) -> Budget | None:
    """Give the minutes of a session, or of the one that a topic stands in; None for anything else."""
    section, _, name = item.partition("/")
    if section == "topics":
        session = next((s for s in place.agenda.sessions if any(t.id == name for t in s.topics)), None)
    else:
        session = place.agenda.find_session(name) if section == "sessions" else None
    if session is None or session.kind.is_quiet or session.kind is SessionKind.TRANSFER:
        return None
    voice = Voice(place.languages, place.agenda.conference.languages)
    topics = tuple(_budget_topic(topic, voice, place.words) for topic in session.topics)
    is_doubled = session.interpretation is InterpretationMode.CONSECUTIVE
    return Budget(session.id, session.topic_minutes, session.minutes, is_doubled, topics)


def _budget_topic(topic: Topic, voice: Voice, words: Words) -> BudgetTopic:
    said = voice.say(topic.title)
    minutes = str(topic.minutes) if topic.minutes else "–"
    return BudgetTopic(f"topics/{topic.id}", topic_number(topic.number, words), said.lead.text if said else "", minutes)


def list_values(place: Workplace, section: str, query: str) -> dict[str, Any]:
    """Give what the template of a section's list shows."""
    lists: dict[str, Callable[[_Lists], dict[str, Any]]] = {
        "sessions": _Lists.sessions,
        "topics": _Lists.topics,
        "venues": _Lists.venues,
        "delegations": _Lists.delegations,
        "attendees": _Lists.attendees,
    }
    return lists[section](_Lists(place, query))


class _Lists:
    def __init__(self, place: Workplace, query: str) -> None:
        self.place, self.words, self.agenda, self.query = place, place.words, place.agenda, query
        self.voice = Voice(place.languages, self.agenda.conference.languages)
        self._items = seen_items(place) if query else {}

    def is_meant(self, item: str) -> bool:
        return not self.query or is_meant(self._items.get(item, {}), self.query)

    def sessions(self) -> dict[str, Any]:
        found = [s for s in self.agenda.sessions if self.is_meant(f"sessions/{s.id}")]
        days = groupby(found, key=lambda session: session.day_on)
        groups = [Group(day_heading(on, self.words.language), tuple(map(self._session, day))) for on, day in days]
        return {"groups": groups, "count": len(found), "whole": len(self.agenda.sessions)}

    def _session(self, session: Session) -> SessionRow:
        where = session.room.name if session.room else None
        return SessionRow(
            item=f"sessions/{session.id}",
            times=f"{session.start_local:%H:%M}–{session.end_local:%H:%M}",
            kind=kind_label(session, self.words),
            title=self.voice.say(session.title),
            place=self.voice.say(where) if where else None,
            topics=len(session.topics),
            budget=self.budget(session),
            is_over=session.topic_minutes > session.minutes,
            mark=word_label(session.status, self.words) if session.status.value != "confirmed" else "",
        )

    def budget(self, session: Session) -> str:
        return self.words("{used} of {whole} min", used=session.topic_minutes, whole=session.minutes)

    def topics(self) -> dict[str, Any]:
        """Give the topics by session, also sessions that have none yet and could take some."""
        groups = [self._topics_of(session) for session in self.agenda.sessions]
        unplaced = tuple(self._topic(t) for t in self.agenda.unplaced_topics if self.is_meant(f"topics/{t.id}"))
        groups = [group for group in groups if group.rows]
        if unplaced:
            groups.append(Group(self.words("Not placed yet"), unplaced))
        homes = [
            (s.id, f"{day_heading(s.day_on, self.words.language)} {s.start_local:%H:%M} {self._title(s)}")
            for s in self.agenda.sessions
            if not s.kind.is_quiet and s.kind is not SessionKind.TRANSFER
        ]
        count = sum(len(group.rows) for group in groups)
        said = self.words("The topic is put down.") if request.args.get("moved") else ""
        shown = {"said": said, "stale": self._stale_said(), "count": count, "whole": len(tuple(self.agenda.topics))}
        return {"groups": groups, "homes": homes, **shown}

    def _stale_said(self) -> str:
        """Say that somebody else was faster with the topic that the address names."""
        name = request.args.get("stale", "")
        if not any(topic.id == name for topic in self.agenda.topics):
            return ""
        thing = thing_label(f"topics/{name}", self.agenda, self.words)
        return error_sentence(DomainError("stale-item", item=thing), self.words)

    def _topics_of(self, session: Session) -> Group:
        rows = tuple(self._topic(t) for t in session.topics if self.is_meant(f"topics/{t.id}"))
        heading = f"{kind_label(session, self.words)}: {self._title(session)}"
        is_over = session.topic_minutes > session.minutes
        return Group(heading, rows, f"sessions/{session.id}", self.budget(session), is_over)

    def _topic(self, topic: Topic) -> TopicRow:
        return TopicRow(
            item=f"topics/{topic.id}",
            id=topic.id,
            number=topic_number(topic.number, self.words),
            title=self.voice.say(topic.title),
            purpose=purpose_label(topic.purpose, self.words),
            minutes=minutes_label(topic.minutes, self.words) if topic.minutes else "",
            agreement=word_label(topic.agreement, self.words),
            is_agreed=topic.agreement.is_agreed,
            plain_number=topic.number,
            version=self.place.draft.item_version(f"topics/{topic.id}"),
        )

    def _title(self, session: Session) -> str:
        said = self.voice.say(session.title)
        return said.lead.text if said else session.id

    def venues(self) -> dict[str, Any]:
        """Give the venues with the rooms that are meant; a venue that is meant itself has all of them."""
        shown = [(venue, self._rooms(venue)) for venue in self.agenda.venues]
        groups = [
            Group(venue.id, rooms, f"venues/{venue.id}")
            for venue, rooms in shown
            if rooms or self.is_meant(f"venues/{venue.id}")
        ]
        by_id = {venue.id: venue for venue in self.agenda.venues}
        names = {venue.id: self.voice.say(venue.name) for venue in self.agenda.venues}
        transfers = [
            (
                f"transfers/{t.from_venue.id}+{t.to_venue.id}+{t.mode.value}",
                names[t.from_venue.id],
                names[t.to_venue.id],
                word_label(t.mode, self.words),
                minutes_label(t.minutes, self.words),
            )
            for t in self.agenda.transfers
            if not self.query or {f"venues/{t.from_venue.id}", f"venues/{t.to_venue.id}"} & {g.item for g in groups}
        ]
        whole = len(self.agenda.venues)
        return {
            "groups": groups,
            "venues": by_id,
            "transfers": transfers,
            "count": len(groups),
            "whole": whole,
            "say": self.voice.say,
        }

    def _rooms(self, venue: Venue) -> tuple[Any, ...]:
        is_all = self.is_meant(f"venues/{venue.id}")
        rooms = [room for room in self.agenda.rooms if room.venue.id == venue.id]
        return tuple(room for room in rooms if is_all or self.is_meant(f"rooms/{room.id}"))

    def delegations(self) -> dict[str, Any]:
        found: list[Delegation] = [d for d in self.agenda.delegations if self.is_meant(f"delegations/{d.code}")]
        people = {d.code: 0 for d in self.agenda.delegations}
        for attendee in self.agenda.attendees:
            people[attendee.delegation.code] += 1
        whole = len(self.agenda.delegations)
        return {"rows": found, "people": people, "count": len(found), "whole": whole, "say": self.voice.say}

    def attendees(self) -> dict[str, Any]:
        found = [a for a in self.agenda.attendees if self.is_meant(f"attendees/{a.id}")]
        grouped = groupby(found, key=lambda attendee: attendee.delegation)
        groups = [
            Group(
                self._delegation(delegation),
                tuple(map(self._person, people)),
                f"delegations/{delegation.code}",
                delegation.code,
            )
            for delegation, people in grouped
        ]
        return {"groups": groups, "count": len(found), "whole": len(self.agenda.attendees)}

    def _delegation(self, delegation: Delegation) -> str:
        said = self.voice.say(delegation.name)
        return said.lead.text if said else delegation.code

    def _person(self, attendee: Attendee) -> PersonRow:
        return PersonRow(
            item=f"attendees/{attendee.id}",
            precedence=attendee.precedence,
            called=listed_name(attendee, self.words, self.voice.order),
            position=self.voice.say(attendee.position),
            organisation=self.voice.say(attendee.organisation),
            category=word_label(attendee.category, self.words),
        )
