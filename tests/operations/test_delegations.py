"""Delegations that leave a draft: never with the access of those who speak for them, whatever takes them out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from eventapp.audit import Action
from eventapp.db import reading, transaction
from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.errors import DomainError
from eventapp.models import AuditEntry, Delegation, Invitation
from eventapp.operations.conferences import check_import, import_conference
from eventapp.operations.drafts import Step, change_draft, edit_document, redo_change, undo_change
from eventapp.operations.members import Post, change_post
from eventapp.operations.republishing import reopen_publication
from eventapp.policy import Actor, MemberRole
from eventapp.queries.agenda import get_draft_agenda
from eventapp.queries.members import list_invitations, list_members
from tests.factories import make_agenda, make_delegation, make_session
from tests.members import make_membership, make_user
from tests.publishing import draft, publish

NOW = datetime(2023, 3, 9, 9, tzinfo=UTC)
SLUG = "sample-2023"
ALONE = make_agenda(make_session(), delegations=(make_delegation(code="JP"),))
BOTH = replace(ALONE, delegations=(*ALONE.delegations, make_delegation(code="US", position=2)))
STEP = Step(action=Action.ITEM_ADD, subject="delegations/US")
NAMED = r"^has-focal-points \{'people': 'Aki Sample \(US\), new@example.org \(US\)'\}$"


@pytest.fixture
def ann(app):
    """Publish the conference with one delegation, add another one and let Aki speak for it; one more is invited to."""
    publish(ALONE)
    with transaction() as tx:
        actor = Actor("ann", user_id=make_user(tx, name="ann").id)
        change_draft(tx, SLUG, lambda _: BOTH, step=STEP, expected={}, actor=actor, now=NOW)
    _speak_for("US")
    return actor


def _speak_for(side):
    with transaction() as tx:
        aki = make_user(tx, name="Aki Sample")
        row = make_membership(tx, aki, MemberRole.FOCAL_POINT, slug=SLUG, side=side)
        tx.add(
            Invitation(
                conference_id=row.conference_id,
                email="new@example.org",
                role=MemberRole.FOCAL_POINT,
                delegation_id=row.delegation_id,
                token_hash="0" * 64,
                created_at=NOW,
                expires_at=NOW + timedelta(days=14),
            )
        )


def _state():
    """Give the delegations, who has access for which, who is invited to, and how many entries the log has."""
    with reading() as tx:
        return (
            [one.code for one in get_draft_agenda(tx, SLUG).delegations],
            [(one.name, one.side) for one in list_members(tx, SLUG)],
            [(one.email, one.side) for one in list_invitations(tx, SLUG, now=NOW)],
            tx.scalar(select(func.count()).select_from(AuditEntry)),
        )


def _undo(tx, actor):
    undo_change(tx, SLUG, actor=actor, now=NOW)


def _reopen(tx, actor):
    reopen_publication(tx, SLUG, 1, actor=actor, now=NOW)


def _edit(tx, actor):
    def without(document):
        return document | {"delegations": [one for one in document["delegations"] if one["code"] != "US"]}

    edit_document(tx, SLUG, without, step=STEP, expected={}, actor=actor, now=NOW)


def _replace(tx, actor):
    import_conference(tx, ConferenceFile(agenda=ALONE), replace_existing=True, actor=actor, now=NOW)


def _only_look(tx, actor):
    check_import(tx, ConferenceFile(agenda=ALONE), replace_existing=True, now=NOW)


@pytest.mark.parametrize("act", [_undo, _reopen, _edit, _replace, _only_look])
def test_nothing_takes_a_delegation_out_that_somebody_speaks_for(ann, act):
    before = _state()
    assert before[:3] == (["JP", "US"], [("Aki Sample", "US")], [("new@example.org", "US")])
    with pytest.raises(DomainError, match=NAMED), transaction() as tx:
        act(tx, ann)
    assert _state() == before


def test_redo_of_a_removal_is_refused_once_somebody_speaks_for_the_delegation(app):
    draft(BOTH)
    with transaction() as tx:
        actor = Actor("ann", user_id=make_user(tx, name="ann").id)
        _edit(tx, actor)
        _undo(tx, actor)
    _speak_for("US")
    before = _state()
    with pytest.raises(DomainError, match=NAMED), transaction() as tx:
        redo_change(tx, SLUG, actor=actor, now=NOW)
    assert _state() == before


def test_delegation_goes_once_nobody_speaks_for_it(ann):
    with transaction() as tx:
        aki = next(one for one in list_members(tx, SLUG) if one.side == "US")
        change_post(tx, SLUG, aki.user_id, Post(MemberRole.READER), seen=Post(aki.role, aki.side), actor=ann, now=NOW)
        tx.query(Invitation).delete()
    with transaction() as tx:
        _reopen(tx, ann)
    assert _state()[:2] == (["JP"], [("Aki Sample", "")])


def test_import_in_place_keeps_the_access_to_delegations_that_stay(ann):
    before = _state()
    other = replace(BOTH, delegations=(BOTH.delegations[0], make_delegation(code="US", position=2, country="US")))
    with transaction() as tx:
        import_conference(tx, ConferenceFile(agenda=other), replace_existing=True, actor=ann, now=NOW)
    with reading() as tx:
        assert tx.scalars(select(Delegation.country).where(Delegation.code == "US")).one() == "US"
    assert _state()[1:3] == before[1:3]
