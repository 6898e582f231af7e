"""Forms of a draft's items on the web: which noun has which form, and how one is opened, saved, compared."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING, Any

from flask import request

from eventapp.domain.drafts import index_of
from eventapp.domain.errors import NotFoundError
from eventapp.domain.identity import unique_id
from eventapp.domain.items import CONFERENCE, SECTIONS, Document, items_of, name_of
from eventapp.domain.localized import Localized
from eventapp.operations.uids import new_uid
from eventapp.policy import Permission
from eventapp.renderers.agenda_json import plain_document
from eventapp.renderers.wording import N_
from eventapp.web.forms.attendees import AttendeeForm
from eventapp.web.forms.conferences import ConferenceForm
from eventapp.web.forms.delegations import DelegationForm
from eventapp.web.forms.items import Around, ItemForm
from eventapp.web.forms.sessions import SessionForm
from eventapp.web.forms.topics import TopicForm
from eventapp.web.forms.venues import RoomForm, TransferForm, VenueForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventapp.web.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Noun:
    """A section of the draft as its pages have it; `place` is the section whose list shows its items."""

    section: str
    form: type[ItemForm]
    new: str
    place: str
    permission: Permission = Permission.DRAFT_EDIT


NOUNS = {
    noun.section: noun
    for noun in (
        Noun("sessions", SessionForm, N_("New session"), "sessions"),
        Noun("topics", TopicForm, N_("New topic"), "topics"),
        Noun("venues", VenueForm, N_("New venue"), "venues"),
        Noun("rooms", RoomForm, N_("New room"), "venues"),
        Noun("transfers", TransferForm, N_("New way between venues"), "venues"),
        Noun("delegations", DelegationForm, N_("New delegation"), "delegations", Permission.DELEGATION_EDIT),
        Noun("attendees", AttendeeForm, N_("New person"), "attendees"),
        Noun(CONFERENCE, ConferenceForm, "", CONFERENCE, Permission.CONFERENCE_EDIT),
    )
}
_LANGUAGES = {"en": "English", "ja": "日本語"}
_FALLBACKS = {"sessions": "session", "topics": "topic", "venues": "venue", "rooms": "room", "attendees": "person"}


def seen_items(place: Workplace) -> dict[str, Document]:
    """Give the items that this member may see, by name."""
    if place.agenda is place.draft.agenda:
        return dict(place.draft.items)
    return items_of(plain_document(place.agenda))


def opened_form(place: Workplace, noun: Noun, item: str, *, data: Any = None) -> ItemForm:
    """Give the form of an item as it stands in the draft, with what was typed over it if anything was.

    Raises: NotFoundError for one that isn't there, or that this member may not see.
    """
    found = seen_items(place).get(item)
    if found is None:
        raise NotFoundError("unknown-item", item=item)
    document = {key: value for key, value in found.items() if key != "order"}
    return noun.form(data, around=around(place), item=document, version=place.draft.item_version(item))


def new_form(place: Workplace, noun: Noun, *, data: Any = None) -> ItemForm:
    wishes = around(place)
    return noun.form(data, around=wishes, item=noun.form.fresh(wishes, request.args))


def around(place: Workplace) -> Around:
    return Around(place.agenda, place.words)


def named(place: Workplace, noun: Noun, document: Document) -> Document:
    """Give a new item its id, and a session its UID, for good."""
    if "id" not in SECTIONS[noun.section]:
        return document
    taken = {name_of(noun.section, item) for item in place.draft.document.get(noun.section, ())}
    taken |= {"new", "renumber"}  # addresses beside those of the items
    title = Localized.of(document.get("title") or document.get("name") or _person(document))
    new = {"id": unique_id(title, _FALLBACKS[noun.section], taken)}
    return document | new | ({"uid": new_uid()} if noun.section == "sessions" else {})


def _person(document: Document) -> dict[str, str]:
    names = " ".join(document.get(key, "") for key in ("family_name", "given_name")).strip()
    return {"en": names} if names else document.get("position", {})


def index_in(document: Document, item: str) -> int | None:
    """Give where an item stands in its section, None for the conference and for one that isn't there."""
    section, _, name = item.partition("/")
    try:
        return index_of(document, section, name) if name else None
    except NotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class Versus:
    """One field of two versions of an item; `mine` and `theirs` are what a reader sees of them."""

    name: str
    label: str
    mine: str
    theirs: str
    is_mine: bool = True  # whether it was changed here; what was not is theirs, unless the reader says otherwise

    @property
    def is_different(self) -> bool:
        return self.mine != self.theirs


def compared(mine: ItemForm, theirs: ItemForm, began: str = "") -> list[Versus]:
    """Give both versions field by field, in the order of the form; a text is one field in each language.

    `began` is what `began_with` gave of the form when it was opened.
    """
    marks = dict(mark.split("=", 1) for mark in began.split() if "=" in mark)
    found = [one for one in _all_versus(mine, theirs) if one.mine or one.theirs]
    return [replace(one, is_mine=marks.get(one.name) != _mark(one.mine)) for one in found]


def began_with(form: ItemForm) -> str:
    """Give a short mark of what each field holds, by which it is known later whether it was changed."""
    return " ".join(f"{one.name}={_mark(one.mine)}" for one in _all_versus(form, form))


def _mark(said: str) -> str:
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:8]


def _all_versus(mine: ItemForm, theirs: ItemForm) -> list[Versus]:
    names = [name for _, rows in mine.groups for row in rows for name in row]
    return [one for name in names for one in _versus(mine, theirs, name)]


def _versus(mine: ItemForm, theirs: ItemForm, name: str) -> Iterator[Versus]:
    label = mine.words(mine[name].label.text)
    if not isinstance(mine[name].data, Localized):
        yield Versus(name, label, _shown(mine, name), _shown(theirs, name))
        return
    for code in mine.around.agenda.conference.languages:
        ours, others = (form[name].data.get(code) or "" for form in (mine, theirs))
        yield Versus(f"{name}-{code}", f"{label} ({_LANGUAGES.get(code, code)})", ours, others)


def _shown(form: ItemForm, name: str) -> str:
    """Give a value as a reader sees it: of a choice what it is called, of a text every language."""
    field, words = form[name], form.words
    value: Any = field.data
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return "\n".join(_row(form, name, row) for row in value)
    labels = {str(choice.value): str(choice.label) for choice in getattr(field, "choices", None) or ()}
    text = "" if value is None else str(value)
    return labels.get(text, text) if text else ""


def _row(form: ItemForm, name: str, row: Any) -> str:
    if isinstance(row, Localized):
        return " / ".join(text for _, text in row)
    people: Any = form[name]
    if name != "people":
        return str(people.said(row))
    labels = dict(people.roles) | {key: label for _, persons in people.persons for key, label in persons}
    return ": ".join(labels.get(part, part) for part in row)


def take_theirs(mine: ItemForm, theirs: ItemForm, names: Iterable[str]) -> None:
    """Put what stands now in the place of what was typed, in these fields."""
    for name in names:
        key, _, code = name.partition("-")
        if key in mine and code:
            texts = mine[key].data.as_dict() | {code: theirs[key].data.get(code) or ""}
            mine[key].data = Localized.of(texts)
        elif key in mine:
            mine[key].data = theirs[key].data
            mine[key].raw_data, mine[key].process_errors = [theirs[key].data], []
