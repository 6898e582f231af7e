"""What goes wrong, said once: a helpful page, or problem JSON (RFC 9457) for programs."""

from __future__ import annotations

import json
import traceback
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, current_app, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from werkzeug.exceptions import Gone, HTTPException

from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.renderers.glyphs import UnprintableError
from eventapp.renderers.html import Links, Page, WayOn, render_error_page
from eventapp.renderers.pdf import TypesetterBusyError
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.wording import INTERFACE_LANGUAGES, N_, words_in
from eventapp.web.access import local_path
from eventapp.web.readers import preferred_language
from eventapp.web.sign_ins import known_language

if TYPE_CHECKING:
    from flask import Flask

RETRY_SECONDS = 30
_FORM_HEADING = N_("This form was not taken")
_FORM_REFUSED = N_(
    "This form was open too long, or came from another place. Go back, load the page again and send it once more."
)


class EndedAddressError(Gone):
    """An address that was good and has ended; `way` leads a person to another one, None where nobody gets one by himself."""

    def __init__(self, way: WayOn | None) -> None:
        super().__init__()
        self.way = way


def register(app: Flask) -> None:
    """Translate every kind of failure into an answer."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(UnprintableError, _unprintable)
    # Away, without its tables (SQLite calls it operational, PostgreSQL a programming error), damaged, or too busy.
    app.register_error_handler(DatabaseError, _database_error)
    for kind in (OperationalError, ProgrammingError, NoConnectionError, TypesetterBusyError):
        app.register_error_handler(kind, _unavailable)
    app.register_error_handler(Exception, _failure)


def _http_error(error: HTTPException) -> Response:
    way = error.way if isinstance(error, EndedAddressError) else None
    response = _answer(error.code or HTTPStatus.INTERNAL_SERVER_ERROR, "", way=way)
    for name, value in error.get_headers():
        if name in {"Allow", "Location", "Retry-After"}:
            response.headers[name] = value
    if error.response is not None and error.response.headers.get("Location"):
        return Response(status=error.code, headers={"Location": error.response.headers["Location"]})
    return response


def _domain_error(error: DomainError) -> Response:
    status = HTTPStatus.NOT_FOUND if isinstance(error, NotFoundError) else HTTPStatus.BAD_REQUEST
    return _answer(status, error_sentence(error, words_in(_language())))


def _unprintable(error: UnprintableError) -> Response:
    current_app.logger.warning("unprintable: %s", error)
    return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, error_sentence(error, words_in(_language())))


def _unavailable(error: SQLAlchemyError | TypesetterBusyError) -> Response:
    """Say that the database is away: never an empty calendar, which readers would put in place of theirs."""
    current_app.logger.error("unavailable: %s: %s", type(error).__name__, _first_line(error))
    response = _answer(HTTPStatus.SERVICE_UNAVAILABLE, "")
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _database_error(error: DatabaseError) -> Response:
    """Tell a file that is no database any more, for which the driver has no name of its own, from a statement of ours at fault."""
    return _unavailable(error) if type(error) is DatabaseError else _failure(error)


def _failure(error: Exception) -> Response:
    if isinstance(error, DBAPIError):
        way = "".join(traceback.format_tb(error.__traceback__))
        current_app.logger.error("unexpected failure: %s: %s\n%s", type(error).__name__, _first_line(error), way)
    else:
        current_app.logger.error("unexpected failure", exc_info=error)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, "")


def _first_line(error: Exception) -> str:
    """Give what went wrong without its details, in which a database names the values: people's data have no place in a log."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]


def _csrf_error(error: CSRFError) -> Response:
    """Refuse a form whose token isn't this browser's; going back keeps what was typed."""
    current_app.logger.info("form without its token: %s", error.description)
    said = words_in(_language())(_FORM_REFUSED)
    return _answer(HTTPStatus.BAD_REQUEST, said, heading=_FORM_HEADING, way=_page_of_form())


def _page_of_form() -> WayOn | None:
    """Give the page that a refused form stood on, if it was one of ours."""
    path = local_path((request.referrer or "").removeprefix(request.host_url.rstrip("/")))
    return WayOn(path, N_("Load the page again")) if path else None


def _language() -> str:
    """Give the language asked for, else that of whoever was found to be signed in, else the browser's."""
    chosen = request.args.get("lang", "").partition(",")[0]
    if chosen in INTERFACE_LANGUAGES:
        return chosen
    return known_language() or preferred_language(request.headers.get("Accept-Language", ""))


def _answer(status: int, detail: str, *, heading: str = "", way: WayOn | None = None) -> Response:
    if _wants_page():
        page = Page(languages=(_language(),), links=Links(slug=_known_slug(status)))
        if status == HTTPStatus.UNAUTHORIZED:
            way = WayOn(Links().sign_in(), N_("Sign in"))
        elif status == HTTPStatus.FORBIDDEN or (way is None and request.path.startswith("/organise/")):
            way = WayOn(Links().workplaces(), N_("My conferences"))
        html = render_error_page(status, page, heading=heading, detail=detail, way=way)
        response = Response(html, status, mimetype="text/html")
    else:
        problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": int(status)}
        body = json.dumps({**problem, **({"detail": detail} if detail else {})}, ensure_ascii=False)
        response = Response(body, status, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _known_slug(status: int) -> str:
    """Give the conference that the reader can go on to: that of an address whose wishes alone were wrong."""
    slug = (request.view_args or {}).get("slug", "") if status == HTTPStatus.BAD_REQUEST else ""
    return str(slug)


def _wants_page() -> bool:
    """Say whether a person reads the answer: a browser's request, or any for something that is no data file."""
    accepted = request.headers.get("Accept", "*/*")
    if "text/html" in accepted:
        return True
    return not request.path.endswith((".json", ".ics", ".pdf", ".vcf")) and "json" not in accepted
