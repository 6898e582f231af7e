"""Reading what a PDF says."""

import io
import re

from pypdf import PdfReader


def pages_of(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf):
    return "\n".join(pages_of(pdf))


def squeezed(text):
    """Give the text without spaces and line breaks, which depend on the width of a column."""
    return re.sub(r"\s", "", text)


def pages_with(word, pages):
    return [number for number, page in enumerate(map(squeezed, pages)) if squeezed(word) in page]
