"""When people are told of a publication, and how it is gathered with those that they were not told of yet. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from eventapp.domain.notices import build_notices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from eventapp.domain.notices import Notice, Registered
    from eventapp.domain.publication import Publication

# Minutes after which people can be told, to choose from.
DELAYS = (0, 15, 30, 60, 120, 240, 720)
# What begins so soon, or would have, is told at once.
_SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice that did not go out yet: its reader was told last of version `since`; `key` is of its message."""

    key: int
    since: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Gathered:
    """A notice with when it is due, and the version that its reader was told last."""

    notice: Notice
    since: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication at `now`, of which people are told `delay` later."""

    now: datetime
    delay: timedelta


def gather_notices(
    notices: Iterable[Notice],
    publication: Publication,
    *,
    waiting: Mapping[str, Waiting],
    earlier: Mapping[int, Publication],
    registered: tuple[Registered, ...],
    moment: Moment,
) -> Iterator[Gathered]:
    """Give what each person is told, of whom `notices` tell the difference to the version before.

    Whose last notice still waits, by id in `waiting`, is told instead of everything since the version in `earlier` that he or she knows, no
    later than that one would have been; nothing where it comes to nothing.
    """
    known = {
        since: {
            one.attendee.id: one
            for one in build_notices(
                before, publication, registered, among={name for name, one in waiting.items() if one.since == since}
            )
        }
        for since, before in earlier.items()
    }
    for notice in notices:
        kept = waiting.get(notice.attendee.id)
        if kept is None:
            yield Gathered(notice, publication.number - 1, due_at(notice, moment))
        elif whole := known[kept.since].get(notice.attendee.id):
            due = max(moment.now, min(kept.due_at, due_at(whole, moment)))
            yield Gathered(replace(whole, since=kept.since), kept.since, due)


def due_at(notice: Notice, moment: Moment) -> datetime:
    """Give when somebody is told: after the delay, but as soon as what changed begins within 24 hours, or would have begun."""
    both = [session for one in notice.changes for session in (one.change.before, one.change.after) if session]
    soon = (session.start_at - _SOON for session in both if session.end_at > moment.now)
    return max(moment.now, min([moment.now + moment.delay, *soon]))
