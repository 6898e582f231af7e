from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from eventapp.domain.differences import difference
from eventapp.domain.publication import Publication, freeze
from eventapp.domain.vocabulary import (
    AgreementState,
    AttributionRule,
    InterpretationMode,
    Role,
    SessionKind,
    TransferMode,
)
from eventapp.renderers.html import (
    FileLinks,
    Links,
    Page,
    language_options,
    render_agenda_page,
    render_conference_page,
    render_error_page,
    render_home_page,
    render_session_page,
    render_static_page,
    render_versions_page,
)
from eventapp.renderers.view import build_agenda_view, build_session_view
from eventapp.renderers.view.edition import Edition
from eventapp.renderers.view.versions import build_versions_view
from tests.renderers.html_agendas import (
    AS_OF,
    BASE,
    HALL,
    HALL_A,
    JP,
    NEW_YORK,
    ROOM_201,
    US,
    both,
    build_agenda,
    build_session,
    build_topic,
    place,
)

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.renderers.view import AgendaView

BOTH = ("en", "ja")
DAY = date(2023, 3, 12)


def page(languages: tuple[str, ...] = BOTH, **values) -> Page:
    links = Links(slug="next-2023")
    switch = language_options(links, languages=languages, offered=BOTH, address=Links.agenda)
    return Page(**{"languages": languages, "links": links, "language_options": switch, **values})


def full_agenda() -> Agenda:
    """An agenda with every form of row and every mark."""
    return build_agenda(
        build_session("arrival", "2023-03-12 08:30", 30, kind=SessionKind.ARRIVAL, title=both("Coffee", "コーヒー")),
        build_session(
            "left",
            "2023-03-12 09:00",
            kind=SessionKind.WORKING_SESSION,
            number=5,
            room=HALL_A,
            attribution=AttributionRule.CHATHAM_HOUSE,
            topics=(build_topic("7bis", "Liaison officers", "連絡官", agreement=AgreementState.COUNTERED),),
        ),
        build_session(
            "right",
            "2023-03-12 09:00",
            room=ROOM_201,
            attribution=AttributionRule.NOT_FOR_ATTRIBUTION,
            interpretation=InterpretationMode.CONSECUTIVE,
        ),
        build_session(
            "plenary",
            "2023-03-12 10:45",
            room=HALL_A,
            description=both("What both sides bring.", "双方の持ち寄るもの。"),
            interpretation=InterpretationMode.SIMULTANEOUS,
            placements=(place("u1", US, Role.CHAIR, "Deputy Director", "次長"),),
            topics=(
                build_topic(
                    "10",
                    "A single desk",
                    "窓口の一本化",
                    text=both("One desk for all.", "窓口を一つに。"),
                    questions=(both("Who staffs it?", "要員は誰か。"),),
                    placements=(place("j1", JP, Role.LEAD, "Director", "課長"),),
                ),
            ),
        ),
        build_session(
            "coach",
            "2023-03-12 13:15",
            105,
            kind=SessionKind.TRANSFER,
            from_venue=HALL,
            to_venue=BASE,
            transfer_mode=TransferMode.COACH,
            description=both("North entrance.", "北玄関。"),
        ),
        build_session("press", "2023-03-12 17:15", 30, kind=SessionKind.PRESS),
    )


def publications() -> tuple[Publication, ...]:
    now = full_agenda()
    sessions = {session.id: session for session in now.sessions}
    quarter = timedelta(minutes=15)
    plenary = sessions["plenary"]
    earlier = replace(plenary, start_at=plenary.start_at + quarter, end_at=plenary.end_at + quarter, room=ROOM_201)
    before = replace(now, sessions=tuple(earlier if s is plenary else s for s in now.sessions if s.id != "right"))
    first = freeze(before, None, as_of=AS_OF - timedelta(days=7))
    draft = replace(now, sessions=tuple(s for s in now.sessions if s.id != "press"))
    second = freeze(draft, first, as_of=AS_OF)
    note = both("The base asked for the room back.", "基地側の要請による。")
    return (
        Publication(number=1, as_of=AS_OF - timedelta(days=7), published_by="Secretariat", note=both(), agenda=first),
        Publication(number=2, as_of=AS_OF, published_by="Secretariat", note=note, agenda=second),
    )


def view(languages: tuple[str, ...] = BOTH, **values) -> AgendaView:
    before, now = publications()
    edition = Edition(number=2, as_of=AS_OF, difference=difference(before.agenda, now.agenda))
    return build_agenda_view(now.agenda, **{"languages": languages, "zones": (NEW_YORK,), "edition": edition, **values})


def every_page(languages: tuple[str, ...] = BOTH) -> dict[str, str]:
    agenda, frame = view(languages), page(languages)
    now = publications()[-1].agenda
    session = now.find_session("plenary")
    assert session is not None
    card = build_session_view(session, now, languages=languages, zones=(NEW_YORK,))
    return {
        "agenda": render_agenda_page(agenda, frame),
        "day": render_agenda_page(agenda, replace(frame, day=DAY)),
        "static": render_static_page(agenda, Page(languages=languages, links=FileLinks())),
        "session": render_session_page(agenda.head, card, replace(frame, day=DAY)),
        "versions": render_versions_page(agenda.head, build_versions_view(publications(), languages=languages), frame),
        "conference": render_conference_page(agenda, frame),
        "home": render_home_page((agenda.head,), frame),
        "home empty": render_home_page((), frame),
        **{f"error {status}": render_error_page(status, frame) for status in (400, 404, 418, 500)},
    }


class Outline(HTMLParser):
    """Reads a page as (tag, attributes) and as (language, text); checks that every element is closed."""

    VOID = frozenset({"meta", "link", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(html)
        assert self._open == [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append((tag, dict(attrs).get("lang") or self._open[-1][1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self._open[-1][1], " ".join(data.split())))


def fragment(html: str, start: str, end: str) -> str:
    return html[html.index(start) :].partition(end)[0]


def article(html: str, session_id: str) -> str:
    return fragment(html, f'id="s-{session_id}"', "</article>")
