"""Files that are taken: by what they are, under a name that is safe to keep."""

from __future__ import annotations

import pytest

from eventapp.domain.registration.files import file_name, media_type_of

PDF = "application/pdf"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7", PDF),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"<svg/>", ""),
        (b"GIF89a", ""),
        (b"", ""),
        (b" %PDF-1.7", ""),
    ],
)
def test_file_is_what_its_first_bytes_say(content, media_type):
    assert media_type_of(content) == media_type


@pytest.mark.parametrize(
    ("given", "media_type", "kept"),
    [
        ("card.pdf", PDF, "card.pdf"),
        ("旅券.PDF", PDF, "旅券.pdf"),
        ("C:\\scans\\card.pdf", PDF, "card.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
        ("photo.png", "image/jpeg", "photo.png.jpg"),
        ("a\u202egnp.pdf", PDF, "agnp.pdf"),
        ("a\r\nb.pdf", PDF, "ab.pdf"),
        ("...", PDF, "file.pdf"),
        (".pdf", PDF, "pdf.pdf"),
        ("x" * 300 + ".pdf", PDF, "x" * 120 + ".pdf"),
    ],
)
def test_file_is_kept_under_a_name_without_folders_with_the_ending_of_what_it_is(given, media_type, kept):
    assert file_name(given, media_type) == kept
