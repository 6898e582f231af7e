from __future__ import annotations

import pytest

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC, STAFF, Audience, Level

SIDE_JP = Audience(Level.PARTICIPANTS, "JP")
SIDE_US = Audience(Level.PARTICIPANTS, "US")
READERS = (PUBLIC, PARTICIPANTS, STAFF, SIDE_JP, SIDE_US)

# Whose things (rows) each reader of READERS (columns) sees.
TABLE = {
    "public": (True, True, True, True, True),
    "participants": (False, True, True, True, True),
    "staff": (False, False, True, False, False),
    "side:JP": (False, False, False, True, False),
    "side:US": (False, False, False, False, True),
}


@pytest.mark.parametrize("thing", TABLE)
def test_may_see_table(thing):
    assert tuple(reader.may_see(Audience.parse(thing)) for reader in READERS) == TABLE[thing]


@pytest.mark.parametrize(
    ("text", "audience"), list(zip(TABLE, (PUBLIC, PARTICIPANTS, STAFF, SIDE_JP, SIDE_US), strict=True))
)
def test_parse_reads_the_written_form(text, audience):
    assert Audience.parse(text) == audience


@pytest.mark.parametrize("text", TABLE)
def test_str_writes_what_parse_read(text):
    assert str(Audience.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "side", "side:", "everyone", "public ", "0", "Public", "STAFF", "ſtaff", "Side:JP"]
)
def test_parse_other_text_is_refused(text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        Audience.parse(text)


def test_is_public_only_for_the_public():
    assert [reader.is_public for reader in READERS] == [True, False, False, False, False]
