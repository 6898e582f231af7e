"""What the views of a person's own page share: whose it is, the agenda that is the person's, the pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import abort, url_for

from eventapp.clock import utc_now
from eventapp.db import db, reading
from eventapp.domain.audiences import PARTICIPANTS, PUBLIC, STAFF, Level
from eventapp.domain.clocks import second_zones
from eventapp.domain.notices import reader_audience
from eventapp.domain.registration import RegistrationState
from eventapp.operations.registrations.links import LinkPurpose
from eventapp.operations.tokens import token_hash
from eventapp.queries.feeds import Subscriber
from eventapp.queries.participants import find_latest_issue
from eventapp.queries.personal_pages import find_personal, find_slug_of_link
from eventapp.queries.publications import find_latest_publication
from eventapp.renderers.dates import due_moment
from eventapp.renderers.html import Links, OwnLinks
from eventapp.renderers.qr import qr_image
from eventapp.renderers.view import Voice, build_agenda_view, build_contact
from eventapp.renderers.view.personal_pages import given_lines, known_as, standing_view
from eventapp.renderers.view.registrations import build_front_view, session_choices
from eventapp.renderers.vocabulary import word_label
from eventapp.web.agenda_pages import phases_of
from eventapp.web.forms.accounts import LinkForm
from eventapp.web.interface_pages import interface_words, prefer_language, show_secret_page
from eventapp.web.published import published

if TYPE_CHECKING:
    from datetime import date

    from flask import Blueprint, Response

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.audiences import Audience
    from eventapp.domain.registration.fronts import Front
    from eventapp.domain.registration.participants import Participant
    from eventapp.queries.participants import IssueKey
    from eventapp.queries.personal_pages import Personal
    from eventapp.queries.publications import PublicationKey
    from eventapp.renderers.view import DayView
    from eventapp.web.issues import Issue


class LinkEndedError(Exception):
    """A link does not hold any more; `slug` is its conference."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True)
class Visit:
    """A person's own page, opened by the link with this secret."""

    token: str
    personal: Personal

    @property
    def participant(self) -> Participant:
        return self.personal.participant

    @property
    def front(self) -> Front:
        return self.personal.front

    @property
    def slug(self) -> str:
        return self.front.slug

    @property
    def id(self) -> str:
        return self.participant.id

    @property
    def is_confirmed(self) -> bool:
        return self.participant.state is RegistrationState.CONFIRMED

    @property
    def has_ended(self) -> bool:
        """Say whether the person is on the list no more, nor on the way to it."""
        return self.participant.state.is_ended

    @property
    def may_change(self) -> bool:
        """Say whether the person may still change what was given."""
        return not self.has_ended and self.front.plan.can_be_changed(utc_now())

    @cached_property
    def audience(self) -> Audience:
        """The audience of one on the list; all others are the public."""
        return reader_audience(self.participant.attendee) if self.is_confirmed else PUBLIC

    @cached_property
    def publication(self) -> PublicationKey | None:
        return find_latest_publication(db.engine, self.slug)

    @cached_property
    def issue(self) -> Issue | None:
        """The last publication as this person may see it, with what changed since the version that he or she knows."""
        key = self.publication
        return published().issue(key, self.audience, since=min(self.personal.seen, key.number)) if key else None

    @cached_property
    def public_agenda(self) -> Agenda | None:
        return published().issue(self.publication).agenda if self.publication else None

    @cached_property
    def own(self) -> frozenset[str]:
        """The ids of the person's own sessions; placements that others may not read are known to the staff's agenda."""
        if self.publication is None or self.issue is None:
            return frozenset()
        attendee, registered = self.participant.attendee, self.participant.sessions
        issues = (self.issue, published().issue(self.publication, STAFF))
        found = (published().own_sessions(issue).of(attendee, registered=registered) for issue in issues)
        return frozenset().union(*found)

    @property
    def subscriber(self) -> Subscriber:
        """The person as calendars know him or her."""
        one = self.participant
        return Subscriber(one.key, one.id, one.attendee.category, one.side, one.attendee.language, one.version)

    @cached_property
    def list_key(self) -> IssueKey | None:
        """The last list of participants that this person may see."""
        is_inside = self.audience.level >= Level.PARTICIPANTS
        return find_latest_issue(db.engine, self.slug, PARTICIPANTS if is_inside else PUBLIC)

    @property
    def zones(self) -> tuple[str, ...]:
        """The second clocks: that of the person's delegation, for a guest those of the sides."""
        delegation = self.participant.attendee.delegation
        if delegation.code:
            return (delegation.home_zone,) if delegation.home_zone != self.front.zone else ()
        return second_zones(self.issue.agenda) if self.issue else ()

    def address(self, view: str = "personal_pages.show", **params: Any) -> str:
        return url_for(view, token=self.token, **params)


def open_visit(token: str) -> Visit:
    """Give whose page a link opens, and let it speak the person's language; a link that never was is answered with 404.

    Raises: LinkEndedError.
    """
    secret = token_hash(token)
    with reading() as tx:
        personal = find_personal(tx, secret, LinkPurpose.ME.value, now=utc_now())
        slug = "" if personal else find_slug_of_link(tx, secret) or ""
    if personal is None and not slug:
        abort(404)
    if personal is None:
        raise LinkEndedError(slug)
    prefer_language(personal.participant.attendee.language)
    return Visit(token, personal)


def guard(blueprint: Blueprint) -> None:
    """Let no cache keep what a blueprint answers, no machine list it and no other site learn its address; offer a new link for one that ended."""
    blueprint.register_error_handler(LinkEndedError, _link_ended)
    blueprint.after_request(_keep_secret)


def _link_ended(error: LinkEndedError) -> Response:
    return ended_page(error.slug, status=HTTPStatus.GONE)


def _keep_secret(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def ended_page(slug: str, *, status: int) -> Response:
    """Say that the links have ended, and offer another one."""
    form, ask = LinkForm(words=interface_words()), url_for("registrations.send_link", slug=slug)
    return show_secret_page("me/ended.html", status=status, form=form, ask=ask, is_over=status == HTTPStatus.GONE)


def own_page(visit: Visit, *, done: str = "", status: int = 200) -> Response:
    """Show how the registration stands and everything that is the person's own; `done` says what a press has just done."""
    words, personal, participant = interface_words(), visit.personal, visit.participant
    zones = (visit.front.zone, *visit.zones)
    days, news = own_days(visit), _news(visit)
    shown = {
        "standing": standing_view(participant, words, place=personal.place, zones=zones, beside=_beside(visit)),
        "given": given_lines(
            participant,
            visit.front,
            words,
            needs=personal.needs,
            answers=personal.answers,
            sessions=_registered_sessions(visit),
        ),
        "days": days,
        "news": news,
        "number": personal.last_number,
        "code": participant.code if visit.is_confirmed else "",
        "qr": qr_image(participant.code) if visit.is_confirmed else "",
        "change_until": _until(visit),
        "layouts": visit.front.languages,
        "has_calendar": visit.is_confirmed and visit.publication is not None,
        "has_list": visit.list_key is not None,
        **_contact(visit),
        "may_withdraw": not visit.has_ended,
        "may_change": visit.may_change,
        "done": done,
    }
    return visit_page("me/show.html", visit, status=status, **shown)


def _contact(visit: Visit) -> dict[str, Any]:
    """Give whom the organisers published as their contact, in the reader's language, and where its card is."""
    agenda, language = visit.public_agenda, reading_language(visit)
    voice = Voice((language,), visit.front.languages)
    return {
        "contact": build_contact(agenda.conference, voice) if agenda else None,
        "card": Links(slug=visit.slug, languages=(language,)).contact_card(),
    }


def visit_page(template: str, visit: Visit, *, status: int = 200, **values: Any) -> Response:
    """Show one of the person's own pages."""
    words, attendee = interface_words(), visit.participant.attendee
    public = frozenset(session.id for session in visit.public_agenda.sessions) if visit.public_agenda else frozenset()
    delegation = attendee.delegation.name.in_language(words.language, order=visit.front.languages)
    shown = {
        "url": visit.address,
        "front": build_front_view(visit.front, visit.public_agenda, words),
        "has_page": visit.public_agenda is not None,
        "name": known_as(attendee, words),
        "category": word_label(attendee.category, words),
        "delegation": delegation.text if delegation else "",
        **values,
    }
    return show_secret_page(template, status=status, links=OwnLinks(slug=visit.slug, public=public), **shown)


def own_days(visit: Visit) -> tuple[DayView, ...]:
    """Give the days of the person's own agenda; none before one is on the list or anything is published."""
    issue = visit.issue
    if issue is None or not visit.is_confirmed:
        return ()
    agenda = replace(issue.agenda, sessions=tuple(one for one in issue.agenda.sessions if one.id in visit.own))
    view = build_agenda_view(
        agenda,
        languages=(reading_language(visit),),
        zones=visit.zones,
        edition=issue.edition,
        phases=phases_of(agenda),
    )
    return tuple(day for day in view.days if any(row.cards for row in day.rows))


def reading_language(visit: Visit) -> str:
    """Give the reader's language if the conference has it, else the conference's first."""
    language = interface_words().language
    return language if language in visit.front.languages else visit.front.languages[0]


def _until(visit: Visit) -> str:
    """Give until when one may change what was given, "" without an end."""
    until = visit.front.plan.changes_until
    local = until.astimezone(ZoneInfo(visit.front.zone)) if until else None
    return due_moment(local, interface_words().language, beside=_beside(visit)) if local else ""


def _beside(visit: Visit) -> tuple[date, ...]:
    """Give what a reader has before the eyes when a deadline is named."""
    return utc_now(), visit.front.starts_on


def _news(visit: Visit) -> int:
    """Count the changes since the version that the person knows, as a mail would tell them."""
    key, seen = visit.publication, visit.personal.seen
    if not visit.is_confirmed or key is None or seen >= key.number:
        return 0
    one = visit.participant
    return len(published().changes(key, since=seen).of(one.attendee, registered=one.sessions))


def _registered_sessions(visit: Visit) -> Any:
    agenda = visit.issue.agenda if visit.issue else None
    sessions = [one for one in agenda.sessions if one.id in visit.participant.sessions] if agenda else []
    return session_choices(sessions, visit.front, interface_words(), full=())
