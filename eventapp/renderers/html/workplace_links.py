"""The addresses of the workplace of one conference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class WorkplaceLinks:
    """`root` is the path under which the site is mounted."""

    slug: str
    root: str = ""

    def place(self, name: str = "", **params: str) -> str:
        """Give a place of work by its name in addresses ("board", "conflicts"), "" for the overview."""
        path = f"{self.root}/organise/{quote(self.slug, safe='')}/{name}"
        query = urlencode({key: value for key, value in params.items() if value}, safe=",/:")
        return f"{path}?{query}" if query else path

    def section(self, section: str) -> str:
        """Give the list of a section: sessions, topics, venues, rooms, transfers, delegations, attendees."""
        return self.place(f"{section}/")

    def item(self, item: str, action: str = "") -> str:
        """Give the page of an item by its name ("sessions/ws-5", "conference"), or of an action on it ("remove")."""
        path = "/".join(quote(part, safe="") for part in item.split("/"))
        return self.place(f"{path}/{action}" if action else path)

    def people(self, side: str, *parts: str) -> str:
        """Give the list of a delegation's people, or a page of it: a person's, an action on one."""
        path = "/".join(quote(part, safe="") for part in ("delegations", side, "people", *parts))
        return self.place(path)

    def new(self, section: str, **params: str) -> str:
        return self.place(f"{section}/new", **params)

    def board(self, *days: date, **params: str) -> str:
        return self.place("board", days=",".join(day.isoformat() for day in days), **params)

    def public_agenda(self) -> str:
        return f"{self.root}/conferences/{quote(self.slug, safe='')}/agenda"

    def public_registration(self) -> str:
        return f"{self.root}/conferences/{quote(self.slug, safe='')}/register"

    def workplaces(self) -> str:
        """Give the list of the conferences that one works at."""
        return f"{self.root}/organise/"

    def replies(self) -> str:
        """Give the list of what came in by mail for no conference."""
        return f"{self.root}/replies"

    def account(self) -> str:
        return f"{self.root}/account"

    def static(self, name: str) -> str:
        return f"{self.root}/static/{quote(name)}"
