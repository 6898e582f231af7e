"""QR symbols of codes, as images that a page holds in itself."""

from __future__ import annotations

from functools import lru_cache

# A reader wants four modules of white around (ISO/IEC 18004 §9.1); white and black in every theme, or a camera sees nothing.
_QUIET = 4


@lru_cache(maxsize=2048)
def qr_image(code: str) -> str:
    """Give the symbol as an SVG in a data address, one drawing a code however often it is shown."""
    return draw_qr(code)


def draw_qr(text: str) -> str:
    """Give the symbol of a text that is shown once; a secret is not kept."""
    import segno  # noqa: PLC0415 - 1 MB that a process which draws no symbol does without

    symbol = segno.make(text, error="m", micro=False, boost_error=False)
    image: str = symbol.svg_data_uri(scale=8, border=_QUIET, dark="#000", light="#fff", omitsize=True)
    return image
