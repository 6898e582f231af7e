"""Venues, rooms and the transfers between venues."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, LocalizedText, PlainJSON
from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import TransferMode
from eventapp.models.columns import ConferenceKey, Key, PublicId, Zone, word_of


class Venue(Base):
    """A place; the host side is a delegation, the geographic point two degrees."""

    __tablename__ = "venue"
    __table_args__ = (UniqueConstraint("conference_id", "public_id"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    public_id: Mapped[PublicId]
    position: Mapped[int]
    name: Mapped[Localized] = mapped_column(LocalizedText)
    locality: Mapped[Localized] = mapped_column(LocalizedText)
    address: Mapped[Localized] = mapped_column(LocalizedText)
    zone: Mapped[Zone]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    host_delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="SET NULL"))
    gate_minutes: Mapped[int]


class Room(Base):
    """A bookable space; `available` is a list of windows as {"start": …, "end": …}, none for always."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("conference_id", "public_id"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), index=True)
    public_id: Mapped[PublicId]
    position: Mapped[int]
    name: Mapped[Localized] = mapped_column(LocalizedText)
    capacity: Mapped[int | None]
    booths: Mapped[int]
    available: Mapped[list[dict[str, str]]] = mapped_column(PlainJSON, default=list)


class Transfer(Base):
    __tablename__ = "transfer"
    __table_args__ = (
        UniqueConstraint("from_venue_id", "to_venue_id", "mode"),
        CheckConstraint("from_venue_id <> to_venue_id", name="two_venues"),
    )

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    from_venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"))
    to_venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"))
    mode: Mapped[TransferMode] = mapped_column(word_of(TransferMode))
    minutes: Mapped[int]
