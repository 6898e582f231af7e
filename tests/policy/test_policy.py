"""Who may do what, as a table: a new permission or audience has to be decided here."""

from __future__ import annotations

import re

import pytest

from eventapp.domain.audiences import PARTICIPANTS, PUBLIC, STAFF, Audience
from eventapp.policy import ANONYMOUS, GRANTS, Actor, Permission, allows

AUDIENCES = {
    "public": PUBLIC,
    "participants": PARTICIPANTS,
    "staff": STAFF,
    "side:US": Audience.parse("side:US"),
    "side:JP": Audience.parse("side:JP"),
}
TABLE = {Permission.AGENDA_READ: {"public", "participants", "staff", "side:US", "side:JP"}}


@pytest.mark.parametrize("permission", Permission)
def test_permission_is_granted_to_those_in_the_table(permission):
    granted = {name for name, audience in AUDIENCES.items() if allows(Actor("someone", audience), permission)}
    assert granted == TABLE[permission]


def test_every_permission_is_in_the_grants():
    assert set(GRANTS) == set(Permission)


def test_permission_without_a_grant_is_refused_to_everybody():
    assert [allows(Actor("someone", audience), "agenda:none") for audience in AUDIENCES.values()] == [False] * 5


def test_permission_is_named_noun_and_verb():
    assert [p.value for p in Permission if not re.fullmatch(r"[a-z]+:[a-z]+", p.value)] == []


def test_anonymous_reader_is_the_public():
    assert (ANONYMOUS.name, ANONYMOUS.audience, ANONYMOUS.user_id) == ("anonymous", PUBLIC, None)
