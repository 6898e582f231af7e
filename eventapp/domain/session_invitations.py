"""Invitations to sessions that go into a person's own calendar by mail, and the answers to them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.vocabulary import AttendeeCategory

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
    SHARED_ADDRESS = "shared-address"
    OWN_ANSWER = "own-answer"
    OLDER = "older"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as a calendar program sent it.

    `attendee` and `sent_by` are addresses in small letters, "" for none; `stamped_at` is when the program wrote it, `proposed_at` and
    `proposed_end_at` are when the session should be instead, for a counter proposal.
    """

    uid: str
    attendee: str
    sent_by: str
    answer: Answer
    sequence: int
    stamped_at: datetime
    comment: str = ""
    proposed_at: datetime | None = None
    proposed_end_at: datetime | None = None


class Mailboxes:
    """What calendars were told at each address, whoever it was for: whose an entry is, and the highest SEQUENCE that was sent for it.

    A calendar program knows an entry by its UID alone: two people at one address would cancel and answer for each other.
    """

    def __init__(self) -> None:
        self._holders: dict[tuple[str, str], set[int]] = {}
        self._highest: dict[tuple[str, str], int] = {}

    def note(self, uid: str, address: str, registration_id: int, *, sequence: int, is_on: bool) -> None:
        """Remember what was sent for somebody."""
        key = (uid, address)
        self._highest[key] = max(sequence, self._highest.get(key, sequence))
        holders = self._holders.setdefault(key, set())
        if is_on:
            holders.add(registration_id)
        else:
            holders.discard(registration_id)

    def is_free(self, uid: str, address: str, registration_id: int) -> bool:
        """Say whether nobody else has the entry at this address."""
        return self._holders.get((uid, address), set()) <= {registration_id}

    def highest(self, uid: str, address: str) -> int | None:
        return self._highest.get((uid, address))


def next_sequence(sent: int | None, published: int) -> int:
    """Give the SEQUENCE of the next message of an invitation; `sent` is that of the last one, None before the first.

    It rises with every message and is never below the session's own, by which feeds count. Source: RFC 5546 §2.1.4.
    """
    return published if sent is None else max(sent + 1, published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The answer that an invitation has: to which SEQUENCE, when it was written, and whether the invited person wrote it."""

    sequence: int
    stamped_at: datetime
    is_own: bool


def is_overtaken(reply: Reply, standing: Standing | None, *, is_own: bool, sent: int) -> bool:
    """Say whether a reply, the invited person's own or another's, gives way to the answer that stands; `sent` is the SEQUENCE sent last.

    Of two by the same hand the later one holds (RFC 5546 §2.1.5). To the same SEQUENCE the person's own holds against anybody else's, whenever
    either was written; what another's counts beyond what was sent doesn't count.
    """
    if standing is None:
        return False
    sequence = reply.sequence if is_own else min(reply.sequence, sent)
    return (sequence, is_own, reply.stamped_at) < (standing.sequence, standing.is_own, standing.stamped_at)


@dataclass(frozen=True, slots=True)
class ListedAs:
    """With which delegation somebody is on a conference's list, "" for none, and as what."""

    side: str
    category: AttendeeCategory


_FOR_THEMSELVES = {AttendeeCategory.GUEST, AttendeeCategory.PRESS}


def may_answer_for(one: ListedAs, other: ListedAs) -> bool:
    """Say whether somebody on the list may answer for another: within a delegation, but for guests and the press."""
    is_one_group = bool(one.side) and one.side == other.side
    return is_one_group and not _FOR_THEMSELVES & {one.category, other.category}
