"""Registration and lists of 600 people, beside a bare Flask hello."""

from __future__ import annotations

import itertools
import secrets
import tempfile
from pathlib import Path

from bench.agenda_maker import LARGE, make_agenda
from bench.beside_hello import FULL, QUICK, Browser, Pace, Thing, both_served, token_in
from bench.database import ACTOR, application, database_url, organiser_link, publish_twice
from bench.report import table
from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.audiences import PUBLIC
from eventapp.domain.participants import Arrangement
from eventapp.domain.registration import Application, CategoryRule, ListingConsent, RegistrationMode, RegistrationPlan
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.operations.participants import issue_participants
from eventapp.operations.registrations.plans import set_plan
from eventapp.operations.registrations.registering import register_person
from eventapp.policy import ANONYMOUS
from eventapp.queries.participants import get_next_issue
from eventapp.renderers.participants_lists import list_digest

__all__ = ["FULL", "QUICK", "run"]

WORKERS = 2
SLUG = "bench-2023"
PEOPLE = 600
_ADDRESSES = itertools.count(1)


def run(pace: Pace) -> None:
    """Serve both, measure, print; registrations come from many addresses, as those of a public event do."""
    with tempfile.TemporaryDirectory(prefix="eventapp-bench-") as name:
        folder = Path(name)
        with application(folder):
            publish_twice(make_agenda(LARGE, slug=SLUG))
            _open_registration()
            for number in range(PEOPLE):
                _register(number)
            _issue_list()
            token = organiser_link(SLUG)
        environment = {
            "EVENTAPP_ENV": "development",
            "EVENTAPP_INSTANCE": name,
            "DATABASE_URL": database_url(folder),
            "EVENTAPP_PROXIES": "1",
            "EVENTAPP_PUBLIC_URL": "https://bench.example.org",
        }
        with both_served(environment, workers=WORKERS) as pair:
            # What the guest writes makes the lists others: the organiser looks at them before.
            lines = [pair.line_of(thing, pace) for thing in Organiser(pair.port, token).things()]
            lines += [pair.line_of(thing, pace) for thing in Guest(pair.port).things()]
    print(table([f"registration, {PEOPLE} people", "CPU ms", "× CPU of hello (spread)", "most", ""], lines))


class Organiser(Browser):
    """Somebody with the lists of people open."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(port)
        self.sign_in(token)

    def things(self) -> list[Thing]:
        return [
            Thing("organiser's list of people", 60, lambda: self._page("people")),
            Thing("the same, searched", 60, lambda: self._page("people?q=Mihon7")),
            Thing("list given out, as organisers see it", 60, lambda: self._page("participants/public-1")),
            Thing("list about to be given out", None, lambda: self._page("participants/next?audience=public")),
            Thing("meals and needs", None, lambda: self._page("meals")),
        ]

    def _page(self, path: str) -> str:
        return self.get(f"/organise/{SLUG}/{path}")


class Guest(Browser):
    """Somebody at the public form."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        page = self.get(f"/conferences/{SLUG}/register")
        self._token = token_in(page)
        if 'name="family_name"' not in page:
            raise RuntimeError("the form is not there")

    def things(self) -> list[Thing]:
        return [
            Thing("registration sent", 60, self._register),
            Thing("list of participants", 60, lambda: self.get(f"/conferences/{SLUG}/participants")),
            Thing("registration form", None, lambda: self.get(f"/conferences/{SLUG}/register")),
        ]

    def _register(self) -> None:
        """Send the form once, from an address of one's own."""
        number = next(_ADDRESSES)
        values = {
            "csrf_token": self._token,
            "key": secrets.token_urlsafe(24),
            "family_name": "Mihon",
            "given_name": "Hanako",
            "native_family_name": "見本",
            "native_given_name": "花子",
            "family_name_reading": "みほん",
            "given_name_reading": "はなこ",
            "email": f"guest-{secrets.token_hex(6)}@example.org",
            "interpretation_language": "en",
            "listing": "nobody",
        }
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        answer = self.post(f"/conferences/{SLUG}/register", values, **{"X-Forwarded-For": address})
        if "errors" in answer:
            raise RuntimeError("the form was refused")


def _issue_list() -> None:
    """Give out the list of those who agreed to be named publicly: all of them."""
    with transaction() as tx:
        wanted = get_next_issue(tx, SLUG, PUBLIC, arrangement=Arrangement()).issue
        if wanted.people.count != PEOPLE:
            raise RuntimeError(f"{wanted.people.count} people are on the list")
        seen = list_digest(wanted.heading, wanted.people)
        issue_participants(tx, SLUG, PUBLIC, arrangement=Arrangement(), seen=seen, actor=ACTOR, now=utc_now())


def _open_registration() -> None:
    rules = {AttendeeCategory.GUEST: CategoryRule(mode=RegistrationMode.OPEN, capacity=100_000)}
    plan = RegistrationPlan(zone="Asia/Tokyo", rules=rules)
    with transaction() as tx:
        set_plan(tx, SLUG, plan, seen="", base_url="", actor=ACTOR, now=utc_now())


def _register(number: int) -> None:
    wish = Application(
        category=AttendeeCategory.GUEST,
        person={"family_name": f"Mihon{number}", "given_name": "Hanako", "position": {"en": "Planner"}},
        email=f"reader-{number}@example.org",
        language="en",
        key=f"bench-{number}",
        listing=ListingConsent.PUBLIC,
    )
    with transaction() as tx:
        register_person(tx, SLUG, wish, base_url="https://bench.example.org", actor=ANONYMOUS, now=utc_now())
