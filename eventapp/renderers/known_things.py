"""What the things are called of which a conference's log tells: those of the agenda, and people whom it doesn't have or not any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.renderers.persons import name_in_sentence
from eventapp.renderers.steps import thing_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee
    from eventapp.renderers.wording import Words

ERASED = N_("(erased)")


@dataclass(frozen=True, slots=True)
class KnownThings:
    """Gives the names of things in one language; `people` are those of the list by id, None for one who was erased."""

    agenda: Agenda
    words: Words
    people: Mapping[str, Attendee | None]

    def label(self, item: str) -> str:
        """Give what a thing is called in a sentence; what is gone for good keeps its id, a person is "somebody"."""
        section, _, name = item.partition("/")
        if section != "attendees" or not name or any(one.id == name for one in self.agenda.attendees):
            return thing_label(item, self.agenda, self.words)
        if name not in self.people:
            return self.words("somebody")
        person = self.people[name]
        order = self.agenda.conference.languages
        return name_in_sentence(person, self.words, order) if person else self.words(ERASED)
