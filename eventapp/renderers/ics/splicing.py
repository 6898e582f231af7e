"""Pieces of calendars that were made before, put together without touching them, plain and compressed."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.renderers.ics.times import zones_in

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEVEL = 6
# No name, no time, made by an unknown system: equal content, equal bytes.
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_LAST_BLOCK = b"\x03\x00"
_32_BITS = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Piece:
    """Some whole lines of a calendar; `deflated` is the same as blocks of DEFLATE that end at an octet and refer to nothing before them."""

    body: bytes
    deflated: bytes
    zones: frozenset[str]


def piece_of(body: bytes) -> Piece:
    """Give a piece that can stand beside any other. Source: RFC 1951 §3.2 (blocks), zlib's full flush."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Piece(body, deflate.compress(body) + deflate.flush(zlib.Z_FULL_FLUSH), zones_in(body))


def whole(pieces: Iterable[Piece]) -> bytes:
    return b"".join(piece.body for piece in pieces)


def gzipped(pieces: Iterable[Piece], body: bytes) -> bytes:
    """Give one gzip member of all pieces, whose content is `body`: nothing is compressed again. Source: RFC 1952 §2.3."""
    tail = struct.pack("<II", zlib.crc32(body), len(body) & _32_BITS)
    return b"".join([_GZIP_HEAD, *(piece.deflated for piece in pieces), _LAST_BLOCK, tail])
