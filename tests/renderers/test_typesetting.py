"""Papers are set one after the other: each takes both cores and some 240 MB for a moment."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from eventapp.renderers.pdf import typesetting
from eventapp.renderers.pdf.typesetting import Typesetter, TypesetterBusyError, TypesettingError


def _fail(_number):
    with Typesetter() as typesetter:
        return typesetter.typeset("agenda", json.dumps({"not": "an agenda"}))


def test_typesetter_gives_up_waiting_for_others(monkeypatch):
    monkeypatch.setattr(typesetting, "TIMEOUT_SECONDS", 0.01)
    with typesetting._ONE_AT_A_TIME, pytest.raises(TypesetterBusyError), Typesetter():
        pytest.fail("two children at once")


def test_typesetter_lets_the_next_go_on_after_a_failure():
    with ThreadPoolExecutor(3) as pool:
        failed = [pool.submit(_fail, number) for number in range(3)]
    assert [type(task.exception()) for task in failed] == [TypesettingError] * 3


def test_typesetter_without_a_task_leaves_no_process_behind():
    with pytest.raises(KeyError), Typesetter() as typesetter:
        raise KeyError("the task could not be made")
    assert typesetter._child.poll() is not None
