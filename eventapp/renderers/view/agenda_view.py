"""Building the view of an agenda, of its head and of one session."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.differences import ChangeKind
from eventapp.domain.vocabulary import Role
from eventapp.renderers.dates import date_range, moment
from eventapp.renderers.labels import audience_label, change_count, zone_label
from eventapp.renderers.view.cards import CardMaker, title_of
from eventapp.renderers.view.contacts import build_contact
from eventapp.renderers.view.days import day_view
from eventapp.renderers.view.edition import DRAFT, Edition
from eventapp.renderers.view.places import conference_places
from eventapp.renderers.view.values import AgendaView, CardView, HeadView, NeighbourView
from eventapp.renderers.view.voice import Phrase, Voice
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.phases import Phase
    from eventapp.domain.sessions import Session

_NO_PHASES: Mapping[str, Phase] = {}


def build_agenda_view(
    agenda: Agenda,
    *,
    languages: tuple[str, ...],
    zones: tuple[str, ...],
    edition: Edition = DRAFT,
    phases: Mapping[str, Phase] = _NO_PHASES,
) -> AgendaView:
    """Give the whole agenda as it is shown.

    Shape: all conference days in order, each with its rows in order of time. `languages` has one or two, the leading first;
    `zones` are the second clocks; `phases` names the sessions that are on or next.
    """
    maker = _maker(agenda, languages=languages, zones=zones, edition=edition, phases=phases)
    return AgendaView(
        head=build_head(agenda, languages=languages, edition=edition),
        second_clocks=tuple(zone_label(zone, maker.voice.words) for zone in zones),
        days=tuple(day_view(day, maker) for day in agenda.days),
    )


def build_session_view(
    session: Session,
    agenda: Agenda,
    *,
    languages: tuple[str, ...],
    zones: tuple[str, ...],
    edition: Edition = DRAFT,
    phases: Mapping[str, Phase] = _NO_PHASES,
) -> CardView:
    """Give one session with everybody in it, in every role."""
    maker = _maker(agenda, languages=languages, zones=zones, edition=edition, phases=phases)
    return maker.make(session, frozenset(Role))


def build_neighbours(
    session: Session, agenda: Agenda, *, languages: tuple[str, ...]
) -> tuple[NeighbourView | None, NeighbourView | None]:
    """Give the sessions before and after one; None where the agenda begins and ends."""
    voice = Voice(languages, agenda.conference.languages)
    before, after = agenda.neighbours(session)
    return _neighbour(before, voice), _neighbour(after, voice)


def _neighbour(session: Session | None, voice: Voice) -> NeighbourView | None:
    return NeighbourView(id=session.id, title=title_of(session, voice)) if session else None


def build_head(agenda: Agenda, *, languages: tuple[str, ...], edition: Edition = DRAFT) -> HeadView:
    """Give what stands above and below: titles, dates, places, version, counts of changes."""
    conference = agenda.conference
    voice = Voice(languages, conference.languages)
    title = voice.say(conference.title) or voice.label_by(lambda _: conference.slug)
    previous = edition.number - 1 if edition.number is not None else 0
    return HeadView(
        slug=conference.slug,
        title=title,
        subtitle=voice.say(conference.subtitle),
        host=voice.say(conference.host),
        notice=voice.say(conference.notice),
        contact=build_contact(conference, voice),
        marking=_marking(agenda, edition, voice),
        dates=voice.label_by(lambda code: date_range(conference.starts_on, conference.ends_on, code)),
        places=conference_places(agenda, voice),
        version=_version(edition, voice),
        version_number=edition.number,
        as_of=_as_of(agenda, edition, voice),
        since=f"v{previous}" if previous else "",
        changes=_change_counts(edition, voice),
    )


def _maker(
    agenda: Agenda,
    *,
    languages: tuple[str, ...],
    zones: tuple[str, ...],
    edition: Edition,
    phases: Mapping[str, Phase],
) -> CardMaker:
    return CardMaker(
        agenda=agenda,
        voice=Voice(languages, agenda.conference.languages),
        zones=zones,
        changes={change.after.id: change for change in edition.difference.changes},
        phases=phases,
    )


def _marking(agenda: Agenda, edition: Edition, voice: Voice) -> Phrase:
    """Give the organiser's own marking for the public, the audience's name for anybody else."""
    own = voice.say(agenda.conference.marking)
    if own is not None and edition.audience.is_public:
        return own
    return voice.label(lambda words: audience_label(edition.audience, words))


def _version(edition: Edition, voice: Voice) -> Phrase | None:
    if edition.number is None:
        return None
    return voice.label(lambda words: words("v{number}", number=edition.number))


def _as_of(agenda: Agenda, edition: Edition, voice: Voice) -> Phrase | None:
    if edition.as_of is None:
        return None
    local = edition.as_of.astimezone(ZoneInfo(agenda.conference.zone))
    beside = (agenda.conference.starts_on,)
    return voice.label_by(lambda code: words_in(code)(N_("as of {moment}"), moment=moment(local, code, beside=beside)))


def _change_counts(edition: Edition, voice: Voice) -> tuple[Phrase, ...]:
    """Count each changed session once, under the first of its kinds."""
    counts = dict.fromkeys(ChangeKind, 0)
    for change in edition.difference.changes:
        counts[change.kinds[0]] += 1
    order = (ChangeKind.ADDED, ChangeKind.MOVED, ChangeKind.REMOVED, *ChangeKind)
    return tuple(_count(kind, counts[kind], voice) for kind in dict.fromkeys(order) if counts[kind])


def _count(kind: ChangeKind, count: int, voice: Voice) -> Phrase:
    return voice.label(lambda words: change_count(kind, count, words))
