"""Check-ins: who came in, where, told by which desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, UTCDateTime
from eventapp.models.columns import ConferenceKey, Key


class CheckIn(Base):
    """A person who is in: at the conference (`scope` ""), on a day ("days/2023-03-11") or in a session ("sessions/ws-5").

    One row per person and scope, whatever is told how often; `undone_at` takes it back.
    """

    __tablename__ = "check_in"
    __table_args__ = (UniqueConstraint("registration_id", "scope"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    scope: Mapped[str] = mapped_column(String(120), default="", index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(300))
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class CheckInTold(Base):
    """What a desk told, once each: `key` is the desk's own, so that what it tells again after a broken line counts once."""

    __tablename__ = "check_in_told"
    __table_args__ = (UniqueConstraint("conference_id", "key"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    key: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
