"""A real SMTP server on this machine, that keeps what it is given and refuses whom it is told to."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class Mailbox:
    """Keeps every message with its envelope; `answers` are given to a recipient instead of taking the message."""

    def __init__(self, *, answers=None, seconds=0.0):
        self.answers = answers or {}
        self.seconds = seconds
        self.kept = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802 - aiosmtpd's form
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802 - aiosmtpd's form
        await asyncio.sleep(self.seconds)
        self.kept.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content))
        return "250 OK"

    @property
    def mails(self):
        return [message_from_bytes(data, policy=default) for _, _, data in self.kept]


@contextlib.contextmanager
def mail_server(mailbox):
    """Yield the address of a server that hands its mail to `mailbox`."""
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]
