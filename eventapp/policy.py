"""Who may: permissions, roles and the one function that decides. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC, STAFF, Audience


class MemberRole(StrEnum):
    """What a member does at one conference."""

    ORGANISER = "organiser"
    EDITOR = "editor"
    FOCAL_POINT = "focal_point"
    DESK = "desk"
    READER = "reader"


class Permission(StrEnum):
    """What can be done, as noun:verb."""

    AGENDA_READ = "agenda:read"
    ACCOUNT_USE = "account:use"
    CONFERENCE_CREATE = "conference:create"
    MAILBOX_READ = "mailbox:read"
    WORKPLACE_ENTER = "workplace:enter"
    EDITION_READ = "edition:read"
    DRAFT_READ = "draft:read"
    DRAFT_EDIT = "draft:edit"
    DRAFT_IMPORT = "draft:import"
    DRAFT_EXPORT = "draft:export"
    CONFERENCE_EDIT = "conference:edit"
    DELEGATION_EDIT = "delegation:edit"
    AGENDA_PUBLISH = "agenda:publish"
    MEMBER_MANAGE = "member:manage"
    OUTBOX_READ = "outbox:read"
    LOG_READ = "log:read"
    REGISTRATION_PLAN = "registration:plan"
    REGISTRATION_READ = "registration:read"
    REGISTRATION_EDIT = "registration:edit"
    REGISTRATION_DECIDE = "registration:decide"
    REGISTRATION_EXPORT = "registration:export"
    NEEDS_READ = "needs:read"
    NEEDS_COUNT = "needs:count"
    PARTICIPANTS_READ = "participants:read"
    PARTICIPANTS_ISSUE = "participants:issue"
    DESK_USE = "desk:use"
    DELEGATION_LIST = "delegation:list"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked about: the conference, the audience of a thing that belongs to one side, and whose people it is about.

    `side` is the delegation's code; a focal point has to do with the own one's people only.
    """

    conference: str = ""
    audience: Audience = PUBLIC
    side: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks: a name for the audit log, and for the conference asked about the role held there.

    `side` is the delegation of a focal point.
    """

    name: str
    user_id: int | None = None
    is_admin: bool = False
    conference: str = ""
    role: MemberRole | None = None
    side: str = ""

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None


ANONYMOUS = Actor("anonymous")
# Whoever has the link to a person's own page does what the person may; an entry of the log names the person as what it is about.
PARTICIPANT = Actor("participant")

_R = MemberRole
_EVERY_ROLE = frozenset(MemberRole)
_ANYBODY = frozenset({Permission.AGENDA_READ})
_ACCOUNTS = frozenset({Permission.ACCOUNT_USE})
_ADMINS = frozenset({Permission.CONFERENCE_CREATE, Permission.MAILBOX_READ})

GRANTS: dict[Permission, frozenset[MemberRole]] = {
    Permission.WORKPLACE_ENTER: _EVERY_ROLE,
    Permission.EDITION_READ: _EVERY_ROLE,
    Permission.DRAFT_READ: frozenset({_R.ORGANISER, _R.EDITOR, _R.READER}),
    Permission.DRAFT_EDIT: frozenset({_R.ORGANISER, _R.EDITOR}),
    Permission.DRAFT_IMPORT: frozenset({_R.ORGANISER, _R.EDITOR}),
    Permission.DRAFT_EXPORT: frozenset({_R.ORGANISER, _R.EDITOR}),
    Permission.LOG_READ: frozenset({_R.ORGANISER, _R.EDITOR}),
    Permission.CONFERENCE_EDIT: frozenset({_R.ORGANISER}),
    Permission.DELEGATION_EDIT: frozenset({_R.ORGANISER}),
    Permission.AGENDA_PUBLISH: frozenset({_R.ORGANISER}),
    Permission.MEMBER_MANAGE: frozenset({_R.ORGANISER}),
    Permission.OUTBOX_READ: frozenset({_R.ORGANISER}),
    Permission.REGISTRATION_PLAN: frozenset({_R.ORGANISER}),
    Permission.REGISTRATION_READ: frozenset({_R.ORGANISER}),
    Permission.REGISTRATION_EDIT: frozenset({_R.ORGANISER}),
    Permission.REGISTRATION_DECIDE: frozenset({_R.ORGANISER}),
    Permission.REGISTRATION_EXPORT: frozenset({_R.ORGANISER}),
    Permission.NEEDS_READ: frozenset({_R.ORGANISER}),
    Permission.NEEDS_COUNT: frozenset({_R.ORGANISER, _R.EDITOR}),
    Permission.PARTICIPANTS_READ: _EVERY_ROLE,
    Permission.PARTICIPANTS_ISSUE: frozenset({_R.ORGANISER}),
    Permission.DESK_USE: frozenset({_R.ORGANISER, _R.DESK}),
    Permission.DELEGATION_LIST: frozenset({_R.ORGANISER, _R.FOCAL_POINT}),
}


def allows(actor: Actor, permission: Permission, facts: Facts | None = None) -> bool:
    """Say whether the actor may do this about the thing that `facts` tell of.

    A role holds at its own conference only; a thing of one side is for that side's focal point and for those who see everything,
    and a focal point comes to no other delegation's list than the own one's.
    """
    if permission in _ANYBODY:
        return True
    if permission in _ACCOUNTS | _ADMINS:
        return actor.is_signed_in and (permission in _ACCOUNTS or actor.is_admin)
    facts = facts or Facts()
    if actor.role is None or not facts.conference or actor.conference != facts.conference:
        return False
    if permission is Permission.DELEGATION_LIST and actor.role is MemberRole.FOCAL_POINT and facts.side != actor.side:
        return False
    return actor.role in GRANTS[permission] and audience_of(actor).may_see(facts.audience)


def audience_of(actor: Actor) -> Audience:
    """Give the audience that a member belongs to; everybody else is the public."""
    if actor.role in {MemberRole.ORGANISER, MemberRole.EDITOR}:
        return STAFF
    if actor.role is MemberRole.FOCAL_POINT and actor.side:
        return Audience.parse(f"side:{actor.side}")
    return PARTICIPANTS if actor.role else PUBLIC
