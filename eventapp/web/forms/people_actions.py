"""What organisers do to several people at once: decline them with a word, write to them, tag them."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from wtforms import HiddenField

from eventapp.domain.localized import Localized
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import LineField, LocalizedField, ProseField, WordedForm

if TYPE_CHECKING:
    from typing import Any

TAG_MAX = 40
_KEY = re.compile(r"[\w-]{16,64}")


class DeclineForm(WordedForm):
    note = ProseField(
        N_("A word to them"),
        is_optional=True,
        hint=N_("It stands in the message as it is written, whatever its language."),
    )


class LetterForm(WordedForm):
    """A letter in the conference's languages: each that has a text has a subject. `key` makes the same form sent twice one."""

    subject = LocalizedField(N_("Subject"))
    text = LocalizedField(
        N_("Text"),
        is_multiline=True,
        hint=N_(
            "Each person gets the own language, or the first one that is written. Name and closing line are added."
        ),
    )

    key = HiddenField()

    def __init__(self, formdata: Any = None, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        if not _KEY.fullmatch(self.key.data or ""):
            self.key.data = secrets.token_urlsafe(24)

    def validate(self, extra_validators: Any = None) -> bool:
        is_sound = super().validate(extra_validators)
        for code in self.meta.languages:
            if bool(self.subject.text(code)) != bool(self.text.text(code)) and not self.errors:
                empty = self.subject if self.text.text(code) else self.text
                said = N_("Write it in this language too, or leave both empty.")
                empty.errors_by[code] = [said]
                is_sound = False
        return is_sound

    def letter(self) -> tuple[Localized, Localized]:
        return self.subject.data or Localized(), self.text.data or Localized()


class TagForm(WordedForm):
    new_tag = LineField(N_("Tag"))
