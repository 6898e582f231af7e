"""Lists of people that nobody means well with: any rows and any bytes are read or refused."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.domain.errors import InvalidInputError
from eventapp.domain.people_sheets import people_columns
from tests.importers.people_files import HEADINGS, LANGUAGES, csv_bytes, read
from tests.importers.sheet_files import xlsx
from tests.strategies import lines

_FIELDS = tuple(column.id for column in people_columns(LANGUAGES))
_CELLS = st.one_of(
    lines, st.sampled_from(("", "林", "ﾊﾔｼ", "HAYASHI", "a@example.org", "JP", "yes", "1", "delegate", "x-1"))
)


@settings(max_examples=80)
@given(rows=st.lists(st.lists(_CELLS, max_size=len(_FIELDS)), max_size=4), is_mending=st.booleans())
def test_any_rows_are_read_or_refused(rows, is_mending):
    with suppress(InvalidInputError):
        read(xlsx(People=[_FIELDS, *rows]), is_mending=is_mending)


@settings(max_examples=60)
@given(data=st.binary(max_size=200), text=st.text(max_size=80))
def test_any_bytes_are_read_or_refused(data, text):
    for made in (data, text.encode(), csv_bytes(HEADINGS) + b"\r\n" + data):
        with suppress(InvalidInputError):
            read(made)
