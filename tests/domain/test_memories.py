"""What was made of equal values is found again; anything else is made anew."""

from __future__ import annotations

from itertools import count

from eventapp.domain.memories import Memory


def test_equal_inputs_find_the_last_result():
    memory, made = Memory(), count()
    results = [
        memory.get(key, inputs, lambda: next(made))
        for key, inputs in [("a", (1, "x")), ("a", (1, "x")), ("b", (1, "x")), ("a", (2, "x")), ("a", (1, "x"))]
    ]
    assert results == [0, 0, 1, 2, 3]


def test_memory_forgets_rather_than_grow():
    memory, made = Memory(most=3), count()
    for key in range(100):
        memory.get(key, (), lambda: next(made))
        assert memory.get(key, (), lambda: -1) == key
        assert len(memory._last) <= 3
