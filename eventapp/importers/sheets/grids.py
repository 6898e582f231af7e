"""From the bytes of a spreadsheet to its sheets, as rows of values."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from eventapp.domain.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime, time, timedelta

Value: TypeAlias = "str | float | bool | date | time | datetime | timedelta"
Grid: TypeAlias = "list[list[Value]]"

FILE_BYTES_MAX = 20_000_000
ROWS_MAX = 10_000
COLUMNS_MAX = 300
_UNPACKED_MAX = 200_000_000
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEPARATORS = ",;\t"
_CELL = re.compile(rb'<c\b[^>]*?\sr="([A-Z]{1,3})(\d{1,7})"')
_TOO_MANY = Problem("too-many-rows", values=(("rows", ROWS_MAX), ("columns", COLUMNS_MAX)))
# What the libraries raise for archives that are torn, garbled, encrypted or packed in another way.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
_NONE = Problem("not-a-spreadsheet")


def read_grids(data: bytes) -> tuple[tuple[str, Grid], ...]:
    """Give name and rows of each sheet, from the first row and column on; the one sheet of a CSV file has the name "".

    Raises: InvalidInputError for what is no spreadsheet, or one too large.
    """
    if len(data) > FILE_BYTES_MAX:
        raise InvalidInputError((Problem("file-too-large", values=(("limit", FILE_BYTES_MAX),)),))
    grids = _workbook(data) if data.startswith((_ZIP, _OLE)) else (("", _csv_rows(_decoded(data))),)
    for _, rows in grids:
        if len(rows) > ROWS_MAX or any(len(row) > COLUMNS_MAX for row in rows):
            raise InvalidInputError((_TOO_MANY,))
    return grids


def _workbook(data: bytes) -> tuple[tuple[str, Grid], ...]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - 1 MB that a process which reads no spreadsheet does without

    try:
        if data.startswith(_ZIP):
            _check_archive(data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        if any(sheet.total_height > ROWS_MAX or sheet.total_width > COLUMNS_MAX for sheet in sheets):
            raise InvalidInputError((_TOO_MANY,))
        return tuple((sheet.name, sheet.to_python(skip_empty_area=False)) for sheet in sheets)
    except (CalamineError, *_UNREADABLE):
        raise InvalidInputError((_NONE,)) from None


def _check_archive(data: bytes) -> None:
    """Refuse what unpacks to too much, and cells so far out that the empty ones before them would fill the memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED_MAX:
            raise InvalidInputError((Problem("file-too-large", values=(("limit", _UNPACKED_MAX),)),))
        for entry in archive.infolist():
            if entry.filename.startswith("xl/worksheets/") and _has_far_cell(archive.read(entry)):
                raise InvalidInputError((_TOO_MANY,))


def _has_far_cell(sheet: bytes) -> bool:
    return any(int(row) > ROWS_MAX or _column_number(letters) > COLUMNS_MAX for letters, row in _CELL.findall(sheet))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _decoded(data: bytes) -> str:
    """Read UTF-8 with or without its mark, UTF-16 with it, and what Japanese office programs write: code page 932."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp932")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidInputError((_NONE,))


def _csv_rows(text: str) -> Grid:
    """Separate as gives the most cells in the first line that any separator parts: a title may stand above it."""
    try:
        best = min(_SEPARATORS, key=lambda separator: _first_parted(text, separator))
        return [list(row) for row in _read_rows(text, best)]
    except csv.Error:
        raise InvalidInputError((_NONE,)) from None


def _first_parted(text: str, separator: str) -> tuple[int, int]:
    """Give the place of the first row with several cells of which one is filled, and minus their number."""
    rows = enumerate(_read_rows(text, separator))
    parted = ((n, -len(row)) for n, row in rows if len(row) > 1 and any(cell.strip() for cell in row))
    return next(parted, (ROWS_MAX + 1, 0))


def _read_rows(text: str, separator: str) -> Iterator[list[str]]:
    """Give the rows, but no more than tell that there are too many: a file of empty lines would fill the memory."""
    return islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), ROWS_MAX + 1)
