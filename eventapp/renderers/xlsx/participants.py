"""A list of participants as a workbook: one row per person, and which list it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.localized import NOTHING
from eventapp.renderers.labels import audience_label
from eventapp.renderers.view.listed_changes import listed_change
from eventapp.renderers.view.participants import issued_at_in, list_heading, list_name_of
from eventapp.renderers.view.voice import Voice
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_, words_in
from eventapp.renderers.xlsx.workbooks import Book, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eventapp.domain.localized import Localized
    from eventapp.domain.participants import Entry, Group, ParticipantsIssue
    from eventapp.renderers.view.voice import Phrase
    from eventapp.renderers.wording import Words
    from eventapp.renderers.xlsx.workbooks import Cell

_SHEET, _ABOUT = "Participants", "List"
_LEFT = (N_("No."), N_("Delegation"), N_("Head of delegation"), N_("Full name"), N_("Name in its script"))
_RIGHT = (N_("Category"), N_("Since the last list"), N_("What was"))
_TEXTS = (N_("Position"), N_("Organisation"))


def render_participants_xlsx(issue: ParticipantsIssue) -> bytes:
    """Give the workbook of a list, in the order in which its sides stand; who was removed is struck through.

    Its date of making is that of the issue.
    """
    heading, languages = issue.heading, issue.heading.languages
    title = heading.title.in_language(languages[0], order=languages)
    on = issue.issued_at.date() if issue.issued_at else heading.starts_on
    book = Book(f"{title.text if title else heading.slug} – {list_heading(words_in(languages[0]))}", on)
    book.add(_people(issue))
    book.add(_about(issue))
    return book.close()


def _people(issue: ParticipantsIssue) -> Table:
    languages = issue.heading.languages
    entries = [(group, entry) for group in _groups(issue) for entry in group.entries]
    headings = (
        *map(_both_lines, _LEFT),
        *(f"{_both_lines(text)} ({code})" for text in _TEXTS for code in languages),
        *map(_both_lines, _RIGHT),
    )
    return Table(
        _SHEET,
        headings,
        tuple(tuple(_row(group, entry, languages)) for group, entry in entries),
        frozenset(n for n, (_, entry) in enumerate(entries) if not entry.is_named),
    )


def _groups(issue: ParticipantsIssue) -> tuple[Group, ...]:
    return issue.people.sides + issue.people.others


def _row(group: Group, entry: Entry, languages: tuple[str, ...]) -> Iterator[Cell]:
    person, change = entry.person, listed_change(entry, Voice(languages[:2], languages))
    yield person.number
    yield _group_name(group, languages)
    yield _both(lambda words: words("Head of delegation")) if person.is_head else ""
    yield from (person.name, person.native)
    for localized in (person.position, person.organisation):
        yield from (localized.get(code) or "" for code in languages)
    yield _both(lambda words: word_label(person.category, words))
    yield _said(change.label) if change else ""
    yield _said(change.was) if change and change.was else ""


def _group_name(group: Group, languages: tuple[str, ...]) -> str:
    """Give the code of a side, the name of any other group."""
    if group.is_side:
        return group.code
    return _texts_of(group.name, languages) or group.code or _both(lambda words: words("Guests"))


def _texts_of(localized: Localized, languages: tuple[str, ...]) -> str:
    return " ".join(dict.fromkeys(text for code in languages if (text := localized.get(code))))


def _about(issue: ParticipantsIssue) -> Table:
    heading, number = issue.heading, issue.number or 0
    own = heading.marking if issue.audience.is_public else NOTHING
    rows = (
        (N_("Conference"), _texts_of(heading.title, heading.languages) or heading.slug),
        (N_("Version"), _both(lambda words: list_name_of(number, words))),
        (N_("Date"), _both(lambda words: issued_at_in(issue, words.language))),
        (
            N_("Marking"),
            _texts_of(own, heading.languages) or _both(lambda words: audience_label(issue.audience, words)),
        ),
        (N_("Named"), _both(lambda words: words.plural("{count} person", "{count} people", issue.people.count))),
    )
    return Table(
        _ABOUT,
        ("\n".join(list_heading(words_in(code)) for code in ("en", "ja")), ""),
        [(_both_lines(key), text) for key, text in rows],
    )


def _said(phrase: Phrase) -> str:
    return "\n".join(text.text for text in (phrase.lead, phrase.second) if text)


def _both(make: Callable[[Words], str]) -> str:
    return " ".join(dict.fromkeys((make(words_in("en")), make(words_in("ja")))))


def _both_lines(message: str) -> str:
    return f"{words_in('en')(message)}\n{words_in('ja')(message)}"
