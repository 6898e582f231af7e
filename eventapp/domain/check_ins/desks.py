"""What desks say and hear: the desk's name, when a thing was told, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.check_ins.standing import Verb
from eventapp.domain.text import faulty_character

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.check_ins.standing import Standing

# What waited in a phone for longer is no check-in of this conference's desk any more.
LATEST = timedelta(days=14)
_NAME_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a desk says of a person: `whom` is the public id or the code on the badge, `key` the desk's own for saying it once.

    `seen` is the number up to which an undo's desk knows what was told of this person there.
    """

    key: str
    whom: str
    scope: str
    verb: Verb
    at: datetime
    source: str
    desk: str = ""
    seen: int = 0


class OutcomeKind(StrEnum):
    """What came of a thing said."""

    IN = "in"
    ALREADY = "already"
    OUT = "out"
    STILL_IN = "still-in"
    NOT_ON_LIST = "not-on-list"
    UNKNOWN = "unknown"

    @property
    def is_taken(self) -> bool:
        return self not in {OutcomeKind.NOT_ON_LIST, OutcomeKind.UNKNOWN}

    @classmethod
    def after(cls, verb: Verb, standing: Standing | None, number: int) -> OutcomeKind:
        """Give what came of what was told under `number`, from how the person stands then."""
        if standing is None:
            return cls.OUT
        if verb is Verb.UNDO:
            return cls.STILL_IN
        return cls.IN if standing.number == number else cls.ALREADY


def instant_of(said_at: int, sent_at: int, now: datetime) -> datetime:
    """Give when something was said, by how long before sending it was: a phone's clock may be wrong, what passed on it is right.

    Both are milliseconds on the phone's own clock. Never later than `now`, nor longer ago than any desk keeps a thing.
    """
    return now - min(max(timedelta(milliseconds=sent_at - said_at), timedelta()), LATEST)


def desk_name(text: str) -> str:
    """Give a desk's name as it is kept, "" for what is no name."""
    name = " ".join(text.split())[:_NAME_MOST].strip()
    return "" if faulty_character(name, multiline=False) else name
