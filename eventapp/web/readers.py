"""What a reader asked for: languages, clocks, a day, a paper. Unknown wishes are refused, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from eventapp.domain.clocks import second_zones
from eventapp.domain.errors import DomainError
from eventapp.domain.timezones import is_zone
from eventapp.renderers.html import Links
from eventapp.renderers.html.links import VENUE_CLOCK
from eventapp.renderers.pdf import Layout, Paper
from eventapp.renderers.wording import INTERFACE_LANGUAGES

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda

_MOST_ZONES = 3
_OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class UnknownWishError(DomainError):
    """A query parameter asks for something that there isn't; `parameter` and `got` say what."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """The parameters of an address as they were given, "" for those that weren't or that it doesn't heed.

    `preferred` is the browser's language, "" where one was chosen.
    """

    lang: str = ""
    tz: str = ""
    day: str = ""
    paper: str = ""
    layout: str = ""
    preferred: str = ""

    def languages(self, agenda: Agenda) -> tuple[str, ...]:
        """Give one or two languages of the conference, the leading one first.

        Raises: UnknownWishError for any other, or more than two.
        """
        return self.languages_of(agenda.conference.languages)

    def languages_of(self, offered: tuple[str, ...]) -> tuple[str, ...]:
        """Give one or two of the languages that are offered, the leading one first.

        Raises: UnknownWishError for any other, or more than two.
        """
        if not self.lang:
            return (self.preferred if self.preferred in offered else offered[0],)
        chosen = tuple(self.lang.split(","))
        if not set(chosen) <= set(offered) or len(set(chosen)) != len(chosen) or len(chosen) > 2:  # noqa: PLR2004 - a page sets two languages at most
            raise UnknownWishError("unknown-language-wish", parameter="lang", got=self.lang, offered=", ".join(offered))
        return chosen

    def zones(self, agenda: Agenda) -> tuple[str, ...]:
        """Give the second clocks: those of the sides unless others, or only the venue's, were asked for.

        Raises: UnknownWishError.
        """
        if not self.tz:
            return second_zones(agenda)
        if self.tz == VENUE_CLOCK:
            return ()
        zones = tuple(dict.fromkeys(self.tz.split(",")))
        if len(zones) > _MOST_ZONES or not all(is_zone(zone) for zone in zones):
            raise UnknownWishError("unknown-zone-wish", parameter="tz", got=self.tz)
        return tuple(zone for zone in zones if zone != agenda.conference.zone)

    def day_of(self, agenda: Agenda) -> date | None:
        """Give the day asked for, None for all.

        Raises: UnknownWishError for a day that the agenda doesn't have.
        """
        if not self.day:
            return None
        try:
            day = date.fromisoformat(self.day)
        except ValueError:
            day = None
        days = [d.on for d in agenda.days]
        if day not in days:
            raise UnknownWishError("unknown-day", parameter="day", got=self.day, offered=", ".join(map(str, days)))
        return day

    def sheet(self) -> Paper:
        """Give the size of paper, A4 unless another was asked for.

        Raises: UnknownWishError.
        """
        try:
            return Paper(self.paper or Paper.A4.value)
        except ValueError:
            raise UnknownWishError("unknown-paper", parameter="paper", got=self.paper) from None

    def layout_of(self, offered: tuple[str, ...]) -> Layout:
        """Give the layout asked for; else that of the chosen language, or the fullest for the languages that are offered.

        Raises: UnknownWishError.
        """
        languages = self.languages_of(offered)
        layouts = {layout.value: layout for layout in Layout.offered(offered)}
        alone = languages[0] if self.lang and len(languages) == 1 else ""
        wanted = self.layout or (alone if alone in layouts else next(iter(layouts)))
        if wanted not in layouts:
            raise UnknownWishError("unknown-layout", parameter="layout", got=wanted, offered=", ".join(layouts))
        return layouts[wanted]

    def links(self, agenda: Agenda) -> Links:
        """Give the addresses that keep what was chosen."""
        chosen = self.languages(agenda) if self.lang else ()
        return Links(slug=agenda.conference.slug, languages=chosen, clock=self.tz)


def wishes(*heeded: str) -> Wishes:
    """Give the wishes of this request that the address heeds: others must not make the same bytes again."""
    given = {name: request.args.get(name, "") for name in heeded} if request.query_string else {}
    preferred = "" if given.get("lang") else preferred_language(request.environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    return Wishes(**given, preferred=preferred)


@lru_cache(maxsize=256)
def preferred_language(accepted: str) -> str:
    """Give the interface language that a browser likes best, English if none; a region counts as its language."""
    liked = (
        tag.partition("-")[0].lower() for tag, quality in parse_accept_header(accepted, LanguageAccept) if quality > 0
    )
    return next((code for code in liked if code in INTERFACE_LANGUAGES), INTERFACE_LANGUAGES[0])


def is_read_by_somebody() -> bool:
    """Say whether a page is asked for to be read now, not looked at by a program or fetched in advance.

    Source: https://wicg.github.io/nav-speculation/prefetch.html (Sec-Purpose); Purpose and X-Moz are what came before it.
    """
    told = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return request.method != "HEAD" and not any("prefetch" in purpose.lower() for purpose in told)


def mailed_base_url() -> str:
    """Give the address of the site for the secret links in mails.

    Anybody may claim any host in a request, and a link to that host would hand the secret over: without a configured
    address only the reader's own machine is believed.
    Raises: DomainError("public-url-missing").
    """
    if not current_app.config["PUBLIC_URL"] and urlsplit(f"//{request.host}").hostname not in _OWN_MACHINE:
        raise DomainError("public-url-missing")
    return base_url()


def base_url() -> str:
    """Give the address of the site, without a slash at the end: the configured one, else that of the request."""
    configured: str = current_app.config["PUBLIC_URL"]
    return configured.rstrip("/") or f"{request.scheme}://{request.host}"
