"""What the pages of a conference share: the frame with its switches, the view, and what is on now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.clock import utc_now
from eventapp.domain.clocks import second_zones
from eventapp.domain.phases import Phase, phases_at, today_at
from eventapp.renderers.html import Page, clock_options, language_options
from eventapp.renderers.labels import clock_label
from eventapp.renderers.view import build_agenda_view
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from eventapp.domain.agenda import Agenda
    from eventapp.renderers.html import Links
    from eventapp.renderers.view import AgendaView
    from eventapp.renderers.wording import Words
    from eventapp.web.issues import Issue
    from eventapp.web.readers import Wishes


def agenda_view(issue: Issue, wished: Wishes) -> AgendaView:
    return build_agenda_view(
        issue.agenda,
        languages=wished.languages(issue.agenda),
        zones=wished.zones(issue.agenda),
        edition=issue.edition,
        phases=phases_of(issue.agenda),
    )


def phases_of(agenda: Agenda) -> dict[str, Phase]:
    return phases_at(agenda, utc_now())


def page_frame(issue: Issue, wished: Wishes, address: Callable[[Links], str], *, day: date | None = None) -> Page:
    """Give the frame of a page; `address` is that page's own, for the switches."""
    agenda = issue.agenda
    languages, links, shown = wished.languages(agenda), wished.links(agenda), wished.zones(agenda)
    offered, words = agenda.conference.languages, words_in(languages[0])
    zones = tuple(dict.fromkeys((*second_zones(agenda), *shown)))
    return Page(
        languages=languages,
        links=links,
        offered=offered,
        language_options=language_options(links, languages=languages, offered=offered, address=address),
        clock_options=clock_options(
            links,
            venue=_venue_clock(agenda, day, words),
            zones=zones,
            shown=shown,
            words=words,
            address=address,
        ),
        day=day,
        today=today_at(agenda, utc_now()),
    )


def _venue_clock(agenda: Agenda, day: date | None, words: Words) -> str:
    """Give what the venue's clock is called on the day shown, or on all of them."""
    days = [day] if day else [one.on for one in agenda.days]
    return clock_label(days, agenda.conference.zone, words)
