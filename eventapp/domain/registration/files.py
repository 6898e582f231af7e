"""Files that people give as an answer: how large, of which kinds, told by their first bytes and not by their names. Pure."""

from __future__ import annotations

import re

from eventapp.domain.text import faulty_character

FILE_BYTES_MAX = 5_000_000
_NAME_MAX = 120
_SIGNATURES = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
MEDIA_TYPES = tuple(media_type for _, media_type, _ in _SIGNATURES)
_ENDINGS = {"application/pdf": (".pdf",), "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg")}


def media_type_of(content: bytes) -> str:
    """Give what a file is, "" for one of a kind that is not taken."""
    return next((media_type for start, media_type, _ in _SIGNATURES if content.startswith(start)), "")


def file_name(given: str, media_type: str) -> str:
    """Give the name under which a file is kept: without folders and what is no text, with the ending of what it is."""
    plain = re.split(r"[/\\]", given)[-1]
    while fault := faulty_character(plain, multiline=False):
        plain = plain.replace(fault[1], "")
    endings = _ENDINGS[media_type]
    stem = plain.strip(" .")
    for ending in endings:
        if stem.lower().endswith(ending):
            return f"{stem[: -len(ending)][:_NAME_MAX] or 'file'}{ending}"
    return f"{stem[:_NAME_MAX] or 'file'}{endings[0]}"
