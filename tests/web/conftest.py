"""The sample conference, published."""

from __future__ import annotations

import pytest

import config
from eventapp import create_app
from eventapp.db import db
from tests.factories import sample_agenda
from tests.publishing import publish

SAMPLE = "/conferences/sample-2023"


@pytest.fixture
def sample(app):
    """Publish the sample conference; give the path of its addresses."""
    publish(sample_agenda())
    return SAMPLE


@pytest.fixture
def new_app(database_url, tmp_path):
    """Give a function that builds another application, on the tests' database unless another is named."""
    made = []

    def build(url=database_url):
        class Configuration(config.Testing):
            DATABASE_URL = url
            INSTANCE_PATH = str(tmp_path)
            PUBLIC_URL = "https://conferences.example.org"

        made.append(create_app(Configuration))
        return made[-1]

    yield build
    for app in made:
        with app.app_context():
            db.engine.dispose()
