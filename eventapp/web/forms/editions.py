"""Forms of a new conference and of the next edition of one."""

from __future__ import annotations

from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import NumberRange, Optional, Regexp

from eventapp.domain.timezones import is_zone
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import LineField, LocalizedField, WordedForm, choices, required

_SLUG = Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", message=N_("Small letters, digits and hyphens only."))
_SLUG_HINT = N_("Its name in addresses: small letters, digits, hyphens.")
_DAY = {"type": "date"}


def _known_zone(_form: WordedForm, field: LineField) -> None:
    if field.data and not is_zone(field.data):
        raise ValidationError(N_("Choose an IANA time zone such as Asia/Tokyo."))


class ConferenceForm(WordedForm):
    """What a conference needs before anything else: a name, days, a clock, two sides."""

    title = LocalizedField(N_("Name"))
    slug = LineField(N_("Short name"), hint=_SLUG_HINT, validators=[_SLUG])
    starts_on = DateField(N_("First day"), [required], render_kw=_DAY)
    ends_on = DateField(N_("Last day"), [required], render_kw=_DAY)
    zone = LineField(N_("Time zone"), validators=[_known_zone], render_kw={"list": "zones"}, default="Asia/Tokyo")
    first = SelectField(N_("First language"), choices=choices([("en", "English"), ("ja", "日本語")]), default="en")
    guest_code = LineField(
        N_("Guest side, code"),
        default="US",
        validators=[Regexp(r"^[A-Z0-9]{2,8}\Z", message=N_("Two to eight capitals or digits."))],
    )
    guest_name = LocalizedField(N_("Guest side, name"))
    guest_zone = LineField(
        N_("Guest side, home time zone"),
        validators=[_known_zone],
        render_kw={"list": "zones"},
        default="America/New_York",
    )
    host_code = LineField(
        N_("Host side, code"),
        default="JP",
        validators=[Regexp(r"^[A-Z0-9]{2,8}\Z", message=N_("Two to eight capitals or digits."))],
    )
    host_name = LocalizedField(N_("Host side, name"))
    host_zone = LineField(
        N_("Host side, home time zone"), validators=[_known_zone], render_kw={"list": "zones"}, default="Asia/Tokyo"
    )


class CloneForm(WordedForm):
    """When the next edition is, what it is called, and who comes along."""

    slug = LineField(N_("Short name"), hint=_SLUG_HINT, validators=[_SLUG])
    starts_on = DateField(N_("First day"), [required], render_kw=_DAY)
    keep = RadioField(
        N_("What stays"),
        choices=choices(
            [
                ("weekdays", N_("The weekdays: the nearest first day with the same one")),
                ("offset", N_("The first day as typed, whatever its weekday")),
            ]
        ),
        default="weekdays",
    )
    with_people = BooleanField(N_("With its people and what each does"), default=True)
    series = LineField(
        N_("Series"),
        is_optional=True,
        hint=N_("The short name that all editions share."),
        validators=[Optional(), _SLUG],
    )
    edition = IntegerField(N_("Edition"), [Optional(), NumberRange(1, 999, message=N_("From 1 to 999."))])
