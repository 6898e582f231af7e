"""Attendees and their placements."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, LocalizedText, PlainJSON, UTCDateTime
from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder, Role
from eventapp.models.columns import ConferenceKey, Key, Language, Name, PublicId, word_of


class Attendee(Base):
    """A person at one conference; name parts apart, "" where unknown; `away` is a list of windows as `available` of a room."""

    __tablename__ = "attendee"
    __table_args__ = (UniqueConstraint("conference_id", "public_id"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"), index=True)
    public_id: Mapped[PublicId]
    precedence: Mapped[int]
    is_head: Mapped[bool]
    category: Mapped[AttendeeCategory] = mapped_column(word_of(AttendeeCategory))
    family_name: Mapped[Name]
    given_name: Mapped[Name]
    native_family_name: Mapped[Name]
    native_given_name: Mapped[Name]
    family_name_reading: Mapped[Name]
    given_name_reading: Mapped[Name]
    prefix: Mapped[Name]
    suffix: Mapped[Name]
    id_name: Mapped[Name]
    badge_name: Mapped[Name]
    display_order: Mapped[DisplayOrder] = mapped_column(word_of(DisplayOrder))
    organisation: Mapped[Localized] = mapped_column(LocalizedText)
    position: Mapped[Localized] = mapped_column(LocalizedText)
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[Language]
    interpretation_language: Mapped[Language]
    arrives_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    leaves_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    away: Mapped[list[dict[str, str]]] = mapped_column(PlainJSON, default=list)


class Placement(Base):
    """One attendee in one role, in a session or for a topic, never both."""

    __tablename__ = "placement"
    __table_args__ = (
        UniqueConstraint("session_id", "attendee_id", "role"),
        UniqueConstraint("topic_id", "attendee_id", "role"),
        CheckConstraint("(session_id IS NULL) <> (topic_id IS NULL)", name="session_or_topic"),
    )

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(word_of(Role))
    position: Mapped[int]
