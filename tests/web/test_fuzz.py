"""Whatever is asked for, the answer is one of ours and never a failure."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.requests import PUBLISHED

SAMPLE = "/conferences/sample-2023"
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["en", "ja", "en,ja", "ja,en", "Asia/Tokyo", "venue", "2023-03-12", "a4", "letter", "columns"]),
    st.sampled_from(
        ["20230312", "2023-W10-7", "UTC", "/UTC", "Etc/GMT+14", "Asia", "..", "Asia/Tokyo,", "\0", "0" * 600]
    ),
)
PARAMETERS = st.sampled_from(["lang", "tz", "day", "paper", "layout", "other"])
QUERIES = st.lists(st.tuples(PARAMETERS, WORDS), max_size=4)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Accept-Language": st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
        "Accept-Encoding": st.text("gzip*;q=0.,br ", max_size=20),
        "Accept": st.sampled_from(["text/html", "application/json", "*/*", ";;", ""]),
        "If-None-Match": st.text('W/"*, ab', max_size=12),
    },
)
ANSWERS = {200, 304, 308, 400, 404, 405}
# One application for all examples: they only read.
READS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def _check(response):
    with response:
        assert response.status_code in ANSWERS
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@READS
@given(address=st.sampled_from([a for a in PUBLISHED if "pdf" not in a]), query=QUERIES, headers=HEADERS)
def test_no_query_makes_it_fail(client, sample, address, query, headers):
    path = address.format(SAMPLE).partition("?")[0]
    _check(client.get(path, query_string=query, headers=headers))


@settings(READS, max_examples=15)
@given(query=QUERIES)
def test_no_query_makes_the_paper_fail(client, sample, query):
    _check(client.get(f"{SAMPLE}/agenda.pdf", query_string=query))


@READS
@given(
    parts=st.lists(st.one_of(WORDS, st.sampled_from(["conferences", "sample-2023", "agenda", "sessions"])), max_size=5)
)
def test_no_path_makes_it_fail(client, sample, parts):
    _check(client.get("/" + quote("/".join(parts).lstrip("/"))))


@pytest.mark.parametrize(
    "raw", ["?%", "?lang=%ff%fe", "?day=%00", "?&&&==", "?lang", "?" + "a=1&" * 2000, "?tz=%F0%9F"]
)
def test_no_broken_query_makes_it_fail(client, sample, raw):
    _check(client.get(f"{SAMPLE}/agenda{raw}"))
