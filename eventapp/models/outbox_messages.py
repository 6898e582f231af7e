"""The outbox: messages written in the transaction of the change that they tell of (decision 0009)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, and_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, UTCDateTime
from eventapp.models.columns import Key, Language


class OutboxMessage(Base):
    """One message to one person; `message_id` is the part of its Message-ID before the sender's domain.

    Waiting while `sent_at`, `failed_at` and `cancelled_at` are None; due from `due_at`; a worker that sends it has it until
    `claimed_until`, by the claim `claimed_by`, "" for none. `kind` is its template ("sign-in"); for a change notice `publication_number`
    and `attendee` say who was told of what, `since_number` is the version that the person had been told
    last. `attempts` counts those begun, `unanswered` those that the server took in and never
    answered. The texts of kinds that hold a personal link are "" once it was sent. A message to a calendar program has `calendar`, not signed
    yet, and its METHOD; one with entries attached as a copy has `calendar` without a METHOD.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_waiting", "sent_at", "failed_at", "cancelled_at", "due_at"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(40))
    conference_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)
    publication_number: Mapped[int | None]
    since_number: Mapped[int | None]
    attendee: Mapped[str] = mapped_column(String(80), default="")
    recipient: Mapped[str] = mapped_column(String(254))
    recipient_name: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[Language]
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    subject: Mapped[str] = mapped_column(String(998))
    plain: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str] = mapped_column(Text, default="")
    calendar_method: Mapped[str] = mapped_column(String(10), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    unanswered: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str] = mapped_column(String(40), default="")
    claimed_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    error: Mapped[str] = mapped_column(Text, default="")

    @hybrid_property
    def is_waiting(self) -> bool:
        return self.sent_at is None and self.failed_at is None and self.cancelled_at is None

    @is_waiting.inplace.expression
    @classmethod
    def _is_waiting(cls) -> ColumnElement[bool]:
        return and_(cls.sent_at.is_(None), cls.failed_at.is_(None), cls.cancelled_at.is_(None))

    @hybrid_property
    def is_failed(self) -> bool:
        return self.sent_at is None and self.cancelled_at is None and self.failed_at is not None

    @is_failed.inplace.expression
    @classmethod
    def _is_failed(cls) -> ColumnElement[bool]:
        return and_(cls.sent_at.is_(None), cls.cancelled_at.is_(None), cls.failed_at.is_not(None))

    @property
    def is_erased(self) -> bool:
        """No message is written without a text."""
        return not self.plain and not self.html
