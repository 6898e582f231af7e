"""The delegations of an invented conference and the people in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bench.texts import FAMILIES, FAMILIES_ABROAD, GIVENS, GIVENS_ABROAD, HOUSES, POSTS, both
from eventapp.domain.attendees import Attendee, Delegation
from eventapp.domain.venues import Window
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder

if TYPE_CHECKING:
    from random import Random

JP = Delegation(
    code="JP",
    position=1,
    name=both("Japanese side", "日本側"),
    is_side=True,
    home_zone="Asia/Tokyo",
    language="ja",
    country="JP",
    head="person-1",
)
US = Delegation(
    code="US",
    position=2,
    name=both("US side", "米側"),
    is_side=True,
    home_zone="America/New_York",
    language="en",
    country="US",
    head="person-2",
)
INT = Delegation(
    code="INT", position=3, name=both("Interpreters", "通訳"), is_side=False, home_zone="Asia/Tokyo", language="ja"
)
SIDES = (JP, US)
# Every third person said when he or she is there, every fourth when not: around all sessions, so that nobody is missed.
ARRIVAL, DEPARTURE = datetime(2023, 3, 4, 3, 0, tzinfo=UTC), datetime(2023, 3, 20, 3, 0, tzinfo=UTC)
AWAY = tuple(Window(at, at + timedelta(hours=3)) for at in (ARRIVAL, DEPARTURE))
PROVIDERS = (INT,)


def make_people(count: int, random: Random) -> tuple[Attendee, ...]:
    """Give people of both sides by turns, and an interpreter after each nine."""
    return tuple(_person(n, random) for n in range(1, count + 1))


def _person(number: int, random: Random) -> Attendee:
    interpreter = number % 10 == 0
    japanese = number % 2 == 1
    family = random.choice(FAMILIES if japanese else FAMILIES_ABROAD)
    given = random.choice(GIVENS if japanese else GIVENS_ABROAD)
    return Attendee(
        id=f"person-{number}",
        delegation=INT if interpreter else JP if japanese else US,
        precedence=number,
        category=AttendeeCategory.INTERPRETER if interpreter else AttendeeCategory.DELEGATE,
        family_name=family[0],
        given_name=given[0],
        native_family_name=family[1],
        native_given_name=given[1],
        family_name_reading=family[-1] if japanese else "",
        given_name_reading=given[-1] if japanese else "",
        prefix=random.choice(("", "Dr.", "Amb.")),
        display_order=DisplayOrder.FAMILY_FIRST if japanese else DisplayOrder.GIVEN_FIRST,
        organisation=both(*random.choice(HOUSES)),
        position=both(*random.choice(POSTS)),
        email=f"person-{number}@example.org",
        language="ja" if japanese else "en",
        interpretation_language="ja" if japanese else "en",
        arrives_at=ARRIVAL if number % 3 == 0 else None,
        leaves_at=DEPARTURE if number % 3 == 0 else None,
        away=AWAY if number % 4 == 0 else (),
    )
