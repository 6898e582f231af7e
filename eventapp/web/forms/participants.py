"""The forms by which a list of participants is issued, and by which consents are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import HiddenField, RadioField

from eventapp.domain.participants import LISTED_AUDIENCES, Arrangement
from eventapp.domain.registration import ListingConsent
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import WordedForm, choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventapp.domain.audiences import Audience

_COLUMNS = "columns"


class IssueForm(WordedForm):
    """How the sides stand, and what the organiser saw: the audience's list by its digest."""

    sides = RadioField(N_("How the sides stand"))
    audience = HiddenField()
    seen = HiddenField()

    def __init__(self, formdata: Any = None, *, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        is_pair = len(codes) == 2  # noqa: PLR2004 - two columns for two sides
        first = self.words("Two columns of equal weight") if is_pair else self.words("In the conference's order")
        message = N_("One after the other, {side} second") if is_pair else N_("One after the other, {side} last")
        hosts = [(code, self.words(message, side=code)) for code in codes] if len(codes) > 1 else []
        self.sides.choices = choices([(_COLUMNS, first), *hosts])

    def arrangement(self) -> Arrangement:
        return Arrangement("" if self.sides.data == _COLUMNS else self.sides.data)

    @staticmethod
    def value_of(arrangement: Arrangement) -> str:
        return arrangement.last or _COLUMNS


class ConsentForm(WordedForm):
    """To whom a delegation lets its people be named; `people` are the ids that the organiser saw, with commas between."""

    listing = RadioField(N_("The delegation confirmed that they may be named to"))
    people = HiddenField()
    audience = HiddenField()

    def __init__(self, formdata: Any = None, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        labels = {
            ListingConsent.PARTICIPANTS: N_("Participants"),
            ListingConsent.PUBLIC: N_("Everybody"),
            ListingConsent.NOBODY: N_("Nobody"),
        }
        self.listing.choices = choices((listing.value, self.words(label)) for listing, label in labels.items())

    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.people.data or "").split(",") if name)


def audience_named(given: str | None) -> Audience | None:
    """Give the audience of lists that is called so."""
    return next((audience for audience in LISTED_AUDIENCES if str(audience) == given), None)
