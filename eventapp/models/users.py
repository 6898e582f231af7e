"""People who may sign in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, UTCDateTime
from eventapp.models.columns import Key, Language


class User(Base):
    """An account; without a password hash it can't sign in by password.

    `sign_in_version` is part of every sign-in: raising it ends them all.
    """

    __tablename__ = "user"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    language: Mapped[Language]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_admin: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sign_in_version: Mapped[int] = mapped_column(default=1)
