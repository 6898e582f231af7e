"""Who does what at a conference: memberships, the invitations to become a member, who is here now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, UTCDateTime
from eventapp.models.columns import ConferenceKey, Key, word_of
from eventapp.policy import MemberRole


class Membership(Base):
    """A user's role at a conference; a focal point's is for one delegation."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "conference_id"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    role: Mapped[MemberRole] = mapped_column(word_of(MemberRole))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Invitation(Base):
    """An invitation by mail to become a member; only the hash of its secret is kept."""

    __tablename__ = "invitation"

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[MemberRole] = mapped_column(word_of(MemberRole))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Presence(Base):
    """When a member was last seen in the workplace, and the item being edited ("sessions/ws-5", "" for none)."""

    __tablename__ = "presence"
    __table_args__ = (UniqueConstraint("conference_id", "user_id"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    item: Mapped[str] = mapped_column(String(120), default="")
