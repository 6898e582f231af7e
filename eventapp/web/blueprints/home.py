"""The list of conferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for

from eventapp.db import reading
from eventapp.queries.publications import list_latest_publications
from eventapp.renderers.html import Links, Page, language_options, render_home_page
from eventapp.renderers.view import build_head
from eventapp.renderers.wording import INTERFACE_LANGUAGES
from eventapp.web.access import public
from eventapp.web.published import published, respond
from eventapp.web.readers import UnknownWishError, wishes
from eventapp.web.renditions import Rendition
from eventapp.web.responses import moved_to

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
def index() -> Response:
    """Show the conferences that have been published, the latest first."""
    wished = wishes("lang", "tz")
    languages = _languages(wished.lang, wished.preferred)
    links = Links(languages=languages if wished.lang else (), clock=wished.tz)
    with reading() as tx:
        keys = list_latest_publications(tx)
    variant = ("home", *(key.id for key in keys), languages, wished.lang, wished.tz)

    def make() -> Rendition:
        issues = [published().issue(key) for key in keys]
        heads = [build_head(i.agenda, languages=_offered(languages, i.agenda.conference.languages)) for i in issues]
        options = language_options(links, languages=languages, offered=INTERFACE_LANGUAGES, address=Links.home)
        page = Page(languages=languages, links=links, language_options=options)
        html = render_home_page(heads, page).encode()
        return Rendition.of(html, "text/html; charset=utf-8", vary="" if wished.lang else "Accept-Language")

    return respond(published().renditions.get_or_make(variant, make))


@blueprint.get("/conferences/")
@public
def conferences() -> Response:
    """Lead who shortens an address to the list."""
    return moved_to(url_for("home.index"))


def _languages(lang: str, preferred: str) -> tuple[str, ...]:
    chosen = tuple(lang.split(",")) if lang else (preferred,)
    if not set(chosen) <= set(INTERFACE_LANGUAGES) or len(set(chosen)) != len(chosen):
        raise UnknownWishError(
            "unknown-language-wish", parameter="lang", got=lang, offered=", ".join(INTERFACE_LANGUAGES)
        )
    return chosen


def _offered(languages: tuple[str, ...], offered: tuple[str, ...]) -> tuple[str, ...]:
    """Give the reader's languages that a conference has, its first if none."""
    return tuple(code for code in languages if code in offered) or offered[:1]
