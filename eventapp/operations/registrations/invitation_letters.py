"""Mails of invitations to register: each has a new link of its own, which holds beside the older ones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.localized import Text
from eventapp.models import RegistrationInvitationLink
from eventapp.operations.outbox import Letter, Recipient, queue_letters
from eventapp.operations.tokens import new_token, token_hash
from eventapp.renderers.mail.registration_invitations import REGISTRATION_INVITATION, render_registration_invitation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.models import RegistrationInvitation
    from eventapp.operations.registrations.open_lists import OpenList


def send_invitations(
    tx: Session, opened: OpenList, rows: Sequence[RegistrationInvitation], *, is_reminder: bool, now: datetime
) -> None:
    """Queue a mail to each, in the person's language."""
    letters = []
    for row in rows:
        token = new_token()
        tx.add(RegistrationInvitationLink(invitation_id=row.id, token_hash=token_hash(token), created_at=now))
        letters.append(_letter(opened, row, token, is_reminder=is_reminder, now=now))
    tx.flush()
    queue_letters(tx, letters, kind=REGISTRATION_INVITATION, now=now, conference_id=opened.conference.id)


def _letter(opened: OpenList, row: RegistrationInvitation, token: str, *, is_reminder: bool, now: datetime) -> Letter:
    conference = opened.conference
    order = conference.languages.split(",")
    title = conference.title.in_language(row.language, order=order) or Text(conference.slug, row.language)
    zone, rule = ZoneInfo(conference.zone), opened.plan.rule_of(row.category)
    ends = [at for at in (row.expires_at, rule.closes_at) if at is not None]
    mail = render_registration_invitation(
        row.language,
        conference=title.text,
        days=(conference.starts_on, conference.ends_on),
        name=row.name,
        link=f"{opened.base_url}/conferences/{opened.slug}/register/{token}",
        opens_local=rule.opens_at.astimezone(zone) if rule.opens_at is not None and rule.opens_at > now else None,
        until_local=min(ends).astimezone(zone),
        is_reminder=is_reminder,
    )
    return Letter(mail=mail, to=Recipient(row.email, row.name, row.language))
