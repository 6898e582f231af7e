"""Whether somebody is in, whatever desks tell, in whatever order it comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.check_ins import OutcomeKind, Told, Verb, instant_of, standing_of

NINE = datetime(2023, 3, 12, 0, 0, tzinfo=UTC)


def _told(number, verb, *, minute, source="a", desk="", seen=0):
    return Told(
        number=number,
        verb=verb,
        at=NINE + timedelta(minutes=minute),
        source=source,
        by="Desk user",
        desk=desk or source.upper(),
        seen=seen,
    )


def _in(number, **kwargs):
    return _told(number, Verb.IN, **kwargs)


def _undo(number, **kwargs):
    return _told(number, Verb.UNDO, **kwargs)


def _stands(*told):
    found = standing_of(told)
    return (found.desk, int((found.since - NINE).total_seconds() // 60)) if found else None


def test_nobody_is_in_before_anything_was_told():
    assert standing_of(()) is None


def test_same_person_at_two_desks_is_in_since_the_first():
    assert _stands(_in(1, minute=2, source="a"), _in(2, minute=5, source="b")) == ("A", 2)


def test_earlier_check_in_that_is_told_late_says_since_when():
    assert _stands(_in(1, minute=5, source="b"), _in(2, minute=2, source="a")) == ("A", 2)


def test_undo_takes_back_all_that_its_desk_knew_of():
    assert _stands(_in(1, minute=2), _in(2, minute=5, source="b"), _undo(3, minute=6, source="b", seen=2)) is None


def test_check_in_of_another_desk_that_the_undo_did_not_know_of_stands():
    told = (_in(1, minute=5, source="b"), _undo(2, minute=6, source="b", seen=1), _in(3, minute=2, source="a"))
    assert _stands(*told) == ("A", 2)
    assert _stands(_in(1, minute=2, source="a"), _in(2, minute=5, source="b"), _undo(3, minute=6, source="b")) == (
        *("A", 2),
    )


def test_phone_without_a_network_takes_its_own_check_in_back():
    assert _stands(_in(1, minute=2), _undo(2, minute=3, seen=0)) is None


def test_checked_in_again_after_an_undo_is_in():
    assert _stands(_in(1, minute=2), _undo(2, minute=3, seen=1), _in(3, minute=9)) == ("A", 9)


def test_undo_of_nothing_does_nothing():
    assert _stands(_undo(1, minute=1, seen=0), _in(2, minute=2, source="b")) == ("B", 2)


@dataclass
class _Desk:
    """A phone: what it knows of, and what waits in it."""

    name: str
    known: set = field(default_factory=set)
    seen: int = 0
    waiting: list = field(default_factory=list)


@dataclass
class _World:
    """Desks and what was taken down; the oracle keeps which check-ins each undo knew of, the program only numbers."""

    desks: list = field(default_factory=lambda: [_Desk("a"), _Desk("b"), _Desk("c")])
    told: list = field(default_factory=list)
    arrived: set = field(default_factory=set)
    check_ins: dict = field(default_factory=dict)
    taken_back: set = field(default_factory=set)
    count: int = 0

    def say(self, desk, verb, minute):
        self.count += 1
        key = f"{desk.name}-{self.count}"
        if verb is Verb.IN:
            self.check_ins[key] = (NINE + timedelta(minutes=minute), desk.name)
            desk.known.add(key)
        else:
            self.taken_back |= desk.known
        desk.waiting.append((key, verb, minute, desk.seen))

    def send(self, desk, *, is_answer_lost):
        """Send all that waits; where the answer is lost it waits on and is sent again."""
        for key, verb, minute, seen in desk.waiting:
            if key not in self.arrived:
                self.arrived.add(key)
                self.told.append(_told(len(self.told) + 1, verb, minute=minute, source=desk.name, seen=seen))
        if not is_answer_lost:
            desk.waiting.clear()
            desk.seen = len(self.told)
            desk.known |= self.arrived & self.check_ins.keys()


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["in", "undo", "send", "lost"]), st.integers(0, 30)), max_size=25
)


@given(STEPS)
def test_who_is_in_is_whoever_was_checked_in_and_no_desk_that_knew_took_it_back(steps):
    world = _World()
    for number, step, minute in steps:
        desk = world.desks[number]
        if step in {"send", "lost"}:
            world.send(desk, is_answer_lost=step == "lost")
        else:
            world.say(desk, Verb(step), minute)
    for desk in world.desks:
        world.send(desk, is_answer_lost=False)
    stand = {key: made for key, made in world.check_ins.items() if key not in world.taken_back}
    found = standing_of(world.told)
    assert (found is not None) == bool(stand)
    if found:
        assert (found.since, found.by and found.desk.lower()) == min(stand.values())


PHONES = st.lists(st.lists(st.tuples(st.sampled_from(Verb), st.integers(0, 30)), max_size=4), min_size=2, max_size=3)


def _interleaved(data, phones):
    """Give what phones without a network told, mixed in any way that keeps the order of each."""
    queues = [list(queue) for queue in phones]
    arrived = []
    while any(queues):
        source = data.draw(st.sampled_from([n for n, queue in enumerate(queues) if queue]))
        verb, minute = queues[source].pop(0)
        arrived.append(_told(len(arrived) + 1, verb, minute=minute, source="abc"[source]))
    return arrived


@given(PHONES, st.data())
def test_order_in_which_phones_come_back_to_the_network_makes_no_difference(phones, data):
    ends = [_stands(*_interleaved(data, phones)) for _ in range(2)]
    assert ends[0] == ends[1]


def test_outcome_says_whose_check_in_counts():
    standing = standing_of((_in(1, minute=2, source="a"), _in(2, minute=5, source="b")))
    kinds = [OutcomeKind.after(*given) for given in ((Verb.IN, standing, 1), (Verb.IN, standing, 2))]
    kinds += [OutcomeKind.after(Verb.UNDO, standing, 3), OutcomeKind.after(Verb.UNDO, None, 3)]
    assert [kind.value for kind in kinds] == ["in", "already", "still-in", "out"]


def test_wrong_clock_of_a_phone_makes_no_difference():
    now = NINE + timedelta(hours=1)
    in_1970 = 5_000
    assert instant_of(in_1970, in_1970 + 3_600_000, now) == NINE
    assert instant_of(in_1970 + 10**12, in_1970 + 10**12 + 3_600_000, now) == NINE


def test_clock_that_was_set_back_meanwhile_gives_no_time_to_come():
    assert instant_of(9_000, 3_000, NINE) == NINE


def test_what_waited_for_a_year_is_no_older_than_a_desk_keeps_it():
    assert instant_of(0, 10**14, NINE) == NINE - timedelta(days=14)
