"""Registrations: who is or wishes to be on the list, what they need and answered, the links that are theirs alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, PlainJSON, UTCDateTime
from eventapp.domain.registration import ListingConsent, RegistrationSource, RegistrationState
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models.columns import Code, ConferenceKey, Key, Language, PublicId, word_of


class RegistrationPlanRow(Base):
    """A conference's rules of registration as a document; `version` is another one after every change."""

    __tablename__ = "registration_plan"
    __table_args__ = (UniqueConstraint("conference_id"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    version: Mapped[str] = mapped_column(String(24))
    document: Mapped[Any] = mapped_column(PlainJSON)


class Registration(Base):
    """A person's state on the list of one conference.

    `public_id` is the id of the attendee in the draft, if the person is in it (decision 0013): then name, organisation, position stand
    there, and `person` is what was given; `category`, `side`, `email` and `language` are kept the same in both. `code` is what a desk
    types; `key_hash` is of the form's key. `amended` names the fields that were changed after the decision, until an organiser saw it.
    `changed_at` is None as long as it is as it was first. `agenda_seen` is the number of the last publication whose changes the person said to have seen.
    """

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("conference_id", "public_id"),
        UniqueConstraint("conference_id", "code"),
        UniqueConstraint("conference_id", "key_hash"),
        Index("ix_registration_counted", "conference_id", "state", "category", "side"),
        Index("ix_registration_email", "conference_id", "email"),
    )

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    public_id: Mapped[PublicId]
    state: Mapped[RegistrationState] = mapped_column(word_of(RegistrationState))
    source: Mapped[RegistrationSource] = mapped_column(word_of(RegistrationSource))
    category: Mapped[AttendeeCategory] = mapped_column(word_of(AttendeeCategory))
    side: Mapped[Code] = mapped_column(default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[Language]
    person: Mapped[Any] = mapped_column(PlainJSON)
    listing: Mapped[ListingConsent] = mapped_column(word_of(ListingConsent), default=ListingConsent.UNASKED)
    listing_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    code: Mapped[str] = mapped_column(String(12))
    key_hash: Mapped[str | None] = mapped_column(String(64))
    tags: Mapped[Any] = mapped_column(PlainJSON, default=list)
    amended: Mapped[Any] = mapped_column(PlainJSON, default=list)
    registered_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by: Mapped[str] = mapped_column(String(300), default="")
    waiting_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    offered_until: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    agenda_seen: Mapped[int | None]
    agenda_seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    def step(self, now: datetime) -> None:
        """Be another version, since now: what was made of the one before is out of date."""
        self.version += 1
        # Whoever waited for somebody else's change began before it.
        self.changed_at = max(now, self.changed_at or now)


class RegistrationSession(Base):
    """A session that a registration is for, by its id in the draft."""

    __tablename__ = "registration_session"
    __table_args__ = (UniqueConstraint("registration_id", "session"),)

    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    session: Mapped[PublicId] = mapped_column(index=True)


class RegistrationNeeds(Base):
    """What a person needs; apart from the registration, because fewer may see it and it is erased sooner."""

    __tablename__ = "registration_needs"

    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), unique=True)
    diets: Mapped[Any] = mapped_column(PlainJSON)
    dietary: Mapped[str] = mapped_column(Text, default="")
    accessibility: Mapped[str] = mapped_column(Text, default="")
    consented_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class RegistrationAnswer(Base):
    """An answer to one of the conference's own questions; a file's bytes are `content`, its name is `value`."""

    __tablename__ = "registration_answer"
    __table_args__ = (UniqueConstraint("registration_id", "question"),)

    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(120), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class PersonalLink(Base):
    """A link to a person's own page; only the hash of its secret is kept. It opens one purpose and ends at its time or when it is revoked."""

    __tablename__ = "personal_link"

    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class RegistrationInvitation(Base):
    """An invitation to register. `created_at` is when it was sent first, `registration_id` what came of it; its links stand apart."""

    __tablename__ = "registration_invitation"
    __table_args__ = (UniqueConstraint("conference_id", "email"),)

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[Language]
    category: Mapped[AttendeeCategory] = mapped_column(word_of(AttendeeCategory))
    side: Mapped[Code] = mapped_column(default="")
    invited_by: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reminders: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    declined_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"))


class RegistrationInvitationLink(Base):
    """A link of an invitation; only the hash of its secret is kept. Each reminder has another one, and the older ones hold as well.

    One that was taken back is kept, so that who opens it is told.
    """

    __tablename__ = "registration_invitation_link"

    id: Mapped[Key]
    invitation_id: Mapped[int] = mapped_column(ForeignKey("registration_invitation.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
