"""The rows of a day: cards in order, parallel ones side by side, a note where a clock changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.clocks import ClockNote, Distance, clock_notes
from eventapp.domain.vocabulary import SessionKind
from eventapp.renderers.dates import day_heading, day_heading_with_year, weekday
from eventapp.renderers.labels import clock_label, zone_label
from eventapp.renderers.view.places import day_places
from eventapp.renderers.view.values import DayView, RowForm, RowView

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.agenda import Day
    from eventapp.domain.sessions import Session
    from eventapp.renderers.view.cards import CardMaker
    from eventapp.renderers.view.values import CardView
    from eventapp.renderers.view.voice import Phrase, Voice
    from eventapp.renderers.wording import Words


def day_view(day: Day, maker: CardMaker) -> DayView:
    voice = maker.voice
    return DayView(
        on=day.on,
        iso=day.on.isoformat(),
        numeral=str(day.on.day),
        weekday=voice.label_by(lambda code: weekday(day.on, code)),
        heading=voice.label_by(lambda code: day_heading(day.on, code)),
        heading_with_year=voice.label_by(lambda code: day_heading_with_year(day.on, code)),
        places=day_places(day, voice),
        clock=clock_label([day.on], maker.agenda.conference.zone, voice.words),
        rows=_rows(day, maker),
    )


def _rows(day: Day, maker: CardMaker) -> tuple[RowView, ...]:
    zone = maker.agenda.conference.zone
    notes = clock_notes(day, tuple(dict.fromkeys((zone, *maker.zones))), zone)
    timed = [(session[0].start_at, 1, _session_row(session, maker)) for session in _grouped(day.sessions)]
    timed += [(note.transition.at, 0, _note_row(note, maker.voice)) for note in notes]
    return tuple(row for _, _, row in sorted(timed, key=lambda entry: entry[:2]))


def _grouped(sessions: tuple[Session, ...]) -> list[tuple[Session, ...]]:
    """Group the cards that share start and end; a quiet, moving or cancelled session stands alone."""

    def key(session: Session) -> tuple[datetime, datetime, str]:
        alone = session.kind.is_quiet or session.kind is SessionKind.TRANSFER or session.is_cancelled
        return (session.start_at, session.end_at, session.id if alone else "")

    return [tuple(group) for _, group in groupby(sorted(sessions, key=key), key)]


def _session_row(sessions: tuple[Session, ...], maker: CardMaker) -> RowView:
    cards = tuple(_listed(maker.make(session)) for session in sessions)
    if len(cards) > 1:
        count = len(cards)
        label = maker.voice.label(lambda words: words("{count} in parallel", count=count))
        return RowView(form=RowForm.PARALLEL, cards=cards, parallel_label=label)
    return RowView(form=_form(sessions[0], is_movement=cards[0].movement is not None), cards=cards)


def _listed(card: CardView) -> CardView:
    """Give the card of a list: of a cancelled session its time, kind, title and place, struck; its page has the rest."""
    return replace(card, sides=(), topics=(), description=None) if card.is_cancelled else card


def _form(session: Session, *, is_movement: bool) -> RowForm:
    if session.kind.is_quiet and not session.is_cancelled:
        return RowForm.QUIET
    if session.kind is SessionKind.TRANSFER and is_movement and not session.is_cancelled:
        return RowForm.MOVEMENT
    return RowForm.CARD


def _note_row(note: ClockNote, voice: Voice) -> RowView:
    local = note.transition.at.astimezone(ZoneInfo(note.venue_zone))
    said: Phrase = voice.label(lambda words: _note_sentence(note, words))
    return RowView(form=RowForm.CLOCK_NOTE, time=f"{local:%H:%M}", note=said)


def _note_sentence(note: ClockNote, words: Words) -> str:
    """Say what changes by how much, in hours from the venue's clock; the venue's own clock has no other to name."""
    change = note.transition
    if change.zone == note.venue_zone:
        return _own_sentence(note, words)
    forward = words(
        "{zone} clocks go forward: until now {before} {venue} ({before_name}), from here {after} ({after_name}).",
    )
    back = words(
        "{zone} clocks go back: until now {before} {venue} ({before_name}), from here {after} ({after_name}).",
    )
    return (forward if change.is_forward else back).format(
        zone=zone_label(change.zone, words),
        venue=zone_label(note.venue_zone, words),
        before=_distance_from(note.minutes_behind_before, words),
        before_name=change.name_before,
        after=_distance(note.minutes_behind_after, words),
        after_name=change.name_after,
    )


def _own_sentence(note: ClockNote, words: Words) -> str:
    """Say which way the venue's own clock goes, and how far it is then from each other clock that is shown."""
    change = note.transition
    names = f"{change.name_before} → {change.name_after}"
    if not note.distances:
        message = words("The clocks here go forward.") if change.is_forward else words("The clocks here go back.")
        return f"{message} {names}"
    forward = words("The clocks here go forward ({names}): {distances}.")
    back = words("The clocks here go back ({names}): {distances}.")
    joint = "、" if words.language == "ja" else "; "
    distances = joint.join(_own_distance(distance, words) for distance in note.distances)
    return (forward if change.is_forward else back).format(names=names, distances=distances)


def _own_distance(distance: Distance, words: Words) -> str:
    return words(
        "until now {before} {zone}, from here {after}",
        zone=zone_label(distance.zone, words),
        before=_distance_from(distance.minutes_behind_before, words),
        after=_distance(distance.minutes_behind_after, words),
    )


def _distance_from(minutes_behind: int, words: Words) -> str:
    """Give what stands before the other clock's name: "14 hours behind" or "3 h 30 min ahead of"."""
    if minutes_behind >= 0:
        return _distance(minutes_behind, words) if minutes_behind else words("level with")
    return words("{length} ahead of", length=_length(minutes_behind, words))


def _distance(minutes_behind: int, words: Words) -> str:
    """Give "14 hours behind" or "3 h 30 min ahead"."""
    if minutes_behind == 0:
        return words("level")
    length = _length(minutes_behind, words)
    if minutes_behind > 0:
        return words("{length} behind", length=length)
    return words("{length} ahead", length=length)


def _length(minutes_behind: int, words: Words) -> str:
    hours, minutes = divmod(abs(minutes_behind), 60)
    if minutes:
        return words("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return words.plural("{count} hour", "{count} hours", hours)
