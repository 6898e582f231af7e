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
    __table_args__ = (Index("ix_audit_entry_conference_slug_at", "conference_slug", "at"),)

    id: Mapped[Key]
    conference_slug: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(String(300))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(120))
    details: Mapped[dict[str, Any]] = mapped_column(PlainJSON)
