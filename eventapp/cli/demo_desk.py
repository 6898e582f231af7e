"""The first morning at the demo conference's door: most are in, at two desks, when the page of the desk is opened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.clock import utc_now
from eventapp.domain.check_ins import Said, Verb
from eventapp.operations.check_ins import tell_check_ins
from eventapp.policy import Actor
from eventapp.queries.check_ins import get_desk_state
from eventapp.queries.registrations import list_participants

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_OPENS_AT = datetime(2023, 3, 10, 9, 31, tzinfo=ZoneInfo("Asia/Tokyo"))
_SCOPES = ("", "days/2023-03-10")
_DESKS = ("Foyer", "Hall A")
_MISSING_EACH = 4


def add_demo_check_ins(tx: Session, slug: str) -> None:
    """Let three of four be in at the conference and on its first day; nothing where a desk told anything already."""
    if get_desk_state(tx, slug).last_told:
        return
    names = [one.id for one in list_participants(tx, slug) if one.is_on_list]
    present = [name for number, name in enumerate(names, start=1) if number % _MISSING_EACH]
    said = [_said(scope, name, number) for scope in _SCOPES for number, name in enumerate(present)]
    tell_check_ins(tx, slug, said, actor=Actor("Check-in desk"), now=utc_now())


def _said(scope: str, name: str, number: int) -> Said:
    """Let one after the other come in, each desk every minute."""
    desk = _DESKS[number % len(_DESKS)]
    return Said(
        key=f"demo-{_SCOPES.index(scope)}-{number}",
        whom=name,
        scope=scope,
        verb=Verb.IN,
        at=_OPENS_AT + timedelta(minutes=number // len(_DESKS)),
        source=f"demo-{desk}",
        desk=desk,
    )
