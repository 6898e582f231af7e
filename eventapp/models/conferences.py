"""Conferences."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, LocalizedText
from eventapp.domain.contacts import EMAIL_MOST, PHONE_MOST
from eventapp.domain.localized import NOTHING, Localized
from eventapp.domain.vocabulary import ConferenceStatus
from eventapp.models.columns import Key, Zone, word_of


def new_draft_version() -> str:
    """Give what names one state of a draft for good: 96 random bits, never used again, also after a rollback."""
    return secrets.token_urlsafe(12)


class Conference(Base):
    """One edition of a meeting; `languages` as in "en,ja", the first language first.

    `draft_version` is another one after every change of the draft (decision 0012), `people_version` after every change of a registration.
    People are told of a publication `notice_delay_minutes` later.
    """

    __tablename__ = "conference"

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[Localized] = mapped_column(LocalizedText)
    subtitle: Mapped[Localized] = mapped_column(LocalizedText)
    host: Mapped[Localized] = mapped_column(LocalizedText)
    marking: Mapped[Localized] = mapped_column(LocalizedText)
    notice: Mapped[Localized] = mapped_column(LocalizedText)
    contact_name: Mapped[Localized] = mapped_column(LocalizedText, default=NOTHING)
    contact_email: Mapped[str] = mapped_column(String(EMAIL_MOST), default="")
    contact_phone: Mapped[str] = mapped_column(String(PHONE_MOST), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    zone: Mapped[Zone]
    languages: Mapped[str] = mapped_column(String(80))
    status: Mapped[ConferenceStatus] = mapped_column(word_of(ConferenceStatus))
    series: Mapped[str] = mapped_column(String(80), default="", index=True)
    edition: Mapped[int | None]
    draft_version: Mapped[str] = mapped_column(String(24), default=new_draft_version)
    people_version: Mapped[str] = mapped_column(String(24), default=new_draft_version)
    notice_delay_minutes: Mapped[int] = mapped_column(default=0)
