"""A load generator: some kept-alive connections in one thread, each sending its next request when it has the answer."""

from __future__ import annotations

import selectors
import socket
import time
from dataclasses import dataclass, field

from bench.processes import HOST

_CONNECTIONS = 8
_CHUNK = 1 << 20
_PATIENCE = 30.0


class BadAnswerError(RuntimeError):
    """An answer with another status than expected."""


@dataclass
class Measured:
    """Latencies in seconds, of all rounds together; the span of time and the workers' CPU that they took."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    @property
    def cpu_microseconds(self) -> float:
        return self.cpu_seconds / len(self.latencies) * 1e6

    def percentile(self, percent: int) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


@dataclass(frozen=True, slots=True)
class Target:
    """An address with the headers of its reader and the status that is right."""

    name: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200

    def request(self) -> bytes:
        given = (("Host", HOST), ("Accept-Encoding", "gzip"), ("Accept-Language", "en"), *self.headers)
        lines = "".join(f"{name}: {value}\r\n" for name, value in given)
        return f"GET {self.path} HTTP/1.1\r\n{lines}\r\n".encode()


class _Connection:
    """One connection and the answer that is coming in."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=_PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self._head = b""
        self._missing = -1

    def send(self, request: bytes) -> None:
        self._head, self._missing = b"", -1
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self, status: bytes) -> bool:
        """Take what has arrived; say whether the answer is whole."""
        data = self.socket.recv(_CHUNK)
        if not data:
            raise BadAnswerError("closed")
        if self._missing >= 0:
            self._missing -= len(data)
            return self._missing <= 0
        self._head += data
        end = self._head.find(b"\r\n\r\n")
        if end < 0:
            return False
        if self._head[9:12] != status:
            raise BadAnswerError(self._head[:200].decode())
        self._missing = _content_length(self._head[:end]) - (len(self._head) - end - 4)
        return self._missing <= 0


def load(port: int, target: Target, seconds: float) -> Measured:
    """Ask for the target over and over.

    Raises: BadAnswerError.
    """
    request, status = target.request(), str(target.status).encode()
    measured = Measured()
    connections = [_Connection(port) for _ in range(_CONNECTIONS)]
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        started = time.perf_counter()
        for connection in connections:
            connection.send(request)
        while (now := time.perf_counter()) < started + seconds:
            for key, _ in selector.select(_PATIENCE):
                connection = key.data
                if connection.receive(status):
                    measured.latencies.append(time.perf_counter() - connection.sent_at)
                    connection.send(request)
        measured.seconds = now - started
    for connection in connections:
        connection.socket.close()
    return measured


def fetch(port: int, target: Target) -> dict[str, str]:
    """Ask once and give the headers of the answer, names in lower case; any status will do."""
    with socket.create_connection((HOST, port), timeout=_PATIENCE) as connection:
        connection.sendall(target.request().replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        answer = b"".join(iter(lambda: connection.recv(_CHUNK), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    pairs = (line.partition(":") for line in head.decode().split("\r\n")[1:])
    return {"status": head[9:12].decode(), "size": str(len(body)), **{n.lower(): v.strip() for n, _, v in pairs}}


def _content_length(head: bytes) -> int:
    lower = head.lower()
    start = lower.find(b"content-length:")
    return int(lower[start + 15 :].split(b"\r\n", 1)[0]) if start >= 0 else 0
