"""What somebody gives when registering, or what is given in somebody's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventapp.domain.registration.states import ListingConsent, RegistrationSource

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.items import Document
    from eventapp.domain.registration.states import Diet
    from eventapp.domain.vocabulary import AttendeeCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a person needs at table and on the way; kept with a consent of its own (`consented_at`), erased after the conference."""

    diets: tuple[Diet, ...] = ()
    dietary: str = ""
    accessibility: str = ""
    consented_at: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.diets or self.dietary or self.accessibility)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to one of the conference's own questions.

    `value` is the text, the option's key, an ISO date, "yes" or "no", or a file's name; a file's bytes are its `content`.
    """

    question: str
    value: str
    content: bytes | None = None
    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A wish to be on the list.

    `person` has the keys of an attendee in a conference file (`family_name` … `organisation`, `position`), without `id`,
    `delegation`, `precedence`, `category`, `email` and `language`. `side` is a delegation's code, "" for a guest; `sessions` are ids.
    `key` is the form's own: the same application sent twice is one.
    """

    category: AttendeeCategory
    person: Document
    email: str
    language: str
    key: str
    side: str = ""
    source: RegistrationSource = RegistrationSource.SELF
    listing: ListingConsent = ListingConsent.UNASKED
    sessions: tuple[str, ...] = ()
    needs: Needs = field(default_factory=Needs)
    answers: tuple[Answer, ...] = ()
