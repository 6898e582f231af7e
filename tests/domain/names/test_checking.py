"""What the check of a name finds, and the values that put it right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.names import (
    MECHANICAL,
    NAME_PARTS,
    NameParts,
    Severity,
    check_attendee,
    check_names,
    mended,
    name_parts_of,
    reading_of,
)
from tests.factories import make_attendee, make_delegation

SOUND = NameParts(
    family_name="Hayashi",
    given_name="Yoshimasa",
    native_family_name="林",
    native_given_name="芳正",
    family_name_reading="はやし",
    given_name_reading="よしまさ",
)
AMERICAN = NameParts(family_name="Carter", given_name="Ellen")


def _found(language="ja", base=SOUND, **parts):
    findings = check_names(replace(base, **parts), delegation_language=language)
    return [(finding.code.value, finding.field, finding.mended) for finding in findings]


@pytest.mark.parametrize("named", [SOUND, replace(SOUND, id_name="HAYASHI, YOSHIMASA", badge_name="YOSHI")])
def test_sound_name_has_no_finding(named):
    assert check_names(named, language="ja", delegation_language="ja") == ()


def test_name_without_any_part_has_no_finding():
    assert check_names(NameParts(), language="ja", delegation_language="ja") == ()


@pytest.mark.parametrize(
    ("part", "typed", "code", "meant"),
    [
        ("given_name_reading", "ﾖｼﾏｻ", "half-width-kana", "よしまさ"),
        ("given_name_reading", "　よしまさ ", "space-around", "よしまさ"),
        ("given_name_reading", "よしマサ‐", "not-kana", "よしマサー"),
        ("given_name_reading", "Yoshimasa", "not-kana", None),
        ("given_name_reading", "芳正", "not-kana", None),
        ("native_given_name", "芳正　", "space-around", "芳正"),
        ("native_given_name", "芳　正", "full-width-space", "芳 正"),
        ("native_given_name", "芳\u00a0正", "odd-space", "芳 正"),
        ("native_given_name", "芳  正", "odd-space", "芳 正"),
        ("native_given_name", "ﾖｼﾏｻ", "half-width-kana", "ヨシマサ"),
        ("given_name", "Ｙｏｓｈｉｍａｓａ", "full-width-latin", "Yoshimasa"),
        ("suffix", "Ｊｒ.", "full-width-latin", "Jr."),
        ("id_name", "ＨＡＹＡＳＨＩ，　ＹＯＳＨＩＭＡＳＡ", "full-width-latin", "HAYASHI, YOSHIMASA"),
        ("given_name", "Yoshi\u200bmasa", "control-character", "Yoshimasa"),
        ("badge_name", "Yoshi\tmasa", "control-character", "Yoshi masa"),
        ("given_name", "YOSHIMASA", "all-capitals", "Yoshimasa"),
    ],
)
def test_how_a_part_was_typed_is_found_with_what_was_meant(part, typed, code, meant):
    found = _found(**{part: typed})
    assert (code, part, meant) in found
    assert {field for _, field, _ in found} == {part}


def test_every_mend_of_a_part_mends_its_width_and_its_spaces():
    assert _found(family_name_reading="ﾊﾔｼ　", family_name=" ＨＡＹＡＳＨＩ") == [
        ("space-around", "family_name", "HAYASHI"),
        ("full-width-latin", "family_name", "HAYASHI"),
        ("all-capitals", "family_name", "Hayashi"),
        ("half-width-kana", "family_name_reading", "はやし"),
        ("space-around", "family_name_reading", "はやし"),
    ]


def test_reading_of_a_name_in_katakana_is_mended_to_katakana():
    parts = NameParts(family_name="Carter", native_family_name="カーター", family_name_reading="ｶｰﾀｰ")
    assert [finding.mended for finding in check_names(parts)] == ["カーター"]


def test_only_what_a_form_must_refuse_is_an_error():
    parts = replace(SOUND, family_name="HAYASHI", native_family_name="林\u200b", family_name_reading="ﾊﾔｼ")
    parts = replace(parts, given_name_reading="Yoshimasa", native_given_name=" 芳正")
    severities = {finding.code.value: finding.severity for finding in check_names(parts)}
    assert severities == {
        "control-character": Severity.ERROR,
        "half-width-kana": Severity.ERROR,
        "not-kana": Severity.ERROR,
        "all-capitals": Severity.WARNING,
        "space-around": Severity.WARNING,
    }


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"native_given_name": ""}, [("missing-native", "native_given_name", None)]),
        ({"given_name_reading": ""}, [("missing-reading", "given_name_reading", None)]),
        (
            {"given_name_reading": "　"},
            [("space-around", "given_name_reading", ""), ("missing-reading", "given_name_reading", None)],
        ),
        ({"given_name": ""}, [("missing-latin", "given_name", "Yoshimasa")]),
        ({"given_name": "", "given_name_reading": "ゆうじ"}, [("missing-latin", "given_name", None)]),
        ({"given_name": "", "given_name_reading": "じゅんぺい"}, [("missing-latin", "given_name", None)]),
        ({"native_given_name": "よしまさ", "given_name_reading": ""}, []),
        ({"given_name": "", "native_given_name": "", "given_name_reading": ""}, []),
    ],
)
def test_missing_parts_of_a_japanese_name(parts, expected):
    assert _found(**parts) == expected


def test_kanji_and_reading_are_asked_of_the_delegation_that_speaks_japanese_and_of_those_who_have_a_part():
    everything = [("missing-native", "native_family_name"), ("missing-native", "native_given_name")]
    everything += [("missing-reading", "family_name_reading"), ("missing-reading", "given_name_reading")]
    asked = [(finding.code.value, finding.field) for finding in check_names(AMERICAN, delegation_language="ja")]
    assert asked == everything
    assert check_names(AMERICAN, language="ja", delegation_language="en") == ()
    assert [f.field for f in check_names(AMERICAN, language="ja")] == [field for _, field in everything]
    assert _found("en", native_given_name="", given_name_reading="") == [
        ("missing-native", "native_given_name", None),
        ("missing-reading", "given_name_reading", None),
    ]


@pytest.mark.parametrize(
    ("parts", "reading", "latin"),
    [
        ({}, "はやし", "Hayashi"),
        ({"family_name_reading": ""}, "よしまさ", "Yoshimasa"),
        ({"given_name_reading": ""}, "はやし", "Hayashi"),
    ],
)
def test_names_that_changed_places_are_told_by_the_reading_and_swapped(parts, reading, latin):
    findings = check_names(replace(SOUND, family_name="Yoshimasa", given_name="Hayashi", **parts))
    (swapped,) = (finding for finding in findings if finding.code == "names-swapped")
    assert swapped.mends == (("family_name", "Hayashi"), ("given_name", "Yoshimasa"))
    assert swapped.values == (("reading", reading), ("latin", latin))


@pytest.mark.parametrize(
    "parts",
    [
        {"family_name": "Masao", "given_name": "Hayashi"},
        {"family_name": "Yoshimasa", "given_name": "Hayashi", "family_name_reading": "", "given_name_reading": ""},
        {"family_name": "Hayashi", "given_name": "Hayashi"},
    ],
)
def test_swapping_is_never_guessed(parts):
    swapped = [code for code, *_ in _found(**parts) if code.startswith("names-swapped")]
    assert swapped == (["names-swapped"] if parts["family_name"] == "Masao" else [])


def test_names_that_changed_places_are_told_by_the_id():
    parts = NameParts(family_name="Ellen", given_name="Carter", id_name="CARTER, ELLEN MARIE")
    found = check_names(parts, delegation_language="en")
    assert [(f.code.value, dict(f.mends).get("family_name")) for f in found] == [
        ("names-swapped-on-id", "Carter"),
        ("id-name-longer", None),
    ]


def test_latin_letters_that_do_not_fit_the_reading():
    (finding,) = check_names(replace(SOUND, family_name="Hayasi", given_name="Yoshimaro"))
    assert (finding.code, finding.field) == ("reading-differs", "given_name")
    assert finding.values == (("reading", "よしまさ"), ("latin", "Yoshimaro"))


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("zh", {"family_name": "Xi", "native_family_name": "習", "family_name_reading": "しゅう"}),
        ("ja", {"family_name": "Carter", "native_family_name": "カーター", "family_name_reading": "かーたー"}),
        ("ja", {"family_name": "Carter", "native_family_name": "", "family_name_reading": "カーター"}),
    ],
)
def test_readings_of_foreign_names_are_not_compared(language, parts):
    codes = [code for code, *_ in _found(language, **parts)]
    assert codes == (["missing-native"] if not parts["native_family_name"] else [])


@pytest.mark.parametrize(
    ("id_name", "code"),
    [
        ("HAYASHI, YOSHIMASA", None),
        ("Yoshimasa Hayashi", None),
        ("林　芳正", "full-width-space"),
        ("林 芳正", None),
        ("HAYASHI, YOSHIMASA TARO", "id-name-longer"),
        ("HAYASHI, Y.", None),
        ("HAYASHI, YOSHIMARO", "id-name-differs"),
        ("林 義正", "id-name-differs"),
    ],
)
def test_name_on_the_id_is_compared_without_order_and_case(id_name, code):
    assert [found for found, *_ in _found(id_name=id_name)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("family", "given", "id_name"),
    [
        ("Müller", "Jörg", "MUELLER, JOERG"),
        ("Müller", "Jörg", "MULLER JORG"),
        ("O'Brien", "Seán", "OBRIEN, SEAN"),
        ("Smith-Jones", "Ann", "SMITH JONES ANN"),
        ("Smith", "John", "SMITH JR, JOHN"),
    ],
)
def test_id_writes_letters_that_machines_lack_in_its_own_way(family, given, id_name):
    parts = NameParts(family_name=family, given_name=given, suffix="Jr.", id_name=id_name)
    assert check_names(parts, delegation_language="en") == ()


def test_what_the_id_has_besides_is_named():
    parts = replace(AMERICAN, id_name="CARTER, ELLEN MARIE")
    (finding,) = check_names(parts, delegation_language="en")
    assert (finding.code, dict(finding.values)["extra"]) == ("id-name-longer", "MARIE")


def test_scripts_in_each_others_fields_are_put_where_they_belong():
    findings = check_names(replace(SOUND, family_name="林", native_family_name="Hayashi"))
    assert [(f.code.value, f.field, f.mends) for f in findings] == [
        ("native-in-latin", "family_name", (("family_name", "Hayashi"), ("native_family_name", "林"))),
        ("latin-in-native", "native_family_name", (("family_name", "Hayashi"), ("native_family_name", "林"))),
    ]


def test_kanji_in_the_latin_field_move_to_the_free_one_and_never_over_another_text():
    moved, *_ = check_names(replace(SOUND, family_name="林", native_family_name=""))
    kept, *_ = check_names(replace(SOUND, family_name="林"))
    assert moved.mends == (("family_name", ""), ("native_family_name", "林"))
    assert (kept.code, kept.mends) == ("native-in-latin", ())


def test_attendee_is_checked_with_the_delegations_language():
    person = make_attendee(family_name="Sato", given_name="Ken", delegation=make_delegation(code="JP"))
    assert check_attendee(person) == check_names(person, delegation_language="ja")
    assert len(check_attendee(person)) == 4


def test_name_in_kana_is_its_own_reading():
    assert reading_of(NameParts(native_family_name="カーター", given_name_reading="えれん")) == ("カーター", "えれん")
    assert reading_of(NameParts(native_family_name="林")) == ("", "")


def test_parts_of_a_document_are_those_that_it_has():
    document = {"id": "x", "family_name": "Hayashi", "given_name": None}
    assert name_parts_of(document) == NameParts(family_name="Hayashi")


_LETTERS = st.sampled_from("aNŌßøｱﾊﾞﾟ゛はガっー林髙ＡｚＺ　 \t\u00a0\u200b\u0301'’-−.,（）1１")
_TEXTS = st.text(_LETTERS, max_size=8)


@given(typed=st.fixed_dictionaries(dict.fromkeys(NAME_PARTS, _TEXTS)))
def test_what_was_mended_without_asking_needs_no_such_mend_again(typed):
    once = mended(NameParts(**typed), check_names(NameParts(**typed)))
    again = check_names(once)
    assert [finding for finding in again if finding.code in MECHANICAL and finding.mends] == []
    assert mended(once, again) == once


@given(
    typed=st.fixed_dictionaries(dict.fromkeys(NAME_PARTS, st.text(max_size=6))),
    language=st.sampled_from(("ja", "en", "")),
)
def test_any_text_can_be_checked(typed, language):
    findings = check_names(NameParts(**typed), language=language)
    assert {finding.field for finding in findings} <= set(NAME_PARTS)
