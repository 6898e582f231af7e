"""What happened to one person of the list: each entry of the log with its values, and what changed since the decision."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from eventapp.policy import ANONYMOUS, PARTICIPANT
from eventapp.renderers.log_values import Value, changed_values, key_label
from eventapp.renderers.logs import log_sentence, stand_in_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventapp.domain.items import Document
    from eventapp.domain.registration.participants import Participant
    from eventapp.queries.audit_entries import LogEntry
    from eventapp.renderers.known_things import KnownThings
    from eventapp.web.workplace import Workplace

_AMENDED, _SEEN, _SUBSTITUTED = "registration:amend", "registration:see", "registration:substitute"
_REPLACES = "replaces"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """When, who, what, each value before and after; `fields` names what changed where the log keeps no values."""

    at: str
    actor: str
    said: str
    values: tuple[Value, ...]
    fields: str


@dataclass(frozen=True, slots=True)
class History:
    """The entries about a person, the newest first, in the reader's words."""

    place: Workplace
    one: Participant
    entries: Sequence[LogEntry]
    things: KnownThings

    def lines(self) -> list[HistoryLine]:
        return [self._line(entry) for entry in self.entries]

    def amended(self) -> tuple[Value, ...]:
        """Give what changed since the decision, or since an organiser saw what did: from what it was then to what it is now.

        The log keeps what a step of the draft changed; of what only the registration has it knows the field.
        """
        first, last = self._since_decided()
        return tuple(value for key in self.one.amended for value in self._amended(key, first, last))

    def _amended(self, key: str, first: Document, last: Document) -> tuple[Value, ...]:
        if key == _REPLACES and (other := self._replaced()):
            return (Value(self.things.words("takes the place of {name}", name=other), "", ""),)
        told = changed_values({key: first.get(key)}, {key: last.get(key)}, self.things)
        return told or (Value(key_label(key, self.things.words), "", ""),)

    def _replaced(self) -> str:
        """Give what the person is called whose place this one took, "" where the log doesn't say."""
        found = (entry.details.get("replaced", "") for entry in self.entries if entry.action == _SUBSTITUTED)
        names = (name for name in found if name and name != self.one.id)
        return next((self.things.label(f"attendees/{name}") for name in names), "")

    def _since_decided(self) -> tuple[Document, Document]:
        first: Document = {}
        last: Document = {}
        unseen = list(takewhile(lambda entry: entry.action != _SEEN, self.entries))
        for entry in reversed(unseen):
            if self.one.decided_at is None or entry.at >= self.one.decided_at:
                before, after = self._change(entry)
                for key in _other_keys(before, after):
                    first.setdefault(key, before.get(key))
                    last[key] = after.get(key)
        return first, last

    def _line(self, entry: LogEntry) -> HistoryLine:
        place, things = self.place, self.things
        is_own = entry.actor in {ANONYMOUS.name, PARTICIPANT.name}
        return HistoryLine(
            at=place.moment(entry.at),
            actor=(stand_in_label(entry.details, things) or things.label(self._item)) if is_own else entry.actor,
            said=log_sentence(entry.action, entry.subject, things, details=entry.details),
            values=changed_values(*self._change(entry), things),
            fields=place.words(", ").join(key_label(key, place.words) for key in self._untold(entry)),
        )

    def _untold(self, entry: LogEntry) -> Iterator[str]:
        """Give the fields of a changed registration that no step of the same moment tells of."""
        if entry.action == _AMENDED:
            beside = [one for one in self.entries if one.at == entry.at]
            told = {key for one in beside for key in _other_keys(*self._change(one))}
            yield from (key for key in entry.details.get("fields", ()) if key not in told)

    @property
    def _item(self) -> str:
        return f"attendees/{self.one.id}"

    def _change(self, entry: LogEntry) -> tuple[dict[str, Any], dict[str, Any]]:
        """Give the person's item before and after an entry; nothing where it came, went or was not touched."""
        found = (one for one in entry.details.get("items", ()) if one["item"] == self._item)
        change: dict[str, Any] = next(found, {})
        before, after = change.get("before"), change.get("after")
        return (before, after) if before and after else ({}, {})


def _other_keys(before: Document, after: Document) -> list[str]:
    return [key for key in {**before, **after} if before.get(key) != after.get(key)]
