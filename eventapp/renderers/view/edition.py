"""What is said of an agenda besides itself: its version, what changed, who reads it and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.audiences import PUBLIC
from eventapp.domain.differences import Difference

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.audiences import Audience

UNCHANGED = Difference()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Version `number` as of an instant; None for a draft.

    `difference` is what changed since version `number - 1`, already that of the audience.
    """

    number: int | None = None
    as_of: datetime | None = None
    audience: Audience = PUBLIC
    difference: Difference = UNCHANGED


DRAFT = Edition()
