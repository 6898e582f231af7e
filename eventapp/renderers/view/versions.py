"""The history of an agenda as it is shown: each publication with what it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from eventapp.domain.differences import Difference
from eventapp.renderers.dates import day_heading
from eventapp.renderers.view.agenda_view import build_head
from eventapp.renderers.view.cards import CardMaker, change_view
from eventapp.renderers.view.edition import Edition
from eventapp.renderers.view.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from eventapp.domain.differences import Change
    from eventapp.domain.publication import Publication
    from eventapp.renderers.view.values import CardView, ChangeView, HeadView
    from eventapp.renderers.view.voice import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedView:
    """One session and everything that happened to it; `is_kept` says that the newest agenda still has it."""

    card: CardView
    changes: tuple[ChangeView, ...]
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedDayView:
    iso: str
    heading: Phrase
    sessions: tuple[ChangedView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One publication; `head` is that of its agenda. A first publication has no changes to tell."""

    head: HeadView
    note: Phrase | None
    published_by: str
    is_first: bool
    days: tuple[ChangedDayView, ...]


def build_versions_view(publications: Sequence[Publication], *, languages: tuple[str, ...]) -> tuple[VersionView, ...]:
    """Give the history, newest first.

    `publications` come oldest first, their agendas already those of the reader's audience.
    """
    kept = {session.id for session in publications[-1].agenda.sessions} if publications else set()
    before = (None, *publications[:-1])
    made = [_version(now, was, languages, kept) for now, was in zip(publications, before, strict=True)]
    return tuple(reversed(made))


def _version(now: Publication, was: Publication | None, languages: tuple[str, ...], kept: set[str]) -> VersionView:
    voice = Voice(languages, now.agenda.conference.languages)
    changes = now.difference_from(was) or Difference()
    edition = Edition(number=now.number, as_of=now.as_of, difference=changes)
    maker = CardMaker(
        agenda=now.agenda, voice=voice, zones=(), changes={c.after.id: c for c in changes.changes}, phases={}
    )
    ordered = sorted(changes.changes, key=_day_of)
    return VersionView(
        head=build_head(now.agenda, languages=languages, edition=edition),
        note=voice.say(now.note),
        published_by=now.published_by,
        is_first=was is None,
        days=tuple(_day(on, list(group), maker, kept) for on, group in groupby(ordered, _day_of)),
    )


def _day(on: date, changes: list[Change], maker: CardMaker, kept: set[str]) -> ChangedDayView:
    return ChangedDayView(
        iso=on.isoformat(),
        heading=maker.voice.label_by(lambda code: day_heading(on, code)),
        sessions=tuple(_changed(change, maker, kept) for change in changes),
    )


def _changed(change: Change, maker: CardMaker, kept: set[str]) -> ChangedView:
    each = (replace(change, kinds=(kind,)) for kind in change.kinds)
    views = (change_view(change.after, one, maker.voice) for one in each)
    return ChangedView(
        card=maker.make(change.after, frozenset()),
        changes=tuple(view for view in views if view is not None),
        is_kept=change.after.id in kept,
    )


def _day_of(change: Change) -> date:
    return change.after.day_on
