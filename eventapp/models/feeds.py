"""Addresses of calendars to subscribe to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, UTCDateTime
from eventapp.domain.feeds import FeedScope
from eventapp.models.columns import ConferenceKey, Key, PublicId, word_of


class Feed(Base):
    """A calendar's secret address, of which only the hash is kept: somebody's on the list, or a venue's staff's (`subject` is its id).

    `used_hour` counts the hours since 1970 of the last use, `program` names what used it: nothing finer, and no network address.
    A revoked one stays, so that a program that still asks for it is told that it is gone.
    """

    __tablename__ = "feed"

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    scope: Mapped[FeedScope] = mapped_column(word_of(FeedScope))
    subject: Mapped[PublicId] = mapped_column(default="")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    used_hour: Mapped[int | None]
    program: Mapped[str] = mapped_column(String(40), default="")
