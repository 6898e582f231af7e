"""Cards for address books as answers: downloads that no search engine lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from eventapp.web.renditions import Rendition

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.domain.localized import Localized
    from eventapp.web.issues import Issue
    from eventapp.web.readers import Wishes

# What no file system takes in a name, and what would lead out of the folder.
_NO_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def card_rendition(body: bytes, issue: Issue, wished: Wishes, *, name: Localized, file_name: str) -> Rendition:
    """Give the answer with a card; programs that can call the file by the card's `name` in the reader's language."""
    titled = _titled(name, issue.agenda, wished)
    return Rendition.of(
        body,
        "text/vcard; charset=utf-8",
        vary="" if wished.lang else "Accept-Language",
        modified_at=issue.modified_at,
        more=(("Content-Disposition", _disposition(file_name, titled)), ("X-Robots-Tag", "noindex")),
    )


def _disposition(file_name: str, titled: str) -> str:
    """Give how a download is called, first the name that every program can read.

    Source: RFC 6266 §4.3 and appendix D.
    """
    plain = f'attachment; filename="{file_name}"'
    return f"{plain}; filename*=UTF-8''{quote(titled, safe='')}" if titled else plain


def _titled(name: Localized, agenda: Agenda, wished: Wishes) -> str:
    language = wished.languages(agenda)[0]
    text = name.in_language(language, order=agenda.conference.languages)
    plain = _NO_NAME.sub("-", text.text).strip(" .-") if text else ""
    return f"{plain}.vcf" if plain else ""
