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

    Written `public`, `participants`, `staff` or `side:<code>`. A member of a side is a participant too.
    """

    level: Level
    side: str | None = None

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

    def may_see(self, thing: Audience) -> bool:
        """Say whether this reader may see a thing kept for `thing`."""
        if thing.side is not None:
            return self.side == thing.side
        return self.level >= thing.level


PUBLIC = Audience(Level.PUBLIC)
PARTICIPANTS = Audience(Level.PARTICIPANTS)
STAFF = Audience(Level.STAFF)
