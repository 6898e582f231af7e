"""Who may see a thing: public, then participants, then staff; and one side for its internal items."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    PUBLIC = 0
    PARTICIPANTS = 1
    STAFF = 2


_LEVELS = {level.name.lower(): level for level in Level}


@dataclass(frozen=True, slots=True)
class Audience:
    """A reader's or a thing's audience: a level, or one side's own.

    Written `public`, `participants`, `staff` or `side:<code>`. A member of a side is a participant too. Who `is_outside` knows that a session
    is on whatever its level, and of what is said in it what the public does.
    """

    level: Level
    side: str | None = None
    is_outside: bool = False

    @classmethod
    def parse(cls, text: str) -> Audience:
        """Read the written form.

        Raises: ValueError for any other text.
        """
        if text.startswith("side:") and text.removeprefix("side:"):
            return cls(Level.PARTICIPANTS, text.removeprefix("side:"))
        if text not in _LEVELS:
            raise ValueError(text)
        return cls(_LEVELS[text])

    def __str__(self) -> str:
        return f"side:{self.side}" if self.side else self.level.name.lower()

    @property
    def is_public(self) -> bool:
        return self.level is Level.PUBLIC

    @property
    def reads_as_public(self) -> bool:
        """Say whether names and contents are kept from this reader as from the public."""
        return self.is_public or self.is_outside

    def may_see(self, thing: Audience) -> bool:
        """Say whether this reader may see a thing kept for `thing`."""
        if thing.side is not None:
            return self.side == thing.side
        return self.level >= thing.level


PUBLIC = Audience(Level.PUBLIC)
PARTICIPANTS = Audience(Level.PARTICIPANTS)
STAFF = Audience(Level.STAFF)
# Those who work at a venue: they open every door and set every table, and are no party to the talks.
VENUE_STAFF = Audience(Level.STAFF, is_outside=True)
