"""Invitations to register: how far one got, and when somebody may be reminded. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.errors import Problem
from eventapp.domain.registration.plan import Door, door_of
from eventapp.domain.vocabulary import AttendeeCategory

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from eventapp.domain.registration.plan import RegistrationPlan
    from eventapp.domain.registration.states import RegistrationState

# Nobody gets two mails of the same kind within a day.
REMINDER_PAUSE = timedelta(hours=24)


class InvitationState(StrEnum):
    """How far an invitation got; whoever registered is that, whatever was done with the invitation later."""

    SENT = "sent"
    OPENED = "opened"
    REGISTERED = "registered"
    DECLINED = "declined"
    REVOKED = "revoked"
    EXPIRED = "expired"

    @property
    def is_open(self) -> bool:
        """Say whether an answer is still waited for."""
        return self in {InvitationState.SENT, InvitationState.OPENED}


class Standing(StrEnum):
    """How an address stands that is about to be invited: NEW is one that nobody invited yet."""

    NEW = "new"
    AGAIN = "again"
    INVITED = "invited"
    DECLINED = "declined"
    REGISTERED = "registered"

    @property
    def gets_mail(self) -> bool:
        return self in {Standing.NEW, Standing.AGAIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Whom to invite, and as what; `side` is a delegation's code, "" for a guest of no delegation."""

    email: str
    language: str
    category: AttendeeCategory
    name: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation as it stands.

    `sent_at` is when it was first sent, `reminded_at` when the last of its `reminders` was. `registration` is the state of what came of it,
    or of the address's registration by another way, whose public id is `registered`; None and "" where there is none.
    """

    id: int
    email: str
    name: str
    language: str
    category: AttendeeCategory
    side: str
    invited_by: str
    sent_at: datetime
    expires_at: datetime
    reminded_at: datetime | None = None
    reminders: int = 0
    opened_at: datetime | None = None
    declined_at: datetime | None = None
    revoked_at: datetime | None = None
    registration: RegistrationState | None = None
    registered: str = ""

    def state_at(self, now: datetime) -> InvitationState:
        if self.registration is not None:
            return InvitationState.REGISTERED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        if self.declined_at is not None:
            return InvitationState.DECLINED
        if self.expires_at <= now:
            return InvitationState.EXPIRED
        return InvitationState.OPENED if self.opened_at is not None else InvitationState.SENT

    def lets_in(self, now: datetime) -> bool:
        """Say whether its links open the form: for one person, also for one who declined or withdrew and thinks better of it."""
        return self.revoked_at is None and self.expires_at > now and not self.is_answered

    @property
    def is_answered(self) -> bool:
        """Say whether a registration stands that came of it, or that the address has by another way."""
        return self.registration is not None and not self.registration.is_ended

    @property
    def invitee(self) -> Invitee:
        return Invitee(email=self.email, name=self.name, language=self.language, category=self.category, side=self.side)

    def may_be_renewed(self, now: datetime) -> bool:
        """Say whether it can be sent anew: nobody waits for an answer, and nothing came of it that still stands."""
        if self.registration is not None:
            return self.registration.is_ended
        return not self.state_at(now).is_open

    def may_be_reminded(self, now: datetime) -> bool:
        """Say whether a reminder may go out: an answer is waited for, and the last mail is a day old."""
        return self.state_at(now).is_open and (self.reminded_at or self.sent_at) + REMINDER_PAUSE <= now


def end_of_invitations(ends_on: date, zone: str) -> datetime:
    """Give when an invitation ends that nothing else was said of: with the conference's last day, in its zone."""
    return datetime.combine(ends_on + timedelta(days=1), time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def standing_of(known: Invited | None, *, is_listed: bool, now: datetime) -> Standing:
    """Say how an address stands, given the invitation that it has and whether it is on the list or on the way to it.

    What was revoked or is over is sent again. Whoever has an invitation, declined or took the name off the list is left in peace.
    """
    if known is None:
        return Standing.REGISTERED if is_listed else Standing.NEW
    state = known.state_at(now)
    if is_listed or state is InvitationState.REGISTERED:
        return Standing.REGISTERED
    if state is InvitationState.DECLINED:
        return Standing.DECLINED
    return Standing.INVITED if state.is_open else Standing.AGAIN


def wrong_in(
    invitee: Invitee, plan: RegistrationPlan, *, sides: Collection[str], at: int, now: datetime
) -> tuple[Problem, ...]:
    """Give what stands against inviting somebody, at "people[at]": a category that no invitation lets in, a delegation that isn't there.

    A guest has no delegation, everybody else has one (decision 0013).
    """
    found = []
    door = door_of(plan.rule_of(invitee.category), now=now, is_invited=True)
    if door not in {Door.OPEN, Door.NOT_YET}:
        found.append(Problem(f"invitation-{door.value}", f"people[{at}].category"))
    if invitee.category is AttendeeCategory.GUEST and invitee.side:
        found.append(Problem("guest-of-a-side", f"people[{at}].side"))
    elif invitee.category is not AttendeeCategory.GUEST and invitee.side not in sides:
        code = "unknown-delegation" if invitee.side else "delegation-needed"
        found.append(Problem(code, f"people[{at}].side", values=(("got", invitee.side),)))
    return tuple(found)
