"""What the message around an invitation to a session says, for whoever has no program that reads it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.domain.clocks import read_clock
from eventapp.renderers.dates import day_short, time_range
from eventapp.renderers.ics.addresses import session_url
from eventapp.renderers.mail.contacts import contact_line
from eventapp.renderers.mail.mails import Mail, render_mail
from eventapp.renderers.view.cards import title_of
from eventapp.renderers.view.places import place_line
from eventapp.renderers.view.voice import Voice
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.domain.sessions import Session


class InvitationNews(StrEnum):
    """What a message about an invitation brings."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"


_HEADINGS = {
    InvitationNews.NEW: N_("Invitation: {session}"),
    InvitationNews.CHANGED: N_("Changed: {session}"),
    InvitationNews.CANCELLED: N_("Cancelled for you: {session}"),
}
_SENTENCES = {
    InvitationNews.NEW: N_("You are invited to this session. Your calendar program can take it in and answer."),
    InvitationNews.CHANGED: N_("This is how the session is now. Your calendar program puts it right."),
    InvitationNews.CANCELLED: N_(
        "The session is not yours any more, or does not take place. Your calendar program takes it out."
    ),
}


def render_session_invitation(
    news: InvitationNews, session: Session, agenda: Agenda, *, language: str, base_url: str
) -> Mail:
    """Give the message in one of the conference's languages."""
    conference = agenda.conference
    voice, words = Voice((language,), conference.languages), words_in(language)
    own = read_clock(session.start_at, session.end_at, session.zone)
    clock = "" if own.needs_name else f"\u00a0{own.start_name}"
    title = voice.say(conference.title)
    return render_mail(
        "session-invitation",
        language,
        heading=words(_HEADINGS[news], session=title_of(session, voice).lead.text),
        sentence=words(_SENTENCES[news]),
        conference=title.lead.text if title else conference.slug,
        when=f"{day_short(session.start_local, language)} {time_range(own)}{clock}",
        where=place_line(session, language, voice.order),
        link=session_url(base_url, conference.slug, session.id)
        if base_url and news is not InvitationNews.CANCELLED
        else "",
        contact=contact_line(conference, language),
    )
