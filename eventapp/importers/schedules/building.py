"""From what a foreign schedule tells to the tables of a conference file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from eventapp.domain.timezones import YEARS_KEPT
from eventapp.importers.schedules.cleaning import Cleaner
from eventapp.importers.schedules.instants import Clock
from eventapp.importers.schedules.sources import PEOPLE_MAX, refused
from eventapp.importers.schedules.texts import digest, item_id, kebab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eventapp.importers.schedules.sources import Findings, SourceEvent, SourcePerson, SourceSchedule

_VENUE = "v-venue"
_SPEAKERS = "SPK"
_SPEAKERS_NAME = {"en": "Speakers", "ja": "登壇者"}
_KINDS = {
    "plenary": ("keynote", "plenary", "opening", "closing"),
    "working_session": ("workshop", "meeting", "working", "tutorial", "bof"),
    "break": ("break", "coffee", "pause"),
    "meal": ("lunch", "dinner", "breakfast", "meal"),
    "reception": ("reception", "party", "social"),
    "press": ("press",),
}


class Builder:
    """Gathers the tables; every source item has the same id each time it is read."""

    def __init__(
        self,
        *,
        zone: str,
        source_zone: str,
        language: str,
        findings: Findings,
        unprintable: Callable[[str], str | None],
    ) -> None:
        self.zone = zone
        self.language = language
        self.findings = findings
        self.cleaner = Cleaner(findings, unprintable)
        self.clock = Clock(zone=zone, source_zone=source_zone or zone, findings=findings, is_assumed=not source_zone)
        self.rooms: dict[str, dict[str, Any]] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.keys: dict[str, str] = {}
        self.sessions: dict[str, dict[str, Any]] = {}
        self.uids: set[str] = set()
        self.languages: dict[str, int] = {}

    def document(self, schedule: SourceSchedule, *, slug: str, events: Iterable[SourceEvent]) -> dict[str, Any]:
        """Give the whole file; a time that cannot be kept is among the problems, its event left out."""
        for event in events:
            self._add(event)
        self._tell_of_all()
        days = [session["start"].astimezone(ZoneInfo(self.zone)).date() for session in self.sessions.values()]
        days += [on for on in schedule.dates if on.year in YEARS_KEPT]
        title = self.cleaner.line(schedule.title, "") or slug
        if not self.sessions:
            return {}
        return {
            "conference": {
                "slug": slug,
                "title": {self.language: title},
                "starts_on": min(days),
                "ends_on": max(days),
                "zone": self.zone,
                "languages": [self.language],
            },
            "delegations": [self._speakers()] if self.people else [],
            "venues": [self._venue(schedule, title)] if self.rooms else [],
            "rooms": list(self.rooms.values()),
            "attendees": list(self.people.values()),
            "sessions": list(self.sessions.values()),
        }

    def _tell_of_all(self) -> None:
        self.clock.tell_of_all()
        for language, count in self.languages.items():
            self.findings.warn("other-language", count=count, got=language, language=self.language)

    def _speakers(self) -> dict[str, Any]:
        name = _SPEAKERS_NAME.get(self.language, _SPEAKERS_NAME["en"])
        return {"code": _SPEAKERS, "name": {self.language: name}, "zone": self.zone, "language": self.language}

    def _venue(self, schedule: SourceSchedule, title: str) -> dict[str, Any]:
        city = self.cleaner.line(schedule.city, "")
        name = self.cleaner.line(schedule.venue, "") or city or title
        return {"id": _VENUE, "name": {self.language: name}, "locality": {self.language: city} if city else {}}

    def _add(self, event: SourceEvent) -> None:
        times = self.clock.span(event)
        if times is None:
            return
        language = kebab(event.language).partition("-")[0]
        if language and language != self.language:
            self.languages[language] = self.languages.get(language, 0) + 1
        title = self.cleaner.line(event.title, event.key)
        if not title:
            self.findings.warn("untitled", event.key)
            title = self.cleaner.line(event.key, event.key) or "–"
        session_id = self._session_id(event)
        session: dict[str, Any] = {
            "id": session_id,
            "kind": _kind(event.kind),
            "title": {self.language: title},
            "start": times[0],
            "end": times[1],
            "status": event.status,
            "people": {"speaker": people} if (people := self._people(event)) else {},
        }
        description = self._description(event)
        self.sessions[session_id] = session | {
            key: value
            for key, value in {
                "uid": self._uid(event),
                "room": self._room(event),
                "description": {self.language: description} if description else {},
            }.items()
            if value
        }

    def _session_id(self, event: SourceEvent) -> str:
        """Give the id, with a number where the source gave the same one before."""
        wanted = item_id("s", event.key)
        name, number = wanted, 1
        while name in self.sessions:
            number += 1
            name = f"{wanted}-{number}"
        if name != wanted:
            self.findings.warn("duplicate-source", event.key, got=event.key, session=name)
        return name

    def _uid(self, event: SourceEvent) -> str:
        """Give the source's UID if it can be ours and nobody has it yet, else "" for a new one."""
        uid = event.uid
        fits = 8 <= len(uid) <= 120 and uid.isascii() and all(c.isalnum() or c in "._@-" for c in uid)  # noqa: PLR2004 - the form of a uid
        if not fits or uid in self.uids:
            return ""
        self.uids.add(uid)
        return uid

    def _room(self, event: SourceEvent) -> str:
        name = self.cleaner.line(event.room, event.key)
        if not name:
            return ""
        room_id = item_id("r", name)
        if self.rooms.setdefault(room_id, self._room_table(room_id, name))["name"][self.language] == name:
            return room_id
        # Two names that differ in signs only, such as "C" and "C++".
        room_id = f"{room_id}-{digest(name)}"
        self.rooms.setdefault(room_id, self._room_table(room_id, name))
        return room_id

    def _room_table(self, room_id: str, name: str) -> dict[str, Any]:
        return {"id": room_id, "venue": _VENUE, "name": {self.language: name}}

    def _people(self, event: SourceEvent) -> list[str]:
        """Give the ids of an event's people, each once however often it stands there."""
        return list(dict.fromkeys(key for person in event.people if (key := self._person(person, event.key))))

    def _person(self, person: SourcePerson, item: str) -> str:
        """Keep a person under the name as written.

        Which part of "Vu Hoang Long" is the family's name cannot be told, and family names print in capitals: the whole name
        stands as the given name, which every list prints as it is, and nothing is split by guessing.
        """
        name = self.cleaner.line(person.name, item)
        person_id = item_id("p", person.key)
        # Two keys that differ in signs only, such as "a_1" and "a-1".
        if self.keys.setdefault(person_id, person.key) != person.key:
            person_id = f"{person_id}-{digest(person.key)}"
        if name and person_id not in self.people:
            if len(self.people) >= PEOPLE_MAX:
                raise refused("too-many", limit=PEOPLE_MAX)
            self.people[person_id] = {
                "id": person_id,
                "delegation": _SPEAKERS,
                "category": "speaker",
                "given_name": name,
                "badge_name": name,
                "display_order": "given_first",
            }
        return person_id if name else ""

    def _description(self, event: SourceEvent) -> str:
        """Give subtitle, track, abstract and description as paragraphs, what stands twice once."""
        return self.cleaner.paragraphs((event.subtitle, event.track, *event.texts), event.key)


def _kind(word: str) -> str:
    """Give the kind that a type's words name; most types of other programs are talks."""
    words = word.lower()
    return next((kind for kind, signs in _KINDS.items() if any(sign in words for sign in signs)), "briefing")
