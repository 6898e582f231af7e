"""Mail: what a message says, in plain text and in HTML, from the templates in `templates/mail`."""

from eventapp.renderers.mail.kinds import CHANGE_NOTICE, ORGANISERS_LETTER, holds_secret
from eventapp.renderers.mail.mails import Mail, render_mail
from eventapp.renderers.mail.notices import render_notice, render_notices

__all__ = [
    "CHANGE_NOTICE",
    "ORGANISERS_LETTER",
    "Mail",
    "holds_secret",
    "render_mail",
    "render_notice",
    "render_notices",
]
