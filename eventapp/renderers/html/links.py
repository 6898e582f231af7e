"""The addresses that a page points to: those of the site, or of one file on disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from datetime import date

VENUE_CLOCK = "venue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The site's addresses for one reader; what the reader chose goes along from page to page.

    `languages` and `clock` are empty unless chosen: an address without them fits every reader. `clock` is `venue`
    or the IANA zone of a second clock. `root` is the path under which the site is mounted.
    """

    slug: str = ""
    languages: tuple[str, ...] = ()
    clock: str = ""
    root: str = ""

    def in_languages(self, languages: tuple[str, ...]) -> Links:
        return replace(self, languages=languages)

    def with_clock(self, clock: str) -> Links:
        return replace(self, clock=clock)

    def home(self) -> str:
        return self._page("/")

    def conference(self, slug: str = "") -> str:
        """Give the page of a conference, this one unless another is named."""
        return self._page(f"/conferences/{quote(slug or self.slug, safe='')}/")

    def agenda(self, day: date | None = None) -> str:
        return self._page(f"{self._base}/agenda", day=day.isoformat() if day else "")

    def session(self, session_id: str) -> str:
        return self._page(f"{self._base}/sessions/{quote(session_id, safe='')}")

    def topic(self, session_id: str, topic_id: str) -> str:
        return f"{self.session(session_id)}#t-{quote(topic_id, safe='')}"

    def registration(self) -> str:
        """Give the page to register, which is in one language."""
        return _address(f"{self.root}{self._base}/register", lang=self.languages[0] if self.languages else "")

    def participants(self) -> str:
        """Give the list of participants, which knows languages only."""
        return _address(f"{self.root}{self._base}/participants", lang=self._languages)

    def subscription(self, **wished: str) -> str:
        """Give the page on which one subscribes to the public's calendar, as it is wished."""
        return self._page(f"{self._base}/subscribe", **wished)

    def session_subscription(self, session_id: str) -> str:
        return self._page(f"{self._base}/sessions/{quote(session_id, safe='')}/subscribe")

    def versions(self) -> str:
        return self._page(f"{self._base}/versions")

    def workplaces(self, name: str = "") -> str:
        """Give the list of the conferences that one works at, or the page that makes a new one."""
        return f"{self.root}/organise/{name}"

    def account(self, action: str = "") -> str:
        return f"{self.root}/account{action}"

    def sign_in(self, wanted: str = "", action: str = "") -> str:
        """Give the page to sign in, which leads on to the local address `wanted`."""
        return _address(f"{self.root}/sign-in{action}", next=wanted)

    def sign_out(self) -> str:
        return f"{self.root}/sign-out"

    def download(self, kind: str, **params: str) -> str:
        """Give a file of the agenda: `ics`, `json` or `pdf` (with `paper` and `layout`, which says the languages)."""
        languages = "" if "layout" in params else self._languages
        return _address(f"{self.root}{self._base}/agenda.{kind}", **params, lang=languages)

    def session_download(self, session_id: str) -> str:
        return _address(f"{self.root}{self._base}/sessions/{quote(session_id, safe='')}.ics", lang=self._languages)

    def venue_card(self, venue_id: str) -> str:
        return _address(f"{self.root}{self._base}/venues/{quote(venue_id, safe='')}.vcf", lang=self._languages)

    def contact_card(self) -> str:
        return _address(f"{self.root}{self._base}/contact.vcf", lang=self._languages)

    def mail(self, name: str = "") -> str:
        """Give the list of all mail, which there is in development only, or a message's page by its number."""
        return f"{self.root}/mail/{name}"

    def replies(self, page: str = "") -> str:
        """Give the list of what came in by mail for no conference."""
        return _address(f"{self.root}/replies", page=page)

    def static(self, name: str) -> str:
        return f"{self.root}/static/{quote(name)}"

    @property
    def _base(self) -> str:
        return f"/conferences/{quote(self.slug, safe='')}"

    @property
    def _languages(self) -> str:
        return ",".join(self.languages)

    def _page(self, path: str, **params: str) -> str:
        return _address(f"{self.root}{path}", **params, lang=self._languages, tz=self.clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLinks(Links):
    """The addresses on a person's own page: a session that the public may not see has no page besides."""

    public: frozenset[str] = frozenset()

    def session(self, session_id: str) -> str:
        return Links.session(self, session_id) if session_id in self.public else f"#s-{quote(session_id, safe='')}"

    def topic(self, session_id: str, topic_id: str) -> str:
        return Links.topic(self, session_id, topic_id) if session_id in self.public else ""


@dataclass(frozen=True, slots=True)
class ListLinks:
    """The addresses of a list of participants, relative to its page: the same bytes serve wherever the list stands.

    `name` is the last part of that page's address.
    """

    name: str = "participants"
    languages: tuple[str, ...] = ()

    def page(self) -> str:
        return _address(quote(self.name), lang=",".join(self.languages))

    def download(self, kind: str, **params: str) -> str:
        """Give the list as `pdf` (with `paper` and `layout`) or `xlsx`."""
        return _address(f"{quote(self.name)}.{kind}", **params)


@dataclass(frozen=True, slots=True)
class FileLinks:
    """The addresses inside an agenda that is one file, with its stylesheet and sign beside it."""

    def session(self, session_id: str) -> str:
        return f"#s-{quote(session_id, safe='')}"

    def topic(self, session_id: str, topic_id: str) -> str:  # noqa: ARG002 - the same call as the site's
        """Give nothing: a topic has no page of its own in a file."""
        return ""

    def contact_card(self) -> str:
        """Give nothing: a file stands alone, and says address and number itself."""
        return ""

    def static(self, name: str) -> str:
        return quote(name)


def _address(path: str, **params: str) -> str:
    query = urlencode({name: value for name, value in params.items() if value}, safe=",/")
    return f"{path}?{query}" if query else path
