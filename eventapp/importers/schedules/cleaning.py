"""Texts of a foreign schedule brought into our form: never refused for a character, but told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.text import LINE_MAX, PROSE_MAX
from eventapp.importers.schedules.texts import cut, plain_text, tidy, without_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eventapp.importers.schedules.sources import Findings


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Gives clean texts and warns of what was cut or taken out."""

    findings: Findings
    unprintable: Callable[[str], str | None]

    def line(self, text: str, item: str) -> str:
        return self._cut(self._clean(text, item, multiline=False), LINE_MAX, item)

    def paragraphs(self, texts: Iterable[str], item: str) -> str:
        """Give the texts one after the other, what stands twice once."""
        cleaned = [self._clean(text, item, multiline=True) for text in texts]
        joined = "\n\n".join(dict.fromkeys(text for text in cleaned if text))
        return self._cut(joined, PROSE_MAX, item)

    def _cut(self, text: str, limit: int, item: str) -> str:
        if len(text) > limit:
            self.findings.warn("text-cut", item, limit=limit)
        return cut(text, limit)

    def _clean(self, text: str, item: str, *, multiline: bool) -> str:
        if not text:
            return ""
        read = tidy(plain_text(text), multiline=multiline)
        kept, taken = without_faults(read, multiline=multiline, unprintable=self.unprintable)
        if taken:
            self.findings.warn("characters-taken-out", item, characters=taken)
        return kept
