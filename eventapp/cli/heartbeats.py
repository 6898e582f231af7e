"""The heartbeat: a claim lasts as long as its worker lives, however long the mail server takes to answer."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eventapp.operations.deliveries import Claimed


class Heartbeat:
    """Hands what is held to `beat` every few seconds, from a thread of its own: it ends with the process, whatever ends that."""

    def __init__(self) -> None:
        self._held: Claimed | None = None

    @contextmanager
    def holding(self, message: Claimed) -> Iterator[None]:
        self._held = message
        try:
            yield
        finally:
            self._held = None

    @contextmanager
    def beating(self, beat: Callable[[Claimed], None], *, seconds: float) -> Iterator[None]:
        """Beat inside; nothing is held, nothing is done."""
        ended = Event()
        thread = Thread(target=self._run, args=(beat, ended, seconds), name="heartbeat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _run(self, beat: Callable[[Claimed], None], ended: Event, seconds: float) -> None:
        while not ended.wait(seconds):
            if (held := self._held) is not None:
                beat(held)
