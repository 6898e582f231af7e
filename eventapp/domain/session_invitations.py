"""Invitations to sessions that go into a person's own calendar by mail, and the answers to them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class InvitationMethod(StrEnum):
    """What a calendar in a mail asks its reader's program to do. Source: RFC 5546 §3.2."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Answer(StrEnum):
    """What an invited person's program answered; NONE as long as it did not."""

    NONE = "none"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    COUNTERED = "countered"


class Reception(StrEnum):
    """What became of a message that came in: an answer that was noted, or why it was not one."""

    ANSWERED = "answered"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    NO_CALENDAR = "no-calendar"
    OTHER_METHOD = "other-method"
    SEVERAL = "several"
    NO_ANSWER = "no-answer"
    UNKNOWN_SESSION = "unknown-session"
    NOT_INVITED = "not-invited"
    OTHER_SENDER = "other-sender"
    OLDER = "older"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as a calendar program sent it.

    `attendee` and `sent_by` are addresses in small letters, "" for none; `stamped_at` is when the program wrote it, `proposed_at` the
    start that a counter proposal asks for.
    """

    uid: str
    attendee: str
    sent_by: str
    answer: Answer
    sequence: int
    stamped_at: datetime
    comment: str = ""
    proposed_at: datetime | None = None


def next_sequence(sent: int | None, published: int) -> int:
    """Give the SEQUENCE of the next message of an invitation; `sent` is that of the last one, None before the first.

    It rises with every message and is never below the session's own, by which feeds count. Source: RFC 5546 §2.1.4.
    """
    return published if sent is None else max(sent + 1, published)


def is_older(reply: Reply, sequence: int, stamped_at: datetime | None) -> bool:
    """Say whether a reply was overtaken by one to this `sequence`, written at `stamped_at`, None where there was none. Source: RFC 5546 §2.1.5."""
    if stamped_at is None:
        return False
    return (reply.sequence, reply.stamped_at) < (sequence, stamped_at)
