"""Putting a board together: what was asked for, the table, the panel, the drawer, one's own last steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from flask_wtf.csrf import generate_csrf

from eventapp.clock import utc_now
from eventapp.db import reading
from eventapp.domain.layout import unplaced_sessions
from eventapp.policy import MemberRole
from eventapp.queries.boards import BoardState, get_board_state, presence_tag
from eventapp.renderers.dates import weekday
from eventapp.renderers.labels import kind_label, minutes_label, topic_number
from eventapp.renderers.presences import here_line
from eventapp.renderers.steps import step_label
from eventapp.renderers.view.board import BoardMarks
from eventapp.renderers.view.cards import title_of
from eventapp.renderers.view.conflicts import flags_of
from eventapp.renderers.view.voice import Phrase, Voice
from eventapp.web.kept_boards import board_table, conflict_entries

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from eventapp.web.workplace import Workplace


STEPS = (5, 15, 30)
_STEP = 15
_PANEL = 30


@dataclass(frozen=True, slots=True)
class BoardWishes:
    """What of the board is to be shown: days ("" for those that are usual), the step in minutes."""

    days: str = ""
    step: int = _STEP

    @classmethod
    def of(cls, given: Mapping[str, str]) -> BoardWishes:
        """Read the wishes of an address; what cannot be read is not wished."""
        step = given.get("step", "")
        return cls(given.get("days", ""), int(step) if step in {str(s) for s in STEPS} else _STEP)

    @classmethod
    def of_query(cls, query: str) -> BoardWishes:
        return cls.of(dict(parse_qsl(query)))

    @property
    def query(self) -> str:
        step = "" if self.step == _STEP else str(self.step)
        return urlencode([(key, value) for key, value in (("days", self.days), ("step", step)) if value], safe=",")

    def chosen(self, place: Workplace) -> tuple[date, ...]:
        """Give the days to show: those wished, else all of a short conference, else the first two."""
        days = tuple(day.on for day in place.agenda.days)
        if self.days == "all":
            return days
        wished = {text for text in self.days.split(",") if text}
        found = tuple(on for on in days if on.isoformat() in wished)
        return found or days[:_USUAL_DAYS]


_USUAL_DAYS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A topic without a session, or a session without a room."""

    id: str
    is_topic: bool
    number: str
    title: Phrase
    side: str
    length: str
    url: str


def board_values(
    place: Workplace, wishes: BoardWishes, *, said: str = "", problem: str = "", known: Collection[str] | None = None
) -> dict[str, Any]:
    """Give everything that the board's templates need.

    `known` are the keys of the conflicts that there were before a move: the others are marked as made by it.
    """
    now = utc_now()
    with reading() as tx:
        state = get_board_state(tx, place.draft.conference_id, place.actor.user_id, now=now)
    drawer = _drawer(place)
    days = wishes.chosen(place)
    return {
        "table": board_table(place, days, _marks(place, state)),
        "conflicts": conflict_entries(place, place.conflicts[:_PANEL], known=known),
        "more_conflicts": max(0, len(place.conflicts) - _PANEL),
        "conflict_count": _count(place),
        "drawer": drawer,
        "drawer_count": place.words.plural("{count} waiting", "{count} waiting", len(drawer)) if drawer else "",
        "day_options": _day_options(place, wishes, days),
        "single_days": _single_days(place, wishes, days[0] if days else None),
        "step_options": _step_options(place, wishes),
        "first_day": days[0].isoformat() if days else "",
        "undo": _step(state.undo, place),
        "redo": _step(state.redo, place),
        "state_line": _state_line(place, state),
        "here_now": here_line([(one.user_id, one.name) for one in state.present], place.actor.user_id, place.words),
        "tag": board_tag(place.draft.version, state, place.language, now),
        "step": wishes.step,
        "query": wishes.query,
        "csrf": generate_csrf(),
        "said": said,
        "problem": problem,
        "versions": (),
    }


def board_tag(version: str, state: BoardState, language: str, now: datetime) -> str:  # noqa: ARG001 - one signature with its tests
    return f'"{version}.{language}.{presence_tag(state.present)}"'


def _voice(place: Workplace) -> Voice:
    return Voice(place.languages, place.agenda.conference.languages)


def _marks(place: Workplace, state: BoardState) -> BoardMarks:
    mine = place.actor.user_id
    held = {p.item.removeprefix("sessions/"): p.name for p in state.present if p.item and p.user_id != mine}
    return BoardMarks(
        versions={s.id: place.draft.item_version(f"sessions/{s.id}") for s in place.agenda.sessions},
        flags=flags_of(place.conflicts),
        changes={change.after.id: change.kinds[0] for change in place.edition.changes.changes},
        held=held,
    )


def _count(place: Workplace) -> str:
    words, errors = place.words, place.errors
    warnings = len(place.conflicts) - errors
    said = [words.plural("{count} error", "{count} errors", errors)] if errors else []
    said += [words.plural("{count} warning", "{count} warnings", warnings)] if warnings else []
    return " · ".join(said)


def _drawer(place: Workplace) -> tuple[Waiting, ...]:
    """Give what is not placed: sessions without a room in order of time, then topics by number as they stand."""
    voice, words = _voice(place), place.words
    sessions = tuple(
        Waiting(
            id=session.id,
            is_topic=False,
            number=f"{session.start_local:%H:%M}",
            title=title_of(session, voice),
            side="",
            length=kind_label(session, words),
            url=place.links.item(f"sessions/{session.id}"),
        )
        for session in unplaced_sessions(place.agenda)
    )
    topics = tuple(
        Waiting(
            id=topic.id,
            is_topic=True,
            number=topic_number(topic.number, words),
            title=voice.say(topic.title) or voice.label_by(lambda _, number=topic.number: number),  # type: ignore[misc] # bound at once
            side=topic.proposed_by or "",
            length=minutes_label(topic.minutes, words) if topic.minutes else "",
            url=place.links.item(f"topics/{topic.id}"),
        )
        for topic in place.agenda.unplaced_topics
    )
    return (*sessions, *topics)


def _day_options(place: Workplace, wishes: BoardWishes, days: tuple[date, ...]) -> tuple[Choice, ...]:
    """Give "All" and each day; a day that is shown is taken away by its link, one that isn't is added."""
    every = tuple(day.on for day in place.agenda.days)
    step = "" if wishes.step == _STEP else str(wishes.step)
    choices = [Choice(place.words("All"), place.links.place("board", days="all", step=step), len(days) == len(every))]
    for on in every:
        others = [day for day in days if day != on]
        shown = others if on in days and others and len(days) < len(every) else [on]
        wanted = sorted({*shown, on}) if on not in days else shown
        url = place.links.place("board", days=",".join(day.isoformat() for day in wanted), step=step)
        choices.append(Choice(_day_label(on, place), url, on in days and len(days) < len(every)))
    return tuple(choices)


def _single_days(place: Workplace, wishes: BoardWishes, shown: date | None) -> tuple[Choice, ...]:
    """Give each day alone: a phone lists one."""
    step = "" if wishes.step == _STEP else str(wishes.step)
    return tuple(
        Choice(_day_label(day.on, place), place.links.board(day.on, step=step), day.on == shown)
        for day in place.agenda.days
    )


def _day_label(on: date, place: Workplace) -> str:
    if place.language == "ja":
        return f"{on.day}日（{weekday(on, 'ja')}）"
    return f"{weekday(on, place.language)} {on.day}"


def _step_options(place: Workplace, wishes: BoardWishes) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            place.words("{count} min", count=step),
            place.links.place("board", days=wishes.days, step="" if step == _STEP else str(step)),
            step == wishes.step,
        )
        for step in STEPS
    )


def _step(name: Any, place: Workplace) -> str:
    return step_label(name.action, name.subject, place.agenda, place.words) if name else ""


def _state_line(place: Workplace, state: BoardState) -> str:
    """Say when the draft changed last and which version readers have."""
    words = place.words
    publication = place.edition.publication
    said = []
    if state.changed_at is not None and place.actor.role in {MemberRole.ORGANISER, MemberRole.EDITOR}:
        said.append(words("Draft changed {moment}", moment=place.moment(state.changed_at)))
    if publication is not None:
        at = place.moment(publication.as_of)
        said.append(words("last published v{number}, {moment}", number=publication.number, moment=at))
    return " · ".join(said)
