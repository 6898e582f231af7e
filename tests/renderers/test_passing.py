"""How long ago something was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from eventapp.renderers.passing import ago, delay_label
from eventapp.renderers.wording import words_in

NOW = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "english", "japanese"),
    [
        (timedelta(seconds=59), "just now", "たった今"),
        (timedelta(minutes=1), "1 minute ago", "1分前"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago", "59分前"),
        (timedelta(hours=1), "1 hour ago", "1時間前"),
        (timedelta(hours=47, minutes=59), "47 hours ago", "47時間前"),
        (timedelta(hours=48), "2 days ago", "2日前"),
    ],
)
def test_whole_ones_that_have_passed(passed, english, japanese):
    assert [ago(NOW - passed, NOW, words_in(code)) for code in ("en", "ja")] == [english, japanese]


@pytest.mark.parametrize(
    ("minutes", "english", "japanese"),
    [
        (0, "At once", "すぐに"),
        (15, "After 15 minutes", "15分後"),
        (60, "After 1 hour", "1時間後"),
        (720, "After 12 hours", "12時間後"),
    ],
)
def test_delay_in_whole_hours_where_it_is_some(minutes, english, japanese):
    assert [delay_label(minutes, words_in(code)) for code in ("en", "ja")] == [english, japanese]
