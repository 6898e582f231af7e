"""Forms of the board: where a session goes, what slips."""

from __future__ import annotations

from datetime import date

from wtforms import DateField, IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import ClockField, WordedForm, required

_DAY_MINUTES = 1440


def _as_date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


class MoveForm(WordedForm):
    """Day, time on the clock of the room's venue, length and room of a session."""

    on = SelectField(N_("Day"), coerce=_as_date)
    start = ClockField(N_("Start"), [required])
    minutes = IntegerField(
        N_("Minutes"), [required, NumberRange(1, 2 * _DAY_MINUTES, message=N_("From 1 to 2880 minutes."))]
    )
    room = SelectField(N_("Room"))


class SlipForm(WordedForm):
    """From when, by how much, up to when; negative minutes are earlier."""

    day = DateField(N_("Day"), [required])
    start = ClockField(N_("From"), [required])
    minutes = IntegerField(
        N_("Move by, minutes"), [required, NumberRange(-_DAY_MINUTES, _DAY_MINUTES, message=N_("At most a day."))]
    )
    until = ClockField(N_("Up to and including"), [Optional()])
