"""Forms of pages as a browser would send them."""

from __future__ import annotations

from html.parser import HTMLParser


class _Controls(HTMLParser):
    def __init__(self):
        super().__init__()
        self.pairs, self._select, self._area, self._in_form = [], None, None, False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._in_form = given.get("method") == "post" and not self.pairs
        elif self._in_form:
            self._control(tag, given)

    def _control(self, tag, given):
        name, kind = given.get("name"), given.get("type", "text")
        if tag == "input" and name and (kind not in {"checkbox", "radio"} or "checked" in given):
            self.pairs.append((name, given.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "select" and name:
            self._select, self._chosen, self._offered = name, None, None
        elif tag == "option" and self._select:
            self._offered = given["value"] if self._offered is None else self._offered
            self._chosen = given["value"] if "selected" in given else self._chosen
        elif tag == "textarea" and name:
            self._area = (name, "")

    def handle_data(self, data):
        if self._area:
            self._area = (self._area[0], self._area[1] + data)

    def handle_endtag(self, tag):
        if tag == "select" and self._select:
            chosen = self._chosen if self._chosen is not None else self._offered
            if chosen is not None:
                self.pairs.append((self._select, chosen))
            self._select = None
        elif tag == "textarea" and self._area:
            self.pairs.append((self._area[0], self._area[1].replace("\r\n", "\n").removeprefix("\n")))
            self._area = None
        elif tag == "form":
            self._in_form = False


def controls_of(html):
    """Give what the first form of a page that writes would send: pairs of name and value."""
    parser = _Controls()
    parser.feed(html)
    return parser.pairs
