"""Forms of the board: where a session goes, what slips."""

from __future__ import annotations

from wtforms import DateField, IntegerField, SelectField, TimeField
from wtforms.validators import NumberRange, Optional

from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import WordedForm, required

_DAY_MINUTES = 1440
_OUT_OF_RANGE = N_("From {least} to {most} minutes.")


class MoveForm(WordedForm):
    """Day, time on the clock of the room's venue, length and room of a session."""

    on = DateField(N_("Day"), [required])
    start = TimeField(N_("Start"), [required])
    minutes = IntegerField(
        N_("Minutes"), [required, NumberRange(1, _DAY_MINUTES, message=N_("From 1 to 1440 minutes."))]
    )
    room = SelectField(N_("Room"), validate_choice=True)
    fold = SelectField(N_("Which of the two"), choices=[("", ""), ("0", "0"), ("1", "1")], default="")


class SlipForm(WordedForm):
    """From when, by how much, up to when; negative minutes are earlier."""

    day = DateField(N_("Day"), [required])
    start = TimeField(N_("From"), [required])
    minutes = IntegerField(
        N_("Move by, minutes"), [required, NumberRange(-_DAY_MINUTES, _DAY_MINUTES, message=N_("At most a day."))]
    )
    until = TimeField(N_("Up to and including"), [Optional()])
