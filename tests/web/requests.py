"""Reading answers in tests."""

from __future__ import annotations

import gzip
import html
import json
import re

from werkzeug.routing import AnyConverter, IntegerConverter

PAGES = ("/", "{0}/", "{0}/agenda", "{0}/agenda?day=2023-03-12", "{0}/sessions/strategy", "{0}/versions")
CALENDARS = ("{0}/agenda.ics", "{0}/sessions/strategy.ics")
DATA = ("{0}/agenda.json",)
PAPERS = ("{0}/agenda.pdf",)
PUBLISHED = (*PAGES, *CALENDARS, *DATA, *PAPERS)
PLAIN = ("/healthz", "/readyz", "/robots.txt")


def text_of(response):
    """Give a page's text without its tags, as a reader sees it, spaces made one."""
    plain = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
    return re.sub(r"\s+", " ", html.unescape(plain)).strip()


def heading_of(response):
    return re.sub(r"<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", response.text, re.DOTALL).group(1)).strip()


def language_of(response):
    return re.search(r'<html lang="([a-z]+)"', response.text).group(1)


def problem_of(response):
    assert response.content_type == "application/problem+json"
    return json.loads(response.data)


def unpacked(response):
    return gzip.decompress(response.data)


def headers_of(response, *, without=()):
    """Give all headers as a sorted list, so that a doubled one shows."""
    return sorted((name, value) for name, value in response.headers if name not in without)


def arguments_of(rule, slug):
    """Give values for an address's arguments: the conference's slug, a delegation of it, and things that there are not."""
    made = {name: _argument(one) for name, one in rule._converters.items()}
    known = {"slug": slug, "side": "JP"}
    return made | {name: value for name, value in known.items() if name in made}


def _argument(converter):
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 999_999 if isinstance(converter, IntegerConverter) else "none"
