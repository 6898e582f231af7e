"""Papers are set one after the other: each takes both cores and some 240 MB for a moment."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from eventapp.renderers.pdf import typesetting
from eventapp.renderers.pdf.typesetting import TypesetterBusyError, TypesettingError, typeset


def test_typeset_gives_up_waiting_for_others(monkeypatch):
    monkeypatch.setattr(typesetting, "TIMEOUT_SECONDS", 0.01)
    with typesetting._ONE_AT_A_TIME, pytest.raises(TypesetterBusyError):
        typeset("agenda", "{}")


def test_typeset_lets_the_next_go_on_after_a_failure():
    with ThreadPoolExecutor(3) as pool:
        failed = [pool.submit(typeset, "agenda", json.dumps({"not": "an agenda"})) for _ in range(3)]
    assert [type(task.exception()) for task in failed] == [TypesettingError] * 3
