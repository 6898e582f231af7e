"""The conferences that somebody works at, as rows of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from eventapp.db import reading
from eventapp.domain.localized import Text
from eventapp.queries.members import list_conferences_of
from eventapp.renderers.dates import date_range
from eventapp.renderers.posts import post_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.queries.members import OwnConference
    from eventapp.renderers.wording import Words


@dataclass(frozen=True, slots=True)
class WorkplaceRow:
    """One conference in the reader's language, with the reader's role there."""

    url: str
    title: Text
    dates: str
    post: str


def workplace_rows(conferences: Iterable[OwnConference], words: Words) -> tuple[WorkplaceRow, ...]:
    return tuple(
        WorkplaceRow(
            url=_beginning(own),
            title=own.title.in_language(words.language, order=own.languages) or Text(own.slug, words.language),
            dates=date_range(own.starts_on, own.ends_on, words.language),
            post=post_label(own.role.value, own.side, words),
        )
        for own in conferences
    )


def landing(user_id: int) -> str:
    """Give where somebody begins who wanted nothing else: in the one conference, else at the list of all."""
    with reading() as tx:
        own = list_conferences_of(tx, user_id)
    return _beginning(own[0]) if len(own) == 1 else url_for("workplaces.index")


def _beginning(own: OwnConference) -> str:
    """Give where a member begins at a conference: a focal point with the own delegation, everybody else with the overview."""
    if own.side:
        return url_for("delegation_people.index", slug=own.slug, side=own.side)
    return url_for("overview.show", slug=own.slug)
