"""Members as operations; the pages' tests try invitations from end to end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.models import AuditEntry, Invitation, Membership, OutboxMessage, User
from eventapp.operations.members import (
    Post,
    StalePostError,
    accept_invitation,
    add_member,
    change_post,
    invite_member,
    remove_member,
    revoke_invitation,
)
from eventapp.policy import Actor, MemberRole
from eventapp.queries.members import list_conferences_of, list_invitations, list_members, list_sides
from tests.factories import sample_agenda
from tests.members import make_membership, make_user
from tests.publishing import draft

NOW = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)
SLUG = "sample-2023"
R = MemberRole


@pytest.fixture
def chief(app):
    """Make the sample conference and its organiser; give the organiser as an actor."""
    draft(sample_agenda())
    with transaction() as tx:
        user = make_user(tx, name="Chief", email="chief@example.org")
        make_membership(tx, user, R.ORGANISER)
        return Actor("Chief", user.id, conference=SLUG, role=R.ORGANISER)


def _user(**fields):
    with transaction() as tx:
        return make_user(tx, **fields).id


def _add(role, side="", **fields):
    with transaction() as tx:
        user = make_user(tx, **fields)
        make_membership(tx, user, role, side=side)
        return user.id


def _last():
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        return entry.action, entry.subject, entry.actor, entry.conference_slug, entry.details


def _token(mail):
    return mail.plain.partition("/invitations/")[2].split()[0]


def _invite(chief, post, email="new@example.org"):
    with transaction() as tx:
        asked = {"base_url": "https://x.example.org", "language": "en"}
        invite_member(tx, SLUG, email, post, **asked, actor=chief, now=NOW)
    with reading() as tx:
        mail = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
        return _token(mail)


def test_member_is_added_with_an_entry_in_the_log(chief):
    user_id = _user(name="Aki")
    with transaction() as tx:
        add_member(tx, SLUG, tx.get(User, user_id), Post(R.FOCAL_POINT, "JP"), actor=chief, now=NOW)
    with reading() as tx:
        assert [(m.name, m.role, m.side) for m in list_members(tx, SLUG)] == [
            ("Chief", R.ORGANISER, ""),
            ("Aki", R.FOCAL_POINT, "JP"),
        ]
    after = {"role": "focal_point", "side": "JP"}
    assert _last() == ("member:add", f"user:{user_id}", "Chief", SLUG, {"after": after})


def test_delegation_of_another_role_is_not_kept(chief):
    user_id = _add(R.FOCAL_POINT, side="JP")
    with transaction() as tx:
        change_post(tx, SLUG, user_id, Post(R.DESK, "JP"), seen=Post(R.FOCAL_POINT, "JP"), actor=chief, now=NOW)
    with reading() as tx:
        assert [(m.role, m.side) for m in list_members(tx, SLUG)][1:] == [(R.DESK, "")]


@pytest.mark.parametrize("seen", [Post(R.FOCAL_POINT, "US"), Post(R.READER), None])
def test_role_changed_by_a_faster_organiser_stays(chief, seen):
    user_id = _add(R.FOCAL_POINT, side="JP")
    with pytest.raises(StalePostError) as refused, transaction() as tx:
        change_post(tx, SLUG, user_id, Post(R.DESK), seen=seen, actor=chief, now=NOW)
    assert refused.value.stands == Post(R.FOCAL_POINT, "JP")
    with transaction() as tx:
        change_post(tx, SLUG, user_id, Post(R.FOCAL_POINT, "JP"), seen=seen, actor=chief, now=NOW)
    with reading() as tx:
        assert [(m.role, m.side) for m in list_members(tx, SLUG)][1:] == [(R.FOCAL_POINT, "JP")]
        assert tx.scalars(select(AuditEntry).where(AuditEntry.action == "member:edit")).all() == []


@pytest.mark.parametrize("side", ["", "FR"])
def test_focal_point_without_a_delegation_of_the_conference_is_refused(chief, side):
    user_id = _user()
    with pytest.raises(DomainError, match=r"^side-needed$"), transaction() as tx:
        add_member(tx, SLUG, tx.get(User, user_id), Post(R.FOCAL_POINT, side), actor=chief, now=NOW)


def test_second_membership_is_refused(chief):
    with pytest.raises(DomainError, match=r"^already-member$"), transaction() as tx:
        add_member(tx, SLUG, tx.get(User, chief.user_id), Post(R.READER), actor=chief, now=NOW)


def test_last_organiser_can_neither_go_nor_change(chief):
    with pytest.raises(DomainError, match=r"^last-organiser$"), transaction() as tx:
        remove_member(tx, SLUG, chief.user_id, actor=chief, now=NOW)
    with pytest.raises(DomainError, match=r"^last-organiser$"), transaction() as tx:
        change_post(tx, SLUG, chief.user_id, Post(R.READER), seen=Post(R.ORGANISER), actor=chief, now=NOW)
    with transaction() as tx:
        change_post(tx, SLUG, chief.user_id, Post(R.ORGANISER), seen=Post(R.ORGANISER), actor=chief, now=NOW)


def test_one_of_two_organisers_may_go(chief):
    _add(R.ORGANISER)
    with transaction() as tx:
        remove_member(tx, SLUG, chief.user_id, actor=chief, now=NOW)
    with reading() as tx:
        assert len(list_members(tx, SLUG)) == 1
    assert _last()[0] == "member:remove"


def test_who_is_no_member_can_be_neither_changed_nor_removed(chief):
    user_id = _user()
    for act in (
        lambda tx: change_post(tx, SLUG, user_id, Post(R.READER), seen=None, actor=chief, now=NOW),
        lambda tx: remove_member(tx, SLUG, user_id, actor=chief, now=NOW),
    ):
        with pytest.raises(NotFoundError, match=r"^unknown-member$"), transaction() as tx:
            act(tx)


def test_invitation_is_kept_as_a_hash_and_names_who_invites(chief):
    token = _invite(chief, Post(R.EDITOR))
    with reading() as tx:
        invitation = tx.scalars(select(Invitation)).one()
        assert (len(invitation.token_hash), token in invitation.token_hash) == (64, False)
        (listed,) = list_invitations(tx, SLUG, now=NOW)
        assert (listed.email, listed.role, listed.inviter) == ("new@example.org", R.EDITOR, "Chief")
        assert list_invitations(tx, SLUG, now=NOW + timedelta(days=14)) == ()
    assert (_last()[0], token in str(_last())) == ("member:invite", False)


def test_accepted_invitation_makes_account_and_member_once(chief):
    token = _invite(chief, Post(R.FOCAL_POINT, "US"))
    with transaction() as tx:
        accepted = accept_invitation(tx, token, name="Ben", language="en", now=NOW)
        user_id, user = accepted.user_id, tx.get_one(User, accepted.user_id)
        assert (user.email, user.name, accepted.is_new) == ("new@example.org", "Ben", True)
    with reading() as tx:
        (own,) = list_conferences_of(tx, user_id)
        assert (own.slug, own.role, own.side) == (SLUG, R.FOCAL_POINT, "US")
    with pytest.raises(DomainError, match=r"^invitation-ended$"), transaction() as tx:
        accept_invitation(tx, token, name="Ben", language="en", now=NOW)


def test_invitation_leaves_a_role_that_was_given_meanwhile(chief):
    token = _invite(chief, Post(R.READER))
    _add(R.ORGANISER, email="new@example.org")
    with transaction() as tx:
        accepted = accept_invitation(tx, token, name="", language="en", now=NOW)
        user_id = accepted.user_id
        assert accepted.is_new is False
    with reading() as tx:
        assert tx.scalars(select(Membership.role).where(Membership.user_id == user_id)).one() is R.ORGANISER


def test_invitation_that_expired_makes_nothing(chief):
    token = _invite(chief, Post(R.READER))
    with pytest.raises(DomainError, match=r"^invitation-ended$"), transaction() as tx:
        accept_invitation(tx, token, name="", language="en", now=NOW + timedelta(days=14))
    with reading() as tx:
        assert len(list(tx.scalars(select(User.id)))) == 1


def test_accepted_invitation_can_no_longer_be_taken_back(chief):
    token = _invite(chief, Post(R.READER))
    with transaction() as tx:
        accept_invitation(tx, token, name="", language="en", now=NOW)
        invitation_id = tx.scalars(select(Invitation.id)).one()
    with pytest.raises(NotFoundError, match=r"^unknown-invitation$"), transaction() as tx:
        revoke_invitation(tx, SLUG, invitation_id, actor=chief, now=NOW)


def test_members_come_by_role_then_name(chief):
    for role, name in ((R.READER, "B"), (R.READER, "A"), (R.DESK, "Z"), (R.ORGANISER, "Y")):
        _add(role, name=name)
    with reading() as tx:
        assert [m.name for m in list_members(tx, SLUG)] == ["Chief", "Y", "Z", "A", "B"]
        assert set(list_sides(tx, SLUG)) >= {"US", "JP"}


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_one_statement_each(chief, count_statements, count):
    for n in range(count):
        _add(R.FOCAL_POINT, side="JP")
        _invite(chief, Post(R.READER), email=f"new{n}@example.org")
    with count_statements() as sent, reading() as tx:
        assert len(list_members(tx, SLUG)) == count + 1
        assert len(list_invitations(tx, SLUG, now=NOW)) == count
        assert len(list_conferences_of(tx, chief.user_id)) == 1
    assert len([s for s in sent if s.lstrip().startswith("SELECT")]) == 3
