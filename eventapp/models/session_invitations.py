"""Invitations to sessions by mail, the answers to them, and messages that came in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, UTCDateTime
from eventapp.domain.session_invitations import Answer, Reception
from eventapp.models.columns import Key, PublicId, word_of


class SessionInvitation(Base):
    """That somebody on the list was invited to a published session by mail, at `address`; after a cancellation `is_on` is False.

    `is_suspended` says that the session was called off while the invitation held: it holds again when the session takes place after all.
    `sequence` is that of the last message, `answered_sequence` that of the message which was answered. `answered_at` is when the
    answer was written, `answered_by` from which address, "" for the invited one, `proposed_at` and `proposed_end_at` the times that were asked for instead.
    """

    __tablename__ = "session_invitation"
    __table_args__ = (UniqueConstraint("registration_id", "session"),)

    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    session: Mapped[PublicId] = mapped_column(index=True)
    uid: Mapped[str] = mapped_column(String(255), index=True)
    address: Mapped[str] = mapped_column(String(254))
    is_on: Mapped[bool] = mapped_column(default=True)
    is_suspended: Mapped[bool] = mapped_column(default=False)
    sequence: Mapped[int]
    answer: Mapped[Answer] = mapped_column(word_of(Answer), default=Answer.NONE)
    answered_sequence: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by: Mapped[str] = mapped_column(String(300), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    proposed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    proposed_end_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class MailedCalendar(Base):
    """That somebody on the list has all of the own sessions by mail, those to come as well."""

    __tablename__ = "mailed_calendar"

    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), unique=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)


class ReceivedMessage(Base):
    """A message that came in and what became of it; `digest` is of what was read of it, whatever its line ends, so that the same one is taken in once.

    `conference_id` is None where nothing tells which it is for; `attendee` and `session` are the public ids of whom and what an answer is for,
    `answer` what it says. `text` is the beginning of what was written; the message itself stays in its mailbox.
    """

    __tablename__ = "received_message"

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    conference_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sender: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(String(300))
    reception: Mapped[Reception] = mapped_column(word_of(Reception))
    attendee: Mapped[PublicId] = mapped_column(default="")
    session: Mapped[PublicId] = mapped_column(default="")
    answer: Mapped[Answer] = mapped_column(word_of(Answer), default=Answer.NONE)
    text: Mapped[str] = mapped_column(Text, default="")
