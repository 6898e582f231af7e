"""What somebody who comes to register sees of a conference, and may say to belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from eventapp.domain.localized import Localized
    from eventapp.domain.registration.plan import RegistrationPlan
    from eventapp.domain.vocabulary import AttendeeCategory


@dataclass(frozen=True, slots=True)
class Front:
    """A conference's facts and rules; `languages` as the conference has them, the first one leading."""

    conference_id: int
    slug: str
    title: Localized
    starts_on: date
    ends_on: date
    zone: str
    languages: tuple[str, ...]
    plan: RegistrationPlan


@dataclass(frozen=True, slots=True)
class DelegationChoice:
    """A delegation that one may say to belong to; `language` is the one it speaks, `categories` are those of its people so far."""

    code: str
    name: Localized
    language: str
    is_side: bool
    categories: frozenset[AttendeeCategory] = frozenset()
