"""An invitation to register, and its reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.dates import date_range, due_moment
from eventapp.renderers.mail.mails import Mail, render_mail
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from datetime import date, datetime

# The kind of message; its texts hold a link that is the person's alone.
REGISTRATION_INVITATION = "registration-invitation"
_HEADINGS = {False: N_("Invitation: {conference}"), True: N_("Reminder of your invitation: {conference}")}


def render_registration_invitation(
    language: str,
    *,
    conference: str,
    days: tuple[date, date],
    name: str,
    link: str,
    opens_local: datetime | None,
    until_local: datetime,
    is_reminder: bool,
) -> Mail:
    """Give the message; `opens_local` is when one can register where that is still to come, `until_local` when the link ends."""
    words, beside = words_in(language), (days[0],)
    return render_mail(
        "registration-invitation",
        language,
        heading=words(_HEADINGS[is_reminder], conference=conference),
        conference=conference,
        days=date_range(*days, words.language),
        name=name,
        link=link,
        opens=due_moment(opens_local, words.language, beside=beside) if opens_local else "",
        until=due_moment(until_local, words.language, beside=beside),
        is_reminder=is_reminder,
    )
