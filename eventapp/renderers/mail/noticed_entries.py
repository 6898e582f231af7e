"""The entries of a person's calendar that a notice is about, attached as a copy: UID and SEQUENCE as feeds have them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventapp.domain.own_agendas import is_for_everybody
from eventapp.renderers.ics import render_copy, render_vevent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.audiences import Audience
    from eventapp.domain.notices import Notice, NoticedChange


@dataclass(frozen=True, slots=True)
class Entries:
    """Writes the entries of many notices of one publication, each once: sessions of everybody are in most of them."""

    agenda: Agenda
    base_url: str
    _seen: dict[Audience, Agenda] = field(default_factory=dict)
    _made: dict[tuple[object, ...], bytes] = field(default_factory=dict)

    def render(self, notice: Notice) -> str:
        """Give one calendar of the sessions that changed for a person, those that were cancelled too; "" for none.

        A session that goes on without the person is left out, as it is from the person's feed: nothing
        of it is the person's any more. So is one that comes as an invitation of its own: taken in from here, it would stand there twice.
        """
        languages = self.agenda.conference.languages
        language = notice.language if notice.language in languages else languages[0]
        if notice.audience not in self._seen:
            self._seen[notice.audience] = self.agenda.for_audience(notice.audience)
        agenda = self._seen[notice.audience]
        vevents = [self._vevent(one, agenda, language) for one in _attached(notice)]
        return render_copy(vevents, agenda).decode() if vevents else ""

    def _vevent(self, noticed: NoticedChange, agenda: Agenda, language: str) -> bytes:
        session, parts = noticed.change.after, noticed.after
        # The changes are known by identity, each audience has its own.
        key = (id(noticed.change), language, parts)
        if key not in self._made:
            made = render_vevent(session, agenda, languages=(language,), base_url=self.base_url, parts=parts)
            self._made[key] = made
        return self._made[key]


def _attached(notice: Notice) -> Iterator[NoticedChange]:
    return (one for one in notice.changes if one.change.after.id not in notice.by_mail and not _has_left(one))


def _has_left(noticed: NoticedChange) -> bool:
    session = noticed.change.after
    had_part, has_part = bool(noticed.before), bool(noticed.after)
    return had_part and not has_part and not session.is_cancelled and not is_for_everybody(session)
