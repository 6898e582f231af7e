"""The pages: each takes its views and the frame of the page and gives the whole document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.phases import Phase
from eventapp.renderers.dates import day_heading, day_heading_with_year
from eventapp.renderers.html.environment import environment
from eventapp.renderers.view.values import RowForm
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventapp.renderers.html.links import ListLinks
    from eventapp.renderers.html.page import Page
    from eventapp.renderers.view.feeds import AddressView, WishChoice
    from eventapp.renderers.view.participants import ListView
    from eventapp.renderers.view.values import AgendaView, CardView, DayView, HeadView, NeighbourView, VenueView
    from eventapp.renderers.view.versions import VersionView

_ERRORS = {
    400: (N_("This address cannot be understood"), N_("It asks for something that we do not have.")),
    401: (N_("Sign in first"), N_("Only those who are signed in may do this.")),
    403: (
        N_("Not with your role"),
        N_("Your role does not include this. An organiser can change it."),
    ),
    404: (N_("There is no such page"), N_("The address may be mistyped, or the page was withdrawn.")),
    410: (
        N_("This calendar address has ended"),
        N_(
            "It was ended, or a new one was made in its place. Take it out of your calendar program. Your own page makes a new one: its link is in "
            "your mail. Who works at a venue asks the organisers."
        ),
    ),
    413: (
        N_("This is too large"),
        N_(
            "A file may have 5 MB. Go back: what you typed is still there. Choose a smaller file and send the form again."
        ),
    ),
    500: (N_("Something failed on our side"), N_("It has been noted. Try again in a minute.")),
}
_ERRORS[503] = _ERRORS[500]
_ANY_ERROR = (N_("This did not work"), N_("Go back and try another way."))


@dataclass(frozen=True, slots=True)
class _Counted:
    """A day and how many sessions it has, quiet rows and cancelled ones not counted."""

    day: DayView
    sessions: int


def render_agenda_page(view: AgendaView, page: Page) -> str:
    """Give the agenda: all days, or the day of `page` alone."""
    days = _shown(view, page)
    return _render("agendas/show.html", page, head=view.head, band_days=view.days, days=days, running=_running(days))


def render_static_page(view: AgendaView, page: Page) -> str:
    """Give the agenda as one file to stand beside eventapp.css and favicon.svg; `page` has `FileLinks`."""
    return _render("agendas/static.html", page, head=view.head, band_days=view.days, days=view.days)


def render_conference_page(
    view: AgendaView,
    page: Page,
    *,
    has_list: bool = False,
    has_registration: bool = False,
    venues: tuple[VenueView, ...] = (),
) -> str:
    """Give the conference's own page: what it is, its days, places, papers, list of participants, calendar, data and versions."""
    days = [_Counted(day, _count(day)) for day in view.days]
    besides = {"has_list": has_list, "has_registration": has_registration, "venues": venues}
    return _render("conferences/show.html", page, head=view.head, days=days, **besides)


def render_session_page(
    head: HeadView,
    card: CardView,
    page: Page,
    *,
    before: NeighbourView | None = None,
    after: NeighbourView | None = None,
) -> str:
    """Give one session with everything that may be read of it, and the ones `before` and `after` it.

    The day of `page` is the day that it belongs to.
    """
    on, voice = page.day, page.voice
    said = {
        "heading": voice.label_by(lambda code: day_heading(on, code)) if on else None,
        "date": voice.label_by(lambda code: day_heading_with_year(on, code)) if on else None,
    }
    return _render("sessions/show.html", page, head=head, card=card, before=before, after=after, **said)


def render_subscribe_page(
    head: HeadView,
    address: AddressView,
    page: Page,
    *,
    choices: Sequence[WishChoice] = (),
    session: CardView | None = None,
) -> str:
    """Give the page on which one subscribes to the public's calendar at `address`, or to that of one session."""
    is_chosen = any(choice.chosen for choice in choices)
    return _render(
        "feeds/subscribe.html", page, head=head, address=address, choices=choices, is_chosen=is_chosen, session=session
    )


def render_versions_page(head: HeadView, versions: Sequence[VersionView], page: Page) -> str:
    """Give every publication with what it changed; `versions` come newest first."""
    return _render("versions/index.html", page, head=head, versions=versions)


def render_participants_page(view: ListView, page: Page, files: ListLinks | None) -> str:
    """Give a list of participants; `files` are its own addresses, None for one not given out."""
    return _render("participants/show.html", page, view=view, head=view.head, files=files)


def render_home_page(conferences: Sequence[HeadView], page: Page) -> str:
    return _render("conferences/index.html", page, conferences=conferences)


def render_page(template: str, page: Page, **values: object) -> str:
    """Give a page of the interface: of an account, of the workplace; `values` are what its template names."""
    return _render(template, page, **values)


@dataclass(frozen=True, slots=True)
class WayOn:
    """Where an error page leads: an address, and an English key for what is there."""

    url: str
    label: str


def render_error_page(status: int, page: Page, *, heading: str = "", detail: str = "", way: WayOn | None = None) -> str:
    """Give the page that says what is wrong and one way on.

    `detail` is a sentence in the leading language; it stands in place of the general one, as `heading`, an English key, does
    in place of the general heading.
    """
    title, sentence = _ERRORS.get(status, _ANY_ERROR)
    said = {"title": page.label(heading or title), "sentence": page.label(sentence), "detail": detail}
    return _render("errors/error.html", page, status=status, way=way, **said)


def _render(template: str, page: Page, **values: object) -> str:
    words = page.words
    return (
        environment()
        .get_template(template)
        .render(page=page, links=page.links, words=words, plural=words.plural, label=page.label, **values)
    )


def _shown(view: AgendaView, page: Page) -> tuple[DayView, ...]:
    return tuple(day for day in view.days if page.day in {None, day.on})


def _running(days: Sequence[DayView]) -> str:
    """Give the id of the first session that is on, "" if none is."""
    cards = (card for day in days for row in day.rows for card in row.cards)
    return next((card.id for card in cards if card.phase is Phase.NOW), "")


def _count(day: DayView) -> int:
    forms = {RowForm.CARD, RowForm.PARALLEL}
    return sum(not card.is_cancelled for row in day.rows if row.form in forms for card in row.cards)
