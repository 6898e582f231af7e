"""Answers to invitations as the common programs write them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

STAMP = datetime(2023, 3, 2, 9, 0, tzinfo=UTC)
PLAIN = "Doe has accepted.\n"


def answer_calendar(
    *,
    uid="s2@example.org",
    attendee="ATTENDEE;PARTSTAT=ACCEPTED:mailto:doe@example.org",
    sequence=0,
    stamp=STAMP,
    **more,
):
    """Give the calendar of a REPLY; `lines` go into the VEVENT, `method` is another METHOD."""
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Somebody//Program//EN",
        "VERSION:2.0",
        f"METHOD:{more.get('method', 'REPLY')}",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        "ORGANIZER:mailto:agenda@example.org",
        attendee,
        *more.get("lines", ()),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(line for line in lines if line) + "\r\n"


def google_mail(calendar, *, sender="Jane Doe <doe@example.org>", subject="Accepted: Title s2"):
    """mixed{alternative{plain, html, calendar}, application/ics}, as Google Calendar answers."""
    mail = _headed(sender, subject)
    mail.set_content(PLAIN)
    mail.add_alternative("<p>accepted</p>", subtype="html")
    mail.add_alternative(calendar.encode(), "text", "calendar", params={"charset": "UTF-8", "method": "REPLY"})
    mail.add_attachment(calendar.encode(), "application", "ics", filename="invite.ics")
    return mail.as_bytes(policy=SMTP)


def exchange_mail(calendar, *, sender="doe@example.org"):
    """alternative{plain, calendar in base64}, as Exchange and Outlook answer."""
    mail = _headed(sender, "Accepted: Title s2")
    mail.set_content(PLAIN)
    mail.add_alternative(
        calendar.encode(), "text", "calendar", cte="base64", params={"charset": "utf-8", "method": "REPLY"}
    )
    return mail.as_bytes(policy=SMTP)


def lone_mail(calendar, *, sender="doe@example.org", cte="quoted-printable"):
    """The calendar alone, without a method in its type, as some phones answer."""
    mail = _headed(sender, "Re: Title s2")
    mail.set_content(calendar.encode(), "text", "calendar", cte=cte)
    return mail.as_bytes(policy=SMTP)


def attached_mail(calendar, *, sender="doe@example.org"):
    """A file of no particular type, as Apple's Mail and web mailers forward it."""
    mail = _headed(sender, "Title s2")
    mail.set_content(PLAIN)
    mail.add_attachment(calendar.encode(), "application", "octet-stream", filename="Reply.ICS")
    return mail.as_bytes(policy=SMTP)


def photo_mail(calendar, *, is_photo_first=False):
    """An answer with a photograph of more than a megabyte, as of a signature, behind the calendar or before it."""
    mail = _headed("doe@example.org", "Accepted: Title s2")
    mail.set_content(PLAIN)
    calendars = (calendar.encode(), "text", "calendar"), {"params": {"charset": "utf-8", "method": "REPLY"}}
    photo = (b"\xff\xd8" * 600_000, "image", "jpeg"), {"filename": "photo.jpg"}
    mail.make_mixed()
    for given, named in (photo, calendars) if is_photo_first else (calendars, photo):
        mail.add_attachment(*given, **named)
    return mail.as_bytes(policy=SMTP)


def plain_mail(text, *, sender="doe@example.org", subject="Question"):
    mail = _headed(sender, subject)
    mail.set_content(text)
    return mail.as_bytes(policy=SMTP)


def _headed(sender, subject):
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, "agenda@example.org", subject
    return mail
