"""Documents without a person: everybody else, and whatever is no attendee, is the very same."""

from __future__ import annotations

from eventapp.domain.erasure import without_person, without_text

GONE = {"en": "(erased)"}


def _attendee(name):
    return {
        "id": name,
        "delegation": "JP",
        "precedence": 2,
        "category": "delegate",
        "family_name": "X",
        "email": "x@y.z",
    }


def test_attendee_keeps_place_and_category_only():
    value = {"items": [{"item": "attendees/a", "before": None, "after": _attendee("a")}]}
    after = without_person(value, "a", GONE)["items"][0]["after"]
    assert after == {"id": "a", "delegation": "JP", "precedence": 2, "category": "delegate", "position": GONE}


def test_others_are_the_very_same():
    value = {"attendees": [_attendee("a")], "sessions": [{"id": "b", "title": {"en": "B"}}]}
    assert without_person(value, "b", GONE) is value
    assert without_person(value, "a", GONE)["sessions"] is value["sessions"]


def test_text_goes_from_keys_and_values_in_any_capitals():
    value = {"to": ["A@B.example", 3], "a@b.example": None, "rest": {"n": "kept"}}
    scrubbed = without_text(value, "a@b.example", "-")
    assert scrubbed == {"to": ["-", 3], "-": None, "rest": {"n": "kept"}}
    assert scrubbed["rest"] is value["rest"]
    assert without_text(value, "c@d.example", "-") is value
