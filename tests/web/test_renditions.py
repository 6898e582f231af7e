from __future__ import annotations

from eventapp.web.renditions import Rendition, RenditionCache


def test_rendition_made_twice_counts_once():
    cache = RenditionCache(1000)
    rendition = Rendition.of(b"x" * 100, "text/plain")

    def make():
        # Another reader, who waited for a making that failed, makes the same meanwhile.
        cache._keep(("key",), rendition)
        return rendition

    cache.get_or_make(("key",), make)
    assert cache.bytes_held == 100
