"""Deadlines of a conference, for its organisers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, LocalizedText, UTCDateTime
from eventapp.domain.localized import Localized
from eventapp.models.columns import ConferenceKey, Key, Zone


class Deadline(Base):
    """Something due at an instant, with the zone in which it was typed."""

    __tablename__ = "deadline"

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    title: Mapped[Localized] = mapped_column(LocalizedText)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    zone: Mapped[Zone]
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
