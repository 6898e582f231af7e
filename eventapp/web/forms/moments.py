"""A field of one moment: day and time on the wall clock of a zone; a time that comes twice is chosen."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from wtforms import Field, ValidationError

from eventapp.domain.errors import Problem
from eventapp.domain.timezones import YEARS_KEPT, GapTimeError, comes_twice, to_utc
from eventapp.renderers.dates import moment
from eventapp.renderers.problems import error_sentence, problem_sentence
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from eventapp.renderers.wording import Words

_DAY = N_("This is no day of the calendar. Write it like 2023-03-12.")
_TIME = N_("This is no time of day. Write it like 09:00.")
_HALF = N_("A day and a time of day belong together.")
_TWICE = N_("This time comes twice: the clocks go back. Choose which one is meant.")
_FOLDS = ("0", "1")


class MomentField(Field):
    """`data` is an aware instant in UTC or None; the controls are named "closes_at-on", "-time" and "-fold".

    `zone` is the form's. What was typed stays as it was typed.
    """

    zone = "UTC"
    is_optional = True

    def __init__(self, label: str, *, hint: str = "", **kwargs: Any) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.on = self.time = self.fold = ""

    @property
    def is_twice(self) -> bool:
        """Say whether the typed time comes twice, so that it has to be chosen which."""
        wall = self._wall()
        return wall is not None and comes_twice(wall, self.zone)

    def shown(self, words: Words) -> str:
        """Give the moment as a reader sees it."""
        return moment(self.data.astimezone(ZoneInfo(self.zone)), words.language) if self.data else ""

    def take(self, instant: datetime | None) -> None:
        """Let this be the moment, whatever was typed."""
        self.data, self.on, self.time, self.fold, self.errors = instant, "", "", "", []
        if instant is not None:
            local = instant.astimezone(ZoneInfo(self.zone))
            self.on, self.time, self.fold = local.date().isoformat(), f"{local:%H:%M}", str(local.fold)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - WTForms' signature
        """Take what was sent, else `data`; a form that sent neither day nor time keeps what was there."""
        self.process_errors = []
        self.zone = self.meta.zone
        # What nobody gave a value is a mark of WTForms' own.
        self.object_data = data if isinstance(data, datetime) else None
        self.take(self.object_data)
        if formdata and f"{self.name}-on" in formdata:
            self.on, self.time, self.fold = (
                str(formdata.get(f"{self.name}-{part}", "")).strip() for part in ("on", "time", "fold")
            )
            self.data = self._instant()

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Say what is wrong with the day, the time, or both together on this zone's clock; then what the form says against it."""
        wrong = self._wrong(form.meta.words)
        self.errors = [wrong] if wrong else []
        try:
            for check in () if wrong else extra_validators:
                check(form, self)
        except ValidationError as error:
            self.errors = [str(error)]
        return not self.errors

    def _wrong(self, words: Words) -> str:
        on, at = _read_day(self.on), _read_time(self.time)
        if self.on and on is None:
            return _DAY
        if self.time and at is None:
            return _TIME
        if on is None or at is None:
            return _HALF if self.on or self.time else ""
        return "" if self.data is not None else self._unkept(datetime.combine(on, at), words)

    def _unkept(self, wall: datetime, words: Words) -> str:
        """Say why a wall time is no instant."""
        if wall.year not in YEARS_KEPT:
            return problem_sentence(Problem("time-out-of-range", values=(("got", self.on),)), words)
        if comes_twice(wall, self.zone):
            return _TWICE
        return error_sentence(GapTimeError("gap-time", wall=f"{wall:%Y-%m-%d %H:%M}", zone=self.zone), words)

    def _wall(self) -> datetime | None:
        on, at = _read_day(self.on), _read_time(self.time)
        return datetime.combine(on, at) if on is not None and at is not None and on.year in YEARS_KEPT else None

    def _instant(self) -> datetime | None:
        """Give the instant of what was typed, None for what is none, or has to be chosen."""
        wall = self._wall()
        if wall is None:
            return None
        if comes_twice(wall, self.zone):
            if self.fold not in _FOLDS:
                return None
            return wall.replace(tzinfo=ZoneInfo(self.zone), fold=int(self.fold)).astimezone(UTC)
        try:
            return to_utc(wall, self.zone)
        except GapTimeError:
            return None


def _read_day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def _read_time(text: str) -> time | None:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a wall time; its zone is the field's
    except ValueError:
        return None
