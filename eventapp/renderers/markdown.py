"""Markdown of descriptions and topics: emphasis, lists, links; as HTML for pages, as plain text for everything else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a"}
_SCHEMES = {"http", "https", "mailto"}
# Whatever has none of these is plain text; most texts are.
_MAYBE = re.compile(r"[*_\[\\<&]|^\s*(?:[-+]|\d{1,9}[.)])\s", re.MULTILINE)
_RULES = ["emphasis", "link", "list", "newline", "escape", "entity", "autolink"]
_parser = MarkdownIt("zero", {"html": False, "breaks": True}).enable(_RULES)


def render_markdown(text: str) -> Markup:
    """Give safe HTML of a short list of tags; what is no markup stands there as typed."""
    html = nh3.clean(
        _parser.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(html)  # noqa: S704 - just cleaned to a short list of tags


def is_marked_up(text: str) -> bool:
    """Say whether a text has any markup; the others are shown as they are, line by line."""
    return bool(_MAYBE.search(text)) and _has_marks(text)


@lru_cache(maxsize=2048)
def _has_marks(text: str) -> bool:
    return any(token.type not in _PLAIN or _is_marked(token, text) for token in _parser.parse(text))


_PLAIN = {"paragraph_open", "paragraph_close", "inline"}


def _is_marked(token: Token, text: str) -> bool:
    children = token.children or ()
    return any(child.type not in {"text", "softbreak", "hardbreak"} or child.content not in text for child in children)


@lru_cache(maxsize=2048)
def plain_text(markdown: str) -> str:
    """Give the text without its marks: list items on lines of their own, the address of a link behind it."""
    if not is_marked_up(markdown):
        return markdown
    return "\n".join(_lines(_parser.parse(markdown))).strip()


def _lines(tokens: list[Token]) -> Iterator[str]:
    numbers: list[int | None] = []
    mark = ""
    for token in tokens:
        if token.type == "bullet_list_open":
            numbers.append(None)
        elif token.type == "ordered_list_open":
            numbers.append(int(token.attrs.get("start", 1)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            numbers.pop()
        elif token.type == "list_item_open":
            number = numbers[-1]
            mark = "  " * (len(numbers) - 1) + ("- " if number is None else f"{number}. ")
            numbers[-1] = None if number is None else number + 1
        elif token.type == "inline":
            yield mark + _inline(token)
            mark = ""
        elif token.type == "paragraph_close" and not token.hidden:
            yield ""


def _inline(token: Token) -> str:
    said, address, since = "", "", 0
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            said += "\n"
        elif child.type == "link_open":
            address, since = str(child.attrs.get("href", "")), len(said)
        elif child.type == "link_close":
            is_same = said[since:] in {address, address.removeprefix("mailto:")}
            said += "" if is_same or not address.startswith(("http", "mailto")) else f" ({address})"
        else:
            said += child.content
    return said
