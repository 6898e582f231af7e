"""A conference again at other dates: the same clocks, new names for calendars, everything to be agreed anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.agenda import arranged
from eventapp.domain.attendees import without_availability
from eventapp.domain.errors import DomainError, InvalidInputError, Problem
from eventapp.domain.timezones import YEARS_KEPT, to_utc
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import AgreementState, ConferenceStatus, SessionStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventapp.domain.agenda import Agenda, Conference
    from eventapp.domain.attendees import Placement
    from eventapp.domain.sessions import Session, Topic
    from eventapp.domain.venues import Room

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What the next edition is called, and its first day."""

    slug: str
    starts_on: date
    series: str = ""
    edition: int | None = None


def next_edition(conference: Conference, *, slug: str, starts_on: date) -> Edition:
    """Give the edition after a conference: of the same series, one higher where editions are counted."""
    counts = conference.edition is not None or bool(conference.series)
    edition = (conference.edition or 0) + 1 if counts else None
    return Edition(slug=slug, starts_on=starts_on, series=conference.series, edition=edition)


def shift_of(agenda: Agenda, starts_on: date, *, keeps_weekdays: bool) -> timedelta:
    """Give by how many days everything moves: to that first day, or to the nearest one with the same weekday.

    Raises: DomainError("time-out-of-range") for a day that no conference can be on.
    """
    if not YEARS_KEPT.start < starts_on.year < YEARS_KEPT.stop - 1:
        raise DomainError("time-out-of-range", got=starts_on.isoformat())
    days = (starts_on - agenda.conference.starts_on).days
    if keeps_weekdays:
        days += (_WEEK - days % _WEEK) if days % _WEEK > _WEEK // 2 else -(days % _WEEK)
    return timedelta(days=days)


def clone_agenda(
    agenda: Agenda, edition: Edition, *, keeps_weekdays: bool, with_people: bool, new_uid: Callable[[], str]
) -> Agenda:
    """Give the draft of the next edition.

    Times are those of the same clocks on the new days; cancelled and tentative sessions are left out and confirmed; topics are
    proposed again. Without people nobody is placed anywhere; when somebody is there was said of this edition only.
    Raises: InvalidInputError naming each session whose time does not exist, or comes twice, on its new day; as `shift_of`.
    """
    shift = shift_of(agenda, edition.starts_on, keeps_weekdays=keeps_weekdays)
    maker = _Cloner(shift, with_people=with_people, new_uid=new_uid)
    conference = agenda.conference
    rooms = {room.id: maker.room(room) for room in agenda.rooms}
    sessions = [maker.session(s, rooms) for s in agenda.sessions if not s.is_cancelled]
    if maker.problems:
        raise InvalidInputError(tuple(maker.problems))
    delegations = {d.code: d if with_people else replace(d, head=None) for d in agenda.delegations}
    return arranged(
        replace(
            agenda,
            conference=replace(
                conference,
                slug=edition.slug,
                uid=new_uid(),
                starts_on=conference.starts_on + shift,
                ends_on=conference.ends_on + shift,
                status=ConferenceStatus.PLANNED,
                series=edition.series,
                edition=edition.edition,
            ),
            delegations=tuple(delegations.values()),
            rooms=tuple(rooms.values()),
            attendees=tuple(map(without_availability, agenda.attendees)) if with_people else (),
            sessions=tuple(session for session in sessions if session is not None),
            unplaced_topics=tuple(maker.topic(topic) for topic in agenda.unplaced_topics),
        )
    )


class _Cloner:
    """Moves what has a time by whole days of its own clock, and collects what cannot be moved so."""

    def __init__(self, shift: timedelta, *, with_people: bool, new_uid: Callable[[], str]) -> None:
        self.shift = shift
        self.with_people = with_people
        self.new_uid = new_uid
        self.problems: list[Problem] = []

    def session(self, session: Session, rooms: dict[str, Room]) -> Session | None:
        start_at = self._moved(session.start_at, session.zone, session)
        end_at = self._moved(session.end_at, session.zone, session)
        if start_at is None or end_at is None:
            return None
        if end_at <= start_at:
            # It lay in an hour that came twice: its end on the clock is before its start.
            local = (
                (name, f"{at.astimezone(ZoneInfo(session.zone)):%Y-%m-%d %H:%M}")
                for name, at in (("start", start_at), ("end", end_at))
            )
            self.problems.append(Problem("end-before-start", "sessions", session.id, tuple(local)))
            return None
        return replace(
            session,
            uid=self.new_uid(),
            start_at=start_at,
            end_at=end_at,
            room=rooms[session.room.id] if session.room else None,
            status=SessionStatus.CONFIRMED,
            placements=self._placements(session.placements),
            topics=tuple(self.topic(topic) for topic in session.topics),
        )

    def topic(self, topic: Topic) -> Topic:
        return replace(topic, agreement=AgreementState.PROPOSED, placements=self._placements(topic.placements))

    def _placements(self, placements: tuple[Placement, ...]) -> tuple[Placement, ...]:
        if not self.with_people:
            return ()
        return tuple(replace(p, attendee=without_availability(p.attendee)) for p in placements)

    def room(self, room: Room) -> Room:
        """Move the windows in which a room can be had; an edge that the clock skips moves by elapsed time."""
        windows = tuple(
            Window(self._edge(w.start_at, room.venue.zone), self._edge(w.end_at, room.venue.zone))
            for w in room.available
        )
        return replace(room, available=windows) if windows else room

    def _edge(self, at: datetime, zone: str) -> datetime:
        try:
            return self._wall(at, zone)
        except DomainError:
            return at + self.shift

    def _moved(self, at: datetime, zone: str, session: Session) -> datetime | None:
        try:
            return self._wall(at, zone)
        except DomainError as error:
            self.problems.append(Problem(error.code, "sessions", session.id, tuple(error.values.items())))
            return None

    def _wall(self, at: datetime, zone: str) -> datetime:
        wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) + self.shift
        return to_utc(wall, zone).astimezone(UTC)
