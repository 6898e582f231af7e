"""Sessions of a conference."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, LocalizedText, UTCDateTime
from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import AttributionRule, InterpretationMode, SessionKind, SessionStatus, TransferMode
from eventapp.models.columns import ConferenceKey, Key, PublicId, Zone, word_of


class ConferenceSession(Base):
    """A slot of the draft agenda: instants in UTC, and the zone in which the organiser typed them."""

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("conference_id", "public_id"),
        CheckConstraint("end_at > start_at", name="ends_after_start"),
        Index("ix_session_conference_id_start_at", "conference_id", "start_at"),
    )

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    public_id: Mapped[PublicId]
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[SessionKind] = mapped_column(word_of(SessionKind))
    number: Mapped[int | None]
    title: Mapped[Localized] = mapped_column(LocalizedText)
    description: Mapped[Localized] = mapped_column(LocalizedText)
    start_at: Mapped[datetime] = mapped_column(UTCDateTime)
    end_at: Mapped[datetime] = mapped_column(UTCDateTime)
    zone: Mapped[Zone]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"), index=True)
    from_venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="SET NULL"))
    to_venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="SET NULL"))
    transfer_mode: Mapped[TransferMode | None] = mapped_column(word_of(TransferMode))
    audience: Mapped[str] = mapped_column(String(20))
    attribution: Mapped[AttributionRule] = mapped_column(word_of(AttributionRule))
    interpretation: Mapped[InterpretationMode] = mapped_column(word_of(InterpretationMode))
    expected: Mapped[int | None]
    side_cap: Mapped[int | None]
    status: Mapped[SessionStatus] = mapped_column(word_of(SessionStatus))
    is_fixed: Mapped[bool] = mapped_column(default=False)
