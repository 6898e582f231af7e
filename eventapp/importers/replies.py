"""Answers to invitations, read from mails as calendar programs write them; what is none of ours is told with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

from eventapp.domain.session_invitations import Answer, Reception, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage, Message

    from icalendar import Component

LARGEST = 1_000_000
_LONGEST_HEAD = 65_536
_LONGEST_TEXT, _LONGEST_SUBJECT, _LONGEST_ADDRESS, _LONGEST_UID = 2000, 300, 254, 255
_MOST_PARTS = 50
_YEARS = range(1990, 2200)
_LARGEST_SEQUENCE = 2**31 - 1
_CALENDARS = {"text/calendar", "application/ics", "text/x-vcalendar"}
_ANSWERS = {"ACCEPTED": Answer.ACCEPTED, "TENTATIVE": Answer.TENTATIVE, "DECLINED": Answer.DECLINED}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A message as it was read: the answer, or why there is none (`reception`); `text` is the beginning of what was written."""

    sender: str = ""
    subject: str = ""
    text: str = ""
    reply: Reply | None = None
    reception: Reception = Reception.ANSWERED


class _NotOursError(Exception):
    def __init__(self, reception: Reception) -> None:
        super().__init__(reception.value)
        self.reception = reception


def read_message(data: bytes) -> Received:
    """Read a message, whatever it holds: nothing in it is fetched, opened or run, and what cannot be read is said to be so."""
    is_too_large = len(data) > LARGEST
    try:
        # Of what is too large, who wrote it and about what is read: the message has to be found again.
        mail = message_from_bytes(data[:_LONGEST_HEAD] if is_too_large else data, policy=default)
        sender, subject = _address(_header(mail, "From")), _header(mail, "Subject")[:_LONGEST_SUBJECT]
    except Exception:  # noqa: BLE001 - whatever a stranger's message does to the parser, it is listed and not lost
        return Received(reception=Reception.TOO_LARGE if is_too_large else Reception.UNREADABLE)
    if is_too_large:
        return Received(sender=sender, subject=subject, reception=Reception.TOO_LARGE)
    try:
        return Received(sender=sender, subject=subject, reply=_reply(mail))
    except _NotOursError as error:
        reception = error.reception
    except Exception:  # noqa: BLE001 - as above
        reception = Reception.UNREADABLE
    return Received(sender=sender, subject=subject, text=_text(mail), reception=reception)


def _reply(mail: EmailMessage) -> Reply:
    whole = Calendar.from_ical(_calendar(mail))
    method = str(whole.get("METHOD", "")).strip().upper()
    if method not in {"REPLY", "COUNTER"}:
        raise _NotOursError(Reception.OTHER_METHOD)
    vevents: list[Any] = list(whole.walk("VEVENT"))
    attendees = [one for vevent in vevents for one in _several(vevent, "ATTENDEE")]
    if len(vevents) != 1 or len(attendees) != 1:
        raise _NotOursError(Reception.SEVERAL if vevents and attendees else Reception.NO_ANSWER)
    vevent, attendee = vevents[0], attendees[0]
    answer = Answer.COUNTERED if method == "COUNTER" else _ANSWERS.get(_parameter(attendee, "PARTSTAT").upper())
    if answer is None:
        raise _NotOursError(Reception.NO_ANSWER)
    stamp, proposed = vevent["DTSTAMP"].dt, vevent.get("DTSTART")
    return Reply(
        uid=_clean(str(vevent["UID"]))[:_LONGEST_UID],
        attendee=_address(str(attendee)),
        sent_by=_address(_parameter(attendee, "SENT-BY")),
        answer=answer,
        sequence=min(max(int(vevent.get("SEQUENCE", 0)), 0), _LARGEST_SEQUENCE),
        stamped_at=_instant(stamp),
        comment=_clean("\n".join(map(str, _several(vevent, "COMMENT"))))[:_LONGEST_TEXT],
        proposed_at=_proposed(proposed.dt) if answer is Answer.COUNTERED and proposed else None,
    )


def _calendar(mail: EmailMessage) -> bytes:
    """Give the first calendar of a message; several programs send the same one twice, as a text and as a file."""
    for part in _parts(mail):
        if part.get_content_type() in _CALENDARS or str(part.get_filename("")).lower().endswith(".ics"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                return body.removeprefix(b"\xef\xbb\xbf")
    raise _NotOursError(Reception.NO_CALENDAR)


def _parts(mail: EmailMessage) -> Iterator[Message]:
    for number, part in enumerate(mail.walk()):
        if number >= _MOST_PARTS:
            raise _NotOursError(Reception.UNREADABLE)
        if not part.is_multipart():
            yield part


def _several(component: Component, name: str) -> list[Any]:
    found = component.get(name, [])
    return found if isinstance(found, list) else [found]


def _parameter(value: Any, name: str) -> str:
    found = getattr(value, "params", {}).get(name, "")
    return str(found[0] if isinstance(found, list) and found else found)


def _instant(value: Any) -> datetime:
    """Give an instant; a time without a zone is taken for UTC, as DTSTAMP has to be. One that no clock can show is none."""
    if not isinstance(value, datetime) or value.year not in _YEARS:
        raise _NotOursError(Reception.UNREADABLE)
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def _proposed(value: Any) -> datetime | None:
    """Give the start that is asked for; a day, or a time by a clock that nobody knows, stays in the words of the message."""
    is_shown = isinstance(value, datetime) and value.tzinfo and value.year in _YEARS
    return _instant(value) if is_shown else None


def _address(text: str) -> str:
    bare = re.sub(r"(?i)^\s*mailto:", "", text).strip()
    found = parseaddr(bare)[1] or bare
    return found.strip().lower() if "@" in found and len(found) <= _LONGEST_ADDRESS and found.isprintable() else ""


def _header(mail: EmailMessage, name: str) -> str:
    return " ".join(_clean(str(mail.get(name, ""))).split())


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _text(mail: EmailMessage) -> str:
    """Give the beginning of what was written in plain text, "" where there is none or it cannot be read."""
    try:
        for part in _parts(mail):
            body = part.get_payload(decode=True)
            if part.get_content_type() == "text/plain" and isinstance(body, bytes):
                return _clean(body[: 4 * _LONGEST_TEXT].decode(_charset(part), "replace"))[:_LONGEST_TEXT]
    except Exception:  # noqa: BLE001 - the reason is told without it
        return ""
    return ""


def _charset(part: Message) -> str:
    try:
        given = part.get_content_charset() or "utf-8"
        return given if "x".encode(given) else "utf-8"
    except LookupError:
        return "utf-8"
