"""The form of a deadline."""

from __future__ import annotations

from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import ClockField, DayField, LocalizedField, WordedForm, required


class DeadlineForm(WordedForm):
    """What is due, on which day, at which time of the conference's clock."""

    title = LocalizedField(N_("What is due"))
    due_on = DayField(N_("Day"), [required], render_kw={"type": "date"})
    due_time = ClockField(N_("Time at the venue"), [required])
