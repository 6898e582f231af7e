"""Answers to invitations, read from mails as calendar programs write them; what is none of ours is told with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

from eventapp.domain.session_invitations import Answer, Reception, Reply
from eventapp.importers.mail_texts import LONGEST_TEXT, clean, leaves_of, text_of

if TYPE_CHECKING:
    from email.message import EmailMessage

    from icalendar import Component

LARGEST = 1_000_000
_LONGEST_HEAD = 65_536
_LONGEST_SUBJECT, _LONGEST_ADDRESS, _LONGEST_UID = 300, 254, 255
_MOST_PARTS = 50
_YEARS = range(1990, 2200)
_LARGEST_SEQUENCE = 2**31 - 1
_CALENDARS = {"text/calendar", "application/ics", "text/x-vcalendar"}
_ANSWERS = {"ACCEPTED": Answer.ACCEPTED, "TENTATIVE": Answer.TENTATIVE, "DECLINED": Answer.DECLINED}


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
    """Read a message, whatever it holds: nothing in it is fetched, opened or run, and what cannot be read is said to be so.

    Of one that is too large the beginning is read, and a calendar that is whole in it: a photograph in the signature is no reason to lose an answer.
    """
    sender, subject = _head(data)
    is_cut = len(data) > LARGEST
    reply, reception, text = None, Reception.ANSWERED, ""
    try:
        mail = message_from_bytes(data[:LARGEST], policy=default)
        text = text_of(leaves_of(mail))
        reply = _reply(_calendar(mail, is_cut=is_cut))
    except _NotOursError as error:
        reception = Reception.TOO_LARGE if is_cut and error.reception is Reception.NO_CALENDAR else error.reception
    except Exception:  # noqa: BLE001 - whatever a stranger's message does to the parsers, it is listed and not lost
        reception = Reception.TOO_LARGE if is_cut else Reception.UNREADABLE
    return Received(sender=sender, subject=subject, text=text, reply=reply, reception=reception)


def _head(data: bytes) -> tuple[str, str]:
    """Give sender and subject, of a message too that is refused: it has to be found again in its mailbox."""
    try:
        head = BytesHeaderParser(policy=default).parsebytes(data[:_LONGEST_HEAD])
        return _address(_header(head, "From")), _header(head, "Subject")[:_LONGEST_SUBJECT]
    except Exception:  # noqa: BLE001 - as above
        return "", ""


def _reply(calendar: bytes) -> Reply:
    whole = Calendar.from_ical(calendar)
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
    stamp = vevent["DTSTAMP"].dt
    asked = _asked(vevent) if answer is Answer.COUNTERED else {}
    return Reply(
        uid=clean(str(vevent["UID"]))[:_LONGEST_UID],
        attendee=_address(str(attendee)),
        sent_by=_address(_parameter(attendee, "SENT-BY")),
        answer=answer,
        sequence=min(max(int(vevent.get("SEQUENCE", 0)), 0), _LARGEST_SEQUENCE),
        stamped_at=_instant(stamp),
        comment=_comment(vevent, asked),
        **{name: _instant(value) for name, value in asked.items() if _is_instant(value)},
    )


def _asked(vevent: Any) -> dict[str, Any]:
    """Give the start and the end that a counter proposal asks for, by what an answer calls them."""
    names = {"DTSTART": "proposed_at", "DTEND": "proposed_end_at"}
    return {key: vevent[name].dt for name, key in names.items() if name in vevent}


def _comment(vevent: Component, asked: dict[str, Any]) -> str:
    """Give what was written with an answer; days, and times by a clock that nobody knows, are among the words."""
    words = [str(one) for one in _several(vevent, "COMMENT")]
    vague = [str(value) for value in asked.values() if not _is_instant(value)]
    return clean("\n".join([*words, " – ".join(vague)]).strip())[:LONGEST_TEXT]


def _calendar(mail: EmailMessage, *, is_cut: bool) -> bytes:
    """Give the first calendar of a message; several programs send the same one twice, as a text and as a file.

    Of a message that was cut the last part is not whole.
    """
    found = leaves_of(mail)
    if len(found) > _MOST_PARTS:
        raise _NotOursError(Reception.UNREADABLE)
    for part in found[:-1] if is_cut else found:
        if part.get_content_type() in _CALENDARS or str(part.get_filename("")).lower().endswith(".ics"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                return body.removeprefix(b"\xef\xbb\xbf")
    raise _NotOursError(Reception.NO_CALENDAR)


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


def _is_instant(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None and value.year in _YEARS


def _address(text: str) -> str:
    bare = re.sub(r"(?i)^\s*mailto:", "", text).strip()
    found = parseaddr(bare)[1] or bare
    return found.strip().lower() if "@" in found and len(found) <= _LONGEST_ADDRESS and found.isprintable() else ""


def _header(mail: EmailMessage, name: str) -> str:
    return " ".join(clean(str(mail.get(name, ""))).split())
