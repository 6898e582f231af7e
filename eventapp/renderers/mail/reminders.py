"""Reminders to those who were told of a version of the agenda and have not said that they saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.dates import moment
from eventapp.renderers.mail.mails import Mail, render_mail
from eventapp.renderers.mail.own_pages import OWN_CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


def render_reminder(
    language: str,
    *,
    conference: str,
    name: str,
    number: int,
    as_of_local: datetime,
    beside: Iterable[date],
    base_url: str,
    contact: str = "",
) -> Mail:
    """Give the message, with the line that says whom to ask as its last; without a `base_url` it has no link, with one also what stands for the way to the own page."""
    site = base_url.rstrip("/")
    return render_mail(
        "change-reminder",
        language,
        title=conference,
        name=name,
        number=number,
        as_of=moment(as_of_local, language, beside=beside),
        own_changes=f"{site}{OWN_CHANGES}" if site else "",
        contact=contact,
    )
