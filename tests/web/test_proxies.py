"""Whose request it is, behind a proxy and without one."""

from __future__ import annotations

import pytest
from flask import request

import config
from eventapp import create_app
from eventapp.db import db
from eventapp.web.access import public

SAID = {"X-Forwarded-For": "192.0.2.1, 198.51.100.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}


@pytest.fixture
def whose_request(database_url, tmp_path):
    """Give a function that asks an application with so many proxies in front what it knows of the request."""
    made = []

    def ask(proxies):
        class Configuration(config.Testing):
            DATABASE_URL = database_url
            INSTANCE_PATH = str(tmp_path)
            PROXIES = proxies

        app = create_app(Configuration)
        made.append(app)
        app.add_url_rule("/whose", "whose", public(lambda: [request.remote_addr, request.scheme, request.host]))
        return app.test_client().get("/whose", headers=SAID).json

    yield ask
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize(
    ("proxies", "known"),
    [(0, ["127.0.0.1", "http"]), (1, ["198.51.100.7", "https"]), (2, ["192.0.2.1", "http"])],
)
def test_network_address_is_that_of_the_configured_proxies_alone(whose_request, proxies, known):
    assert whose_request(proxies) == [*known, "localhost"]
