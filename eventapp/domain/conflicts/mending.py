"""A mend for a conflict: another room at the same time, or the nearest time at which nobody and nothing is in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.availability import is_there
from eventapp.domain.conflicts.finding import Known, find_conflicts
from eventapp.domain.conflicts.findings import ConflictCode, Severity
from eventapp.domain.drafts.sessions import Placing, place_session
from eventapp.domain.timezones import FoldTimeError, GapTimeError, to_utc
from eventapp.domain.vocabulary import InterpretationMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from datetime import date

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee
    from eventapp.domain.conflicts.findings import Conflict
    from eventapp.domain.sessions import Session
    from eventapp.domain.venues import Room

GRID_MINUTES = 5
_REACH = timedelta(hours=6)
_AROUND = 3 * _REACH
_TRIES = 24
_MINUTE = timedelta(minutes=1)
_HOURS = (8 * 60, 20 * 60)  # when one meets, unless the session itself is earlier or later
_BY_ROOM = frozenset({ConflictCode.ROOM_OVERLAP, ConflictCode.ROOM_TOO_SMALL, ConflictCode.ROOM_UNAVAILABLE})
_BY_TIME = frozenset(
    {
        *(ConflictCode.ROOM_OVERLAP, ConflictCode.PERSON_OVERLAP, ConflictCode.TRANSFER_TOO_SHORT),
        *(ConflictCode.ROOM_UNAVAILABLE, ConflictCode.PERSON_UNAVAILABLE, ConflictCode.OUTSIDE_CONFERENCE),
    }
)


@dataclass(frozen=True, slots=True)
class Mend:
    """Where a session would have to go for its conflict to be gone without a new error."""

    session: Session
    placing: Placing

    @property
    def is_other_room(self) -> bool:
        return (self.placing.start_at, self.placing.end_at) == (self.session.start_at, self.session.end_at)

    @property
    def is_longer(self) -> bool:
        return self.placing.start_at == self.session.start_at and self.placing.end_at > self.session.end_at

    @property
    def key(self) -> str:
        """Name the mend by all that it does: one that reads the same does the same."""
        placing = self.placing
        return f"{self.session.id}.{placing.start_at.isoformat()}.{placing.end_at.isoformat()}.{placing.room or ''}"


def propose_mend(
    conflict: Conflict, agenda: Agenda, *, known: AbstractSet[str] | None = None, found: Known | None = None
) -> Mend | None:
    """Give the mend nearest to what is planned, None where there is none within reach.

    First a free room of enough seats and booths at the same time: of the same venue if there is one, then the smallest; then the
    nearest time on a grid of five minutes, within six hours and the conference days (from outside of them: of the same clock on the
    nearest day; for people who are not there, as well of the same clock on the days around), between 8 and 20 o'clock unless the
    session is earlier or later now, at which everybody is there who was before. Topics that need more time get it where nothing else begins meanwhile. Of two sessions the later one moves, a fixed
    one never. A mend is what `find_conflicts` says of the agenda with it, not a guess; `known` are the keys of what it says without it,
    `found` what was found of agendas like it when other ways out were looked at.
    """
    found = Known() if found is None else found
    for session in reversed(conflict.sessions):
        if session.is_fixed:
            continue
        for placing in islice(_candidates(conflict, session, agenda), _TRIES):
            known = conflict_keys(find_conflicts(agenda)) if known is None else known
            if _mends(conflict, Mend(session, placing), agenda, known, found):
                return Mend(session, placing)
    return None


def conflict_keys(found: Iterable[Conflict]) -> frozenset[str]:
    """Give what names each of the conflicts."""
    return frozenset(one.key for one in found)


def _candidates(conflict: Conflict, session: Session, agenda: Agenda) -> Iterator[Placing]:
    if conflict.code in _BY_ROOM and session.room is not None:
        for room in _free_rooms(session, session.room, agenda):
            yield Placing(start_at=session.start_at, end_at=session.end_at, room=room.id)
    if conflict.code in _BY_TIME:
        yield from _free_times(conflict, session, agenda)
    if conflict.code is ConflictCode.TOPICS_OVERRUN:
        yield from _longer(session, timedelta(minutes=conflict.short), agenda)


def _longer(session: Session, more: timedelta, agenda: Agenda) -> Iterator[Placing]:
    """Give the session with more time, unless anything else begins before it would end then."""
    end_at = session.end_at + more
    is_followed = any(not s.is_cancelled and session.end_at <= s.start_at < end_at for s in agenda.sessions)
    stay = all(is_there(person, session.start_at, end_at) for person in _there_now(session))
    if not is_followed and stay and _is_inside(session.start_at, end_at, session, agenda):
        yield Placing(start_at=session.start_at, end_at=end_at, room=session.room.id if session.room else None)


def _free_rooms(session: Session, own: Room, agenda: Agenda) -> list[Room]:
    """Give the rooms that are free then and hold everybody, those of the same venue first, then the smallest."""
    seats = session.expected if session.expected is not None else len(session.people)
    needs_booth = session.interpretation is InterpretationMode.SIMULTANEOUS
    taken = {s.room.id for s in agenda.sessions if s.room and s.id != session.id and _meet(s, session)}
    free = [
        room
        for room in agenda.rooms
        if room.id != own.id
        and room.id not in taken
        and (room.capacity is None or room.capacity >= seats)
        and (room.booths or not needs_booth)
        and room.is_available(session.start_at, session.end_at)
    ]
    return sorted(
        free, key=lambda r: (r.venue.id != own.venue.id, r.capacity is None, r.capacity or 0, r.position, r.id)
    )


def _free_times(conflict: Conflict, session: Session, agenda: Agenda) -> Iterator[Placing]:
    """Give the times nearest first, later before earlier, at which neither the room nor anybody of the session is taken or away."""
    about_people = conflict.code is ConflictCode.PERSON_UNAVAILABLE
    needed = session.people if about_people else _there_now(session)
    length = session.end_at - session.start_at
    for origin in _origins(session, agenda, other_days=about_people):
        busy = _busy(session, origin, agenda)
        for start_at in (origin + shift for shift in _shifts()):
            end_at = start_at + length
            is_free = not any(since < end_at and start_at < until for since, until in busy)
            fits = session.room is None or session.room.is_available(start_at, end_at)
            suits = is_free and fits and all(is_there(person, start_at, end_at) for person in needed)
            if suits and _is_inside(start_at, end_at, session, agenda):
                yield Placing(start_at=start_at, end_at=end_at, room=session.room.id if session.room else None)


def _there_now(session: Session) -> list[Attendee]:
    """Give who is there for all of the session as it is planned: a mend for something else may not cost it them."""
    return [person for person in session.people if is_there(person, session.start_at, session.end_at)]


def _origins(session: Session, agenda: Agenda, *, other_days: bool) -> Iterator[datetime]:
    """Give from where the nearest times are looked for; then the same clock on the other days, the nearest first."""
    origin = _origin(session, agenda)
    yield origin
    if other_days:
        on = origin.astimezone(ZoneInfo(session.zone)).date()
        days = sorted(agenda.conference.dates, key=lambda day: (abs(day - on), day < on))
        yield from (at for day in days if day != on and (at := _same_clock(session, day)) is not None)


def _same_clock(session: Session, on: date) -> datetime | None:
    """Give the start of the session on another day, None where the clock doesn't show it once."""
    try:
        return to_utc(datetime.combine(on, session.start_local.time()), session.zone)
    except (GapTimeError, FoldTimeError):
        return None


def _origin(session: Session, agenda: Agenda) -> datetime:
    """Give from where the nearest time is looked for: the start, or the same clock on the nearest conference day."""
    conference, day = agenda.conference, session.day_on
    on = min(max(day, conference.starts_on), conference.ends_on)
    return (_same_clock(session, on) if on != day else None) or session.start_at


def _shifts() -> Iterator[timedelta]:
    step = timedelta(minutes=GRID_MINUTES)
    yield timedelta()
    for n in range(1, _REACH // step + 1):
        yield n * step
        yield -n * step


def _busy(session: Session, origin: datetime, agenda: Agenda) -> list[tuple[datetime, datetime]]:
    """Give when around an instant the session's room or people are taken, with the way to and from another venue."""
    people = {attendee.id for attendee in session.people}
    found = []
    for other in agenda.sessions:
        if other.id == session.id or other.is_cancelled or abs(other.start_at - origin) > _AROUND:
            continue
        shares_people = any(attendee.id in people for attendee in other.people)
        shares_room = session.room is not None and other.room is not None and other.room.id == session.room.id
        if shares_people or shares_room:
            there, back = _way(other, session, agenda) if shares_people else (timedelta(), timedelta())
            found.append((other.start_at - back, other.end_at + there))
    return found


def _way(other: Session, session: Session, agenda: Agenda) -> tuple[timedelta, timedelta]:
    """Give what it takes from the other session's venue to this one's, and back."""
    here, there = session.venue, other.venue
    if here is None or there is None or here.id == there.id:
        return timedelta(), timedelta()
    minutes = [t.minutes for t in agenda.transfers if {t.from_venue.id, t.to_venue.id} == {here.id, there.id}]
    road = min(minutes, default=0)
    return timedelta(minutes=road + here.gate_minutes), timedelta(minutes=road + there.gate_minutes)


def _is_inside(start_at: datetime, end_at: datetime, session: Session, agenda: Agenda) -> bool:
    """Say whether it begins on a conference day, at an hour at which one meets, and does not pass into the next day more than now."""
    zone = ZoneInfo(session.zone)
    start, end = start_at.astimezone(zone), end_at.astimezone(zone)
    conference = agenda.conference
    first, last = _minute(start), _minute(start) + int((end_at - start_at) / _MINUTE)
    own = _minute(session.start_local)
    if first < min(_HOURS[0], own) or last > max(_HOURS[1], own + session.minutes):
        return False
    return conference.starts_on <= start.date() <= conference.ends_on and (
        end.date() == start.date() or session.end_local.date() != session.start_local.date()
    )


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute


def _mends(conflict: Conflict, mend: Mend, agenda: Agenda, known: AbstractSet[str], found: Known) -> bool:
    """Say whether the conflict would be gone and no error would be there that wasn't known before."""
    after = find_conflicts(place_session(_touched(agenda, conflict, mend), mend.session.id, mend.placing), found)
    gone = conflict.key
    left = {one.key for one in after if one.severity is Severity.ERROR or one.key == gone}
    return gone not in left and left <= known


def _touched(agenda: Agenda, conflict: Conflict, mend: Mend) -> Agenda:
    """Give the agenda of what a mend can make collide: all that is no farther off in time than the longest way."""
    way = max((transfer.minutes for transfer in agenda.transfers), default=0)
    gate = max((venue.gate_minutes for venue in agenda.venues), default=0)
    off = timedelta(minutes=way + gate)
    spans = [(s.start_at - off, s.end_at + off) for s in conflict.sessions]
    spans.append((mend.placing.start_at - off, mend.placing.end_at + off))
    near = (s for s in agenda.sessions if any(s.start_at < until and since < s.end_at for since, until in spans))
    return replace(agenda, sessions=tuple(near), unplaced_topics=())


def _meet(one: Session, other: Session) -> bool:
    return not one.is_cancelled and one.start_at < other.end_at and other.start_at < one.end_at
