"""Where there is no place left, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.renderers.steps import thing_label
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.registration.places import Limit
    from eventapp.renderers.wording import Words

_SENTENCES = {
    "conference": N_("Every place at the conference is taken."),
    "category": N_("Every place for this category is taken: {name}."),
    "side": N_("Every place of this delegation is taken: {name}."),
    "session": N_("Every place in a session is taken."),
}


_SESSION = N_("Every place in this session is taken: {name}.")


def full_lines(limits: Iterable[Limit], agenda: Agenda, words: Words) -> tuple[str, ...]:
    """Say of each limit that it is reached; a session is named, for whoever sees the agenda."""
    return tuple(
        words(_SESSION, name=thing_label(f"sessions/{limit[1]}", agenda, words))
        if limit[0] == "session"
        else full_sentence([limit], words)
        for limit in limits
    )


def full_sentence(limits: Iterable[Limit], words: Words) -> str:
    """Say of the widest limit that it is reached."""
    kind, name = next(iter(limits))
    label = word_label(AttendeeCategory(name), words) if kind == "category" else name
    return words(_SENTENCES[kind], name=label)
