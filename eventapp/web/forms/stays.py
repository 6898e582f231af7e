"""When a person is there: arriving, leaving, not free, on the conference's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import RadioField

from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import ClockField, DayField
from eventapp.web.forms.rows import WindowsField
from eventapp.web.forms.times import BesidesField, TimedFields

if TYPE_CHECKING:
    from datetime import date

    from eventapp.domain.items import Document

STAY_ROWS = (("arrives_on", "arrives", "leaves_on", "leaves"), ("arrives_fold", "leaves_fold"), ("away",))
STAY_FIELDS = tuple(name for row in STAY_ROWS for name in row)
_DAY_TOO, _TIME_TOO = N_("Write the day too."), N_("Write the time too.")


class StayFields(TimedFields):
    """Fields for the keys `arrives`, `leaves` and `away` of an attendee in a conference file; `zone` is the conference's."""

    timed = ("arrives", "leaves")

    arrives_on = DayField(N_("Arrives on"), [BesidesField("arrives", _DAY_TOO)])
    arrives = ClockField(N_("Arrives at"), [BesidesField("arrives_on", _TIME_TOO)])
    arrives_fold = RadioField(N_("Which of the two arrivals"), validate_choice=False)
    leaves_on = DayField(N_("Leaves on"), [BesidesField("leaves", _DAY_TOO)])
    leaves = ClockField(N_("Leaves at"), [BesidesField("leaves_on", _TIME_TOO)])
    leaves_fold = RadioField(N_("Which of the two departures"), validate_choice=False)
    away = WindowsField(N_("Not free"), hint=N_("On the conference's clock. Without any window: always free."))

    def day_of(self, key: str) -> date | None:
        day: date | None = self[f"{key}_on"].data
        return day

    def opened_stay(self, item: Document) -> dict[str, Any]:
        """Give what the fields of the times begin with."""
        return {name: value for key in self.timed for name, value in self.opened_time(key, item, self.zone).items()}

    def stay(self) -> Document:
        """Give the keys, "" and [] for what was left empty."""
        return {**{key: self.written_time(key) for key in self.timed}, "away": self.away.document()}
