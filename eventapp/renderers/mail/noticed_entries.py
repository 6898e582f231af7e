"""The entries of a person's calendar that a notice is about, attached as a copy: UID and SEQUENCE as feeds have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.own_agendas import is_for_everybody
from eventapp.renderers.ics import render_copy, render_vevent

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.domain.notices import Notice, NoticedChange


def render_entries(notice: Notice, agenda: Agenda, base_url: str) -> str:
    """Give one calendar of the sessions that changed for a person, those that were cancelled too; "" for none.

    `agenda` is what the person may see. A session that goes on without the person is left out, as it is from the person's feed: nothing
    of it is the person's any more.
    """
    languages = agenda.conference.languages
    language = notice.language if notice.language in languages else languages[0]
    vevents = [
        render_vevent(
            noticed.change.after,
            agenda,
            languages=(language,),
            base_url=base_url,
            parts=noticed.after,
        )
        for noticed in notice.changes
        if not _has_left(noticed)
    ]
    return render_copy(vevents, agenda).decode() if vevents else ""


def _has_left(noticed: NoticedChange) -> bool:
    session = noticed.change.after
    had_part, has_part = bool(noticed.before), bool(noticed.after)
    return had_part and not has_part and not session.is_cancelled and not is_for_everybody(session)
