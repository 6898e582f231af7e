"""A real browser and a real server with the demo conference; without a browser the journeys are skipped, in CI they fail.

What a press brings about is waited for by locators: they bear a page that is not read to its end, JavaScript of ours would not.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from eventapp.cli.users import sign_in_url
from eventapp.db import db, transaction
from tests.databases import postgres_url, sqlite_url
from tests.journeys.desk_hands import DESK
from tests.journeys.servers import serving
from tests.members import make_membership, make_user
from tests.publishing import DEMO, import_demo

MISSING = "no browser: install Debian's chromium, or name one in CHROMIUM"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)


# The first that there is: the shell has no windows of its own and takes half the work for the same pages.
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")


def chromium_path():
    found = (shutil.which(name) for name in _PROGRAMS)
    return os.environ.get("CHROMIUM", "") or next((path for path in found if path), "")


def _is_required():
    return os.environ.get("CI") == "true" or os.environ.get("EVENTAPP_BROWSER") == "required"


def pytest_collection_modifyitems(config, items):
    """Without a browser skip the first journey and leave the others out, so that one line says so."""
    journeys = sorted((i for i in items if i.get_closest_marker("browser")), key=lambda item: item.nodeid)
    if not journeys or _is_required() or Path(chromium_path()).is_file():
        return
    reason = f"{len(journeys)} journeys are left out: {MISSING}"
    journeys[0].add_marker(pytest.mark.skip(reason=reason))
    config.hook.pytest_deselected(items=journeys[1:])
    items[:] = [item for item in items if item not in journeys[1:]]


@pytest.fixture(scope="session")
def browser():
    """Yield Chromium: Debian's, or the one that CHROMIUM names."""
    path = chromium_path()
    if not Path(path).is_file():
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo_file(request, tmp_path_factory):
    """Give a SQLite file with the demo conference, for copying; None on PostgreSQL."""
    if request.config.getoption("--database") == "postgres":
        return None
    folder = tmp_path_factory.mktemp("demo")
    with serving(sqlite_url(folder), folder) as (app, _):
        _import_demo(app)
    return folder / "test.sqlite"


def _import_demo(app):
    with app.app_context():
        import_demo()
        db.session.remove()


@pytest.fixture(scope="module")
def served(browser, demo_file, tmp_path_factory):
    """Yield an application with the demo conference, and the address of its server: each file of journeys begins with both new."""
    folder = tmp_path_factory.mktemp("journeys")
    with contextlib.ExitStack() as stack:
        if demo_file is None:
            url = stack.enter_context(contextlib.contextmanager(postgres_url)(f"journeys_{os.getpid()}"))
        else:
            url = sqlite_url(folder)
            shutil.copy(demo_file, folder)
        app, address = stack.enter_context(serving(url, folder))
        if demo_file is None:
            _import_demo(app)
        yield app, address


@pytest.fixture(scope="module")
def site(served):
    """Give the address of the server."""
    return served[1]


@pytest.fixture
def sign_in(served):
    """Give `sign_in(visit, role, language="en", slug=DEMO, side="")`: a new member of a conference comes in by a link."""
    app, address = served

    def signing_in(visit, role, *, language="en", slug=DEMO, side=""):
        with app.app_context():
            with transaction() as tx:
                user = make_user(tx, name=f"Journey {role}", language=language)
                make_membership(tx, user, role, slug=slug, side=side)
                email = user.email
            link = sign_in_url(email, address)
            db.session.remove()
        visit.page.goto(link)
        visit.page.locator("main form button[type=submit]").first.click()
        visit.page.wait_for_url("**/organise/**")

    return signing_in


class Visit:
    """A reader's window, and what happened in it that should not."""

    def __init__(self, page, site):
        self.page, self.site = page, site
        self.requests, self.complaints = [], []
        page.on("request", lambda request: self.requests.append((request.resource_type, request.url)))
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path):
        return self.page.goto(self.site + path, wait_until="load")


@pytest.fixture
def visit(browser, site):
    """Give a context manager that opens a window of a width, language and theme."""

    @contextlib.contextmanager
    def opening(*, width=1440, height=900, locale="en-US", theme="light", scripts=True):
        viewport = {"width": width, "height": height}
        context = browser.new_context(
            viewport=viewport, locale=locale, color_scheme=theme, reduced_motion="reduce", java_script_enabled=scripts
        )
        try:
            yield Visit(context.new_page(), site)
        finally:
            context.close()

    return opening


@pytest.fixture
def known(served):
    """Give a function that reads from the server's database: `known(function)`."""
    app, _ = served

    def reading_there(function, *args, **kwargs):
        with app.app_context():
            try:
                return function(*args, **kwargs)
            finally:
                db.session.remove()

    return reading_there


@pytest.fixture
def phone(visit, sign_in):
    """Give a function that opens the desk on a phone, at a scope."""
    opened = []

    def opening(scope, *, desk="Desk A", role="desk", language="en", width=380, **options):
        context = visit(width=width, height=760, **options)
        window = context.__enter__()
        opened.append(context)
        sign_in(window, role, language=language)
        window.complaints.clear()
        window.open(f"{DESK}?scope={scope}&desk={desk}")
        window.page.wait_for_selector("#desk[data-ready]")
        return window

    yield opening
    for context in reversed(opened):
        context.__exit__(None, None, None)
