"""Who may call a view: every one is marked, an unmarked one is refused at the start."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

from flask import abort, after_this_request, redirect, request, url_for

from eventapp.policy import Facts, Permission, allows
from eventapp.web.responses import ReadyResponse
from eventapp.web.sign_ins import current_actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

    from eventapp.policy import Actor

__all__ = ["access_mark", "current_actor", "keep_private", "local_path", "public", "require_marks", "requires"]

P = ParamSpec("P")
R = TypeVar("R")
MARK = "__eventapp_access__"
_READING = frozenset({"GET", "HEAD"})


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that everybody may call."""
    setattr(view, MARK, "public")
    return view


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view that needs a permission, at the conference that its address names.

    In an address `side` is the delegation whose people it is about. Who isn't signed in is led to do so; a conference that the
    reader isn't a member of doesn't seem to exist.
    """

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            after_this_request(keep_private)
            address = request.view_args or {}
            slug = str(address.get("slug", ""))
            actor = current_actor()
            if not allows(actor, permission, Facts(slug, side=str(address.get("side", "")))):
                _refuse(actor, slug)
            return view(*args, **kwargs)

        setattr(guarded, MARK, permission.value)
        return guarded

    return mark


def _refuse(actor: Actor, slug: str) -> NoReturn:
    if not actor.is_signed_in:
        if request.method in _READING and "text/html" in request.headers.get("Accept", "text/html"):
            abort(redirect(url_for("sign_ins.sign_in", next=request.full_path.rstrip("?")), 303))
        abort(401)
    abort(404 if slug and actor.role is None else 403)


def keep_private(response: Response) -> Response:
    """Keep an answer from everybody else's cache and from the browser's after signing out.

    A view that answers conditional requests says "private, no-cache" itself; a ready answer says everything itself.
    """
    if isinstance(response, ReadyResponse):
        return response
    if not response.cache_control.private:
        response.headers["Cache-Control"] = "no-store"
    response.vary.add("Cookie")
    return response


def local_path(address: str) -> str:
    """Give an address if it leads to a page of this site, "" for any other: nobody is sent elsewhere by a link to us.

    Browsers read a backslash as a slash and drop control characters before they look at it (WHATWG URL §4.4).
    """
    is_local = address[:1] == "/" and address[:2] != "//" and "\\" not in address and address.isprintable()
    return address if is_local else ""


def access_mark(view: Callable[..., Any]) -> str | None:
    """Give "public" or the permission that a view needs, None for an unmarked one."""
    mark = getattr(view, MARK, None)
    return mark if isinstance(mark, str) else None


def require_marks(app: Flask) -> None:
    """Refuse to start with a view that nobody decided about.

    Raises: RuntimeError naming it.
    """
    for endpoint, view in app.view_functions.items():
        if access_mark(view) is None:
            raise RuntimeError(f"view {endpoint} has no access mark")
