"""A list of 600 people brought in from a spreadsheet by a focal point: shown row by row, then all of them at one press."""

from __future__ import annotations

import base64
import io
import re
import tempfile
import time
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import xlsxwriter

from bench.agenda_maker import LARGE, make_agenda
from bench.beside_hello import FULL, QUICK, Browser, Pace, both_served
from bench.database import ACTOR, application, database_url, write_draft
from bench.report import sign, table
from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.models import Conference, Delegation, Membership, User
from eventapp.operations.accounts import issue_sign_in_link
from eventapp.policy import MemberRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.beside_hello import Pair
    from eventapp.domain.agenda import Agenda

__all__ = ["FULL", "QUICK", "run"]

PEOPLE = 600
MOST_SECONDS = 3
_HELLOS = 2_000
KANJI = "山川田森林原谷島村野木石井上下中小大高本松竹梅桜岡北"
_HEADINGS = ("姓", "名", "セイ", "メイ", "姓（ローマ字）", "名（ローマ字）", "所属", "役職", "メール")
_KANA = dict(zip("aiueo", "あいうえお", strict=True)) | {
    "ka": "か",
    "sa": "さ",
    "ta": "た",
    "na": "な",
    "ma": "ま",
    "ra": "ら",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one thing took: seconds by the clock, seconds of the workers, these over those of a hello."""

    wall: float
    cpu: float
    ratio: float


def run(pace: Pace) -> None:
    """Bring the same list into as many conferences as there are rounds; print shown, brought in, shown again, the page of all."""
    with tempfile.TemporaryDirectory(prefix="eventapp-bench-") as name:
        folder = Path(name)
        slugs = [f"bench-{n}" for n in range(pace.rounds)]
        with application(folder):
            for slug in slugs:
                write_draft(_agenda(slug))
            token = _focal_point_link(slugs)
        environment = {
            "EVENTAPP_ENV": "development",
            "EVENTAPP_INSTANCE": name,
            "DATABASE_URL": database_url(folder),
            "EVENTAPP_PUBLIC_URL": "https://bench.example.org",
        }
        with both_served(environment, workers=1) as pair:
            focal = FocalPoint(pair.port, token)
            rounds = [_round(pair, focal, slug) for slug in slugs]
    _print(rounds)


class FocalPoint(Browser):
    """Somebody with a list of the Japanese side, at several conferences."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(port)
        path = f"/sign-in/link/{token}"
        self.post(path, {"csrf_token": re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path))[1]})
        self._file = base64.b64encode(_sheet()).decode()
        self._seen = ""

    def page(self, slug: str) -> None:
        if self.get(_address(slug)).count('class="per') < PEOPLE:
            raise RuntimeError("not everybody is there")

    def show(self, slug: str) -> None:
        page = self.post(f"{_address(slug)}/bring", self._sent(slug))
        self._seen = (re.findall(r'name="seen" value="([^"]+)"', page) or [""])[0]
        if page.count('id="r-') != PEOPLE:
            raise RuntimeError("not every row is shown")

    def bring(self, slug: str) -> None:
        self.post(f"{_address(slug)}/bring", {**self._sent(slug), "confirm": "1", "tell": "1", "seen": self._seen})

    def _sent(self, slug: str) -> dict[str, str]:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get(f"{_address(slug)}/bring"))[1]
        return {"csrf_token": token, "name": "people.xlsx", "kept": self._file}


def _round(pair: Pair, focal: FocalPoint, slug: str) -> dict[str, Cost]:
    floor = _cpu(pair.hello.cpu_seconds, lambda: pair.visitor.get("/"), _HELLOS)
    things = {
        f"{PEOPLE} people shown, each row": lambda: focal.show(slug),
        f"{PEOPLE} people brought in": lambda: focal.bring(slug),
        "the same file again: nothing": lambda: focal.show(slug),
        f"page of {PEOPLE} people": lambda: focal.page(slug),
    }
    found = {}
    for name, ask in things.items():
        begun = time.perf_counter()
        cpu = _cpu(pair.eventapp.cpu_seconds, ask, 1)
        found[name] = Cost(time.perf_counter() - begun, cpu, cpu / floor)
    return found


def _cpu(used: Callable[[], float], ask: Callable[[], object], times: int) -> float:
    before = used()
    for _ in range(times):
        ask()
    return (used() - before) / times


def _print(rounds: list[dict[str, Cost]]) -> None:
    lines = []
    for name in rounds[0]:
        costs = [one[name] for one in rounds]
        lines.append([name, *(f"{median(getattr(cost, key) for cost in costs):.2f}" for key in ("wall", "cpu"))])
        lines[-1] += [f"{median(cost.ratio for cost in costs):.0f}", "", ""]
    shown_and_brought = list(rounds[0])[:2]
    whole = median(sum(one[name].wall for name in shown_and_brought) for one in rounds)
    cpu = median(sum(one[name].cpu for name in shown_and_brought) for one in rounds)
    ratio = median(sum(one[name].ratio for name in shown_and_brought) for one in rounds)
    met = sign(met=whole <= MOST_SECONDS)
    lines.append(["both together", f"{whole:.2f}", f"{cpu:.2f}", f"{ratio:.0f}", f"≤ {MOST_SECONDS}", met])
    head = ["a delegation's list, beside 200 sessions", "wall s", "CPU s", "× CPU of hello", "most s", ""]
    print(table(head, lines))


def _agenda(slug: str) -> Agenda:
    """Give the large agenda with calendar names of its own: no two conferences share one."""
    agenda = make_agenda(LARGE, slug=slug)
    sessions = tuple(replace(one, uid=f"{slug}-{one.uid}") for one in agenda.sessions)
    return replace(agenda, conference=replace(agenda.conference, uid=f"{slug}@example.org"), sessions=sessions)


def _address(slug: str) -> str:
    return f"/organise/{slug}/delegations/JP/people"


def _sheet() -> bytes:
    """Give a workbook of invented people, no two of one name."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet("名簿")
        for n, row in enumerate((_HEADINGS, *_people())):
            page.write_row(n, 0, row)
    return made.getvalue()


def _people() -> list[tuple[str, ...]]:
    syllables = tuple(_KANA)[5:]
    rows = []
    for n, (one, two, three, four) in enumerate(product(syllables, repeat=4)):
        latin = f"{one}{two}{three}{four}"
        kana = "".join(_KANA[part] for part in (one, two, three, four))
        kanji = KANJI[n // len(KANJI) % len(KANJI)] + KANJI[n % len(KANJI)]
        post = ("防衛政策局", "課長補佐", f"coming-{n}@example.org")
        rows.append((kanji, "太一", kana, "たいち", latin.capitalize(), "Taichi", *post))
    return rows[:PEOPLE]


def _focal_point_link(slugs: list[str]) -> str:
    """Give the secret of a sign-in link of the focal point of the Japanese side at each of these conferences."""
    with transaction() as tx:
        user = User(email="focal@example.org", name="Focal point", language="en", is_admin=False, created_at=utc_now())
        tx.add(user)
        tx.flush()
        for slug in slugs:
            conference = tx.query(Conference).filter_by(slug=slug).one()
            side = tx.query(Delegation).filter_by(conference_id=conference.id, code="JP").one()
            post = {"role": MemberRole.FOCAL_POINT, "delegation_id": side.id, "created_at": utc_now()}
            tx.add(Membership(conference_id=conference.id, user_id=user.id, **post))
        token: str = issue_sign_in_link(tx, user, actor=ACTOR, now=utc_now())
        return token
