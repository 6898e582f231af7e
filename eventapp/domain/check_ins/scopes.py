"""What somebody is checked in for: the conference as a whole, one of its days, one of its sessions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session

_PATH = re.compile(r"|days/[0-9]{4}-[0-9]{2}-[0-9]{2}|sessions/[a-z0-9][a-z0-9-]{0,79}")


@dataclass(frozen=True, slots=True)
class Scope:
    """`path` names it for good: "", "days/2023-03-11", "sessions/ws-5"; a day or a session has its own with it."""

    path: str = ""
    day: date | None = None
    session: Session | None = None


CONFERENCE_SCOPE = Scope()


def scopes_of(agenda: Agenda) -> tuple[Scope, ...]:
    """Give everything in an agenda that people can be checked in for, the whole first, then each day with its sessions.

    Breaks and free time have no door, cancelled sessions none either.
    """
    found = [CONFERENCE_SCOPE]
    for day in agenda.days:
        found.append(Scope(f"days/{day.on.isoformat()}", day.on))
        sessions = (one for one in day.sessions if not (one.kind.is_free or one.is_cancelled))
        found += [Scope(f"sessions/{one.id}", day.on, one) for one in sessions]
    return tuple(found)


def find_scope(agenda: Agenda, path: str) -> Scope | None:
    """Give what a path names in an agenda, None for what is not in it."""
    return next((scope for scope in scopes_of(agenda) if scope.path == path), None)


def is_scope_path(text: str) -> bool:
    """Say whether a text has the form of a path, whatever there is in the agenda by now."""
    return _PATH.fullmatch(text) is not None
