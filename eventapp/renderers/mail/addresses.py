"""The message to a new address: whoever opens its link has that mailbox."""

from __future__ import annotations

from eventapp.renderers.mail.mails import Mail, render_mail
from eventapp.renderers.wording import words_in

ADDRESS_MAIL = "own-address"


def render_address_mail(language: str, *, conference: str, name: str, link: str) -> Mail:
    """Give the message that asks whether a registration may use this address."""
    words = words_in(language)
    heading = words("Your new address: {conference}", conference=conference)
    return render_mail("own-address", language, heading=heading, conference=conference, name=name, link=link)
