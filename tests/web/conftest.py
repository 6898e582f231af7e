"""The sample conference, published."""

from __future__ import annotations

import pytest

from tests.factories import sample_agenda
from tests.publishing import publish

SAMPLE = "/conferences/sample-2023"


@pytest.fixture
def sample(app):
    """Publish the sample conference; give the path of its addresses."""
    publish(sample_agenda())
    return SAMPLE
