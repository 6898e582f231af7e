"""Delegations that leave a draft: the rows of those who speak for them would go too, and no undo brings those back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.errors import DomainError
from eventapp.queries.members import list_focal_points

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session


def find_obstacle(tx: Session, slug: str, codes: Collection[str], *, now: datetime) -> DomainError | None:
    """Give what keeps delegations from being removed: DomainError("has-focal-points") names whoever would lose access."""
    people = list_focal_points(tx, slug, codes, now=now) if codes else ()
    return DomainError("has-focal-points", people=", ".join(people)) if people else None


def keep_focal_points(tx: Session, slug: str, codes: Collection[str], *, now: datetime) -> None:
    """Raises: DomainError("has-focal-points") when somebody speaks for one of the delegations, or is invited to."""
    if error := find_obstacle(tx, slug, codes, now=now):
        raise error
