"""Offers whose time is over lapse by themselves, and free places go to whoever is next: a worker looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError
from eventapp.operations.registrations.offers import list_due, renew_offers
from eventapp.operations.registrations.open_lists import open_list
from eventapp.policy import Actor

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

PAUSE = timedelta(minutes=1)
WORKER = Actor("worker")


@dataclass(slots=True)
class OfferWatch:
    """Looks for overdue offers and free places that somebody waits for, at most once a minute; links in the messages that come of it lead to `base_url`."""

    base_url: str
    clock: Callable[[], datetime] = utc_now
    due_at: datetime | None = None

    def look(self) -> None:
        """Let what is overdue lapse and offer what is free, each conference in a transaction of its own; several workers at once do it once."""
        now = self.clock()
        if self.due_at is not None and now < self.due_at:
            return
        self.due_at = now + PAUSE
        with reading() as tx:
            due = list_due(tx, now=now)
        for slug in due:
            self._renew(slug, now)

    def _renew(self, slug: str, now: datetime) -> None:
        """One conference that can't be written, or is gone by now, keeps no other waiting."""
        try:
            with transaction() as tx:
                renew_offers(tx, open_list(tx, slug, base_url=self.base_url), actor=WORKER, now=now)
        except DomainError as error:
            click.echo(f"eventapp worker: the offers of {slug} stay as they are: {error}", err=True)
