"""The courier: takes messages from the outbox to an outlet, and the stop that ends its way."""

from __future__ import annotations

import os
import signal
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from select import select
from time import sleep
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from eventapp.cli.failures import failure_of, is_connection_lost
from eventapp.cli.heartbeats import Heartbeat
from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.operations.deliveries import claim_message, record_failure, record_sent, renew_claim
from eventapp.queries.outbox import has_due_messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime, timedelta

    from sqlalchemy.orm import Session

    from eventapp.cli.sending import Outlet, Send
    from eventapp.operations.deliveries import Claimed

# Some mail servers close a connection after a hundred messages, and count that against the last of them.
PER_CONNECTION = 20
# A second apart: how often a database that is away is asked to note what came of a message; who is told to end waits less.
TRIES = 600
TRIES_AT_THE_END = 10


class Stop:
    """Told once, holds for good. A pipe, because a signal's handler may not wait for the lock of a threading.Event."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()

    def tell(self, *_: object) -> None:
        os.write(self._write, b".")

    def wait(self, seconds: float) -> bool:
        """Wait until told, `seconds` at most; say whether it was."""
        return bool(select([self._read], [], [], seconds)[0])

    @property
    def is_set(self) -> bool:
        return self.wait(0)

    def close(self) -> None:
        os.close(self._read)
        os.close(self._write)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Give a stop that SIGTERM and SIGINT tell."""
    stop = Stop()
    before = {number: signal.signal(number, stop.tell) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        stop.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms a worker works: its name, how long a claim lasts without a sign of life, whether personal texts are kept."""

    worker: str
    claim: timedelta
    keeps_text: bool = False


@dataclass(frozen=True, slots=True)
class Courier:
    """Takes messages one by one to the outlet, several over one connection; `stop` ends that after the message in hand."""

    outlet: Outlet
    stop: Stop
    terms: Terms
    clock: Callable[[], datetime] = utc_now
    heart: Heartbeat = field(default_factory=Heartbeat)

    @contextmanager
    def alive(self, context: Callable[[], AbstractContextManager[object]]) -> Iterator[None]:
        """Let the claim on the message in hand last on as long as this process lives; a thread needs a `context` of its own."""

        def beat(message: Claimed) -> None:
            # What fails now succeeds at one of the next three beats, before the claim ends.
            with suppress(SQLAlchemyError), context(), transaction() as tx:
                renew_claim(tx, message, lasts=self.terms.claim, now=self.clock())

        with self.heart.beating(beat, seconds=self.terms.claim.total_seconds() / 4):
            yield

    def send_due(self) -> bool:
        """Send what is due over one connection, a few messages at most; say whether anything was."""
        message = self._claim_first()
        if message is None:
            return False
        # A server that is angry at the end of the conversation takes back nothing.
        with suppress(OSError), ExitStack() as stack:
            try:
                with self.heart.holding(message):
                    send = stack.enter_context(self.outlet.open())
            except OSError as error:
                self._write_down(message, error, takes_next=False)
            else:
                self._send_all(message, send)
        return True

    def _claim_first(self) -> Claimed | None:
        with reading() as tx:
            is_needed = has_due_messages(tx, worker=self.terms.worker, now=self.clock()) and not self.stop.is_set
        if not is_needed:
            return None
        with transaction() as tx:
            return self._claim(tx)

    def _claim(self, tx: Session) -> Claimed | None:
        return claim_message(tx, worker=self.terms.worker, lasts=self.terms.claim, now=self.clock())

    def _send_all(self, first: Claimed, send: Send) -> None:
        """Send one after the other; what came of each is written down before the next is begun."""
        message: Claimed | None = first
        for left in reversed(range(PER_CONNECTION)):
            if message is None:
                return
            with self.heart.holding(message):
                error = self._send(message, send)
                is_over = self.stop.is_set or (error is not None and is_connection_lost(error))
                message = self._write_down(message, error, takes_next=left > 0 and not is_over)

    def _send(self, message: Claimed, send: Send) -> Exception | None:
        try:
            send(message, self.clock())
        except Exception as error:  # noqa: BLE001 - one message that can't be sent keeps no other waiting
            return error
        return None

    def _write_down(self, message: Claimed, error: Exception | None, *, takes_next: bool) -> Claimed | None:
        """Write down what came of a message and take the next in the same transaction.

        A database that is away a while is waited for: what is known of a message that was sent must not be lost, or it goes out twice.
        """
        tries = 0
        while True:
            try:
                with transaction() as tx:
                    if error is None:
                        record_sent(tx, message, now=self.clock(), keeps_text=self.terms.keeps_text)
                    else:
                        record_failure(tx, message, failure_of(error), now=self.clock())
                    return self._claim(tx) if takes_next else None
            except DBAPIError:
                tries += 1
                if tries >= (TRIES_AT_THE_END if self.stop.is_set else TRIES):
                    raise
            sleep(1)
