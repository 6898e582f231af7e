"""How people come in: one-time links, and the tries that are counted against guessing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, UTCDateTime
from eventapp.models.columns import Key


class SignInLink(Base):
    """A link that signs in once; only the hash of its secret is kept."""

    __tablename__ = "sign_in_link"

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class SignInAttempt(Base):
    """A try to sign in, counted for the account and for the network address; both are kept as hashes."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_subject_hash_at", "subject_hash", "at"),)

    id: Mapped[Key]
    subject_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
