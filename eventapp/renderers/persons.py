"""What a person is called where a name in Latin letters may be missing: by the native name, else the post, else the category; never by an id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.names import list_name, name_in, native_name
from eventapp.renderers.vocabulary import word_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventapp.domain.attendees import Attendee
    from eventapp.renderers.wording import Words


@dataclass(frozen=True, slots=True)
class ListedName:
    """A person in a list: the name in Latin letters, beside it the one in its own script, one of which may be "".

    Without any, `has_name` being False, `name` is what stands for it.
    """

    name: str
    native: str
    has_name: bool

    def in_language(self, language: str) -> str:
        """Give the one name by which a notice or a button calls the person: the native one in Japanese, where there is one."""
        return (self.native or self.name) if language == "ja" else (self.name or self.native)

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.native) if part)


def listed_name(attendee: Attendee, words: Words, order: Sequence[str]) -> ListedName:
    """Give what a person is called in a list; `order` is in which languages a post is looked for."""
    name, native = list_name(attendee), native_name(attendee)
    if name or native:
        return ListedName(name, native, has_name=True)
    return ListedName(_without_name(attendee, words, order), "", has_name=False)


def name_in_sentence(attendee: Attendee, words: Words, order: Sequence[str]) -> str:
    """Give what a person is called in a sentence."""
    return name_in(attendee, words.language) or _without_name(attendee, words, order)


def _without_name(attendee: Attendee, words: Words, order: Sequence[str]) -> str:
    post = attendee.position.in_language(words.language, order=order)
    return post.text if post else words("{category} without a name", category=word_label(attendee.category, words))
