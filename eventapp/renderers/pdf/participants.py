"""The list of participants on paper: both sides in two columns of equal weight, or one group after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.glyphs import MissingGlyph, UnprintableError, unprintable_characters
from eventapp.renderers.participants_lists import unprintable_people
from eventapp.renderers.pdf.columns import bare, marked_text, plain, said
from eventapp.renderers.pdf.papers import Layout, Paper
from eventapp.renderers.pdf.sheets import (
    as_of_on_paper,
    breakable_json,
    compact_json,
    document_date,
    running_foot,
    running_head,
)
from eventapp.renderers.pdf.typesetting import Typesetter
from eventapp.renderers.view.participants import build_list_view
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from eventapp.domain.participants import ParticipantsIssue
    from eventapp.renderers.pdf.columns import Data, Said
    from eventapp.renderers.view.participants import GroupView, ListedView, ListHeadView
    from eventapp.renderers.view.values import ChangeView
    from eventapp.renderers.view.voice import Phrase


def render_participants_pdf(
    issue: ParticipantsIssue, *, paper: Paper = Paper.A4, layout: Layout = Layout.COLUMNS
) -> bytes:
    """Give a list as a tagged PDF (PDF/UA-1); the same input gives the same bytes. No person splits over two pages.

    Raises: UnprintableError before anything is printed if a character has no glyph; TypesettingError; TypesetterBusyError.
    """
    with Typesetter() as typesetter:
        return typesetter.typeset("participants", _list_text(issue, paper, layout.languages))


def _list_text(issue: ParticipantsIssue, paper: Paper, languages: tuple[str, ...]) -> str:
    data = list_data(issue, paper, languages)
    text = compact_json(data)
    if characters := unprintable_characters(text):
        found = unprintable_people(issue.people)
        raise UnprintableError(found or tuple(MissingGlyph(one, "conference") for one in sorted(characters)))
    return breakable_json(data, text)


def list_data(issue: ParticipantsIssue, paper: Paper, languages: tuple[str, ...]) -> Data:
    """Give what the template sets: texts and their order only."""
    view = build_list_view(issue, languages=languages)
    head = view.head
    titles = [_running_title(head, n) for n in range(len(languages))]
    return {
        "languages": languages,
        "paper": paper.typst_name,
        "breaks": False,
        "title": f"{head.heading.lead.text} – {head.title.lead.text}",
        "date": document_date(issue.issued_at),
        "head": running_head(titles, _each(head.marking), paper),
        "foot": running_foot([_version(issue, head, n) for n in range(len(languages))], (), paper),
        "block": {
            "version": plain(head.version) or words_in(languages[0])("Draft"),
            "as-of": _as_of(issue, languages[0]),
            "count": plain(head.count),
            "columns": [_title_column(head, n) for n in range(len(languages))],
            "since": _since(head),
        },
        "table": {key: _each_of(message, languages) for key, message in _HEADINGS.items()},
        "columns": [_group(group) for group in view.columns],
        "groups": [_group(group) for group in view.groups],
    }


_HEADINGS = {"number": N_("No."), "name": N_("Full name"), "post": N_("Post and organisation")}


def _each_of(message: str, languages: tuple[str, ...]) -> list[str]:
    return [words_in(code)(message) for code in languages]


def _each(phrase: Phrase | None) -> list[Said]:
    """Give a phrase as said in each language of the paper, None where nothing differs."""
    if phrase is None:
        return []
    return [said(phrase), *([phrase.second.text] if phrase.second else [])]


def _in(phrase: Phrase, n: int) -> Said:
    """Give a phrase in the n-th language; what is the same in both is said again."""
    return marked_text(phrase.second) if n and phrase.second else said(phrase)


def _running_title(head: ListHeadView, n: int) -> Said:
    title, heading = _in(head.title, n), _in(head.heading, n)
    return f"{bare(title)} – {bare(heading)}"


def _version(issue: ParticipantsIssue, head: ListHeadView, n: int) -> Said:
    """Give "List 3, as of 9 Mar 2023 18:00 JST"."""
    if head.version is None:
        return None
    version = _in(head.version, n)
    language = (head.version.second or head.version.lead).language if n else head.version.lead.language
    words = words_in(language)
    return words("{version}, {as_of}", version=bare(version), as_of=_as_of(issue, language))


def _as_of(issue: ParticipantsIssue, language: str) -> str | None:
    return as_of_on_paper(issue.issued_at, issue.heading.zone, words_in(language)) if issue.issued_at else None


def _title_column(head: ListHeadView, n: int) -> Data:
    return {
        "heading": _in(head.heading, n),
        "title": _in(head.title, n),
        "subtitle": _in(head.subtitle, n) if head.subtitle else None,
    }


def _since(head: ListHeadView) -> list[str]:
    """Give "Changed since list 2: 1 new · 2 changed" in each language."""
    if head.since is None:
        return []
    found = []
    for n in range(2 if head.since.second else 1):
        texts = [bare(_in(one, n)) for one in head.changes]
        found.append(f"{bare(_in(head.since, n))}: {' · '.join(texts)}")
    return found


def _group(group: GroupView) -> Data:
    return {
        "code": group.code if group.is_side else None,
        "name": _each(group.name),
        "count": plain(group.count),
        "people": [_person(person) for person in group.people],
    }


def _person(person: ListedView) -> Data:
    return {
        "number": person.number,
        "names": [
            {"text": name.text, "language": name.language, "is-fallback": name.is_fallback} for name in person.names
        ],
        "notes": [_each(note) for note in person.notes],
        "posts": [
            {"language": post.language, "joint": post.joint, "texts": [marked_text(text) for text in post.texts]}
            for post in person.posts
        ],
        "change": _change(person.change),
        "struck": person.is_removed,
    }


def _change(change: ChangeView | None) -> Data | None:
    if change is None:
        return None
    was = [text for text in (change.was.lead, change.was.second) if text] if change.was else []
    return {"label": _each(change.label), "was": [{"text": text.text, "language": text.language} for text in was]}
