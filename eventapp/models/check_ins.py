"""Check-ins: what desks told of whom, and who is in by it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, UTCDateTime
from eventapp.domain.check_ins import Verb
from eventapp.models.columns import ConferenceKey, Key, word_of


class CheckInTold(Base):
    """One thing that a desk told of a person, as it came: rows are only ever added (decision 0015).

    `scope` is "" for the conference, "days/2023-03-11" or "sessions/ws-5"; `number` counts from 1 in it for each person. `key` is the
    desk's own, so that what is told again after a broken line counts once; `source` is the browser, `seen` what an undo's desk knew.
    """

    __tablename__ = "check_in_told"
    __table_args__ = (
        UniqueConstraint("conference_id", "key"),
        UniqueConstraint("registration_id", "scope", "number"),
    )

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    scope: Mapped[str] = mapped_column(String(120), default="")
    number: Mapped[int]
    verb: Mapped[Verb] = mapped_column(word_of(Verb))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    source: Mapped[str] = mapped_column(String(64))
    seen: Mapped[int] = mapped_column(default=0)
    by: Mapped[str] = mapped_column(String(300))
    desk: Mapped[str] = mapped_column(String(40), default="")
    key: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)


class CheckIn(Base):
    """How a person stands by all that was told of him or her in one scope; `undone_at` says since when not in any more.

    `number` is that of the check-in that counts, `last` that of what was told last.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        UniqueConstraint("registration_id", "scope"),
        Index("ix_check_in_scope", "conference_id", "scope", "at"),
    )

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    scope: Mapped[str] = mapped_column(String(120), default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(300))
    desk: Mapped[str] = mapped_column(String(40), default="")
    number: Mapped[int]
    last: Mapped[int]
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
