"""What the columns of the list of people say."""

from __future__ import annotations

import pytest

from eventapp.renderers.people_columns import waiting_label
from eventapp.renderers.wording import words_in


@pytest.mark.parametrize(
    ("rank", "said"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th")),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_place_on_the_waiting_list_is_an_ordinal(rank, said):
    assert waiting_label(rank, words_in("en")) == f"{said} on the waiting list"
    assert waiting_label(rank, words_in("ja")) == f"順番待ち{rank}番"


def test_who_does_not_wait_has_no_place():
    assert waiting_label(0, words_in("en")) == ""
