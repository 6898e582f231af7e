"""The public pages. They know no request: a `Page` says the languages, the switches and the addresses."""

from eventapp.renderers.html.environment import environment, static_files
from eventapp.renderers.html.links import FileLinks, Links, ListLinks, OwnLinks
from eventapp.renderers.html.page import Option, Page, clock_options, language_options
from eventapp.renderers.html.pages import (
    WayOn,
    render_agenda_page,
    render_conference_page,
    render_error_page,
    render_home_page,
    render_page,
    render_participants_page,
    render_session_page,
    render_static_page,
    render_subscribe_page,
    render_versions_page,
)

__all__ = [
    "FileLinks",
    "Links",
    "ListLinks",
    "Option",
    "OwnLinks",
    "Page",
    "WayOn",
    "clock_options",
    "environment",
    "language_options",
    "render_agenda_page",
    "render_conference_page",
    "render_error_page",
    "render_home_page",
    "render_page",
    "render_participants_page",
    "render_session_page",
    "render_static_page",
    "render_subscribe_page",
    "render_versions_page",
    "static_files",
]
