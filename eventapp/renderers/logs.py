"""Entries of the log in words: who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventapp.domain.items import CONFERENCE
from eventapp.renderers.log_values import Value, document_in, logged_name
from eventapp.renderers.posts import post_label
from eventapp.renderers.steps import step_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from eventapp.renderers.known_things import KnownThings
    from eventapp.renderers.wording import Words

_NAMELESS = {"anonymous": N_("Somebody"), "participant": N_("The person")}
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
    "session:invite": N_("invited by mail to sessions: {thing}"),
    "session:uninvite": N_("took back invitations by mail: {thing}"),
    "answer:receive": N_("answered an invitation by mail: {thing}"),
    "answer:relay": N_("answered an invitation by mail for {thing}"),
    "message:receive": N_("took in a message that is no answer"),
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
    "registration:substitute": N_("put {thing} in the place of {other}"),
    "registration:import": N_("brought people in from {subject}"),
    "address:ask": N_("asked to use another address for {thing}"),
    "notice:see": N_("saw the changes of the agenda: {thing}"),
    "notice:delay": N_("chose when people are told of a version ({subject})"),
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


def actor_label(actor: str, things: KnownThings, *, has_account: bool, details: dict[str, Any]) -> str:
    """Give who did a thing, as the log calls whoever came without an account; of who did it for somebody else the `details` tell."""
    if has_account or actor not in _NAMELESS:
        return actor
    return stand_in_label(details, things) or things.words(_NAMELESS[actor])


def stand_in_label(details: dict[str, Any], things: KnownThings) -> str:
    """Give who of the list did a thing for the person that an entry is about, "" for nobody."""
    name = details.get("answered_by", "")
    return things.label(f"attendees/{name}") if name else ""


def log_sentence(action: str, subject: str, things: KnownThings, *, details: dict[str, Any] | None = None) -> str:
    """Give what was done, to follow the name of who did it; what is gone has its name in the entry's `details`."""
    words, told = things.words, details or {}
    message = _ACTIONS.get(action)
    if message is None:
        return step_label(action, subject, things.agenda, words)
    is_item = "/" in subject or subject == "conference"
    thing = logged_name(subject, document_in(subject, told), things) if is_item else _group(subject, words)
    # What somebody was checked in for, and whose place was taken; an entry of another kind names none.
    where, other = things.label(told.get("scope") or CONFERENCE), things.label(f"attendees/{told.get('replaced', '')}")
    return words(message, subject=subject or words("somebody"), thing=thing, where=where, other=other)


def _group(subject: str, words: Words) -> str:
    """Give what a subject that is no item is called."""
    groups = {"attendees": N_("several people"), "accessibility": N_("on the way and in the rooms")}
    return words(groups[subject]) if subject in groups else subject


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
