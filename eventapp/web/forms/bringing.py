"""Forms of a file that is brought in: the file itself, kept on the page between its preview and the word to go on."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from wtforms import SelectField

from eventapp.domain.errors import InvalidInputError, Problem
from eventapp.importers.schedules.matching import NEW_VENUE
from eventapp.renderers.vocabulary import language_name
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import WordedForm, choices

if TYPE_CHECKING:
    from eventapp.web.workplace import Workplace

FILE_BYTES_MAX = 3_000_000


class BringForm(WordedForm):
    """What a schedule does not tell: the language of its texts, where its rooms are that nobody knows yet."""

    language = SelectField(N_("Its texts are in"), validate_choice=False)
    venue = SelectField(N_("Its new rooms are in"), validate_choice=False)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent: its name without folders, its bytes."""

    name: str
    data: bytes

    @property
    def kept(self) -> str:
        """The bytes as a hidden field carries them: no machine has to remember them."""
        return base64.b64encode(self.data).decode()


def bring_form(place: Workplace) -> BringForm:
    """Give the form for a conference; what is not offered is refused by whoever reads the file."""
    conference = place.agenda.conference
    form = BringForm(request.form if request.method == "POST" else None, words=place.words)
    form.language.choices = choices([(code, language_name(code)) for code in conference.languages])
    texts = (
        (venue.id, venue.name.in_language(place.language, order=conference.languages)) for venue in place.agenda.venues
    )
    venues = [(name, text.text if text else name) for name, text in texts]
    form.venue.choices = choices([*venues, (NEW_VENUE, place.words("A new venue, as the file calls it"))])
    return form


def sent_file() -> SentFile:
    """Give the file sent, or the one shown before.

    Raises: InvalidInputError without one, and for one that is too large.
    """
    sent = _kept_file() or _uploaded_file()
    if not sent.data:
        raise InvalidInputError((Problem("no-file"),))
    if len(sent.data) > FILE_BYTES_MAX:
        raise InvalidInputError((Problem("upload-too-large", values=(("limit", FILE_BYTES_MAX // 1_000_000),)),))
    return sent


def _kept_file() -> SentFile | None:
    kept = request.form.get("kept")
    if not kept:
        return None
    try:
        return SentFile(request.form.get("name", ""), base64.b64decode(kept, validate=True))
    except (binascii.Error, ValueError):
        raise InvalidInputError((Problem("no-file"),)) from None


def _uploaded_file() -> SentFile:
    sent = request.files.get("file")
    if sent is None:
        return SentFile("", b"")
    try:
        return SentFile((sent.filename or "").replace("\\", "/").rpartition("/")[2], sent.read(FILE_BYTES_MAX + 1))
    finally:
        sent.close()
