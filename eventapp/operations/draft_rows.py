"""Writing what changed of a draft, item by item: new things of one kind at once, a statement or two for each one changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from eventapp.db import table_of
from eventapp.domain.items import CONFERENCE, name_of, section_of
from eventapp.models import (
    Attendee,
    Conference,
    ConferenceSession,
    Delegation,
    Placement,
    Room,
    Topic,
    Transfer,
    Venue,
)
from eventapp.operations.agenda_rows import AgendaRows, conference_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy.orm import Session as Transaction

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Placement as PlacementValue
    from eventapp.domain.items import Document

_MODELS: dict[str, Any] = {
    "delegations": Delegation,
    "venues": Venue,
    "rooms": Room,
    "attendees": Attendee,
    "sessions": ConferenceSession,
    "topics": Topic,
}
_ORDERED = ("delegations", "venues", "rooms", "topics")


def _name_column(section: str) -> Any:
    return Delegation.code if section == "delegations" else _MODELS[section].public_id


_KEYS = {
    section: select(_name_column(section), model.id).where(model.conference_id == bindparam("conference_id"))
    for section, model in _MODELS.items()
}
_UPDATES = {
    section: update(table_of(model)).where(table_of(model).c.id == bindparam("key"))
    for section, model in _MODELS.items()
}
_PLACED = {
    column.key: select(Attendee.public_id, Placement.role)
    .join(Attendee, Attendee.id == Placement.attendee_id)
    .where(column == bindparam("key"))
    .order_by(Placement.position)
    for column in (Placement.session_id, Placement.topic_id)
}


class DraftRows:
    """The rows of one draft; keys are looked up once per section and only where a changed item needs them.

    `known` are those found for the same state of the draft before; `known_keys` are those of the state as it is written.
    """

    def __init__(self, tx: Transaction, conference_id: int, known: Mapping[str, Mapping[str, int]]) -> None:
        self.tx = tx
        self.conference_id = conference_id
        self.rows = AgendaRows(tx, conference_id)
        self._known = {section: dict(keys) for section, keys in known.items()}

    def save(self, before: dict[str, Document | None], agenda: Agenda) -> None:
        """Write every item named in `before` (its document before, None for a new one) as `agenda` has it now."""
        names: dict[str, set[str]] = {}
        for name in before:
            names.setdefault(section_of(name), set()).add(name.partition("/")[2])
        if CONFERENCE in before:
            self._save_conference(agenda)
        values = _values_of(agenda)
        gone = {s: {n for n in names.get(s, ()) if n not in values[s]} for s in (*_MODELS, "transfers")}
        # First what frees numbers and uids for others; last what would take along those that are about to leave it.
        self._remove_transfers(gone["transfers"])
        self._remove({section: gone[section] for section in ("topics", "sessions")})
        for section in _MODELS:
            wanted = {n: values[section][n] for n in names.get(section, ()) if n in values[section]}
            if wanted:
                self._free_names(section, before, wanted)
                self._save_section(section, wanted, agenda)
        self._remove({section: gone[section] for section in ("attendees", "rooms", "venues", "delegations")})
        for section in _ORDERED:
            if section in names:
                self._recount(section, values[section])
        self._add_transfers([values["transfers"][n] for n in names.get("transfers", ()) if n in values["transfers"]])
        self.tx.flush()

    @property
    def known_keys(self) -> Mapping[str, Mapping[str, int]]:
        return self._known

    def keys(self, section: str) -> dict[str, int]:
        """Give the keys of a section's rows by name."""
        if section not in self._known:
            found = self.tx.execute(_KEYS[section], {"conference_id": self.conference_id})
            self._known[section] = {row[0]: row[1] for row in found}
        return self._known[section]

    def _save_conference(self, agenda: Agenda) -> None:
        left_out = {"id", "draft_version", "people_version", "notice_delay_minutes"}
        values = _columns(conference_row(agenda.conference), left_out=left_out)
        self.tx.execute(update(Conference).where(Conference.id == self.conference_id).values(**values))

    def _save_section(self, section: str, wanted: dict[str, Any], agenda: Agenda) -> None:
        keys = self.keys(section)
        self._lend_keys(section)
        model = _MODELS[section]
        rows = {name: _columns(self._row(section, v, agenda), left_out={"id"}) for name, v in wanted.items()}
        new = [name for name in rows if name not in keys]
        for name, values in rows.items():
            if name in keys:
                self.tx.execute(_UPDATES[section], {**values, "key": keys[name]})
        if new:
            self.tx.execute(insert(model), [rows[name] for name in new])
            del self._known[section]
        self._after(section, wanted, new=frozenset(new))

    def _is_ours(self, model: Any) -> Any:
        return model.conference_id == self.conference_id

    def _recount(self, section: str, values: dict[str, Any]) -> None:
        """Write the positions that rows have otherwise: rows from before may have gaps, values count from 1."""
        model = _MODELS[section]
        found = self.tx.execute(select(_name_column(section), model.id, model.position).where(self._is_ours(model)))
        for name, key, position in found.all():
            if values[name].position != position:
                self.tx.execute(update(model).where(model.id == key).values(position=values[name].position))

    def _after(self, section: str, wanted: dict[str, Any], *, new: frozenset[str]) -> None:
        """Write what hangs on the rows of a section: who heads a delegation, who is placed in a session or for a topic."""
        keys = self.keys(section)
        if section == "delegations":
            for name, value in wanted.items():
                is_head = Attendee.public_id == (value.head or "")
                self.tx.execute(update(Attendee).where(Attendee.delegation_id == keys[name]).values(is_head=is_head))
        elif section in {"sessions", "topics"}:
            column = Placement.session_id if section == "sessions" else Placement.topic_id
            for name, value in wanted.items():
                if name not in new or value.placements:
                    self._place(column, keys[name], value.placements)

    def _place(self, column: Any, key: int, placements: tuple[PlacementValue, ...]) -> None:
        """Put these placements in the place of those that are there, unless they are the same."""
        there = [(name, role) for name, role in self.tx.execute(_PLACED[column.key], {"key": key})]
        if there == [(p.attendee.id, p.role) for p in placements]:
            return
        self.tx.execute(delete(Placement).where(column == key))
        self.rows.attendees = self.keys("attendees")
        self.rows.add_placements(placements, **{column.key: key})

    def _row(self, section: str, value: Any, agenda: Agenda) -> Any:
        if section == "topics":
            home = next((s.id for s in agenda.sessions if any(t.id == value.id for t in s.topics)), None)
            return self.rows.topic(value, self.keys("sessions")[home] if home else None)
        build: dict[str, Callable[[Any], Any]] = {
            "delegations": self.rows.delegation,
            "venues": self.rows.venue,
            "rooms": self.rows.room,
            "attendees": self.rows.attendee,
            "sessions": self.rows.session,
        }
        return build[section](value)

    def _lend_keys(self, section: str) -> None:
        """Let the builder of rows know the keys that the rows of a section refer to."""
        needed = {
            "venues": ("delegations",),
            "rooms": ("venues",),
            "attendees": ("delegations",),
            "sessions": ("rooms", "venues"),
            "topics": ("delegations",),
        }
        for other in needed.get(section, ()):
            setattr(self.rows, other, self.keys(other))

    def _free_names(self, section: str, before: dict[str, Document | None], wanted: dict[str, Any]) -> None:
        """Take numbers and uids from those that get other ones: two that change places would collide for a moment."""
        column = {"topics": "number", "sessions": "uid"}.get(section)
        for name, value in wanted.items() if column else ():
            old = before[f"{section}/{name}"]
            if column and old is not None and old.get(column) != getattr(value, column):
                key = self.keys(section)[name]
                model = _MODELS[section]
                self.tx.execute(update(model).where(model.id == key).values(**{column: f"~{key}"}))

    def _remove(self, gone: dict[str, set[str]]) -> None:
        for section, names in gone.items():
            if names:
                keys = [self.keys(section).pop(name) for name in sorted(names)]
                self.tx.execute(delete(_MODELS[section]).where(_MODELS[section].id.in_(keys)))

    def _remove_transfers(self, names: set[str]) -> None:
        for name in sorted(names):
            start, end, mode = name.split("+")
            venues = self.keys("venues")
            ends = (Transfer.from_venue_id == venues[start], Transfer.to_venue_id == venues[end])
            self.tx.execute(delete(Transfer).where(*ends, Transfer.mode == mode))

    def _add_transfers(self, transfers: Iterable[Any]) -> None:
        for transfer in transfers:
            self.rows.venues = self.keys("venues")
            row = self.rows.transfer(transfer)
            values = _columns(row, left_out={"id"})
            same = (
                Transfer.from_venue_id == row.from_venue_id,
                Transfer.to_venue_id == row.to_venue_id,
                Transfer.mode == row.mode,
            )
            self.tx.execute(delete(Transfer).where(*same))
            self.tx.execute(insert(Transfer).values(**values))


def _columns(row: Any, *, left_out: set[str]) -> dict[str, Any]:
    return {c.key: getattr(row, c.key) for c in row.__mapper__.column_attrs if c.key not in left_out}


def _values_of(agenda: Agenda) -> dict[str, dict[str, Any]]:
    return {
        "delegations": {d.code: d for d in agenda.delegations},
        "venues": {v.id: v for v in agenda.venues},
        "rooms": {r.id: r for r in agenda.rooms},
        "attendees": {a.id: a for a in agenda.attendees},
        "sessions": {s.id: s for s in agenda.sessions},
        "topics": {t.id: t for t in agenda.topics},
        "transfers": {
            name_of("transfers", {"from_venue": t.from_venue.id, "to_venue": t.to_venue.id, "mode": t.mode.value}): t
            for t in agenda.transfers
        },
    }
