"""What the check of a name says, in both languages."""

from __future__ import annotations

import pytest

from eventapp.domain.names import FindingCode, NameParts, check_names
from eventapp.renderers.name_checks import SENTENCES, finding_line, finding_sentence, mend_label
from eventapp.renderers.wording import words_in


def _said(language, **parts):
    findings = check_names(NameParts(**parts))
    words = words_in(language)
    return [(finding_line(finding, words), mend_label(finding, words)) for finding in findings]


@pytest.mark.parametrize(
    ("language", "line", "label"),
    [
        ("ja", "名のふりがな：半角カナは使えません。全角で「はなこ」と入力してください。", "「はなこ」に直す"),
        (
            "en",
            "Reading of the given name (kana): Half-width kana cannot be used. Write “はなこ” in full width.",
            "Change to “はなこ”",
        ),
    ],
)
def test_half_width_kana_as_the_form_says_it(language, line, label):
    assert _said(language, given_name="Hanako", native_given_name="花子", given_name_reading="ﾊﾅｺ") == [(line, label)]


def test_swapped_names_and_their_mend():
    parts = {"family_name": "Yoshimasa", "given_name": "Hayashi", "family_name_reading": "はやし"}
    assert _said("ja", **parts) == [
        (
            "姓（ローマ字）：姓と名が入れ替わっているようです。ふりがな「はやし」に合うのは「Hayashi」です。",
            "姓を「Hayashi」、名を「Yoshimasa」に入れ替える",
        )
    ]
    assert _said("en", **parts) == [
        (
            "Family name (Latin letters): Family and given name seem to have changed places: the reading “はやし” belongs to “Hayashi”.",
            "Swap: family name “Hayashi”, given name “Yoshimasa”",
        )
    ]


def test_mend_of_two_fields_of_one_that_empties_and_none():
    assert [label for _, label in _said("en", family_name="林")] == ["Put each where it belongs"]
    assert [label for _, label in _said("en", badge_name=" ")] == ["Empty it"]
    assert [label for _, label in _said("en", family_name_reading="Hayashi", family_name="Hayashi")] == [""]


def test_character_that_is_no_text_is_named():
    ((line, label),) = _said("en", badge_name="Yo\u200b")
    assert line == "Name on the badge: The character U+200B ZERO WIDTH SPACE is no text. Take it out."
    assert label == "Change to “Yo”"


def test_every_finding_has_a_sentence_in_both_languages():
    assert set(FindingCode) - set(SENTENCES) == {FindingCode.CONTROL_CHARACTER}
    english, japanese = words_in("en"), words_in("ja")
    assert [text for text in SENTENCES.values() if english(text) == japanese(text)] == []


def test_sentences_have_all_their_values():
    named = NameParts(family_name="Carter", given_name="Ellen", id_name="CARTER, ELLEN MARIE")
    (longer,) = check_names(named, delegation_language="en")
    assert finding_sentence(longer, words_in("ja")) == (
        "身分証にはほかに「MARIE」があります。この氏名でよいかご確認ください。"
    )
