"""Who may do what, as a table: a new permission or role has to be decided here."""

from __future__ import annotations

import re

import pytest

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC, STAFF, Audience
from eventapp.policy import ANONYMOUS, GRANTS, Actor, Facts, MemberRole, Permission, allows, audience_of

HERE = Facts("here-2026")
US_ITEM = Facts("here-2026", Audience.parse("side:US"))


def member(role, *, conference="here-2026", side=""):
    return Actor("someone", user_id=1, conference=conference, role=role, side=side)


ACTORS = {
    "anonymous": ANONYMOUS,
    "stranger": Actor("someone", user_id=1),
    "admin": Actor("admin", user_id=2, is_admin=True),
    "organiser": member(MemberRole.ORGANISER),
    "editor": member(MemberRole.EDITOR),
    "focal_point": member(MemberRole.FOCAL_POINT, side="US"),
    "desk": member(MemberRole.DESK),
    "reader": member(MemberRole.READER),
}
MEMBERS = {"organiser", "editor", "focal_point", "desk", "reader"}
P = Permission
TABLE = {
    P.AGENDA_READ: set(ACTORS),
    P.ACCOUNT_USE: set(ACTORS) - {"anonymous"},
    P.CONFERENCE_CREATE: {"admin"},
    P.MAILBOX_READ: {"admin"},
    P.WORKPLACE_ENTER: MEMBERS,
    P.EDITION_READ: MEMBERS,
    P.DRAFT_READ: {"organiser", "editor", "reader"},
    P.DRAFT_EDIT: {"organiser", "editor"},
    P.DRAFT_IMPORT: {"organiser", "editor"},
    P.DRAFT_EXPORT: {"organiser", "editor"},
    P.LOG_READ: {"organiser", "editor"},
    P.CONFERENCE_EDIT: {"organiser"},
    P.DELEGATION_EDIT: {"organiser"},
    P.AGENDA_PUBLISH: {"organiser"},
    P.MEMBER_MANAGE: {"organiser"},
    P.OUTBOX_READ: {"organiser"},
    P.REGISTRATION_PLAN: {"organiser"},
    P.REGISTRATION_READ: {"organiser"},
    P.REGISTRATION_EDIT: {"organiser"},
    P.REGISTRATION_DECIDE: {"organiser"},
    P.REGISTRATION_EXPORT: {"organiser"},
    P.NEEDS_READ: {"organiser"},
    P.NEEDS_COUNT: {"organiser", "editor"},
    P.PARTICIPANTS_READ: MEMBERS,
    P.PARTICIPANTS_ISSUE: {"organiser"},
    P.DESK_USE: {"organiser", "desk"},
    P.DELEGATION_LIST: {"organiser"},
}
AT_NO_CONFERENCE = {P.AGENDA_READ, P.ACCOUNT_USE, P.CONFERENCE_CREATE, P.MAILBOX_READ}


@pytest.mark.parametrize("permission", Permission)
def test_permission_is_granted_to_those_in_the_table(permission):
    granted = {name for name, actor in ACTORS.items() if allows(actor, permission, HERE)}
    assert granted == TABLE[permission]


@pytest.mark.parametrize("role", MemberRole)
def test_role_holds_at_its_own_conference_only(role):
    elsewhere = member(role, conference="there-2026")
    assert {p for p in Permission if allows(elsewhere, p, HERE)} == {P.AGENDA_READ, P.ACCOUNT_USE}
    assert {p for p in Permission if allows(member(role), p)} == {P.AGENDA_READ, P.ACCOUNT_USE}


def test_thing_of_one_side_is_for_the_focal_point_of_that_side_only():
    own, other = member(MemberRole.FOCAL_POINT, side="US"), member(MemberRole.FOCAL_POINT, side="JP")
    assert allows(own, P.EDITION_READ, US_ITEM)
    assert not allows(other, P.EDITION_READ, US_ITEM)
    assert not allows(member(MemberRole.READER), P.DRAFT_READ, US_ITEM)
    assert not allows(member(MemberRole.ORGANISER), P.DRAFT_READ, US_ITEM)


def test_focal_point_comes_to_the_own_delegations_list_and_an_organiser_to_each():
    own, chief = member(MemberRole.FOCAL_POINT, side="US"), member(MemberRole.ORGANISER)
    may = {side: allows(own, P.DELEGATION_LIST, Facts(HERE.conference, side=side)) for side in ("US", "JP", "")}
    assert may == {"US": True, "JP": False, "": False}
    assert [allows(chief, P.DELEGATION_LIST, Facts(HERE.conference, side=side)) for side in ("US", "JP")] == [
        True,
        True,
    ]


def test_every_permission_of_a_conference_is_in_the_grants():
    assert set(GRANTS) == set(Permission) - AT_NO_CONFERENCE


def test_permission_is_named_noun_and_verb():
    assert [p.value for p in Permission if not re.fullmatch(r"[a-z]+:[a-z]+", p.value)] == []


def test_audience_of_a_member_follows_from_the_role():
    found = {name: audience_of(actor) for name, actor in ACTORS.items()}
    assert found == {
        "anonymous": PUBLIC,
        "stranger": PUBLIC,
        "admin": PUBLIC,
        "organiser": STAFF,
        "editor": STAFF,
        "focal_point": Audience.parse("side:US"),
        "desk": PARTICIPANTS,
        "reader": PARTICIPANTS,
    }


def test_anonymous_reader_has_no_account():
    assert (ANONYMOUS.name, ANONYMOUS.user_id, ANONYMOUS.is_signed_in) == ("anonymous", None, False)
