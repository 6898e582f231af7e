"""What the message around an invitation to a session says, for whoever has no program that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.renderers.ics import public_url
from eventapp.renderers.mail.contacts import contact_line
from eventapp.renderers.mail.mails import Mail, render_mail
from eventapp.renderers.mail.noticed_changes import Speaker
from eventapp.renderers.mail.own_pages import OWN_PAGE
from eventapp.renderers.view.cards import title_of
from eventapp.renderers.view.places import place_line
from eventapp.renderers.view.voice import Voice
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from eventapp.domain.agenda import Agenda
    from eventapp.domain.audiences import Audience
    from eventapp.domain.notices import NoticedChange
    from eventapp.domain.sessions import Session


class InvitationNews(StrEnum):
    """What a message about an invitation brings.

    A session that is off is so for everybody, one taken back goes on without the reader; of one that is stopped, or told elsewhere, only the
    mails end.
    """

    NEW = "new"
    ON_AGAIN = "on-again"
    CHANGED = "changed"
    OFF = "off"
    TAKEN_BACK = "taken-back"
    STOPPED = "stopped"
    ELSEWHERE = "elsewhere"

    @property
    def cancels(self) -> bool:
        """Say whether the reader's calendar takes the session out."""
        return self not in {InvitationNews.NEW, InvitationNews.ON_AGAIN, InvitationNews.CHANGED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who reads the message; `change` is what is otherwise than the reader knows, where that can be said in a sentence."""

    audience: Audience
    language: str
    home_zone: str
    change: NoticedChange | None = None


_HEADINGS = {
    InvitationNews.NEW: N_("Invitation: {session}"),
    InvitationNews.ON_AGAIN: N_("Takes place after all: {session}"),
    InvitationNews.CHANGED: N_("Changed: {session}"),
    InvitationNews.OFF: N_("Cancelled: {session}"),
    InvitationNews.TAKEN_BACK: N_("Not in your programme any more: {session}"),
    InvitationNews.STOPPED: N_("By mail no longer: {session}"),
    InvitationNews.ELSEWHERE: N_("To another address from now on: {session}"),
}
_SENTENCES = {
    InvitationNews.NEW: N_("You are invited to this session. Your calendar program can take it in and answer."),
    InvitationNews.CHANGED: N_("This is how the session is now. Your calendar program puts it right."),
    InvitationNews.ON_AGAIN: N_("The session takes place after all. Your calendar program can take it in and answer."),
    InvitationNews.OFF: N_("The session does not take place. Your calendar program takes it out."),
    InvitationNews.TAKEN_BACK: N_("The session goes on without you. Your calendar program takes it out."),
    InvitationNews.STOPPED: N_(
        "The invitations by mail have ended; your part in the session is as before. Your calendar program takes it out."
    ),
    InvitationNews.ELSEWHERE: N_(
        "The invitation goes to another address from now on; your part in the session is as before. The calendar at this one takes it out."
    ),
}


def render_session_invitation(
    news: InvitationNews, session: Session, agenda: Agenda, told: Told, *, base_url: str
) -> Mail:
    """Give the message in one of the conference's languages; without a `base_url` it has no link, with one perhaps what stands for the own page."""
    conference, language = agenda.conference, told.language
    voice, words = Voice((language,), conference.languages), words_in(language)
    speaker = Speaker(agenda=agenda, voice=voice, home_zone=told.home_zone)
    title = voice.say(conference.title)
    site = "" if news.cancels else base_url.rstrip("/")
    page = public_url(session, conference, site)
    return render_mail(
        "session-invitation",
        language,
        heading=words(_HEADINGS[news], session=title_of(session, voice).lead.text),
        sentence=words(_SENTENCES[news]),
        line=speaker.line(told.change, told.audience) if told.change else (),
        conference=title.lead.text if title else conference.slug,
        when=speaker.when(session),
        where=place_line(session, language, voice.order),
        page=page if site else "",
        own_page=f"{site}{OWN_PAGE}" if site and not page else "",
        contact=contact_line(conference, language),
    )
