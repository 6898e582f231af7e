"""Delegations: sides and other groups."""

from __future__ import annotations

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, LocalizedText
from eventapp.domain.localized import Localized
from eventapp.models.columns import Code, ConferenceKey, Key, Language, Zone


class Delegation(Base):
    """A delegation; its head is the attendee marked `is_head`."""

    __tablename__ = "delegation"
    __table_args__ = (UniqueConstraint("conference_id", "code"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    code: Mapped[Code]
    position: Mapped[int]
    name: Mapped[Localized] = mapped_column(LocalizedText)
    is_side: Mapped[bool]
    home_zone: Mapped[Zone]
    language: Mapped[Language]
    country: Mapped[str] = mapped_column(String(2))
