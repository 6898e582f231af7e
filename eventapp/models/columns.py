"""Columns that several tables share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, TypeVar

from sqlalchemy import Enum, ForeignKey, String
from sqlalchemy.orm import mapped_column

E = TypeVar("E", bound=StrEnum)

Key = Annotated[int, mapped_column(primary_key=True)]
ConferenceKey = Annotated[int, mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)]
PublicId = Annotated[str, mapped_column(String(80))]
Zone = Annotated[str, mapped_column(String(64))]
Code = Annotated[str, mapped_column(String(8))]
Language = Annotated[str, mapped_column(String(8))]
Name = Annotated[str, mapped_column(String(300), default="")]


def word_of(words: type[E]) -> Enum:
    """Give the column type of a closed list: its words as text, checked when read and written."""
    return Enum(words, native_enum=False, length=32, values_callable=_values, validate_strings=True)


def _values(words: Any) -> list[str]:
    return [word.value for word in words]
