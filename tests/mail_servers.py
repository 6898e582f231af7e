"""A real SMTP server on this machine, that keeps what it is given and refuses whom it is told to."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class Mailbox:
    """Keeps every message with its envelope; `answers` are given to a recipient instead of taking the message.

    Messages to `silent` ones are kept, and the connection is closed without a word. While `gate` is closed the answer to a
    message that was kept is held back.
    """

    def __init__(self, *, answers=None, seconds=0.0, silent=(), last_words=None):
        self.answers = answers or {}
        self.seconds = seconds
        self.silent = frozenset(silent)
        self.last_words = last_words or {}
        self.gate = threading.Event()
        self.gate.set()
        self.kept = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802 - aiosmtpd's form
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802 - aiosmtpd's form
        await asyncio.sleep(self.seconds)
        (recipient,) = envelope.rcpt_tos
        self.kept.append((envelope.mail_from, [recipient], envelope.original_content))
        while not self.gate.is_set():  # noqa: ASYNC110 - set by another thread
            await asyncio.sleep(0.01)
        if recipient in self.silent:
            server.transport.abort()
        return self.last_words.get(recipient, "250 OK")

    @property
    def mails(self):
        return [message_from_bytes(data, policy=default) for _, _, data in self.kept]

    @property
    def recipients(self):
        return [recipient for _, recipients, _ in self.kept for recipient in recipients]


@contextlib.contextmanager
def mail_server(mailbox):
    """Yield the address of a server that hands its mail to `mailbox`."""
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, server_hostname="mail.example.org")
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]
