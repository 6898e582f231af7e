"""Bilateral conferences: one agenda, two languages, calendars that stay right, paper that prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app(config: object = "config.Selected", *, serves: bool = True) -> Flask:
    """Give the application for a configuration: a class, or the import string of one.

    A command that `serves` nobody needs no secret key.

    Raises: RuntimeError when a secret key is required and there is none.
    """
    # Inline, so that importing a pure module of the package doesn't import Flask and the database.
    from eventapp.web.application import build_application  # noqa: PLC0415 - see above

    return build_application(config, serves=serves)
