"""What forms with typed times share: a day and a time on the wall, and which of the two where that time comes twice."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from wtforms import ValidationError

from eventapp.domain.timezones import comes_twice
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import WordedForm, choices
from eventapp.web.forms.items import ItemForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventapp.domain.errors import Problem
    from eventapp.domain.items import Document

_FIRST, _SECOND = "0", "1"
_TWICE = N_("This time comes twice: the clocks go back. Choose which one is meant.")


class BesidesField:
    """A validator: the field may be empty, unless the other one is filled."""

    field_flags: ClassVar[dict[str, Any]] = {"optional": True}

    def __init__(self, other: str, said: str) -> None:
        self.other = other
        self.said = said

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None and not field.process_errors and form[self.other].data is not None:
            raise ValidationError(self.said)


class TimedFields(WordedForm):
    """A form with the times `timed`: each has a field for the time, and one "…_fold" for which of the two is meant."""

    timed: ClassVar[tuple[str, ...]] = ()

    @property
    def zone(self) -> str:
        """The zone in which the times are read."""
        raise NotImplementedError

    def day_of(self, key: str) -> date | None:
        """Give the day typed for one of the times."""
        raise NotImplementedError

    def offer_folds(self) -> None:
        for key in self.timed:
            self[f"{key}_fold"].choices = choices(  # type: ignore[attr-defined] # a RadioField by its name
                ((_FIRST, self.words("The first time")), (_SECOND, self.words("The second time")))
            )

    def opened_time(self, key: str, item: Document, zone: str) -> dict[str, Any]:
        """Give what the fields of a time of the item begin with: "start", "start_on", "start_fold"; nothing without it."""
        if key not in item:
            return {}
        at = datetime.fromisoformat(item[key])
        is_twice = at.tzinfo is not None and bool(zone) and comes_twice(at.replace(tzinfo=None), zone)
        fold = str(at.astimezone(ZoneInfo(zone)).fold) if is_twice else ""
        return {key: at.time().replace(tzinfo=None), f"{key}_on": at.date(), f"{key}_fold": fold}

    def wall(self, key: str) -> datetime | None:
        """Give what was typed as one of the times, None while it isn't whole."""
        on, time = self.day_of(key), self[key].data
        return datetime.combine(on, time) if on and time else None

    def is_twice(self, key: str) -> bool:
        """Say whether the typed time comes twice, so that it has to be chosen which."""
        wall = self.wall(key)
        return wall is not None and comes_twice(wall, self.zone)

    def written_time(self, key: str) -> str:
        """Give a time as the file has it, "" for none: with the offset of the choice where it comes twice."""
        wall, fold = self.wall(key), self[f"{key}_fold"].data
        if wall is None:
            return ""
        if fold in {_FIRST, _SECOND} and comes_twice(wall, self.zone):
            return wall.replace(tzinfo=ZoneInfo(self.zone), fold=int(fold)).isoformat()
        return wall.isoformat()

    def refuse_time(self, problem: Problem) -> bool:
        """Say of a time that comes twice that it has to be chosen; give whether the problem was one of those."""
        key = problem.path.rpartition(".")[2]
        is_ours = problem.code == "fold-time" and key in self.timed
        if is_ours:
            self.refuse(f"{key}_fold", self.words(_TWICE))
        return is_ours


class TimedForm(TimedFields, ItemForm):
    """The form of an item of a draft that has times."""

    def offer(self) -> None:
        self.offer_folds()

    def refuse_problems(self, problems: Iterable[Problem], index: int | None) -> None:
        super().refuse_problems([problem for problem in problems if not self.refuse_time(problem)], index)
