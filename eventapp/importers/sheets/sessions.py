"""Rows of sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from eventapp.domain.audiences import Audience
from eventapp.domain.errors import DomainError
from eventapp.domain.localized import NOTHING
from eventapp.domain.sessions import EVERYONE, Session
from eventapp.domain.timezones import YEARS_KEPT, to_utc
from eventapp.domain.vocabulary import AttributionRule, InterpretationMode, SessionKind, SessionStatus
from eventapp.importers.sheets.cells import Moment, date_of, folded, moment_of, number_of
from eventapp.importers.sheets.headings import folded_name
from eventapp.importers.sheets.rows import REQUIRED, Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from eventapp.domain.venues import Room
    from eventapp.importers.sheets.grids import Value

_WHEN = ("date", "start", "end", "end_date", "zone")


def session_of(row: Row, name: str, former: Session | None) -> Session | None:
    """Give the session of a row, as it was where the sheet has no column; None when something of its time is wrong."""
    was = _Former(former)
    rooms, venues = row.around.agenda.rooms, row.around.agenda.venues
    room = row.place_in("room", rooms, former.room if former else None)
    values: dict[str, Any] = {
        "kind": row.read("kind", word(row, "kind"), kept=was("kind", REQUIRED), default=REQUIRED),
        "number": row.read("number", row.checked("number", number_of), kept=was("number", None)),
        "title": row.localized("title", was("title", NOTHING), is_required=True),
        "description": row.localized("description", was("description", NOTHING)),
        "room": room,
        "from_venue": row.place_in("from_venue", venues, was("from_venue", None)),
        "to_venue": row.place_in("to_venue", venues, was("to_venue", None)),
        "transfer_mode": row.read("transfer_mode", word(row, "transfer_mode"), kept=was("transfer_mode", None)),
        "audience": row.read("audience", _audience(row), kept=was("audience", EVERYONE), default=EVERYONE),
        "expected": row.read("expected", row.checked("expected", number_of), kept=was("expected", None)),
        "side_cap": row.read("side_cap", row.checked("side_cap", number_of), kept=was("side_cap", None)),
        "is_fixed": row.read("fixed", row.checked("fixed", _yes_or_no), kept=was("is_fixed", False), default=False),
        "placements": row.placements(was("placements", ())),
    }
    for key, usual in _USUAL.items():
        values[key] = row.read(key, word(row, key), kept=was(key, usual), default=usual)
    if values["kind"] is SessionKind.TRANSFER and not (
        (values["from_venue"] or "from_venue" in row.cells) and (values["to_venue"] or "to_venue" in row.cells)
    ):
        row.report("transfer-without-ends", "from_venue")
    when = _when(row, room, former)
    if when is None:
        return None
    start_at, end_at, zone = when
    return Session(
        id=name, uid=was("uid", ""), topics=was("topics", ()), start_at=start_at, end_at=end_at, zone=zone, **values
    )


_USUAL = {
    "attribution": AttributionRule.ON_RECORD,
    "interpretation": InterpretationMode.NONE,
    "status": SessionStatus.CONFIRMED,
}


class _Former:
    """What a session had, or what a new one has instead."""

    def __init__(self, session: Session | None) -> None:
        self.session = session

    def __call__(self, key: str, otherwise: Any) -> Any:
        return getattr(self.session, key) if self.session else otherwise


def word(row: Row, column: str) -> Callable[[Value], Any]:
    """Give what reads a word of a closed list; capitals, spaces and dashes make no difference."""
    words = row.columns[column].words if column in row.columns else ()
    meant = {folded_name(one): one for one in words}
    return row.checked(column, lambda value: meant.get(folded_name(folded(value)), folded(value)))


def _yes_or_no(value: Value) -> bool | str:
    text = folded(value)
    return {"yes": True, "no": False}.get(folded_name(text), text)


def _audience(row: Row) -> Callable[[Value], str]:
    read = row.checked("audience")

    def parse(value: Value) -> str:
        text: str = read(value)
        side = Audience.parse(text).side
        if side is not None and side not in {delegation.code for delegation in row.around.agenda.delegations}:
            raise DomainError("unknown-reference", got=side)
        return text

    return parse


def _when(row: Row, room: Room | None, former: Session | None) -> tuple[datetime, datetime, str] | None:
    """Give start, end and zone; those that it had where the sheet tells nothing of them."""
    if former and not row.has(*_WHEN):
        return former.start_at, former.end_at, former.zone
    zone = _zone(row, room, former)
    start, end = _moments(row, former)
    on = _date(row, start, former)
    if zone is None or start is None or end is None or on is None:
        return None
    start_at = _instant(row, "start", start, on, zone)
    end_at = _instant(row, "end", end, _end_date(row, end, on, former), zone)
    if start_at is None or end_at is None:
        return None
    if end_at <= start_at:
        local_start, local_end = (f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" for at in (start_at, end_at))
        row.report("end-before-start", "end", start=local_start, end=local_end)
        return None
    return start_at, end_at, zone


def _zone(row: Row, room: Room | None, former: Session | None) -> str | None:
    """Give the zone in which times are typed; one that is not written is that of the place, and is told."""
    if "zone" not in row.columns and former:
        return former.zone
    if "zone" in row.cells:
        zone: str | None = row.read("zone", row.checked("zone"), kept=None)
        return zone
    if "room" in row.cells and room is None:
        return None
    inherited = room.venue.zone if room else row.around.agenda.conference.zone
    row.around.assumed_zones.add(inherited)
    return inherited


def _moments(row: Row, former: Session | None) -> tuple[Moment | None, Moment | None]:
    kept = [_kept(at) for at in (former.start_local, former.end_local)] if former else [REQUIRED, REQUIRED]
    start = row.read("start", moment_of, kept=kept[0], default=REQUIRED)
    return start, row.read("end", moment_of, kept=kept[1], default=REQUIRED)


def _kept(local: datetime) -> Moment:
    ambiguous = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return Moment(local.time().replace(fold=0), offset=local.utcoffset() if ambiguous else None)


def _date(row: Row, start: Moment | None, former: Session | None) -> date | None:
    """Give the day of the start: that of its own column, else the one that the start's cell holds."""
    typed = start.on if start else None
    kept = typed or (former.day_on if former else REQUIRED)
    on: date | None = row.read("date", date_of, kept=kept, default=typed or REQUIRED)
    if on and on.year not in YEARS_KEPT:
        row.report("time-out-of-range", "date", got=on)
        return None
    if on and typed and on != typed:
        row.report("other-date", "start", got=typed)
        return None
    return on


def _end_date(row: Row, end: Moment, on: date, former: Session | None) -> date:
    """Give the day of the end: as written, else that of the start; without a column as many days later as before."""
    later = former.end_local.date() - former.day_on if former else timedelta()
    typed: date | None = row.read("end_date", date_of, kept=end.on or on + later, default=end.on or on)
    return typed or on


def _instant(row: Row, column: str, moment: Moment, on: date, zone: str) -> datetime | None:
    """Give the instant; a time that the clocks skip or show twice is wrong at its cell."""
    wall = datetime.combine(on, moment.at)
    if wall.year not in YEARS_KEPT:
        row.report("time-out-of-range", column, got=wall.date())
        return None
    if moment.offset is not None:
        at = (wall - moment.offset).replace(tzinfo=UTC)
        if at.astimezone(ZoneInfo(zone)).utcoffset() == moment.offset:
            return at
        row.report("wrong-offset", column, got=wall.isoformat(" "), zone=zone)
        return None
    try:
        return to_utc(wall, zone)
    except DomainError as error:
        row.report(error.code, column, **error.values)
    return None
