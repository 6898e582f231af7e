"""Who may call a view: every one is marked, an unmarked one is refused at the start."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from flask import abort, g

from eventapp.policy import ANONYMOUS, Actor, Permission, allows

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

P = ParamSpec("P")
R = TypeVar("R")
MARK = "__eventapp_access__"


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that everybody may call."""
    setattr(view, MARK, "public")
    return view


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view that needs a permission; without it the view does not seem to exist."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not allows(current_actor(), permission):
                abort(404)
            return view(*args, **kwargs)

        setattr(guarded, MARK, permission.value)
        return guarded

    return mark


def current_actor() -> Actor:
    """Give whoever asks; nobody signs in yet."""
    actor = g.get("actor", ANONYMOUS)
    return actor if isinstance(actor, Actor) else ANONYMOUS


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
