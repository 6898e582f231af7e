"""A person on the list, or on the way to it, whether or not the agenda has the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.attendees import Delegation
from eventapp.domain.localized import NOTHING
from eventapp.domain.registration.states import RegistrationState

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.registration.states import ListingConsent, RegistrationSource

_LAST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A registration with the person as lists show him or her.

    `is_in_agenda` says that `attendee` is the draft's; a guest's, and one not decided on, is made of what was given. `amended` names the fields
    that were changed after the decision; `sessions` are ids.
    """

    key: int
    attendee: Attendee
    state: RegistrationState
    source: RegistrationSource
    listing: ListingConsent
    code: str
    is_in_agenda: bool
    registered_at: datetime
    tags: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    decided_at: datetime | None = None
    decided_by: str = ""
    waiting_since: datetime | None = None
    offered_until: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1

    @property
    def id(self) -> str:
        return self.attendee.id

    @property
    def side(self) -> str:
        return self.attendee.delegation.code

    @property
    def is_on_list(self) -> bool:
        return self.state is RegistrationState.CONFIRMED


def guests(language: str) -> Delegation:
    """Give what stands for a delegation where there is none: behind all others, without a code."""
    return Delegation(code="", position=_LAST, name=NOTHING, is_side=False, home_zone="UTC", language=language)
