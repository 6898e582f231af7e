"""What every page of the workplace knows: the draft, who asks, in which language, what is published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Response, request
from flask_wtf.csrf import generate_csrf

from eventapp.clock import utc_now
from eventapp.db import reading
from eventapp.domain.conflicts import Conflict, Severity, find_conflicts
from eventapp.domain.localized import Text
from eventapp.policy import Facts, MemberRole, Permission, allows, audience_of
from eventapp.queries.drafts import Draft, get_draft
from eventapp.queries.editions import LastEdition, get_last_edition
from eventapp.renderers.dates import moment
from eventapp.renderers.html import Option, Page, environment
from eventapp.renderers.html.workplace_links import WorkplaceLinks
from eventapp.renderers.view import Phrase
from eventapp.renderers.wording import INTERFACE_LANGUAGES, words_in
from eventapp.web.access import current_actor
from eventapp.web.interface_pages import interface_language

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.agenda import Agenda
    from eventapp.policy import Actor
    from eventapp.renderers.wording import Words

_LABELS = {"en": "EN", "ja": "日本語"}
_KEY_DIGITS = 9


@dataclass(frozen=True)
class Workplace:
    """`agenda` is the draft as this member may see it: whole for those who edit it."""

    actor: Actor
    language: str
    draft: Draft
    edition: LastEdition

    @property
    def slug(self) -> str:
        return self.draft.agenda.conference.slug

    @cached_property
    def agenda(self) -> Agenda:
        if self.actor.role in {MemberRole.ORGANISER, MemberRole.EDITOR}:
            return self.draft.agenda
        return self.draft.agenda.for_audience(audience_of(self.actor))

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.draft.conflicts if self.agenda is self.draft.agenda else find_conflicts(self.agenda)

    @cached_property
    def errors(self) -> int:
        return sum(conflict.severity is Severity.ERROR for conflict in self.conflicts)

    @property
    def title(self) -> str:
        """The conference's name in the member's language, its short name without one."""
        conference = self.agenda.conference
        text = conference.title.in_language(self.language, order=conference.languages)
        return text.text if text else conference.slug

    @property
    def words(self) -> Words:
        return words_in(self.language)

    @property
    def links(self) -> WorkplaceLinks:
        return WorkplaceLinks(self.slug, request.script_root)

    @property
    def languages(self) -> tuple[str, ...]:
        """The member's language, then the conference's other one: cards show both."""
        offered = self.agenda.conference.languages
        lead = self.language if self.language in offered else offered[0]
        return (lead, *(code for code in offered if code != lead))[:2]

    def allows(self, permission: str, side: str = "") -> bool:
        """Say whether this member may, with the people of a `side` where it is about them; templates ask the same policy as the views."""
        return allows(self.actor, Permission(permission), Facts(self.slug, side=side))

    def moment(self, instant: datetime) -> str:
        """Give an instant on the conference's clock."""
        conference = self.agenda.conference
        local = instant.astimezone(ZoneInfo(conference.zone))
        return moment(local, self.language, beside=(utc_now(), conference.starts_on))

    def after(self, written: Draft) -> Workplace:
        """Give the same workplace with a draft that was just written."""
        with reading() as tx:
            edition = get_last_edition(tx, written, now=utc_now())
        return Workplace(self.actor, self.language, written, edition)


def workplace(slug: str) -> Workplace:
    """Give the workplace of a conference for whoever asks; in a fixed number of statements.

    Raises: NotFoundError.
    """
    with reading() as tx:
        draft = get_draft(tx, slug)
        edition = get_last_edition(tx, draft, now=utc_now())
    return Workplace(current_actor(), interface_language(), draft, edition)


def row_key(given: str) -> int | None:
    """Give a row's key, None for what cannot be one."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= _KEY_DIGITS else None


def language_switch(language: str) -> tuple[Option, ...]:
    """Give the switch between the languages of the interface, for the page that was asked for."""
    kept = {key: value for key, value in request.args.items(multi=False) if key != "lang"}

    def address(code: str) -> str:
        query = urlencode({**kept, "lang": code})
        return f"{request.script_root}{request.path}?{query}" if request.method == "GET" else f"?lang={code}"

    return tuple(
        Option(label=Phrase(Text(_LABELS[code], code)), url=address(code), is_current=code == language)
        for code in INTERFACE_LANGUAGES
    )


def render_workplace(template: str, place: Workplace, *, status: int = 200, **values: Any) -> Response:
    """Answer with a page of the workplace; it is nobody else's, so that nothing on the way may keep it."""
    body = workplace_html(template, place, **values)
    response = Response(body, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def workplace_html(template: str, place: Workplace, **values: Any) -> str:
    """Give the HTML of a page of the workplace, or of a part of one."""
    words = place.words
    page = Page(
        languages=place.languages,
        links=place.links,
        offered=place.agenda.conference.languages,
        language_options=language_switch(place.language),
    )
    return (
        environment()
        .get_template(template)
        .render(
            page=page,
            place=place,
            links=place.links,
            words=words,
            plural=words.plural,
            label=page.label,
            interface=place.language,
            csrf_token=cache(generate_csrf),
            **values,
        )
    )
