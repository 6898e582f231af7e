"""What an address doesn't heed makes no bytes anew: nobody can push what is read out of the cache with made-up wishes."""

from __future__ import annotations

import pytest

from eventapp.web.published import published
from tests.web.requests import PUBLISHED

PARAMETERS = ("lang", "tz", "day", "paper", "layout", "other")
HEEDED = {
    "{0}/agenda": ("lang", "tz", "day"),
    "{0}/agenda.ics": ("lang",),
    "{0}/agenda.json": ("lang",),
    "{0}/agenda.pdf": ("lang", "tz", "paper", "layout"),
    "{0}/sessions/strategy.ics": ("lang",),
}


@pytest.mark.parametrize("address", [address for address in PUBLISHED if "?" not in address])
def test_unheeded_wish_makes_nothing_anew(app, client, sample, address):
    unheeded = [name for name in PARAMETERS if name not in HEEDED.get(address, ("lang", "tz"))]
    plain = client.get(address.format(sample))
    held = published().renditions.bytes_held
    answers = [client.get(address.format(sample), query_string={name: "made-up"}) for name in unheeded]
    assert {(a.status_code, a.data) for a in answers} == {(200, plain.data)}
    assert published().renditions.bytes_held == held


def test_browser_language_beside_a_chosen_one_makes_nothing_anew(app, client, sample):
    first = client.get(f"{sample}/agenda?lang=ja", headers={"Accept-Language": "en"})
    held = published().renditions.bytes_held
    second = client.get(f"{sample}/agenda?lang=ja", headers={"Accept-Language": "ja"})
    assert (second.data, published().renditions.bytes_held) == (first.data, held)
