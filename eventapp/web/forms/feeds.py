"""The form of an address to subscribe to: what of a calendar it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, RadioField, SelectField

from eventapp.domain.feeds import FeedWishes
from eventapp.renderers.wording import N_
from eventapp.web.feed_wishes import ALARMS
from eventapp.web.forms.fields import WordedForm, choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.renderers.wording import Words

_NAMES = {"en": "English", "ja": "日本語"}


class FeedForm(WordedForm):
    """`offered` are the conference's languages; with two of them both together can be chosen too."""

    language = RadioField(N_("Language of the calendar"))
    has_breaks = BooleanField(N_("With the breaks"))
    alarm = SelectField(N_("Reminder before each session"))

    def __init__(
        self, formdata: Mapping[str, Any] | None = None, *, words: Words, offered: tuple[str, ...], **kwargs: Any
    ) -> None:
        super().__init__(formdata, words=words, **kwargs)
        pairs = [(language, _NAMES.get(language, language)) for language in offered]
        if len(offered) > 1:
            pairs.append((",".join(offered[:2]), words("Both languages")))
        self.language.choices = choices(pairs)
        rings = [(str(minutes), words("{minutes} minutes", minutes=minutes)) for minutes in ALARMS]
        self.alarm.choices = choices([("", words("None")), *rings])

    def wishes(self) -> FeedWishes:
        return FeedWishes(
            languages=tuple(self.language.data.split(",")),
            has_breaks=self.has_breaks.data,
            alarm_minutes=int(self.alarm.data) if self.alarm.data else None,
        )
