"""What the page of a delegation's people says after a press: what became of it, or what was wanted and what stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from eventapp.renderers.steps import thing_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.operations.registrations.sides import Whom
    from eventapp.web.delegation_lists import SideRow, SideRows
    from eventapp.web.workplace import Workplace

# By the name of the address's parameter that holds the person's id.
_SAID = {
    "moved": N_("{name} stands at place {place} of {count} now."),
    "head": N_("{name} is the head of delegation now."),
    "added": N_("{name} is on the list now."),
    "saved": N_("Saved: {name}."),
    "approved": N_("{name} is on the list now."),
    "waits": N_("There is no place for {name} now: {name} is on the waiting list."),
    "declined": N_("{name} is declined."),
    "gone": N_("{name} is off the list now."),
    "replaced": N_("{name} has the place now."),
    "known": N_("This was decided already: {name} ({state})."),
}
_ASKED = N_("{name} waits for the secretariat's decision.")
_NOBODY = N_("The delegation has no head now.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A step that somebody else was faster with: what was wanted, what stands, and the same step anew."""

    thing: str
    wanted: str
    stands: str
    address: str
    fields: tuple[tuple[str, str], ...]
    press: str


def said_after(place: Workplace, rows: SideRows) -> str:
    """Say what the last press did, as the address tells."""
    if "brought" in request.args:
        new, changed = (request.args.get(name, 0, type=int) for name in ("brought", "changed"))
        return place.words("The file is brought in: {new} new, {changed} changed.", new=new, changed=changed)
    key = next((one for one in _SAID if one in request.args), "")
    row = _row_of(rows, request.args.get(key, ""))
    if row is None:
        return place.words(_NOBODY) if key == "head" and not request.args[key] else ""
    is_asked = key == "added" and not row.is_confirmed
    message = _ASKED if is_asked else _SAID[key]
    return place.words(message, name=row.label, state=row.state, place=row.place, count=len(rows.listed))


def stale_place(place: Workplace, whom: Whom, wanted: int) -> Stale:
    """Give the place that a person has now beside the one that was wanted."""
    words, own = place.words, _own_ids(place.draft.agenda, whom.side)
    stands = str(own.index(whom.name) + 1) if whom.name in own else "–"
    return Stale(
        thing=thing_label(whom.item, place.draft.agenda, words),
        wanted=words("Place {place}", place=wanted),
        stands=words("Place {place}", place=stands),
        address=place.links.people(whom.side, whom.name, "place"),
        fields=(("position", str(wanted)), ("version", place.draft.item_version(whom.item))),
        press=words("Put at place {place} all the same", place=wanted),
    )


def stale_head(place: Workplace, whom: Whom) -> Stale:
    """Give who heads the delegation now beside who was wanted."""
    words, agenda, item = place.words, place.draft.agenda, f"delegations/{whom.side}"
    head = next((one.head for one in agenda.delegations if one.code == whom.side), None)
    wanted = thing_label(whom.item, agenda, words) if whom.name else words("Nobody")
    return Stale(
        thing=words("Head of delegation"),
        wanted=wanted,
        stands=thing_label(f"attendees/{head}", agenda, words) if head else words("Nobody"),
        address=place.links.people(whom.side, "head"),
        fields=(("person", whom.name), ("version", place.draft.item_version(item))),
        press=words("Make it “{name}” all the same", name=wanted),
    )


def _own_ids(agenda: Agenda, side: str) -> list[str]:
    return [one.id for one in agenda.attendees if one.delegation.code == side]


def _row_of(rows: SideRows, name: str) -> SideRow | None:
    everybody = (*rows.listed, *rows.waiting, *rows.gone)
    return next((row for row in everybody if row.id == name), None)
