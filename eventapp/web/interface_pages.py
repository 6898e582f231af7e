"""Pages of the interface: accounts and the workplace. Each is one reader's own and no cache keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from flask import Response, g, request
from flask import session as browser_session
from flask_wtf.csrf import generate_csrf

from eventapp.renderers.html import Links, Option, Page, render_page
from eventapp.renderers.html.page import language_options
from eventapp.renderers.wording import INTERFACE_LANGUAGES, words_in
from eventapp.web.access import keep_private
from eventapp.web.readers import preferred_language
from eventapp.web.sign_ins import current_sign_in

if TYPE_CHECKING:
    from eventapp.renderers.wording import Words

_CHOSEN = "lang"
_KEPT = "language"
_PREFERRED = "preferred_language"


def interface_language() -> str:
    """Give the language of the interface: the one chosen on a page, else that of whom the page is for, the account's, the browser's.

    What `?lang=` chooses holds for this browser's session.
    """
    chosen = request.args.get(_CHOSEN, "")
    if chosen in INTERFACE_LANGUAGES:
        if browser_session.get(_KEPT) != chosen:
            browser_session[_KEPT] = chosen
        return chosen
    kept = browser_session.get(_KEPT) if "HTTP_COOKIE" in request.environ else None
    if kept in INTERFACE_LANGUAGES:
        return str(kept)
    if preferred := g.get(_PREFERRED):
        return str(preferred)
    signed_in = current_sign_in()
    return signed_in.language if signed_in else preferred_language(request.headers.get("Accept-Language", ""))


def prefer_language(language: str) -> None:
    """Let this answer be in the language of the person whom it is for, unless the reader chose one."""
    if language in INTERFACE_LANGUAGES:
        setattr(g, _PREFERRED, language)


def forget_chosen_language() -> None:
    """Let the account's language hold again."""
    browser_session.pop(_KEPT, None)


def interface_words() -> Words:
    return words_in(interface_language())


def show_page(template: str, *, status: int = 200, **values: Any) -> Response:
    """Answer with a page of the interface.

    `links` may be those of a conference. Its template also knows `signed_in` (None for nobody) and `csrf_token()`, which every form carries.
    """
    language = interface_language()
    links = values.pop("links", None) or Links()
    page = Page(languages=(language,), links=links, language_options=_language_options(language))
    html = render_page(template, page, signed_in=current_sign_in(), csrf_token=generate_csrf, **values)
    return keep_private(Response(html, status, mimetype="text/html"))


def show_secret_page(template: str, *, status: int = 200, **values: Any) -> Response:
    """Answer with a page whose address is a secret: where its links lead, nobody is told where the reader came from, and no machine keeps it."""
    response = show_page(template, status=status, **values)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _language_options(language: str) -> tuple[Option, ...]:
    """Give the switch between the languages of the interface: the same page, in one language.

    The answer to a form has none: its address may be no page.
    """
    if request.method != "GET":
        return ()

    def address(links: Links) -> str:
        kept = [(key, value) for key, value in request.args.items(multi=True) if key != _CHOSEN]
        return f"{quote(request.path)}?{urlencode([*kept, (_CHOSEN, links.languages[0])])}"

    options = language_options(Links(), languages=(language,), offered=INTERFACE_LANGUAGES, address=address)
    return options[: len(INTERFACE_LANGUAGES)]
