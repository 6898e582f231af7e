"""Which field a heading means."""

from __future__ import annotations

import pytest

from eventapp.domain.people_sheets import people_columns
from eventapp.importers.sheets.people_fields import field_of

LANGUAGES = ("en", "ja")
_MEANT = {
    "native_family_name": "姓, 氏, 苗字, 姓（漢字）, 漢字姓, Family name (kanji), Last name in Kanji, 姓（本人の文字）, Family name in the person's own script",
    "native_given_name": "名, 名（漢字）, Given name (kanji), 下の名前",
    "family_name_reading": "セイ, ｾｲ, せい, ふりがな（姓）, フリガナ（姓）, 姓のふりがな, 姓(カナ), カナ姓, Family name (kana), Reading of the family name, 姓（全角カナ）",
    "given_name_reading": "メイ, ふりがな（名）, 名フリガナ, Given name (reading)",
    "family_name": "Family name, FAMILY NAME, Last Name, last_name, Surname, 姓（ローマ字）, 姓（英字）, Family name (Latin letters), Family name*, 姓（英文表記）",
    "given_name": "Given name, First name, first-name, Given name(s), Forename, 名（ローマ字）, 名（必須・ローマ字）",
    "prefix": "Title, Rank, Title/Rank, Title or rank, 敬称, 階級, 敬称/階級, 敬称・階級",
    "organisation.en": "Organisation, Organization, Affiliation, Organisation (en), 所属（英語）, 英文所属",
    "organisation.ja": "所属, 所属先, Organisation (Japanese), 所属（日本語）, 会社名",
    "position.en": "Position, Job title, Position/Job title, 役職（英語）",
    "position.ja": "役職, 肩書, 肩書き, Position (ja), 役職（和文）",
    "email": "E-mail, Email, email address, メール, メールアドレス（必須）, E-mail (work), 電子メール",
    "category": "Category, 区分, 参加区分",
    "dietary": "Dietary needs, Dietary requirements / allergies, Dietary restrictions (please specify), 食事制限, 食物アレルギーの有無",
    "head": "Head of delegation, 団長",
    "precedence": "Order, 序列, 席次, Precedence",
    "id": "Id, 識別子",
    "delegation": "Delegation, 代表団",
    "badge_name": "Name on the badge, 名札",
    "id_name": "Name as on the ID, 身分証の氏名, Passport name",
    "language": "Language, 言語",
    "whole-name": "Name, 氏名, お名前, Full name, 氏名（漢字）, English name, ローマ字氏名",
    "whole-reading": "フリガナ, ふりがな, 氏名（ふりがな）, 氏名カナ, Reading",
    "": "No., 備考, Phone, 電話番号, Country, 姓（旧姓）, Middle name, Japanese, 部署, 会場, ー",
}


@pytest.mark.parametrize(
    ("heading", "field"), [(heading, field) for field, all_ in _MEANT.items() for heading in all_.split(", ")]
)
def test_field_of_a_heading(heading, field):
    assert field_of(heading, LANGUAGES) == field


@pytest.mark.parametrize(
    ("above", "heading", "field"),
    [
        ("氏名", "姓", "native_family_name"),
        ("氏名（漢字）", "名", "native_given_name"),
        ("ふりがな", "姓", "family_name_reading"),
        ("ローマ字", "名", "given_name"),
        ("Name in Kanji", "Family", "native_family_name"),
        ("出席者名簿", "姓", "native_family_name"),
        ("所属", "メール", "email"),
    ],
)
def test_heading_above_tells_the_script_of_parts(above, heading, field):
    assert field_of(heading, LANGUAGES, above=above) == field


def test_every_column_of_the_template_is_known_by_each_of_its_names():
    for languages in (LANGUAGES, ("ja", "en"), ("en", "ko")):
        for column in people_columns(languages):
            for _, name in column.names:
                assert (name, field_of(name, languages)) == (name, column.id)


def test_text_without_a_language_is_in_its_own_else_in_the_first():
    assert field_of("所属", ("en", "ko")) == "organisation.en"
    assert field_of("Position", ("ja",)) == "position.ja"


@pytest.mark.parametrize("heading", ["姓 / Family name", "姓\nFamily name"])
def test_heading_in_two_languages_is_the_first_of_them(heading):
    assert field_of(heading, LANGUAGES) == "native_family_name"
