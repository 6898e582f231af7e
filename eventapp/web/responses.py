"""Answers that were made before: headers and body go to the server as they are.

Werkzeug checks, copies and encodes the headers of a response several times on its way out, which costs a published read
more than the rest of it (decision 0008).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from flask import Response, request

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

HeaderList: TypeAlias = "tuple[tuple[str, str], ...]"


def moved_to(address: str) -> Response:
    """Lead to the address that is meant, with what was asked for (RFC 9110 §15.4.9)."""
    query = request.query_string.decode(errors="replace")
    return Response(status=308, headers={"Location": f"{address}?{query}" if query else address})


class ReadyResponse(Response):
    """A response whose `ready` headers are complete, `Content-Length` and the security headers among them.

    What is added to `headers` afterwards, a cookie for example, is sent after them; what an answer varies by is said once.
    """

    default_mimetype = None

    def __init__(self, status: int, ready: HeaderList, body: bytes) -> None:
        super().__init__(status=status)
        self.ready = ready
        self.body = body

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a plain list, which the server sends in one piece."""
        ready = self.ready
        if "Vary" in self.headers:
            ready = _varied(ready, self.headers.pop("Vary"))
        start_response(self.status, [*ready, *self.headers])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


def _varied(ready: HeaderList, more: str) -> HeaderList:
    """Give headers whose Vary names what was named before and more, each once."""
    known = [value for name, value in ready if name == "Vary"]
    fields = dict.fromkeys(field.strip() for value in (*known, more) for field in value.split(","))
    return (*(pair for pair in ready if pair[0] != "Vary"), ("Vary", ", ".join(fields)))
