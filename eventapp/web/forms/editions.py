"""Forms of a new conference and of the next edition of one."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from wtforms import BooleanField, IntegerField, RadioField, SelectField, SubmitField, ValidationError
from wtforms.validators import Length, NumberRange, Optional, Regexp

from eventapp.domain.identity import unique_id
from eventapp.domain.timezones import YEARS_KEPT, is_zone
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import MISSING, DayField, LineField, LocalizedField, WordedForm, choices, required

_SLUG = (
    Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", message=N_("Small letters, digits and hyphens only.")),
    Length(max=80, message=N_("At most 80 characters.")),
)
_SLUG_HINT = N_("Its name in addresses: small letters, digits, hyphens.")
_SIDE = Regexp(r"^[A-Z0-9]{2,8}\Z", message=N_("Two to eight capitals or digits."))
_DAY = {"type": "date"}
_ZONES = {"list": "zones"}
_MOST_DAYS = 60
_LANGUAGES = [
    ("en,ja", N_("English, then Japanese")),
    ("ja,en", N_("Japanese, then English")),
    ("en", N_("English only")),
    ("ja", N_("Japanese only")),
]
_SIDES_LANGUAGES = [("en", "English"), ("ja", "日本語")]
_KEEPS = [
    ("weekdays", N_("The weekdays: the nearest first day with the same one")),
    ("offsets", N_("The first day as typed, whatever its weekday")),
]


@cache
def zone_names() -> tuple[str, ...]:
    """Give the IANA zones that a field for one proposes, by name."""
    return tuple(sorted(name for name in available_timezones() if is_zone(name)))


def _known_zone(_form: WordedForm, field: LineField) -> None:
    if field.data and not is_zone(field.data):
        raise ValidationError(N_("Choose an IANA time zone such as Asia/Tokyo."))


def _possible_day(_form: WordedForm, field: DayField) -> None:
    if field.data and not YEARS_KEPT.start < field.data.year < YEARS_KEPT.stop - 1:
        raise ValidationError(N_("No conference can be on this day."))


class _OptionalNumber(IntegerField):
    is_optional = True


class ConferenceForm(WordedForm):
    """What a conference needs before anything else: a name, days, a clock, languages, two sides."""

    title = LocalizedField(N_("Name"))
    slug = LineField(
        N_("Short name"),
        is_optional=True,
        hint=N_("Its name in addresses: small letters, digits, hyphens. Left empty, it is made of the English name."),
        validators=[Optional(), *_SLUG],
    )
    starts_on = DayField(N_("First day"), [required, _possible_day], render_kw=_DAY)
    ends_on = DayField(N_("Last day"), [required, _possible_day], render_kw=_DAY)
    zone = LineField(N_("Time zone"), validators=[_known_zone], render_kw=_ZONES, default="Asia/Tokyo")
    languages = SelectField(N_("Languages"), default="en,ja")
    guest_code = LineField(N_("Guest side, code"), default="US", validators=[_SIDE])
    guest_name = LocalizedField(N_("Guest side, name"))
    guest_zone = LineField(
        N_("Guest side, home time zone"), validators=[_known_zone], render_kw=_ZONES, default="America/New_York"
    )
    guest_language = SelectField(N_("Guest side, language"), choices=choices(_SIDES_LANGUAGES), default="en")
    host_code = LineField(N_("Host side, code"), default="JP", validators=[_SIDE])
    host_name = LocalizedField(N_("Host side, name"))
    host_zone = LineField(
        N_("Host side, home time zone"), validators=[_known_zone], render_kw=_ZONES, default="Asia/Tokyo"
    )
    host_language = SelectField(N_("Host side, language"), choices=choices(_SIDES_LANGUAGES), default="ja")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.languages.choices = choices((value, self.words(label)) for value, label in _LANGUAGES)

    @property
    def language_codes(self) -> tuple[str, ...]:
        """The conference's languages, the first one leading."""
        return tuple((self.languages.data or "").split(","))

    def validate(self, *arguments: Any, **named: Any) -> bool:
        """Look at each field, then at what they say together; the short name is made where none was typed."""
        if not super().validate(*arguments, **named):
            return False
        first, last = self.starts_on.data, self.ends_on.data
        if first and last and not 0 <= (last - first).days <= _MOST_DAYS:
            self.refuse("ends_on", N_("The last day lies before the first, or more than 60 days after it."))
        if self.guest_code.data == self.host_code.data:
            self.refuse("host_code", N_("The two sides need two codes."))
        if not self.slug.data:
            self.slug.data = unique_id(self.title.data, "", ())
            if not self.slug.data:
                self.refuse("slug", MISSING)
        return not self.failures


class FileForm(WordedForm):
    """What a schedule may leave open: its short name, its clock, the language of its texts."""

    slug = LineField(
        N_("Short name"),
        is_optional=True,
        hint=N_("Its name in addresses. Left empty, it is the one in the file."),
        validators=[Optional(), *_SLUG],
    )
    zone = LineField(
        N_("Time zone"),
        is_optional=True,
        hint=N_("Left empty, it is the one in the file."),
        validators=[_known_zone],
        render_kw=_ZONES,
    )
    language = SelectField(N_("Its texts are in"), choices=choices(_SIDES_LANGUAGES), default="en")


class RemovalForm(WordedForm):
    """A conference's short name, typed by whoever removes it: nobody does that by a slip of the hand."""

    slug = LineField(N_("Short name"))

    def __init__(self, *arguments: Any, expected: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.expected = expected

    def validate_slug(self, field: LineField) -> None:
        if field.data != self.expected:
            raise ValidationError(N_("This is not its short name."))


class CloneForm(WordedForm):
    """When the next edition is, what it is called, and who comes along."""

    slug = LineField(N_("Short name"), hint=_SLUG_HINT, validators=_SLUG)
    starts_on = DayField(N_("First day"), [required, _possible_day], render_kw=_DAY)
    keep = RadioField(N_("What stays"), default="weekdays")
    with_people = BooleanField(N_("With its people and what each does"), default=True)
    with_organisers = BooleanField(N_("Its organisers organise it too"), default=False)
    series = LineField(
        N_("Series"),
        is_optional=True,
        hint=N_("The short name that all editions share."),
        validators=[Optional(), *_SLUG],
    )
    edition = _OptionalNumber(N_("Edition"), [Optional(), NumberRange(1, 999, message=N_("From 1 to 999."))])
    look = SubmitField(N_("Show its dates"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.keep.choices = choices((value, self.words(label)) for value, label in _KEEPS)
