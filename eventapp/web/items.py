"""Forms of a draft's items on the web: which noun has which form, and how one is opened, saved, compared."""

from __future__ import annotations

from dataclasses import dataclass
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
