"""Who is here now, for the bar of the workplace: initials in a box, and the names in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.renderers.wording import Words

_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Here:
    initials: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class HereLine:
    """`people` begin with the reader; nobody and `words` "" when the reader is alone."""

    people: tuple[Here, ...] = ()
    words: str = ""


def here_line(present: Iterable[tuple[int, str]], mine: int | None, words: Words) -> HereLine:
    """Give the line of those present, each an id and a name, for the member with the id `mine`."""
    ordered = sorted(present, key=lambda one: one[0] != mine)
    if len(ordered) < 2:  # noqa: PLR2004 - oneself is no news
        return HereLine()
    names = words(", ").join(words("you") if one == mine else name for one, name in ordered)
    return HereLine(
        people=tuple(Here(initials_of(name), one == mine) for one, name in ordered),
        words=words("{count} here: {names}", count=len(ordered), names=names),
    )


def initials_of(name: str) -> str:
    """Give up to three first letters of a name's words; of a name of one word its first two signs."""
    words = name.split()
    return ("".join(word[0] for word in words[:_INITIALS]) if len(words) > 1 else name[:2]).upper()
