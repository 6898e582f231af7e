"""One message in one language, plain and as HTML, from a pair of templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from eventapp.renderers.html.environment import Unindented, template_folder
from eventapp.renderers.wording import words_in

_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a message says; `subject` is one line, `plain` and `html` say the same; `calendar` is a copy of entries attached, "" for none."""

    subject: str
    plain: str
    html: str
    language: str
    calendar: str = ""


def render_mail(template: str, language: str, **values: object) -> Mail:
    """Give the message of `mail/<template>.txt`, whose first line is the subject, and `mail/<template>.html`.

    Both are handed `words`, `language`, `values` and the page also `subject`; in the page alone every text is escaped.
    """
    given = {"words": words_in(language), "language": language, **values}
    text = _environment().get_template(f"mail/{template}.txt").render(given).lstrip()
    first, _, rest = text.partition("\n")
    subject = " ".join(first.split())
    plain = _BLANK_LINES.sub("\n\n", rest.strip()) + "\n"
    html = _environment().get_template(f"mail/{template}.html").render(given, subject=subject)
    return Mail(subject=subject, plain=plain, html=html, language=language)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Give the environment of the messages: as the pages', but plain text is not escaped."""
    return Environment(
        extensions=[Unindented],
        loader=FileSystemLoader(template_folder()),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
    )
