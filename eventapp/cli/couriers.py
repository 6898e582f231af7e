"""The courier: takes messages from the outbox to an outlet, and the stop that ends its way."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from dataclasses import dataclass
from select import select
from typing import TYPE_CHECKING

from eventapp.cli.sending import is_connection_lost, is_permanent, reason_of
from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.operations.outbox import claim_messages, record_failure, record_sent, release_messages
from eventapp.queries.outbox import has_due_messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from eventapp.cli.sending import Outlet, Send
    from eventapp.operations.outbox import Claimed

BATCH = 20
# What is sent later than this before the claim ends might be sent by another, too.
_MARGIN_SECONDS = 60.0


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


@dataclass(frozen=True, slots=True)
class Courier:
    """Takes messages in batches to the outlet, one connection each; `stop` ends a batch after the message in hand."""

    outlet: Outlet
    stop: Stop
    clock: Callable[[], datetime] = utc_now

    def send_batch(self) -> bool:
        """Claim and send one batch; say whether anything was due."""
        with reading() as tx:
            if not has_due_messages(tx, now=self.clock()):
                return False
        with transaction() as tx:
            messages = claim_messages(tx, now=self.clock(), limit=BATCH)
        try:
            with self.outlet.open() as send:
                left = self._send_all(messages, send)
        except OSError as error:
            self._failed(messages, error)
            return bool(messages)
        if left:
            with transaction() as tx:
                release_messages(tx, [message.id for message in left])
        return bool(messages)

    def _send_all(self, messages: Sequence[Claimed], send: Send) -> Sequence[Claimed]:
        """Send one after the other; give those not begun."""
        for place, message in enumerate(messages):
            seconds_left = (message.claimed_until - self.clock()).total_seconds()
            if self.stop.is_set or seconds_left < _MARGIN_SECONDS:
                return messages[place:]
            try:
                send(message, self.clock())
            except Exception as error:  # noqa: BLE001 - one message that can't be sent keeps no other waiting
                self._failed([message], error)
                if is_connection_lost(error):
                    return messages[place + 1 :]
                continue
            with transaction() as tx:
                record_sent(tx, message.id, now=self.clock())
        return ()

    def _failed(self, messages: Sequence[Claimed], error: Exception) -> None:
        ids = [message.id for message in messages]
        with transaction() as tx:
            record_failure(tx, ids, reason=reason_of(error), is_permanent=is_permanent(error), now=self.clock())
