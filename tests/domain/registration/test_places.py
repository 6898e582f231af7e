"""Places: what is full, and who of those waiting is next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.registration import CategoryRule, Claim, RegistrationPlan, Taken, claims_to_offer, missing_places
from eventapp.domain.vocabulary import AttendeeCategory

C = AttendeeCategory


def _plan(**fields):
    return RegistrationPlan(zone="Asia/Tokyo", **fields)


def _claim(key=1, category=C.DELEGATE, side="JP", sessions=()):
    return Claim(id=key, category=category, side=side, sessions=sessions)


def _taken(*claims):
    taken = Taken()
    for claim in claims:
        taken.add(claim)
    return taken


def test_without_limits_there_is_always_a_place():
    assert missing_places(_plan(), _taken(*[_claim()] * 500), _claim()) == ()


def test_every_limit_that_is_reached_is_named_widest_first():
    plan = _plan(
        capacity=2, rules={C.DELEGATE: CategoryRule(capacity=2)}, of_sides={"JP": 2, "US": 9}, of_sessions={"ws-5": 2}
    )
    two = [_claim(sessions=("ws-5",))] * 2
    assert missing_places(plan, _taken(*two), _claim(sessions=("ws-5", "ws-6"))) == (
        ("conference", ""),
        ("category", "delegate"),
        ("side", "JP"),
        ("session", "ws-5"),
    )
    assert missing_places(plan, _taken(two[0]), _claim(sessions=("ws-5", "ws-6"))) == ()


def test_capacity_of_nothing_lets_nobody_in():
    assert missing_places(_plan(capacity=0), _taken(), _claim()) == (("conference", ""),)


def test_offer_goes_to_the_first_whom_it_suits():
    plan = _plan(capacity=4, of_sides={"JP": 1})
    taken = _taken(_claim(side="JP"), _claim(side="US"))
    waiting = [_claim(1, side="JP"), _claim(2, side="US"), _claim(3, side="US"), _claim(4, side="US")]
    assert [claim.id for claim in claims_to_offer(plan, taken, waiting)] == [2, 3]
    assert taken.counts[("conference", "")] == 4


@given(
    st.lists(st.tuples(st.sampled_from(["JP", "US", ""]), st.sets(st.sampled_from(["a", "b"])))),
    st.integers(0, 5),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_offers_never_exceed_a_limit_and_leave_none_that_suits(wishes, capacity, of_jp, of_a):
    plan = _plan(capacity=capacity, of_sides={"JP": of_jp}, of_sessions={"a": of_a})
    waiting = [_claim(n, side=side, sessions=tuple(sorted(names))) for n, (side, names) in enumerate(wishes)]
    taken = Taken()
    offered = claims_to_offer(plan, taken, waiting)
    limits = {("conference", ""): capacity, ("side", "JP"): of_jp, ("session", "a"): of_a}
    assert all(taken.counts.get(limit, 0) <= most for limit, most in limits.items())
    left = [claim for claim in waiting if claim not in offered]
    assert all(missing_places(plan, taken, claim) for claim in left)
