"""Reading the organisers' pages about people."""

from __future__ import annotations

import re

from tests.registrations import SLUG

HERE = f"/organise/{SLUG}/people"


def names_on(page):
    """Give the ids of the people on a page, in order."""
    # Those for whom there is no place stand above, in a form of their own.
    return re.findall(r'name="who"\s+value="([^"]+)"', page.text.rpartition('name="beyond"')[2])


def lines_of(page):
    """Give the words of the lines of the list."""
    return re.sub(r"<[^>]+>|\s+", " ", page.text.partition("<tbody>")[2].partition("</tbody>")[0])
