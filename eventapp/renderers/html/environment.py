"""The one Jinja environment of the pages."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

from eventapp.renderers.markdown import is_marked_up, plain_text, render_markdown

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_EVENTAPP = Path(__file__).resolve().parents[2]


class Unindented(Extension):
    """The templates' indentation is for their readers: an agenda of 200 sessions would carry 100 KB of spaces."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's form
        return _INDENTATION.sub("", source)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Give the environment in which every page is rendered: a name that nobody set is an error, every text is escaped."""
    found = Environment(
        extensions=[Unindented],
        loader=FileSystemLoader(template_folder()),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    found.filters |= {"markdown": render_markdown, "plain": plain_text}
    found.tests |= {"marked_up": is_marked_up}
    return found


def template_folder() -> Path:
    """Give the folder of the templates: inside the package in a wheel, beside it in the repository."""
    packed = _EVENTAPP / "templates"
    return packed if packed.is_dir() else _EVENTAPP.parent / "templates"


def static_files() -> dict[str, Path]:
    """Give the files that a page on disk needs beside it, by their path from there.

    The font is for a machine without a Japanese one; its licence goes with it (SIL OFL 1.1, condition 2).
    """
    folder = _EVENTAPP / "web" / "static"
    fonts = sorted(path for path in (folder / "vendor" / "noto-sans-jp").iterdir() if path.is_file())
    return {str(path.relative_to(folder)): path for path in (folder / "eventapp.css", folder / "favicon.svg", *fonts)}
