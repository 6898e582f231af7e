"""How often and when a message is tried, and what is said of one that failed without a word from the server."""

from __future__ import annotations

from datetime import timedelta

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
# Some two days in all, after which nobody waits for an agenda's news.
MOST_ATTEMPTS = 16
# Each of them may have reached its reader: a person decides whether there is to be another one.
MOST_UNANSWERED = 3
# A worker may be killed for reasons of its own; a message that seems to kill it waits like one that fails.
_LOST_AT_ONCE = 3

# Reasons of our own, kept as codes; every other reason is what the server or the system said.
UNANSWERED = "unanswered"
WORKER_DIED = "worker-died"


def pause_after(attempts: int) -> timedelta:
    """Give how long to wait after so many attempts that failed (from 1): it doubles from a minute to six hours."""
    return min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)


def pause_if_lost(attempts: int) -> timedelta:
    """Give how long to wait after so many attempts (from 1) if the worker dies in this one: not at all at first."""
    return pause_after(attempts - _LOST_AT_ONCE) if attempts > _LOST_AT_ONCE else timedelta(0)
