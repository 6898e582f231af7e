"""Publications: frozen, numbered versions of an agenda."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, LocalizedText, PlainJSON, UTCDateTime
from eventapp.domain.localized import Localized
from eventapp.models.columns import ConferenceKey, Key


class Publication(Base):
    """Version `number`: the canonical JSON of the whole agenda and its difference to the version before.

    `overrides` holds the reasons given for each error published all the same; `takes_back` is the number of the version
    that this one took back. `rewritten_at` is when a person was last taken out of it.
    """

    __tablename__ = "publication"
    # What was rendered is kept by the id: one that came back after a deletion would bring stale pages.
    __table_args__ = (UniqueConstraint("conference_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    number: Mapped[int]
    as_of: Mapped[datetime] = mapped_column(UTCDateTime)
    published_by: Mapped[str] = mapped_column(String(300))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    note: Mapped[Localized] = mapped_column(LocalizedText)
    agenda: Mapped[str] = mapped_column(Text, deferred=True)
    difference: Mapped[list[dict[str, Any]]] = mapped_column(PlainJSON)
    overrides: Mapped[list[dict[str, str]]] = mapped_column(PlainJSON)
    takes_back: Mapped[int | None]
    rewritten_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
