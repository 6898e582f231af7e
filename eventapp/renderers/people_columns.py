"""The columns of the organisers' list of people: what they are called and what they say of each; page and files have the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from eventapp.domain.names import list_name, native_name
from eventapp.domain.registration.answers import Asked
from eventapp.domain.registration.states import QuestionKind
from eventapp.renderers.dates import moment
from eventapp.renderers.persons import ListedName, listed_name
from eventapp.renderers.steps import thing_label
from eventapp.renderers.vocabulary import language_name, word_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee
    from eventapp.domain.localized import Localized
    from eventapp.domain.registration import Question
    from eventapp.domain.registration.participants import Participant
    from eventapp.renderers.wording import Words

    Say = Callable[["Column", Participant], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its key in addresses; `in_files` are those that only files have, for a list has the name in one cell."""

    key: str
    label: str
    is_usual: bool = False
    is_for_files: bool = False


COLUMNS = (
    Column("delegation", N_("Delegation"), is_for_files=True),
    Column("place", N_("Place in the delegation"), is_for_files=True),
    Column("name", N_("Name"), is_for_files=True),
    Column("native", N_("Name in the own script"), is_for_files=True),
    Column("reading", N_("Reading")),
    Column("position", N_("Position"), is_usual=True),
    Column("organisation", N_("Organisation")),
    Column("category", N_("Category"), is_usual=True),
    Column("state", N_("State"), is_usual=True),
    Column("listing", N_("Listing")),
    Column("email", N_("E-mail")),
    Column("language", N_("Language")),
    Column("source", N_("Came how")),
    Column("registered", N_("Registered")),
    Column("sessions", N_("Sessions")),
    Column("tags", N_("Tags"), is_usual=True),
    Column("code", N_("Code")),
    Column("id", N_("Id"), is_for_files=True),
)
SHOWN = tuple(column for column in COLUMNS if not column.is_for_files)
OF_QUESTION = "a-"
_NOTHING_ASKED = Asked()
_YES_NO = {"yes": N_("yes"), "no": N_("no")}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
USUAL = tuple(column.key for column in SHOWN if column.is_usual)


@dataclass(frozen=True, slots=True)
class PeopleSpeaker:
    """Says what a column tells of a person, in one language and the conference's zone.

    `sessions` are titles by id, `asked` are the conference's own questions.
    """

    words: Words
    order: Sequence[str]
    zone: str
    sessions: Mapping[str, str]
    asked: Asked = _NOTHING_ASKED

    @classmethod
    def of(cls, agenda: Agenda, words: Words, asked: Asked = _NOTHING_ASKED) -> Self:
        order = agenda.conference.languages
        titles = ((s.id, s.title.in_language(words.language, order=order)) for s in agenda.sessions)
        called = {
            name: title.text if title else thing_label(f"sessions/{name}", agenda, words) for name, title in titles
        }
        return cls(words, order, agenda.conference.zone, called, asked)

    def headings(self, columns: Sequence[Column] = COLUMNS) -> tuple[tuple[str, str], ...]:
        """Give the key of each column and what it is called, the questions behind the others."""
        own = ((f"{OF_QUESTION}{question.key}", self.text(question.label)) for question in self.asked.questions)
        return (*((column.key, self.words(column.label)) for column in columns), *own)

    def say(self, key: str, one: Participant) -> str:
        if not key.startswith(OF_QUESTION):
            return _SAID[key](self, one)
        question = next(q for q in self.asked.questions if key == f"{OF_QUESTION}{q.key}")
        return self.answer(question, self.asked.answer_of(one.key, question.key))

    def answer(self, question: Question, value: str) -> str:
        """Give an answer in words: an option's text, yes or no; what was written, a date or a file's name as it is."""
        option = dict(question.options).get(value)
        if option is not None:
            return self.text(option)
        return self.words(_YES_NO[value]) if question.kind is QuestionKind.YES_NO and value in _YES_NO else value

    def cell(self, key: str, one: Participant) -> str | int:
        """Give what a workbook has there: a number where a column counts."""
        said = self.say(key, one)
        return int(said) if said and key == "place" else said

    def name(self, attendee: Attendee) -> ListedName:
        return listed_name(attendee, self.words, self.order)

    def text(self, localized: Localized) -> str:
        found = localized.in_language(self.words.language, order=self.order)
        return found.text if found else ""


def waiting_label(rank: int, words: Words) -> str:
    """Give the place on the waiting list: "3rd on the waiting list"; "" for 0."""
    return words("{rank} on the waiting list", rank=_ordinal(rank, words.language)) if rank else ""


def _ordinal(number: int, language: str) -> str:
    """Give "3rd" in English, where the Japanese words have the number in them."""
    if language != "en":
        return str(number)
    is_teen = number % 100 // 10 == 1
    return f"{number}{'th' if is_teen else _ENDINGS.get(number % 10, 'th')}"


def _registered(speaker: PeopleSpeaker, one: Participant) -> str:
    local = one.registered_at.astimezone(ZoneInfo(speaker.zone))
    return moment(local, speaker.words.language)


_SAID: dict[str, Callable[[PeopleSpeaker, Participant], str]] = {
    "delegation": lambda _, one: one.side,
    "place": lambda _, one: str(one.attendee.precedence) if one.is_in_agenda else "",
    "name": lambda _, one: list_name(one.attendee),
    "native": lambda _, one: native_name(one.attendee),
    "reading": lambda _, one: " ".join(
        part for part in (one.attendee.family_name_reading, one.attendee.given_name_reading) if part
    ),
    "position": lambda speaker, one: speaker.text(one.attendee.position),
    "organisation": lambda speaker, one: speaker.text(one.attendee.organisation),
    "category": lambda speaker, one: word_label(one.attendee.category, speaker.words),
    "state": lambda speaker, one: word_label(one.state, speaker.words),
    "listing": lambda speaker, one: word_label(one.listing, speaker.words),
    "email": lambda _, one: one.attendee.email,
    "language": lambda _, one: language_name(one.attendee.language or one.attendee.delegation.language),
    "source": lambda speaker, one: word_label(one.source, speaker.words),
    "registered": _registered,
    "sessions": lambda speaker, one: speaker.words(", ").join(
        speaker.sessions.get(name, name) for name in one.sessions
    ),
    "tags": lambda _, one: ", ".join(one.tags),
    "code": lambda _, one: one.code,
    "id": lambda _, one: one.id,
}
