"""Which field a heading means, in the many spellings of English and Japanese lists of people."""

from __future__ import annotations

import re
from functools import lru_cache

from eventapp.domain.folding import letters_of
from eventapp.domain.names.kana import has_han, has_kana
from eventapp.domain.people_sheets import people_columns

WHOLE_NAME = "whole-name"
WHOLE_READING = "whole-reading"
"""Columns that are known and cannot be read: a name is never split by guessing."""

# What is said around a heading and means nothing for it.
_NOISE = re.compile("必須|任意|全角|半角|記入|表記|required|mandatory|optional")
_SCRIPTS = {
    "native": "本人の文字,native script,native,ownscript,japanesescript,日本語,japanese,kanji,漢字,和文,和名,漢",
    "latin": "latinletters,latin,romaji,romanletters,roman,alphabet,アルファベット,ローマ字,ローマ,英字,英語,英文,英名,欧文,english,英",
    "reading": "furigana,phonetic,hiragana,katakana,reading,yomi,kana,振り仮名,ふり仮名,ふりがな,読み仮名,よみがな,仮名,読み,よみ,ひらがな,カタカナ,カナ",
}
_FAMILY = "姓,氏,苗字,名字,せい,みょうじ,family name,family,last name,last,surname,sur name"
_GIVEN = "名,下の名前,めい,given name,given names,given,first name,first,forename"
_WHOLE = "氏名,姓名,お名前,名前,name,full name,names"
_PARTS = {
    part: frozenset(map(letters_of, words.split(","))) for part, words in (("family", _FAMILY), ("given", _GIVEN))
}
_WHOLES = frozenset(map(letters_of, _WHOLE.split(",")))
_AFFIXES = re.compile("^(?:氏名|お名前|名前|name|of|in|the|の|persons)+|(?:in|of|the|persons|の)+$")
_FIELDS = {
    ("family", "native"): "native_family_name",
    ("given", "native"): "native_given_name",
    ("family", "reading"): "family_name_reading",
    ("given", "reading"): "given_name_reading",
    ("family", "latin"): "family_name",
    ("given", "latin"): "given_name",
}
_OTHERS = {
    "id": "id,person id,attendee id,識別子",
    "delegation": "delegation,side,delegation code,代表団,代表団名,側",
    "precedence": "order,precedence,protocol order,order of precedence,place in the delegation,序列,席次,代表団内の席次,順位,順番,順序,並び順,名簿順",
    "head": "head of delegation,head,hod,団長,首席代表,代表団長",
    "prefix": "title or rank,title,rank,prefix,honorific,salutation,military rank,before the name,敬称階級,階級敬称,敬称,階級,称号,氏名の前",
    "suffix": "after the name,suffix,postnominal,氏名の後",
    "email": "e-mail,email,mail,e-mail address,mail address,メール,メールアドレス,電子メール,電子メールアドレス,eメール",
    "language": "language,preferred language,correspondence language,言語,使用言語,希望言語,連絡言語",
    "interpretation_language": "interpreting language,interpretation language,listening language,通訳言語",
    "category": "category,type,participant type,role category,区分,参加区分,参加者区分,参加者種別,種別",
    "display_order": "order when introduced,display order,name order,紹介時の順",
    "badge_name": "name on the badge,badge name,badge,name tag,名札の氏名,名札,名札表示,バッジ,バッジ名",
    "id_name": "name as on the id,name on id,id name,name as in passport,passport name,身分証の氏名,身分証記載の氏名,身分証氏名,旅券氏名,パスポート氏名",
    "dietary": "dietary needs,dietary,dietary requirements,dietary restrictions,diet,food allergies,allergies,allergy,食事の制限,食事制限,食事,食物アレルギー,アレルギー",
    "accessibility": "accessibility needs,accessibility,access needs,special needs,special assistance,配慮事項,配慮,合理的配慮",
}
_LOCALIZED = {
    "organisation": "organisation,organization,affiliation,company,institution,agency,employer,所属,所属先,所属機関,所属組織,所属団体,組織,組織名,機関,機関名,団体名,会社名,勤務先",
    "position": "position,job title,post,function,designation,役職,肩書,肩書き,役職名,職名,官職,職位",
}
_BEGINNINGS = (
    ("dietary", "dietary"),
    ("食事", "dietary"),
    ("食物", "dietary"),
    ("アレルギー", "dietary"),
    ("accessib", "accessibility"),
)
_LANGUAGES = {
    "en": ("en", "english", "英語", "英文", "英"),
    "ja": ("ja", "jp", "japanese", "日本語", "和文", "和", "日"),
}


def field_of(heading: str, languages: tuple[str, ...], *, above: str = "") -> str:
    """Give the field that a heading means, "" for none that is known; `above` is what stands over it for several columns.

    A field of a text in several languages has the language in it: "position.ja"; a heading that names none has its own.
    """
    if above and (found := _name_field(letters_of(above + heading))) in _FIELDS.values():
        return found
    parts = (heading, *heading.splitlines(), *re.split("[/／]", heading), re.sub(r"[(（].*?[)）]", "", heading))
    for n, part in enumerate(parts):
        found = _known_fields(languages).get(_plain(part)) or _localized_field(part, languages)
        # What stands in brackets tells names apart: 姓（旧姓） is none of ours.
        found = found or (_name_field(_plain(part)) if n < len(parts) - 1 else "")
        if found:
            return found
    return next((field for begin, field in _BEGINNINGS if _plain(heading).startswith(letters_of(begin))), "")


@lru_cache(maxsize=64)
def _known_fields(languages: tuple[str, ...]) -> dict[str, str]:
    """Give the fields by every heading that means just them, those of the template among them."""
    found = {form: field for field, words in _OTHERS.items() for form in map(letters_of, words.split(","))}
    for column in people_columns(languages):
        for text in (column.id, *(text for _, text in column.names)):
            found.setdefault(letters_of(text), column.id)
    return found


def _name_field(letters: str) -> str:
    """Give the part of a name that folded letters mean, by its script and whether it is family or given name."""
    letters = _plain(letters)
    for script, word in _script_words():
        if word in letters:
            rest = letters.replace(word, "", 1)
            if found := _part_field(_AFFIXES.sub("", rest), script) or _part_field(rest, script):
                return found
    return _part_field(letters, "") or _part_field(_AFFIXES.sub("", letters), "")


def _part_field(rest: str, script: str) -> str:
    for part, words in _PARTS.items():
        if rest in words:
            return _FIELDS[part, script or _own_script(rest)]
    if rest in _WHOLES or (not rest and script == "reading"):
        return WHOLE_READING if script == "reading" else WHOLE_NAME
    return ""


def _own_script(word: str) -> str:
    """Give the script that a heading without a word for it is in: 姓 means kanji, セイ a reading, "Surname" Latin letters."""
    if has_han(word):
        return "native"
    return "reading" if has_kana(word) else "latin"


def _localized_field(part: str, languages: tuple[str, ...]) -> str:
    letters = _plain(part)
    for key, words in _LOCALIZED.items():
        known = set(map(letters_of, words.split(",")))
        for code in languages:
            for word in _LANGUAGES.get(code, (code,)):
                if {letters.removesuffix(letters_of(word)), letters.removeprefix(letters_of(word))} & known - {letters}:
                    return f"{key}.{code}"
        if letters in known:
            own = "ja" if has_han(letters) or has_kana(letters) else "en"
            return f"{key}.{own if own in languages else languages[0]}"
    return ""


def _plain(text: str) -> str:
    letters = letters_of(text)
    return _NOISE.sub("", letters) or letters


@lru_cache(maxsize=1)
def _script_words() -> tuple[tuple[str, str], ...]:
    """Give the words for scripts, the longest first: ローマ字 before ローマ."""
    found = [(script, letters_of(word)) for script, words in _SCRIPTS.items() for word in words.split(",")]
    return tuple(sorted(found, key=lambda pair: -len(pair[1])))
