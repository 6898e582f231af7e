"""Consent to be named on the list of participants, recorded for several people at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action, record
from eventapp.domain.registration import ListingConsent
from eventapp.operations.registrations.open_lists import list_rows, open_list

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.models import Registration
    from eventapp.policy import Actor


def record_listing_consent(
    tx: Session,
    slug: str,
    names: Collection[str],
    listing: ListingConsent,
    *,
    side: str | None = None,
    actor: Actor,
    now: datetime,
) -> tuple[str, ...]:
    """Note what a delegation says of its people who were not asked yet; give the public ids of those it was noted for.

    Whoever answered already keeps the own answer, and so does one whose registration has ended. `side` keeps a focal point to the own delegation.
    Raises: NotFoundError for an id that isn't there; ValueError for UNASKED, which is no answer.
    """
    if listing is ListingConsent.UNASKED:
        raise ValueError(listing)
    opened = open_list(tx, slug)
    rows = list_rows(tx, opened, names, side=side)
    unasked = [row for row in rows if row.listing is ListingConsent.UNASKED and not row.state.is_ended]
    if not unasked:
        return ()
    for row in unasked:
        row.listing, row.listing_at = listing, now
        row.step(now)
    opened.touch()
    mentions = [f"attendees/{row.public_id}" for row in unasked]
    record(
        tx,
        Action.LISTING_RECORD,
        conference_slug=slug,
        subject=mentions[0] if len(mentions) == 1 else _subject(unasked),
        details={"listing": listing.value, "people": len(unasked)},
        mentions=mentions,
        actor=actor,
        now=now,
    )
    tx.flush()
    return tuple(row.public_id for row in unasked)


def _subject(rows: list[Registration]) -> str:
    """Give the delegation where all are of one, else all people."""
    sides = {row.side for row in rows}
    return f"delegations/{rows[0].side}" if len(sides) == 1 and rows[0].side else "attendees"
