"""What one may choose who comes to register."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from eventapp.domain.registration import CategoryRule, Claim, Door, RegistrationMode, RegistrationPlan, Taken
from eventapp.domain.registration.offered import doors, full_sessions, is_full, sessions_offered
from eventapp.domain.vocabulary import AttendeeCategory, SessionKind, SessionStatus
from tests.factories import make_agenda, make_session

GUEST, PRESS = AttendeeCategory.GUEST, AttendeeCategory.PRESS
NOW = datetime(2023, 3, 12, 0, tzinfo=UTC)
OPEN = CategoryRule(mode=RegistrationMode.OPEN)


def plan(**fields):
    return RegistrationPlan(zone="Asia/Tokyo", **fields)


def test_doors_are_told_in_the_order_of_the_categories_without_those_closed_for_good():
    rules = {
        PRESS: CategoryRule(mode=RegistrationMode.OPEN, opens_at=NOW + timedelta(hours=1)),
        AttendeeCategory.STAFF: CategoryRule(),
        AttendeeCategory.DELEGATE: CategoryRule(mode=RegistrationMode.INVITATION),
        GUEST: OPEN,
    }
    found = list(doors(plan(rules=rules), now=NOW).items())
    assert found == [
        (AttendeeCategory.DELEGATE, Door.BY_INVITATION),
        (PRESS, Door.NOT_YET),
        (GUEST, Door.OPEN),
    ]


def _agenda():
    start = datetime(2023, 3, 12, 1, tzinfo=UTC)
    return make_agenda(
        make_session(
            id="over", kind=SessionKind.PUBLIC_EVENT, start_at=datetime(2023, 3, 11, 1, tzinfo=UTC), minutes=60
        ),
        make_session(id="public", kind=SessionKind.PUBLIC_EVENT, start_at=start, minutes=60),
        make_session(id="limited", start_at=start + timedelta(hours=1), minutes=60),
        make_session(id="open", start_at=start + timedelta(hours=2), minutes=60),
        make_session(
            id="off",
            kind=SessionKind.PUBLIC_EVENT,
            status=SessionStatus.CANCELLED,
            start_at=start + timedelta(hours=3),
            minutes=60,
        ),
    )


def _offered(now):
    return [session.id for session in sessions_offered(_agenda(), plan(of_sessions={"limited": 3}), now=now)]


def test_public_events_and_sessions_with_limits_are_offered_until_they_are_over():
    assert _offered(NOW) == ["public", "limited"]
    assert _offered(datetime(2023, 3, 12, 2, tzinfo=UTC)) == ["limited"]


def test_edition_that_is_over_and_kept_open_offers_all_of_them():
    assert _offered(datetime(2023, 4, 1, tzinfo=UTC)) == ["over", "public", "limited"]


def test_full_is_what_has_no_place_for_one_more():
    limited = plan(capacity=3, of_sides={"JP": 1}, of_sessions={"a": 1, "b": 2})
    taken = Taken()
    taken.add(Claim(id=1, category=GUEST, side="JP", sessions=("a", "b")))
    assert (is_full(limited, taken, GUEST), is_full(limited, taken, GUEST, side="JP")) == (False, True)
    assert full_sessions(limited, taken) == {"a"}
    taken.add(Claim(id=2, category=GUEST), places=2)
    assert is_full(limited, taken, GUEST)
