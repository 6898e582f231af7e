"""Who did what, when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, PlainJSON, UTCDateTime
from eventapp.models.columns import Key


class AuditEntry(Base):
    """One change; it outlives the conference that it names by slug."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_conference_slug_at", "conference_slug", "at"),
        Index("ix_audit_entry_conference_slug_id", "conference_slug", "id"),
        Index("ix_audit_entry_conference_slug_user_id", "conference_slug", "user_id", "id"),
    )

    id: Mapped[Key]
    conference_slug: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(String(300))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(120))
    details: Mapped[dict[str, Any]] = mapped_column(PlainJSON)


class AuditMention(Base):
    """An item that an entry tells of, as "sessions/ws-5": how the log finds all entries of one thing."""

    __tablename__ = "audit_mention"
    __table_args__ = (Index("ix_audit_mention_conference_slug_item", "conference_slug", "item", "entry_id"),)

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id", ondelete="CASCADE"), index=True)
    conference_slug: Mapped[str] = mapped_column(String(80))
    item: Mapped[str] = mapped_column(String(120))
