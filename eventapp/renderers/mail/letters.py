"""A message that an organiser wrote to people of a conference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eventapp.renderers.mail.mails import Mail, render_mail

if TYPE_CHECKING:
    from eventapp.domain.localized import Text

_PARAGRAPHS = re.compile(r"\n\s*\n")


def render_letter(subject: str, text: Text, *, name: str, conference: str, writer: str) -> Mail:
    """Give the message: the text's paragraphs, whose lines stay lines, in the text's language."""
    found = (part.strip() for part in _PARAGRAPHS.split(text.text.replace("\r\n", "\n")))
    paragraphs = [part.split("\n") for part in found if part]
    named = {"name": name, "conference": conference, "writer": writer}
    return render_mail("letter", text.language, heading=subject, paragraphs=paragraphs, **named)
