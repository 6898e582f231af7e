"""A real IMAP server on this machine with one account, and a wire to it that can be listened to, disturbed and put into TLS."""

from __future__ import annotations

import asyncio
import contextlib
import imaplib
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tests.mail_servers import free_port
from tests.workers import wait_until

USER = "replies@example.org"
PASSWORD = 'pa ss"w\\ord-%40'  # noqa: S105 - of an account that lives as long as a test
_PROGRAM = "from pymap.main import main; main()"


@dataclass(frozen=True)
class ImapServer:
    """The account as its owner sees it, with a program of another make than ours."""

    port: int
    password: str

    def url(self, *, port=None, folder="INBOX", rest="?starttls=0", scheme="imap"):
        return f"{scheme}://{quote(USER)}@localhost:{port or self.port}/{folder}{rest}"

    def deliver(self, data, *, flags="", folder="INBOX"):
        with self.owner() as client:
            assert client.append(folder, flags, None, data)[0] == "OK"

    def create(self, folder):
        with self.owner() as client:
            assert client.create(folder)[0] == "OK"

    def flags(self, folder="INBOX"):
        """Give the flags of each message, in the order in which they came."""
        with self.owner() as client:
            client.select(folder, readonly=True)
            _, found = client.fetch("1:*", "(FLAGS)")
        lists = [sorted(flag.decode() for flag in imaplib.ParseFlags(line)) for line in found if line]
        return [[flag for flag in flags if flag != r"\Recent"] for flags in lists]

    @contextlib.contextmanager
    def owner(self):
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.authenticate("PLAIN", lambda _: f"\0{USER}\0{self.password}".encode())
            yield client


@contextlib.contextmanager
def imap_server(*, password=PASSWORD, tls=()):
    """Yield a server with an empty account; `tls` are the files of certificate and key with which it offers STARTTLS."""
    port = free_port()
    offered = ["--cert", tls[0], "--key", tls[1]] if tls else ["--no-tls"]
    account = ["dict", "--demo-user", USER, "--demo-password", password]
    command = [sys.executable, "-c", _PROGRAM, "--host", "127.0.0.1", "--port", str(port), *offered, *account]
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: _answers(port), 60)
        yield ImapServer(port, password)
    finally:
        process.kill()
        process.wait()


def _answers(port):
    with contextlib.suppress(OSError), imaplib.IMAP4("127.0.0.1", port) as client:
        return client.state == "NONAUTH"
    return False


@dataclass
class Wire:
    """What a client sent and how much it got; `breaks_at` some words the line goes dead, others are `exchanged` on the way."""

    to: int
    tls: Any = None
    breaks_at: bytes | None = None
    exchanged: tuple[bytes, bytes] = (b"", b"")
    sent: bytes = b""
    got: int = 0
    port: int = field(default_factory=free_port)

    async def serve(self, reader, writer):
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.to)
        back = asyncio.create_task(self._hand_back(server_reader, writer))
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                self.sent += data
                if self.breaks_at and self.breaks_at in data:
                    break
                server_writer.write(data.replace(*self.exchanged) if self.exchanged[0] else data)
                await server_writer.drain()
        for one in (writer, server_writer):
            one.transport.abort()
            with contextlib.suppress(ConnectionError):
                await one.wait_closed()
        await back

    async def _hand_back(self, reader, writer):
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                self.got += len(data)
                writer.write(data)
                await writer.drain()
            writer.close()


@contextlib.contextmanager
def wire_to(server, **options):
    """Yield a wire to the server, laid as long as this lasts.

    Everything of it runs in a thread of its own: in the test's a browser's loop may be running.
    """
    wire, loop = Wire(server.port, **options), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        listening = _done(asyncio.start_server(wire.serve, "127.0.0.1", wire.port, ssl=wire.tls), loop)
        try:
            yield wire
        finally:
            _done(_end(listening), loop)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _done(work, loop):
    return asyncio.run_coroutine_threadsafe(work, loop).result(30)


async def _end(listening):
    """Lay down nothing before those who speak have hung up."""
    listening.close()
    mine = asyncio.current_task()
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task is not mine))


def certificate_in(folder):
    """Make a certificate of `localhost` that only who is told so trusts; give its file and that of its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    asked = [
        "-newkey",
        "rsa:2048",
        "-noenc",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
    ]
    command = ["openssl", "req", "-x509", *asked, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key
