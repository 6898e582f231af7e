"""What the draft needs besides the agenda: its changes, for undo and redo, and which translations were confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, PlainJSON, UTCDateTime
from eventapp.models.columns import ConferenceKey, Key


class DraftChange(Base):
    """One step of a user: what every changed item was before and is after, None where it did not or does not exist.

    `user_id` is None for a step that nobody can undo: of a command, or one set aside after a refusal (`actor` says whose).
    `items` is a list of {"item": "sessions/ws-5", "before": {…} or None, "after": {…} or None}.
    """

    __tablename__ = "draft_change"
    __table_args__ = (Index("ix_draft_change_conference_id_user_id", "conference_id", "user_id", "id"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(String(300))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(120))
    items: Mapped[list[dict[str, Any]]] = mapped_column(PlainJSON)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Confirmation(Base):
    """A text confirmed to say the same in all languages, by a hash of its texts as they were then."""

    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("conference_id", "item", "field"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    item: Mapped[str] = mapped_column(String(120))
    field: Mapped[str] = mapped_column(String(40))
    text_hash: Mapped[str] = mapped_column(String(64))
    confirmed_by: Mapped[str] = mapped_column(String(300))
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime)
