"""What a page knows besides its content: languages, switches, the day chosen, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.localized import Text
from eventapp.renderers.html.links import VENUE_CLOCK
from eventapp.renderers.labels import zone_label
from eventapp.renderers.pdf.papers import Layout
from eventapp.renderers.view.voice import Phrase, Voice
from eventapp.renderers.wording import INTERFACE_LANGUAGES, words_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from eventapp.renderers.html.links import FileLinks, Links
    from eventapp.renderers.html.workplace_links import WorkplaceLinks
    from eventapp.renderers.wording import Words

_NAMES = {"en": "English", "ja": "日本語"}
_SHORT_NAMES = {"en": "EN", "ja": "日本語"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a switch; its label has a second text where it names two languages."""

    label: Phrase
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The frame of one page for one reader.

    `languages` has one or two, the leading first; `offered` are those of the conference. Without `day` all days are shown;
    `today` is None unless the conference is going on.
    """

    languages: tuple[str, ...]
    links: Links | FileLinks | WorkplaceLinks
    offered: tuple[str, ...] = INTERFACE_LANGUAGES
    language_options: tuple[Option, ...] = ()
    clock_options: tuple[Option, ...] = ()
    day: date | None = None
    today: date | None = None

    @property
    def lead(self) -> str:
        return self.languages[0]

    @property
    def words(self) -> Words:
        return words_in(self.lead)

    @property
    def voice(self) -> Voice:
        return Voice(self.languages, self.offered)

    @property
    def paper_layouts(self) -> tuple[str, ...]:
        """The layouts that paper has for the conference's languages, the fullest first."""
        return tuple(layout.value for layout in Layout.offered(self.offered))

    def label(self, message: str, **values: object) -> Phrase:
        """Give a text of the interface in every language of the page."""
        return self.voice.label(lambda words: words(message, **values))


def language_options(
    links: Links, *, languages: tuple[str, ...], offered: tuple[str, ...], address: Callable[[Links], str]
) -> tuple[Option, ...]:
    """Give the language switch: each offered language, then both with the reader's own first; nothing to choose, no switch.

    `address` gives the address of the same page from the links of another choice.
    """
    if len(offered) < 2:  # noqa: PLR2004 - a switch needs two
        return ()
    both = languages if len(languages) > 1 else (languages[0], *(code for code in offered if code != languages[0]))[:2]
    choices = (*((code,) for code in offered), both)
    return tuple(
        Option(label=_language_label(choice), url=address(links.in_languages(choice)), is_current=choice == languages)
        for choice in choices
    )


@dataclass(frozen=True, slots=True)
class LanguageButton:
    """One of the interface's languages, named in itself, and where the form goes that is shown in it."""

    code: str
    name: str
    url: str
    is_current: bool


def language_buttons(current: str, address: Callable[[str], str]) -> tuple[LanguageButton, ...]:
    """Give the switch of a page whose form keeps what was typed; `address` gives the form's for a language."""
    return tuple(LanguageButton(code, _NAMES[code], address(code), code == current) for code in INTERFACE_LANGUAGES)


def _language_label(choice: tuple[str, ...]) -> Phrase:
    """Give "English", or "EN" and "+ 日本語"."""
    if len(choice) == 1:
        return Phrase(Text(_NAMES.get(choice[0], choice[0]), choice[0]))
    first, second = choice
    return Phrase(Text(_SHORT_NAMES.get(first, first), first), Text(f"+ {_SHORT_NAMES.get(second, second)}", second))


def clock_options(
    links: Links,
    *,
    venue: str,
    zones: tuple[str, ...],
    shown: tuple[str, ...],
    words: Words,
    address: Callable[[Links], str],
) -> tuple[Option, ...]:
    """Give the clock switch: the venue's clock alone ("JST"), then with each second one ("JST + US Eastern").

    `zones` are the IANA names that may be chosen, `shown` those on the page.
    """
    if not zones:
        return ()
    language = words.language
    alone = Option(
        label=Phrase(Text(venue, language)), url=address(links.with_clock(VENUE_CLOCK)), is_current=not shown
    )
    seconds = (
        Option(
            label=Phrase(Text(f"{venue} + {zone_label(zone, words)}", language)),
            url=address(links.with_clock(zone)),
            is_current=shown == (zone,),
        )
        for zone in zones
    )
    return (alone, *seconds)
