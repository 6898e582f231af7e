"""What invented things are made of: hostile lines of text, choices, texts per language."""

from __future__ import annotations

from hypothesis import strategies as st

from eventapp.domain.localized import Localized

_LATIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x180))))
_JAPANESE = (
    "".join(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB)))) + "、。「」（）・ー　日米同盟会議議題髙﨑邉"
)
_TRICKY = (
    '"',
    "'",
    "\\",
    '"""',
    "'''",
    "# no comment",
    "a\\nb",
    "{ en = 1 }",
    "[[topics]]",
    "=",
    "\\u0041",
    "NEXT",
    "会議",
)
_FRAGMENTS = st.sampled_from(
    [
        *("\r\n", "\r\nEND:VEVENT", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"),
        *("\\", "\\n", "\\N", "\\\\server\\News", "C:\\new", "\\;", '"', "'", "^n", ";", ",", ":", "\t", " ", "\u3000"),
        *("\x00", "\x1b", "\x7f", "\x9f", "\ufeff", "\u202e", "\u2066", "\u200f", "\u00ad", "\u200d"),
        *("👩‍👩‍👧‍👦", "🇯🇵", "葛\U000e0100", "שלום", "مرحبا", "日本語", "é", "BEGIN:VALARM", "%2C", "<b>"),
    ]
)
lines = (
    st.one_of(st.sampled_from(_TRICKY), st.text(_LATIN + _JAPANESE, min_size=1, max_size=8)).map(str.strip).filter(bool)
)
proses = st.lists(lines, min_size=1, max_size=3).map("\n".join)
# What people paste: breaks of every kind, controls, what reorders the text around it, and what looks like a calendar's own.
hostile_texts = st.lists(st.one_of(_FRAGMENTS, st.text(max_size=20)), max_size=12).map("".join)


def words(enum):
    return st.sampled_from(tuple(enum))


def maybe(strategy, nothing=None):
    return st.one_of(st.just(nothing), strategy)


def localized(languages, texts=lines, *, required=False):
    """Give a text in some of the languages, in the first of them at least if it is required."""
    first = {languages[0]: texts} if required else {}
    rest = {code: texts for code in languages if code not in first}
    return st.fixed_dictionaries(first, optional=rest).map(Localized.of)


def some(names, *, least=0):
    """Give some of the names in any order."""
    return st.lists(st.sampled_from(names), min_size=least, max_size=len(names), unique=True)
