"""Issues of the list of participants."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, PlainJSON, UTCDateTime
from eventapp.models.columns import ConferenceKey, Key


class ParticipantsIssue(Base):
    """One dated and numbered issue of the list for one audience, frozen as it was given out."""

    __tablename__ = "participants_issue"
    __table_args__ = (UniqueConstraint("conference_id", "audience", "number"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    audience: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    issued_by: Mapped[str] = mapped_column(String(300))
    document: Mapped[Any] = mapped_column(PlainJSON)
