"""Rendered bytes, kept in memory up to a bound: each is made at most once per process.

Source: decision 0008.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from werkzeug.http import http_date

from eventapp.web.security import HEADERS as SECURITY_HEADERS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import datetime

    from eventapp.web.responses import HeaderList

Key: TypeAlias = "tuple[Hashable, ...]"

_GZIP_WORTH = 500


class Keeping(Enum):
    """Who may keep an answer: anybody, or the reader's own browser."""

    SHARED = "public, no-cache"
    PRIVATE = "private, no-cache"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One output, whole and compressed. `etag` is weak, because both forms share it (RFC 9110 §8.8.1).

    The headers of each answer are kept as they are sent: `unchanged` (304), `whole` and `zipped`.
    """

    body: bytes
    compressed: bytes | None
    etag: str
    modified_at: datetime | None
    unchanged: HeaderList
    whole: HeaderList
    zipped: HeaderList

    @classmethod
    def of(
        cls,
        body: bytes,
        media_type: str,
        *,
        file_name: str = "",
        vary: str = "",
        modified_at: datetime | None = None,
        keeping: Keeping = Keeping.SHARED,
        compressed: bytes | None = None,
        more: HeaderList = (),
    ) -> Rendition:
        """Make the rendition of a body; a file name makes it a download, `compressed` is the same as gzip if it was made before.

        `more` are further headers, which a 304 has too; they stand instead of those of the same name that every answer has.
        `modified_at` is said as Last-Modified; a page that marks what is on now changes at other times too and has none.
        """
        compressed = compressed or _compressed(body)
        digest = hashlib.sha256(body + media_type.encode() + file_name.encode() + repr(more).encode()).hexdigest()
        etag = f'W/"{digest[:32]}"'
        vary = ", ".join(part for part in ("Accept-Encoding" if compressed else "", vary) if part)
        given = (
            ("Cache-Control", keeping.value),
            ("Vary", vary),
            ("Content-Disposition", f'attachment; filename="{file_name}"' if file_name else ""),
            ("ETag", etag),
            ("Last-Modified", http_date(modified_at) if modified_at else ""),
            *more,
        )
        told = {name for name, _ in more}
        secured = (pair for pair in SECURITY_HEADERS if pair[0] not in told)
        unchanged = (*(pair for pair in given if pair[1]), *secured)
        return cls.ready(body, compressed, (("Content-Type", media_type),), unchanged, modified_at=modified_at)

    @classmethod
    def ready(
        cls,
        body: bytes,
        compressed: bytes | None,
        of_body: HeaderList,
        unchanged: HeaderList,
        *,
        modified_at: datetime | None = None,
    ) -> Rendition:
        """Make the rendition of what has its headers: those `of_body`, and those that a 304 has too, ETag among them."""
        typed = (*of_body, *unchanged)
        return cls(
            body=body,
            compressed=compressed,
            etag=dict(unchanged)["ETag"],
            modified_at=modified_at,
            unchanged=unchanged,
            whole=(*typed, ("Content-Length", str(len(body)))),
            zipped=(*typed, ("Content-Encoding", "gzip"), ("Content-Length", str(len(compressed or b"")))),
        )

    @property
    def size(self) -> int:
        return len(self.body) + len(self.compressed or b"")


def _compressed(body: bytes) -> bytes | None:
    """Give the body smaller; also a PDF is, whose tags are plain text: to less than half."""
    return gzip.compress(body, 6, mtime=0) if len(body) > _GZIP_WORTH else None


class RenditionCache:
    """The renditions used last, at most `bytes_max` of them; safe to use from several threads."""

    def __init__(self, bytes_max: int) -> None:
        self.bytes_max = bytes_max
        self.bytes_held = 0
        self._kept: OrderedDict[Key, Rendition] = OrderedDict()
        self._making: dict[Key, Lock] = {}
        self._lock = Lock()

    def find(self, key: Key) -> Rendition | None:
        rendition = self._kept.get(key)
        if rendition is not None:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
        return rendition

    def get_or_make(self, key: Key, make: Callable[[], Rendition]) -> Rendition:
        """Give the rendition for a key, made by the first who asks while the others wait."""
        found = self.find(key)
        if found is not None:
            return found
        with self._lock:
            lock = self._making.setdefault(key, Lock())
        with lock:
            found = self.find(key)
            if found is not None:
                return found
            try:
                return self._keep(key, make())
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def _keep(self, key: Key, rendition: Rendition) -> Rendition:
        with self._lock:
            # After a failed making two may make the same at once: what is replaced no longer counts.
            replaced = self._kept.pop(key, None)
            self._kept[key] = rendition
            self.bytes_held += rendition.size - (replaced.size if replaced else 0)
            while self.bytes_held > self.bytes_max and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self.bytes_held -= dropped.size
        return rendition
