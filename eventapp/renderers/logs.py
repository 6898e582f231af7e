"""Entries of the log in words: what was done, and each value before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from eventapp.domain.items import CONFERENCE, POSITION
from eventapp.renderers.posts import post_label
from eventapp.renderers.steps import step_label, thing_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.agenda import Agenda
    from eventapp.renderers.wording import Words

_NAMELESS = {"anonymous": N_("Somebody"), "participant": N_("The person")}
_KEYS = {
    "title": N_("title"),
    "subtitle": N_("subtitle"),
    "host": N_("host"),
    "marking": N_("marking"),
    "notice": N_("notice"),
    "starts_on": N_("first day"),
    "ends_on": N_("last day"),
    "zone": N_("time zone"),
    "languages": N_("languages"),
    "status": N_("status"),
    "series": N_("series"),
    "edition": N_("edition"),
    "name": N_("name"),
    "side": N_("is a side"),
    "language": N_("language"),
    "country": N_("country"),
    "head": N_("head of delegation"),
    "locality": N_("locality"),
    "address": N_("address"),
    "latitude": N_("latitude"),
    "longitude": N_("longitude"),
    "host_side": N_("host side"),
    "gate_minutes": N_("minutes at the gate"),
    "venue": N_("venue"),
    "capacity": N_("seats"),
    "booths": N_("booths"),
    "available": N_("available"),
    "minutes": N_("minutes"),
    "mode": N_("mode"),
    "delegation": N_("delegation"),
    "precedence": N_("precedence"),
    "category": N_("category"),
    "family_name": N_("family name"),
    "given_name": N_("given name"),
    "native_family_name": N_("family name in its script"),
    "native_given_name": N_("given name in its script"),
    "family_name_reading": N_("reading of the family name"),
    "given_name_reading": N_("reading of the given name"),
    "prefix": N_("prefix"),
    "suffix": N_("suffix"),
    "id_name": N_("name as on the ID"),
    "badge_name": N_("name on the badge"),
    "display_order": N_("order of names"),
    "organisation": N_("organisation"),
    "position": N_("post"),
    "email": N_("e-mail"),
    "interpretation_language": N_("language listened to"),
    "arrives": N_("arrives"),
    "leaves": N_("leaves"),
    "away": N_("not free"),
    "listing": N_("consent to be listed"),
    "needs": N_("needs"),
    "replaces": N_("takes the place of somebody else"),
    "kind": N_("kind"),
    "number": N_("number"),
    "start": N_("start"),
    "end": N_("end"),
    "room": N_("room"),
    "from_venue": N_("from"),
    "to_venue": N_("to"),
    "transfer_mode": N_("mode"),
    "audience": N_("audience"),
    "attribution": N_("attribution"),
    "interpretation": N_("interpretation"),
    "expected": N_("expected people"),
    "side_cap": N_("most per side"),
    "fixed": N_("fixed"),
    "description": N_("description"),
    "people": N_("people"),
    "session": N_("session"),
    "purpose": N_("purpose"),
    "text": N_("text"),
    "questions": N_("guiding questions"),
    "proposed_by": N_("proposed by"),
    "agreement": N_("agreement"),
    POSITION: N_("place in the order"),
    "uid": N_("calendar name"),
    "code": N_("code"),
    "id": N_("id"),
    "slug": N_("short name"),
}
_ACTIONS = {
    "session:add": N_("added {thing}"),
    "session:edit": N_("edited {thing}"),
    "session:move": N_("moved {thing}"),
    "session:remove": N_("removed {thing}"),
    "session:duplicate": N_("duplicated {thing}"),
    "session:split": N_("split {thing} in two"),
    "session:merge": N_("merged another session into {thing}"),
    "session:swap": N_("swapped {thing} with another session"),
    "day:slip": N_("slipped {thing}"),
    "day:duplicate": N_("duplicated {thing}"),
    "topic:place": N_("placed {thing}"),
    "topic:renumber": N_("renumbered the topics"),
    "person:place": N_("put {thing} in another place of the order"),
    "item:add": N_("added {thing}"),
    "item:edit": N_("edited {thing}"),
    "item:remove": N_("removed {thing}"),
    "draft:import": N_("brought in {thing}"),
    "draft:reopen": N_("reopened {thing}"),
    "conference:import": N_("loaded the conference from a file"),
    "conference:replace": N_("replaced the draft by a file"),
    "conference:create": N_("made the conference"),
    "conference:clone": N_("cloned the conference"),
    "conference:remove": N_("deleted the conference"),
    "agenda:publish": N_("published {subject}"),
    "agenda:withdraw": N_("took back {subject}"),
    "draft:export": N_("exported the draft ({subject})"),
    "deadline:add": N_("set the deadline “{subject}”"),
    "deadline:settle": N_("settled the deadline “{subject}”"),
    "deadline:remove": N_("removed the deadline “{subject}”"),
    "user:add": N_("added the account {subject}"),
    "user:edit": N_("changed the account {subject}"),
    "user:password": N_("changed the password of {subject}"),
    "user:sign-in": N_("signed in"),
    "user:sign-out": N_("signed out everywhere"),
    "link:issue": N_("issued a sign-in link for {subject}"),
    "member:add": N_("made {subject} a member"),
    "member:edit": N_("changed the role of {subject}"),
    "member:remove": N_("removed the member {subject}"),
    "member:invite": N_("invited {subject}"),
    "invitation:revoke": N_("revoked the invitation of {subject}"),
    "translation:confirm": N_("confirmed the languages of {thing}"),
    "translation:unconfirm": N_("took back that the languages of {thing} agree"),
    "registration:plan": N_("set the rules of registration"),
    "registration:add": N_("registered {thing}"),
    "registration:approve": N_("approved {thing}"),
    "registration:exceed": N_("put {thing} on the list beyond the limit"),
    "registration:decline": N_("declined {thing}"),
    "registration:withdraw": N_("withdrew {thing}"),
    "registration:amend": N_("changed the registration of {thing}"),
    "registration:see": N_("saw what changed of {thing}"),
    "registration:link": N_("asked for a link to the page of {thing}"),
    "registration:unlink": N_("ended the links to the page of {thing}"),
    "feed:issue": N_("issued a calendar address for {thing}"),
    "feed:revoke": N_("took back a calendar address of {thing}"),
    "person:erase": N_("erased {thing}"),
    "person:export": N_("handed out what is kept of {thing}"),
    "data:purge": N_("purged what was past its time"),
    "question:add": N_("added a question of registration"),
    "question:edit": N_("changed a question of registration"),
    "question:remove": N_("took out a question of registration"),
    "question:move": N_("put the questions of registration in order"),
    "registration:invite": N_("invited people to register"),
    "invited:remind": N_("reminded people of their invitation"),
    "invited:revoke": N_("took back an invitation to register"),
    "invited:open": N_("opened an invitation to register"),
    "invited:decline": N_("declined an invitation to register"),
    "registration:tag": N_("tagged {thing}"),
    "registration:write": N_("wrote to {thing}"),
    "registration:merge": N_("merged another registration into {thing}"),
    "registration:export": N_("exported people ({subject})"),
    "registration:substitute": N_("put {thing} in the place of somebody else"),
    "registration:import": N_("brought people in from {subject}"),
    "address:ask": N_("asked to use another address for {thing}"),
    "notice:see": N_("saw the changes of the agenda: {thing}"),
    "notice:remind": N_("reminded people of the changes of {subject}"),
    "offer:make": N_("offered a place to {thing}"),
    "offer:accept": N_("took the place offered: {thing}"),
    "offer:lapse": N_("let the place offered lapse: {thing}"),
    "check-in:add": N_("checked in {thing} ({where})"),
    "check-in:undo": N_("took back the check-in of {thing} ({where})"),
    "listing:record": N_("recorded the consent to be listed: {thing}"),
    "participants:issue": N_("issued the list of participants: {thing}"),
    "needs:export": N_("exported what people need: {thing}"),
    "message:resend": N_("sent a message again ({subject})"),
    "draft:undo": N_("undid: {thing}"),
    "draft:redo": N_("did again: {thing}"),
}


def key_label(key: str, words: Words) -> str:
    """Give what a field of an item is called."""
    return words(_KEYS[key]) if key in _KEYS else key


_ITEMS_SHOWN = 12
_TEXT_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an item: what it is called, before and after, "" for none."""

    name: str
    before: str
    after: str


def actor_label(actor: str, words: Words, *, has_account: bool) -> str:
    """Give who did a thing, as the log calls whoever came without an account."""
    return actor if has_account or actor not in _NAMELESS else words(_NAMELESS[actor])


@dataclass(frozen=True, slots=True)
class LoggedItem:
    """One item of an entry; `verb` says whether it came or went, else "changed"."""

    item: str
    name: str
    verb: str
    values: tuple[Value, ...]


def log_sentence(
    action: str, subject: str, agenda: Agenda, words: Words, *, details: dict[str, Any] | None = None
) -> str:
    """Give what was done, to follow the name of who did it; what is gone has its name in the entry's `details`."""
    message = _ACTIONS.get(action)
    if message is None:
        return step_label(action, subject, agenda, words)
    is_item = "/" in subject or subject == "conference"
    thing = _name(subject, _document(subject, details or {}), agenda, words) if is_item else _group(subject, words)
    # What somebody was checked in for; an entry of another kind names none.
    where = thing_label((details or {}).get("scope") or CONFERENCE, agenda, words)
    return words(message, subject=subject or words("somebody"), thing=thing, where=where)


def _group(subject: str, words: Words) -> str:
    """Give what a subject that is no item is called."""
    groups = {"attendees": N_("several people"), "accessibility": N_("on the way and in the rooms")}
    return words(groups[subject]) if subject in groups else subject


def logged_items(details: dict[str, Any], agenda: Agenda, words: Words) -> tuple[tuple[LoggedItem, ...], int]:
    """Give the items that an entry tells of and how many more there are."""
    found = details.get("items", [])
    items = tuple(_item(one, agenda, words) for one in found[:_ITEMS_SHOWN])
    return items, max(0, len(found) - _ITEMS_SHOWN)


def logged_post(action: str, details: dict[str, Any], words: Words) -> Value | None:
    """Give the role that an entry about a member tells of, before and after; None for any other entry."""
    if not action.startswith("member:"):
        return None
    after = details if action == "member:invite" else details.get("after")
    return Value(words("Role"), _post(details.get("before"), words), _post(after, words))


def _post(told: Any, words: Words) -> str:
    """Give a post as it was logged: a role, or a role and its side; "" for none."""
    if not told:
        return ""
    return post_label(told, "", words) if isinstance(told, str) else post_label(told["role"], told["side"], words)


def _item(change: dict[str, Any], agenda: Agenda, words: Words) -> LoggedItem:
    before, after = change.get("before"), change.get("after")
    verb = "changed" if before and after else "added" if after else "removed"
    values = tuple(_values(before or {}, after or {}, agenda, words)) if verb == "changed" else ()
    name = change["item"]
    return LoggedItem(item=name, name=_name(name, before or after or {}, agenda, words), verb=verb, values=values)


def _document(item: str, details: dict[str, Any]) -> dict[str, Any]:
    """Give an item as an entry has it, {} where it tells nothing of that."""
    found = (one for one in details.get("items", ()) if one["item"] == item)
    return next((one.get("before") or one.get("after") or {} for one in found), {})


def _name(item: str, document: dict[str, Any], agenda: Agenda, words: Words) -> str:
    """Give what an item is called now, or was called where it is gone."""
    label = thing_label(item, agenda, words)
    if label != item.partition("/")[2]:
        return label
    texts = document.get("title") or document.get("name") or {}
    return str(texts.get(words.language) or next(iter(texts.values()), label)) if isinstance(texts, dict) else label


def _values(before: dict[str, Any], after: dict[str, Any], agenda: Agenda, words: Words) -> Iterator[Value]:
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        name = key_label(key, words)
        if isinstance(old, dict | None) and isinstance(new, dict | None) and key != "people":
            for code in {**(old or {}), **(new or {})}:
                one, other = (old or {}).get(code), (new or {}).get(code)
                if one != other:
                    yield Value(f"{name} ({code})", _text(key, one, agenda, words), _text(key, other, agenda, words))
        else:
            yield Value(name, _text(key, old, agenda, words), _text(key, new, agenda, words))


_SECTIONS = {
    **dict.fromkeys(("venue", "from_venue", "to_venue"), "venues"),
    **dict.fromkeys(("delegation", "host_side", "proposed_by"), "delegations"),
    "room": "rooms",
    "head": "attendees",
    "session": "sessions",
}


def _text(key: str, value: Any, agenda: Agenda, words: Words) -> str:
    """Give a value as its reader would write it, cut where it is long."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if key in _SECTIONS:
        return thing_label(f"{_SECTIONS[key]}/{value}", agenda, words)
    if key in {"start", "end", "arrives", "leaves"}:
        return _wall(value)
    text = ", ".join(_parts(key, value, agenda, words)) if isinstance(value, list | dict) else str(value)
    return text if len(text) <= _TEXT_SHOWN else f"{text[:_TEXT_SHOWN]}…"


def _wall(text: Any) -> str:
    return f"{datetime.fromisoformat(str(text)):%Y-%m-%d %H:%M}"


def _parts(key: str, value: Any, agenda: Agenda, words: Words) -> Iterator[str]:
    if key == "people":
        for role, names in value.items():
            yield f"{role}: {', '.join(thing_label(f'attendees/{name}', agenda, words) for name in names)}"
    elif isinstance(value, dict):
        yield from (f"{name}: {one}" for name, one in value.items())
    elif key in {"available", "away"}:
        yield from (f"{_wall(window['start'])} – {_wall(window['end'])}" for window in value)
    else:
        for one in value:
            yield " / ".join(map(str, one.values())) if isinstance(one, dict) else str(one)
