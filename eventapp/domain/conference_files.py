"""A whole conference as one value: what a conference file holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.domain.publication import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceFile:
    """The draft agenda and the publications made so far, numbered from 1 without gaps."""

    agenda: Agenda
    publications: tuple[Publication, ...] = ()
