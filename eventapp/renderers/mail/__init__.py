"""Mail: what a message says, in plain text and in HTML, from the templates in `templates/mail`."""

from eventapp.renderers.mail.kinds import (
    CHANGE_NOTICE,
    CHANGE_REMINDER,
    ORGANISERS_LETTER,
    SESSION_INVITATION,
    holds_secret,
)
from eventapp.renderers.mail.mails import Mail, render_mail
from eventapp.renderers.mail.notices import render_notice, render_notices
from eventapp.renderers.mail.reminders import render_reminder

__all__ = [
    "CHANGE_NOTICE",
    "CHANGE_REMINDER",
    "ORGANISERS_LETTER",
    "SESSION_INVITATION",
    "Mail",
    "holds_secret",
    "render_mail",
    "render_notice",
    "render_notices",
    "render_reminder",
]
