"""What the views of registration share: the way in for one reader, and the pages that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, request, url_for

from eventapp.clock import utc_now
from eventapp.db import db, reading
from eventapp.domain.registration import Door, door_of
from eventapp.domain.registration.offered import (
    delegations_offered,
    doors,
    full_sessions,
    has_delegation,
    is_full,
    sessions_offered,
)
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.tokens import token_hash
from eventapp.queries.publications import find_latest_publication
from eventapp.queries.registration_fronts import get_front, list_delegation_choices
from eventapp.queries.registration_invitations import find_invited
from eventapp.queries.registrations import count_taken
from eventapp.renderers.html import Links
from eventapp.renderers.html.page import language_buttons
from eventapp.renderers.view.registrations import build_front_view, door_line, door_views, session_choices
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_
from eventapp.web.forms.registrations import Asked, make_form
from eventapp.web.interface_pages import interface_words, prefer_language, show_page, show_secret_page
from eventapp.web.published import published

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from flask import Response

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.registration import Invited
    from eventapp.domain.registration.fronts import DelegationChoice, Front
    from eventapp.domain.sessions import Session
    from eventapp.web.forms.registrations import RegistrationForm

AS = "as"
REGISTER = N_("Register")
_APPLY = N_("Send the application")
_WAIT = N_("Join the waiting list")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The way in for one reader: as what, and how that door stands; `category` is None while it is to be chosen.

    `agenda` is what the public sees, None before anything was published.
    """

    front: Front
    agenda: Agenda | None
    doors: Mapping[AttendeeCategory, Door]
    category: AttendeeCategory | None
    sides: tuple[DelegationChoice, ...] = ()
    sessions: tuple[Session, ...] = ()
    invited: Invited | None = None
    token: str = ""

    @property
    def is_open(self) -> bool:
        return self.door is Door.OPEN

    @property
    def door(self) -> Door | None:
        """How the door stands of what one comes as, None while that is to be chosen."""
        return self.doors.get(self.category, Door.CLOSED) if self.category else None

    @property
    def others(self) -> Mapping[AttendeeCategory, Door]:
        """The doors of those who come as something else; an invitation is for one alone."""
        return {category: door for category, door in self.doors.items() if category is not self.category}

    @property
    def choices(self) -> tuple[DelegationChoice, ...]:
        """The delegations that one may say to belong to; an invitation knows which."""
        return delegations_offered(self.category, self.sides) if self.category and not self.invited else ()

    @property
    def side(self) -> str:
        """The delegation where there is no choice, "" where there is, or none at all."""
        if self.invited:
            return self.invited.side
        return self.choices[0].code if len(self.choices) == 1 else ""

    def form(self, formdata: Any = None, **filled: Any) -> RegistrationForm:
        form: RegistrationForm = make_form(formdata, words=interface_words(), asked=self._asked(), **filled)
        form.speaks = dict(_spoken(self.sides)).get(self.side, "")
        return form

    def _asked(self) -> Asked:
        words = interface_words()
        names = ((one, one.name.in_language(words.language, order=self.front.languages)) for one in self.choices)
        category = self.category or AttendeeCategory.GUEST
        return Asked(
            category=category,
            languages=self.front.languages,
            sessions=tuple(session.id for session in self.sessions),
            sides=tuple((one.code, name.text if name else one.code) for one, name in names) if not self.side else (),
            spoken=_spoken(self.sides),
            questions=self.front.plan.questions_for(category),
        )


def _spoken(sides: tuple[DelegationChoice, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((one.code, one.language) for one in sides)


def find_entry(slug: str, token: str = "") -> Entry:
    """Give the way in at this address; an invitation decides as what one comes.

    A conference that nobody knows of, or that nobody can register for before it is published, is answered with 404.
    """
    now = utc_now()
    with reading() as tx:
        front = get_front(tx, slug)
        linked = find_invited(tx, token_hash(token)) if token else None
        invited = linked.invited if linked and linked.slug == slug else None
        standing = _standing(front, invited, now)
        category = _category(standing, "" if invited else request.args.get(AS, ""))
        asks_side = category is not None and has_delegation(category)
        sides = list_delegation_choices(tx, front.conference_id) if asks_side else ()
    key = find_latest_publication(db.engine, slug)
    agenda = published().issue(key).agenda if key else None
    if (token and invited is None) or (not standing and agenda is None):
        abort(404)
    if invited is not None:
        prefer_language(invited.language)
    sessions = sessions_offered(agenda, front.plan, now=now) if agenda and category else ()
    return Entry(
        front=front,
        agenda=agenda,
        doors=standing,
        category=category,
        sides=sides,
        sessions=sessions,
        invited=invited,
        token=token,
    )


def _standing(front: Front, invited: Invited | None, now: datetime) -> dict[AttendeeCategory, Door]:
    """Give how the doors stand; for who is invited, the one that the invitation opens."""
    if invited is None:
        return doors(front.plan, now=now)
    rule = front.plan.rule_of(invited.category)
    return {invited.category: door_of(rule, now=now, is_invited=True)}


def _category(standing: Mapping[AttendeeCategory, Door], asked: str) -> AttendeeCategory | None:
    """Give what the reader registers as: what was asked for, shut or not, else the only one that is open, else the only one.

    What was asked for and is no category is to be chosen.
    """
    if asked and standing:
        return next((category for category in AttendeeCategory if category.value == asked), None)
    opened = [category for category, door in standing.items() if door is Door.OPEN] or list(standing)
    return opened[0] if len(opened) == 1 else None


def form_page(entry: Entry, form: RegistrationForm, *, status: int = 200, refusal: str = "") -> Response:
    """Show the form, with what is full by now."""
    words, front, category = interface_words(), entry.front, form.asked.category
    with reading() as tx:
        taken = count_taken(tx, front.conference_id)
    waits = is_full(front.plan, taken, category, side=entry.side)
    needs_decision = front.plan.rule_of(category).approval.value != "none"
    rule, full = front.plan.rule_of(category), full_sessions(front.plan, taken)
    shown = {
        **_around(entry),
        "form": form,
        "category": word_label(category, words),
        "others": door_views(entry.others.items(), front, words, now=utc_now()),
        "door_url": _door_url(entry),
        "line": door_line(Door.OPEN, rule, front.zone, words, now=utc_now()),
        "offered": session_choices(entry.sessions, front, words, full=full),
        "needs_days": front.plan.needs_kept_days,
        "waits": waits,
        "press": words(_APPLY if needs_decision else _WAIT if waits else REGISTER),
        "action": _address(entry),
        "languages": language_buttons(words.language, lambda code: _address(entry, lang=code)),
        "decline": url_for("registrations.decline", slug=front.slug, token=entry.token) if entry.token else "",
        "refusal": refusal,
    }
    show = show_secret_page if entry.token else show_page
    return show("registering/form.html", status=status, links=Links(slug=front.slug), **shown)


def shut_page(entry: Entry, *, status: int = 200) -> Response:
    """Say why one cannot come as what one wished to, and how the other doors stand; let the reader choose among those that are open."""
    words, now = interface_words(), utc_now()
    wished = {entry.category: entry.door} if entry.category and entry.door else {}
    (mine, *_) = (*door_views(wished.items(), entry.front, words, now=now), None)
    others = door_views(entry.others.items(), entry.front, words, now=now)
    choice = {"mine": mine, "others": others, "door_url": _door_url(entry)}
    return front_page("registering/shut.html", entry, status=status, **choice)


def _door_url(entry: Entry) -> Callable[[str], str]:
    def door_url(category: str) -> str:
        chosen: dict[str, Any] = {AS: category}
        return url_for("registrations.show", slug=entry.front.slug, **chosen)

    return door_url


def front_page(template: str, entry: Entry, *, status: int = 200, **values: object) -> Response:
    """Show another page around registering at this conference."""
    show = show_secret_page if entry.token else show_page
    return show(template, status=status, links=Links(slug=entry.front.slug), **_around(entry), **values)


def _around(entry: Entry) -> dict[str, Any]:
    return {
        "front": build_front_view(entry.front, entry.agenda, interface_words()),
        "has_page": entry.agenda is not None,
        "lost_link": url_for("registrations.ask_link", slug=entry.front.slug),
    }


def _address(entry: Entry, **params: Any) -> str:
    """Give the address of this form, with what was chosen."""
    if entry.token:
        return url_for("registrations.show_invited", slug=entry.front.slug, token=entry.token, **params)
    chosen: dict[str, Any] = {AS: request.args[AS]} if request.args.get(AS) else {}
    return url_for("registrations.show", slug=entry.front.slug, **chosen, **params)
