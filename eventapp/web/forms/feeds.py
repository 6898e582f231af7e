"""The form of an address to subscribe to: what of a calendar it asks for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, RadioField, SelectField

from eventapp.domain.feeds import FeedWishes
from eventapp.domain.vocabulary import SessionKind
from eventapp.renderers.view.feeds import ONLY_DAY, ONLY_KIND, REMINDER, alarm_options, day_options, kind_options
from eventapp.renderers.wording import N_
from eventapp.web.feed_wishes import ALARMS
from eventapp.web.forms.fields import WordedForm, choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.agenda import Agenda
    from eventapp.renderers.wording import Words

_NAMES = {"en": "English", "ja": "日本語"}


class FeedForm(WordedForm):
    """`offered` are the conference's languages; with two of them both together can be chosen too. Days and kinds are those of `agenda`."""

    language = RadioField(N_("Language of the calendar"))
    has_breaks = BooleanField(N_("With the breaks"))
    alarm = SelectField(REMINDER)
    day = SelectField(ONLY_DAY)
    kind = SelectField(ONLY_KIND)

    def __init__(
        self,
        formdata: Mapping[str, Any] | None = None,
        *,
        words: Words,
        offered: tuple[str, ...],
        agenda: Agenda,
        **kwargs: Any,
    ) -> None:
        super().__init__(formdata, words=words, **kwargs)
        pairs = [(language, _NAMES.get(language, language)) for language in offered]
        if len(offered) > 1:
            pairs.append((",".join(offered[:2]), words("Both languages")))
        self.language.choices = choices(pairs)
        self.alarm.choices = choices(alarm_options(ALARMS, words))
        self.day.choices = choices(day_options(agenda, words))
        self.kind.choices = choices(kind_options(agenda, words))

    @property
    def is_of_a_part(self) -> bool:
        """Say whether a day or a kind is chosen, or was not taken."""
        return bool(self.day.data or self.kind.data or self.day.errors or self.kind.errors)

    def wishes(self) -> FeedWishes:
        return FeedWishes(
            languages=tuple(self.language.data.split(",")),
            has_breaks=self.has_breaks.data,
            on=date.fromisoformat(self.day.data) if self.day.data else None,
            kind=SessionKind(self.kind.data) if self.kind.data else None,
            alarm_minutes=int(self.alarm.data) if self.alarm.data else None,
        )
