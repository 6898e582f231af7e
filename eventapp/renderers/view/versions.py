"""The history of an agenda as it is shown: each publication with what it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from eventapp.domain.differences import ChangeKind, Difference
from eventapp.renderers.dates import day_heading
from eventapp.renderers.view.agenda_view import build_head
from eventapp.renderers.view.cards import CardMaker, change_view
from eventapp.renderers.view.changes import details_said, people_said
from eventapp.renderers.view.edition import Edition
from eventapp.renderers.view.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from eventapp.domain.differences import Change
    from eventapp.domain.publication import Publication
    from eventapp.domain.sessions import Session
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
    takes_back: int | None
    days: tuple[ChangedDayView, ...]


def build_versions_view(publications: Sequence[Publication], *, languages: tuple[str, ...]) -> tuple[VersionView, ...]:
    """Give the history, newest first.

    `publications` come oldest first, their agendas already those of the reader's audience.
    """
    kept = {session.id: session for session in publications[-1].agenda.sessions} if publications else {}
    before = (None, *publications[:-1])
    made = [_version(now, was, languages, kept) for now, was in zip(publications, before, strict=True)]
    return tuple(reversed(made))


def _version(
    now: Publication, was: Publication | None, languages: tuple[str, ...], kept: Mapping[str, Session]
) -> VersionView:
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
        takes_back=now.takes_back,
        days=tuple(_day(on, list(group), maker, kept) for on, group in groupby(ordered, _day_of)),
    )


def _day(on: date, changes: list[Change], maker: CardMaker, kept: Mapping[str, Session]) -> ChangedDayView:
    return ChangedDayView(
        iso=on.isoformat(),
        heading=maker.voice.label_by(lambda code: day_heading(on, code)),
        sessions=tuple(_changed(change, maker, kept) for change in changes),
    )


def _changed(change: Change, maker: CardMaker, kept: Mapping[str, Session]) -> ChangedView:
    views = (_kind_view(change, kind, maker, kept.get(change.after.id)) for kind in change.kinds)
    return ChangedView(
        card=maker.make(change.after, frozenset()),
        changes=tuple(view for view in views if view is not None),
        is_kept=change.after.id in kept,
    )


def _kind_view(change: Change, kind: ChangeKind, maker: CardMaker, newest: Session | None) -> ChangeView | None:
    view, voice = change_view(change.after, replace(change, kinds=(kind,)), maker.voice), maker.voice
    if view is None or kind not in {ChangeKind.PEOPLE, ChangeKind.DETAILS}:
        return view
    if kind is ChangeKind.DETAILS:
        return replace(view, was=details_said(change, voice))
    return replace(view, was=people_said(change, voice, may_name=_may_name(change, newest)))


def _may_name(change: Change, newest: Session | None) -> bool:
    """Say whether people may still be named: a session that went behind a rule, or away, doesn't tell whom it had."""
    if change.before is None or newest is None:
        return False
    return change.before.attribution is change.after.attribution is newest.attribution


def _day_of(change: Change) -> date:
    return change.after.day_on
