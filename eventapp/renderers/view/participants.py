"""Building the view of a list of participants: what page, paper and spreadsheet say of each person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.localized import Text
from eventapp.domain.participants import ListChange, count_changes
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.renderers.dates import moment
from eventapp.renderers.labels import audience_label
from eventapp.renderers.view.listed_changes import listed_change
from eventapp.renderers.view.people import both_names
from eventapp.renderers.view.voice import Phrase, Voice
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.participants import Entry, Group, ListedPerson, ParticipantsIssue
    from eventapp.renderers.view.values import ChangeView
    from eventapp.renderers.wording import Words

_COUNTS = {
    ListChange.NEW: N_("{count} new"),
    ListChange.CHANGED: N_("{count} amended"),
    ListChange.REMOVED: N_("{count} removed"),
}
_NO_TITLES = "（敬称略）"
# What goes without saying: a delegate in a delegation, a guest among guests.
_PLAIN = frozenset({AttendeeCategory.DELEGATE, AttendeeCategory.GUEST})


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """Position and organisation in one language, in its order; `joint` stands between them."""

    language: str
    joint: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedView:
    """A person as listed: `names` in both scripts, the reader's first; the post, of whom no name is known."""

    number: str
    names: tuple[Text, ...]
    posts: tuple[PostView, ...]
    notes: tuple[Phrase, ...]
    change: ChangeView | None
    is_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    code: str
    name: Phrase
    is_side: bool
    count: Phrase
    people: tuple[ListedView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHeadView:
    """What stands above and below; version and date are None for a list not given out. `since` is "Changed since list 2"."""

    slug: str
    title: Phrase
    subtitle: Phrase | None
    heading: Phrase
    marking: Phrase
    version: Phrase | None
    as_of: Phrase | None
    count: Phrase
    since: Phrase | None
    changes: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """Two `columns` of equal weight, or none; then the `groups` one after the other."""

    head: ListHeadView
    columns: tuple[GroupView, ...]
    groups: tuple[GroupView, ...]


def build_list_view(issue: ParticipantsIssue, *, languages: tuple[str, ...]) -> ListView:
    """Give a list as it is shown; `languages` has one or two, the leading first."""
    voice = Voice(languages, issue.heading.languages)
    people = issue.people
    sides, others = (tuple(_group(group, voice) for group in groups) for groups in (people.sides, people.others))
    columns = sides if people.is_in_columns else ()
    return ListView(head=_head(issue, voice), columns=columns, groups=others if columns else sides + others)


def list_heading(words: Words) -> str:
    """Give what such a list is called; in Japanese it says that titles of honour are left out."""
    return words("List of participants") + (_NO_TITLES if words.language == "ja" else "")


def list_name_of(number: int, words: Words) -> str:
    return words("List {number}", number=number)


def issued_at_in(issue: ParticipantsIssue, language: str) -> str:
    """Give the day and time of an issue on the conference's clock, "" for one not given out."""
    if issue.issued_at is None:
        return ""
    return moment(issue.issued_at.astimezone(ZoneInfo(issue.heading.zone)), language)


def listed_marking(issue: ParticipantsIssue, voice: Voice) -> Phrase:
    """Give the organiser's own marking for the public, the audience's name for participants."""
    own = voice.say(issue.heading.marking)
    if own is not None and issue.audience.is_public:
        return own
    return voice.label(lambda words: audience_label(issue.audience, words))


def _head(issue: ParticipantsIssue, voice: Voice) -> ListHeadView:
    heading, number = issue.heading, issue.number
    counts = count_changes(issue.people)
    is_out = issue.issued_at is not None and number is not None
    return ListHeadView(
        slug=heading.slug,
        title=voice.say(heading.title) or voice.label_by(lambda _: heading.slug),
        subtitle=voice.say(heading.subtitle),
        heading=voice.label(list_heading),
        marking=listed_marking(issue, voice),
        version=voice.label(lambda words: list_name_of(number or 0, words)) if is_out else None,
        as_of=voice.label_by(lambda code: words_in(code)(N_("as of {moment}"), moment=issued_at_in(issue, code)))
        if is_out
        else None,
        count=_count(issue.people.count, voice),
        since=voice.label(lambda words: words("Changed since list {number}", number=(number or 0) - 1))
        if counts
        else None,
        changes=tuple(_change_count(change, count, voice) for change, count in counts.items()),
    )


def _count(count: int, voice: Voice) -> Phrase:
    return voice.label(lambda words: words.plural("{count} person", "{count} people", count))


def _change_count(change: ListChange, count: int, voice: Voice) -> Phrase:
    return voice.label(lambda words: words(_COUNTS[change], count=count))


def _group(group: Group, voice: Voice) -> GroupView:
    name = voice.say(group.name) or voice.label(lambda words: group.code or words("Guests"))
    return GroupView(
        code=group.code,
        name=name,
        is_side=group.is_side,
        count=_count(group.count, voice),
        people=tuple(_person(entry, voice) for entry in group.entries),
    )


def _person(entry: Entry, voice: Voice) -> ListedView:
    person = entry.person
    names = both_names(person.name, person.native, voice.lead)
    return ListedView(
        number=str(person.number),
        names=names or tuple(_position(person, voice.lead, voice)),
        posts=tuple(_posts(person, voice, is_named=bool(names))),
        notes=tuple(_notes(person, voice)),
        change=listed_change(entry, voice),
        is_removed=not entry.is_named,
    )


def _position(person: ListedPerson, language: str, voice: Voice) -> Iterator[Text]:
    text = person.position.in_language(language, order=voice.order)
    yield text or Text("–", language)


def _posts(person: ListedPerson, voice: Voice, *, is_named: bool) -> Iterator[PostView]:
    """Give the post in each language that it is said in; what the first line says already is not said again."""
    for n, code in enumerate(voice.languages):
        parts = [person.position, person.organisation] if n or is_named else [person.organisation]
        texts = [part.in_language(code, order=voice.order) for part in (reversed(parts) if code == "ja" else parts)]
        # A missing translation falls back once, in the leading language.
        said = tuple(text for text in texts if text and not (n and text.is_fallback))
        if said:
            yield PostView(language=code, joint=" " if code == "ja" else ", ", texts=said)


def _notes(person: ListedPerson, voice: Voice) -> Iterator[Phrase]:
    if person.is_head:
        yield voice.label(lambda words: words("Head of delegation"))
    if person.category not in _PLAIN:
        yield voice.label(lambda words: word_label(person.category, words))
