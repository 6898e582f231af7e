"""The audit log: the only writer of audit entries."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from eventapp.db import table_of
from eventapp.models import AuditEntry, AuditMention

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor

_ENTRIES, _MENTIONS = table_of(AuditEntry), table_of(AuditMention)


class Action(StrEnum):
    """What was done, as noun:verb."""

    CONFERENCE_IMPORT = "conference:import"
    CONFERENCE_REPLACE = "conference:replace"
    CONFERENCE_CREATE = "conference:create"
    CONFERENCE_CLONE = "conference:clone"
    CONFERENCE_REMOVE = "conference:remove"
    DRAFT_EXPORT = "draft:export"
    AGENDA_PUBLISH = "agenda:publish"
    AGENDA_WITHDRAW = "agenda:withdraw"
    DRAFT_UNDO = "draft:undo"
    DRAFT_REDO = "draft:redo"
    DRAFT_IMPORT = "draft:import"
    DRAFT_REOPEN = "draft:reopen"
    SESSION_ADD = "session:add"
    SESSION_EDIT = "session:edit"
    SESSION_MOVE = "session:move"
    SESSION_REMOVE = "session:remove"
    SESSION_DUPLICATE = "session:duplicate"
    SESSION_SPLIT = "session:split"
    SESSION_MERGE = "session:merge"
    SESSION_SWAP = "session:swap"
    DAY_SLIP = "day:slip"
    DAY_DUPLICATE = "day:duplicate"
    TOPIC_PLACE = "topic:place"
    PERSON_PLACE = "person:place"
    TOPIC_RENUMBER = "topic:renumber"
    DEADLINE_ADD = "deadline:add"
    DEADLINE_SETTLE = "deadline:settle"
    DEADLINE_REMOVE = "deadline:remove"
    ITEM_ADD = "item:add"
    ITEM_EDIT = "item:edit"
    ITEM_REMOVE = "item:remove"
    USER_ADD = "user:add"
    USER_EDIT = "user:edit"
    USER_PASSWORD = "user:password"  # noqa: S105 - a word
    USER_SIGN_IN = "user:sign-in"
    USER_SIGN_OUT = "user:sign-out"
    LINK_ISSUE = "link:issue"
    MEMBER_ADD = "member:add"
    MEMBER_EDIT = "member:edit"
    MEMBER_REMOVE = "member:remove"
    MEMBER_INVITE = "member:invite"
    INVITATION_REVOKE = "invitation:revoke"
    TRANSLATION_CONFIRM = "translation:confirm"
    TRANSLATION_UNCONFIRM = "translation:unconfirm"
    MESSAGE_RESEND = "message:resend"
    REGISTRATION_PLAN = "registration:plan"
    REGISTRATION_ADD = "registration:add"
    REGISTRATION_APPROVE = "registration:approve"
    REGISTRATION_EXCEED = "registration:exceed"
    REGISTRATION_DECLINE = "registration:decline"
    REGISTRATION_WITHDRAW = "registration:withdraw"
    REGISTRATION_AMEND = "registration:amend"
    REGISTRATION_SEE = "registration:see"
    REGISTRATION_LINK = "registration:link"
    REGISTRATION_UNLINK = "registration:unlink"
    FEED_ISSUE = "feed:issue"
    FEED_REVOKE = "feed:revoke"
    SESSION_INVITE = "session:invite"
    SESSION_UNINVITE = "session:uninvite"
    ANSWER_RECEIVE = "answer:receive"
    ANSWER_RELAY = "answer:relay"
    MESSAGE_RECEIVE = "message:receive"
    PERSON_ERASE = "person:erase"
    PERSON_EXPORT = "person:export"
    DATA_PURGE = "data:purge"
    QUESTION_ADD = "question:add"
    QUESTION_EDIT = "question:edit"
    QUESTION_REMOVE = "question:remove"
    QUESTION_MOVE = "question:move"
    REGISTRATION_INVITE = "registration:invite"
    INVITED_REMIND = "invited:remind"
    INVITED_REVOKE = "invited:revoke"
    INVITED_OPEN = "invited:open"
    INVITED_DECLINE = "invited:decline"
    REGISTRATION_TAG = "registration:tag"
    REGISTRATION_WRITE = "registration:write"
    REGISTRATION_MERGE = "registration:merge"
    REGISTRATION_EXPORT = "registration:export"
    REGISTRATION_SUBSTITUTE = "registration:substitute"
    REGISTRATION_IMPORT = "registration:import"
    NOTICE_SEE = "notice:see"
    NOTICE_DELAY = "notice:delay"
    NOTICE_REMIND = "notice:remind"
    ADDRESS_ASK = "address:ask"
    OFFER_MAKE = "offer:make"
    OFFER_ACCEPT = "offer:accept"
    OFFER_LAPSE = "offer:lapse"
    CHECK_IN_ADD = "check-in:add"
    CHECK_IN_UNDO = "check-in:undo"
    LISTING_RECORD = "listing:record"
    PARTICIPANTS_ISSUE = "participants:issue"
    NEEDS_EXPORT = "needs:export"


def record(
    tx: Session,
    action: Action,
    *,
    conference_slug: str,
    subject: str,
    details: dict[str, Any],
    mentions: Iterable[str] = (),
    actor: Actor,
    now: datetime,
) -> None:
    """Add one entry to the log, in the transaction of the change that it tells of; `mentions` are the items that it is about."""
    entry = {
        "conference_slug": conference_slug,
        "at": now,
        "actor": actor.name,
        "user_id": actor.user_id,
        "action": action.value,
        "subject": subject,
        "details": details,
    }
    tx.flush()
    (entry_id,) = tx.execute(insert(_ENTRIES).returning(_ENTRIES.c.id), entry).one()
    rows = [{"entry_id": entry_id, "conference_slug": conference_slug, "item": item} for item in mentions]
    if rows:
        tx.execute(insert(_MENTIONS), rows)
