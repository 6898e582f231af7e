"""An agenda as those who are invited to its sessions may read it, each entry written once for all who read the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventapp.domain.audiences import PUBLIC, Audience
from eventapp.domain.differences import session_change
from eventapp.domain.errors import NotFoundError
from eventapp.domain.feeds import OwnSessions
from eventapp.domain.names import name_in
from eventapp.domain.notices import NoticedChange, audience_of
from eventapp.domain.session_invitations import InvitationMethod
from eventapp.domain.vocabulary import SessionStatus
from eventapp.operations.outbox import Letter, Recipient
from eventapp.operations.registrations.letters import name_of
from eventapp.renderers.ics import render_entry, render_invitation
from eventapp.renderers.mail.session_invitations import InvitationNews, Told, render_session_invitation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.notices import Part
    from eventapp.domain.sessions import Session
    from eventapp.models import Registration, SessionInvitation
    from eventapp.queries.session_invitations import Invitable
    from eventapp.renderers.mail import Mail


@dataclass(frozen=True, slots=True)
class _Reader:
    """What an entry depends on besides its session; `news` only where it cancels."""

    audience: Audience
    language: str
    parts: tuple[Part, ...] = ()
    news: InvitationNews | None = None


class InvitedProgramme:
    """One published agenda, looked through once; `base_url` is that of the links."""

    def __init__(self, agenda: Agenda, base_url: str) -> None:
        self._whole, self._base_url = agenda, base_url
        self._own = OwnSessions(agenda)
        self._sides = {one.code: one for one in agenda.delegations}
        self._names = {one.id: one for one in agenda.attendees}
        self._seen: dict[Audience, tuple[Agenda, Mapping[str, Session]]] = {}
        self._entries: dict[tuple[str, _Reader], bytes] = {}
        self._mails: dict[tuple[str, _Reader, str, tuple[Part, ...]], Mail] = {}

    def sessions_of(self, who: Invitable) -> tuple[Session, ...]:
        """Give the sessions that somebody can be invited to, in the agenda's order: one's own, that one may see and that take place."""
        row = who.row
        ids = self._own.of(self._own.person(row.public_id, row.category), registered=who.registered)
        _, seen = self.seen_by(self._audience(row))
        return tuple(one for one in seen.values() if one.id in ids and not one.is_cancelled)

    def session(self, session_id: str) -> Session:
        """Give a session of the agenda, whoever may see it. Raises: NotFoundError."""
        session = next((one for one in self._whole.sessions if one.id == session_id), None)
        if session is None:
            raise NotFoundError("unknown-item", item=f"sessions/{session_id}")
        return session

    def is_off(self, session_id: str) -> bool:
        """Say whether a session is cancelled, or not in the agenda at all."""
        session = next((one for one in self._whole.sessions if one.id == session_id), None)
        return session is None or session.is_cancelled

    def entry(self, row: Registration, session_id: str, news: InvitationNews = InvitationNews.NEW) -> bytes:
        """Give what an invitation says of the session to this person; of a cancelled one no more than what it was."""
        agenda, session = self._session(row, session_id, is_cancelled=news.cancels)
        parts = () if news.cancels else self.parts(row, session_id)
        reader = _Reader(self._audience(row), self._language(row), parts, news if news.cancels else None)
        key = (session_id, reader)
        if key not in self._entries:
            self._entries[key] = render_entry(
                session,
                agenda,
                languages=(reader.language,),
                base_url=self._base_url,
                parts=parts,
                marks_cancelled=news is InvitationNews.OFF,
            )
        return self._entries[key]

    def letter(
        self,
        row: Registration,
        invitation: SessionInvitation,
        news: InvitationNews,
        *,
        before: InvitedProgramme | None = None,
    ) -> Letter:
        """Give the message that brings an invitation to its person as it stands; it tells what is otherwise than `before`."""
        session_id = invitation.session
        entry = self.entry(row, session_id, news)
        method = InvitationMethod.CANCEL if news.cancels else InvitationMethod.REQUEST
        language, name = self._language(row), self._name(row)
        calendar = render_invitation(
            entry, self._whole, method=method, sequence=invitation.sequence, address=invitation.address, name=name
        )
        return Letter(
            mail=self._mail(row, session_id, news, before),
            to=Recipient(invitation.address, name, language),
            attendee=row.public_id,
            calendar=calendar,
            calendar_method=method.value,
        )

    def _mail(self, row: Registration, session_id: str, news: InvitationNews, before: InvitedProgramme | None) -> Mail:
        parts = self.parts(row, session_id)
        earlier = before.parts(row, session_id) if before else ()
        reader = _Reader(self._audience(row), self._language(row), parts, news)
        key = (session_id, reader, row.side, earlier)
        if key not in self._mails:
            self._mails[key] = self._written(row, session_id, reader, before)
        return self._mails[key]

    def _written(self, row: Registration, session_id: str, reader: _Reader, before: InvitedProgramme | None) -> Mail:
        news = reader.news or InvitationNews.NEW
        agenda, session = self._session(row, session_id, is_cancelled=news.cancels)
        side = self._sides.get(row.side)
        told = Told(
            audience=reader.audience,
            language=reader.language,
            home_zone=side.home_zone if side else agenda.conference.zone,
            change=self._change(row, session, before) if before else None,
        )
        return render_session_invitation(news, session, agenda, told, base_url=self._base_url)

    def _change(self, row: Registration, session: Session, before: InvitedProgramme) -> NoticedChange | None:
        """Give what is otherwise than before for this person, None where it can't be said in a sentence."""
        old_agenda, old = before.seen_by(self._audience(row))
        change = session_change(old.get(session.id), session, old_agenda, self.seen_by(self._audience(row))[0])
        if change is None:
            return None
        return NoticedChange(change, before.parts(row, session.id), self.parts(row, session.id))

    def parts(self, row: Registration, session_id: str) -> tuple[Part, ...]:
        """Give what the person does in a session."""
        return self._own.parts(row.public_id).get(session_id, ())

    def _session(self, row: Registration, session_id: str, *, is_cancelled: bool) -> tuple[Agenda, Session]:
        """Give the session as the person may see it; to one who may not any more it is named by what stood there, without a place."""
        agenda, seen = self.seen_by(self._audience(row))
        session = seen.get(session_id)
        if session is None:
            found = next(one for one in self._whole.sessions if one.id == session_id)
            session = replace(found, room=None, from_venue=None, to_venue=None)
        return agenda, replace(session, status=SessionStatus.CANCELLED) if is_cancelled else session

    def seen_by(self, audience: Audience) -> tuple[Agenda, Mapping[str, Session]]:
        """Give the agenda as an audience may see it, and its sessions by id."""
        if audience not in self._seen:
            agenda = self._whole.for_audience(audience)
            self._seen[audience] = agenda, {session.id: session for session in agenda.sessions}
        return self._seen[audience]

    def _audience(self, row: Registration) -> Audience:
        side = self._sides.get(row.side)
        return audience_of(row.category, side.code, is_side=side.is_side) if side else PUBLIC

    def _language(self, row: Registration) -> str:
        offered = self._whole.conference.languages
        return row.language if row.language in offered else offered[0]

    def _name(self, row: Registration) -> str:
        attendee = self._names.get(row.public_id)
        return (name_in(attendee, self._language(row)) if attendee else "") or name_of(row)
