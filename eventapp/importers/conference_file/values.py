"""The kinds of values in a conference file: texts without characters that cannot be kept, names, zones, numbers."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from eventapp.domain.contacts import EMAIL_FORM, EMAIL_MOST, PHONE_FORM, PHONE_MOST, is_email, is_phone
from eventapp.domain.text import LINE_MAX, PROSE_MAX, character_name, faulty_character
from eventapp.domain.timezones import is_zone

UNPRINTABLE = "unprintable"
"""Key of the validation context: a function that gives the first character of a text that paper cannot print."""
STAND_IN_ZONE = "stand-in-zone"
"""Key of the validation context: what stands in the place of a zone that could not be read."""


def clean_line(text: str, info: ValidationInfo) -> str:
    return _clean(text, info, multiline=False)


def _clean_prose(text: str, info: ValidationInfo) -> str:
    return _clean(text, info, multiline=True)


def _clean(text: str, info: ValidationInfo, *, multiline: bool) -> str:
    if fault := faulty_character(text, multiline=multiline):
        code, character = fault
        raise PydanticCustomError(code, "{character}", {"character": character_name(character)})
    if info.context and UNPRINTABLE in info.context and (unprintable := info.context[UNPRINTABLE](text)):
        raise PydanticCustomError("unprintable", "{character}", {"character": character_name(unprintable)})
    if text != text.strip():
        raise PydanticCustomError("outer-space", "space around the text", {})
    return text


def _known_zone(name: str, info: ValidationInfo) -> str:
    if not is_zone(name) and name != (info.context or {}).get(STAND_IN_ZONE):
        raise PydanticCustomError("unknown-zone", "{zone}", {"zone": name})
    return name


def _known_audience(text: str) -> str:
    if text in {"public", "participants", "staff"} or (text.startswith("side:") and len(text) > len("side:")):
        return text
    raise PydanticCustomError("unknown-audience", "{audience}", {"audience": text})


def _email(text: str) -> str:
    if is_email(text):
        return text
    raise PydanticCustomError("not-an-email", "{got}", {"got": text})


def _phone(text: str) -> str:
    if is_phone(text):
        return text
    raise PydanticCustomError("not-a-phone", "{got}", {"got": text})


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
ItemId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
SideCode = Annotated[str, Field(pattern=r"^[A-Z0-9]{2,8}$")]
Uid = Annotated[str, Field(pattern=r"^[A-Za-z0-9._@-]{8,120}$")]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
TopicNumber = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,2}(bis|ter|quater|quinquies)?$")]
Zone = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]
AudienceText = Annotated[str, Field(max_length=20), AfterValidator(_known_audience)]
Line = Annotated[str, Field(min_length=1, max_length=LINE_MAX), AfterValidator(clean_line)]
Prose = Annotated[str, Field(min_length=1, max_length=PROSE_MAX), AfterValidator(_clean_prose)]
Lines = dict[LanguageCode, Line]
Proses = dict[LanguageCode, Prose]
ContactEmail = Annotated[
    str,
    Field(min_length=1, max_length=EMAIL_MOST, json_schema_extra={"pattern": EMAIL_FORM}),
    AfterValidator(clean_line),
    AfterValidator(_email),
]
ContactPhone = Annotated[
    str,
    Field(min_length=1, max_length=PHONE_MOST, json_schema_extra={"pattern": PHONE_FORM}),
    AfterValidator(clean_line),
    AfterValidator(_phone),
]
Minutes = Annotated[int, Field(ge=0, le=1440)]
Count = Annotated[int, Field(ge=0, le=100_000)]
