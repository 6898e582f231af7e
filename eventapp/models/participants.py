"""Issues of the list of participants."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, PlainJSON, UTCDateTime
from eventapp.models.columns import ConferenceKey, Key
from eventapp.models.conferences import new_draft_version


class ParticipantsIssue(Base):
    """One dated and numbered issue of the list for one audience, frozen as it was given out.

    Only who may no more be named is taken out of `document`; then `version`, by which rendered pages are kept, is another one.
    """

    __tablename__ = "participants_issue"
    __table_args__ = (UniqueConstraint("conference_id", "audience", "number"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    audience: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    version: Mapped[str] = mapped_column(String(24), default=new_draft_version)
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    issued_by: Mapped[str] = mapped_column(String(300))
    document: Mapped[Any] = mapped_column(PlainJSON, deferred=True)
