"""Small lists of people made in the test, and what is read of them."""

from __future__ import annotations

from eventapp.importers.sheets.people import PeopleAround, read_people
from tests.factories import make_delegation
from tests.importers.sheet_files import xlsx

LANGUAGES = ("en", "ja")
JP, US = make_delegation(code="JP"), make_delegation(code="US")
HEADINGS = ("姓", "名", "セイ", "メイ", "姓（ローマ字）", "名（ローマ字）", "役職", "メール")
HAYASHI = ("林", "芳正", "はやし", "よしまさ", "Hayashi", "Yoshimasa", "局長", "hayashi@example.org")
ONO = ("大野", "健", "おおの", "けん", "Ono", "Ken", "課長", "ono@example.org")


def around(*people, delegations=(JP,), taken=()):
    return PeopleAround(languages=LANGUAGES, delegations=delegations, people=people, taken=taken)


def read(data, *people, delegations=(JP,), taken=(), **options):
    return read_people(data, around(*people, delegations=delegations, taken=taken), **options)


def sheet(*rows, headings=HEADINGS):
    return xlsx(People=[headings, *rows])


def people_of(*rows, headings=HEADINGS, **options):
    """Give the attendees of a list brought where nobody is yet."""
    return tuple(row.attendee for row in read(sheet(*rows, headings=headings), **options).rows)


def csv_bytes(*rows, encoding="utf-8", separator=","):
    return "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)
