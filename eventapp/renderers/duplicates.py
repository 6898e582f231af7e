"""Why two may be one person, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.duplicates import Likeness
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.renderers.wording import Words

_REASONS = {
    Likeness.EMAIL: N_("same e-mail address"),
    Likeness.NATIVE: N_("same name in kanji"),
    Likeness.LATIN: N_("same name in Latin letters"),
    Likeness.READING: N_("same reading"),
    Likeness.SOUND: N_("sounds the same"),
}
_CONTRADICTED = N_("but other kanji")


def likeness_label(reasons: Iterable[Likeness], words: Words, *, is_contradicted: bool = False) -> str:
    """Give the reasons, strongest first, and what speaks against them: "same name in Latin letters, but other kanji"."""
    said = [words(_REASONS[reason]) for reason in reasons] + ([words(_CONTRADICTED)] if is_contradicted else [])
    return ("、" if words.language == "ja" else ", ").join(said)
