"""Topics: the agenda items."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.db import Base, LocalizedText, PlainJSON
from eventapp.domain.localized import Localized
from eventapp.domain.vocabulary import AgreementState, TopicPurpose
from eventapp.models.columns import ConferenceKey, Key, PublicId, word_of


class Topic(Base):
    """An agenda item, in a session or in none yet; `questions` is a list of localized objects."""

    __tablename__ = "topic"
    __table_args__ = (UniqueConstraint("conference_id", "public_id"), UniqueConstraint("conference_id", "number"))

    id: Mapped[Key]
    conference_id: Mapped[ConferenceKey]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"), index=True)
    public_id: Mapped[PublicId]
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(16))
    purpose: Mapped[TopicPurpose] = mapped_column(word_of(TopicPurpose))
    minutes: Mapped[int | None]
    title: Mapped[Localized] = mapped_column(LocalizedText)
    text: Mapped[Localized] = mapped_column(LocalizedText)
    questions: Mapped[list[dict[str, Any]]] = mapped_column(PlainJSON)
    proposing_delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="SET NULL"))
    agreement: Mapped[AgreementState] = mapped_column(word_of(AgreementState))
