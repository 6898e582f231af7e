"""The workplace of the sample conference, with an organiser signed in."""

from __future__ import annotations

import pytest

from eventapp.policy import MemberRole
from tests.factories import sample_agenda
from tests.publishing import publish

WORKPLACE = "/organise/sample-2023"


@pytest.fixture
def place(app):
    """Publish the sample conference; give the path of its workplace."""
    publish(sample_agenda())
    return WORKPLACE


@pytest.fixture
def organiser(app, place, login_as):
    """Give a browser in which an organiser is signed in."""
    client = app.test_client()
    login_as(client, role=MemberRole.ORGANISER)
    return client
