"""What one mailbox is sent for one session: a SEQUENCE that only rises, whoever it is for, and one person's entry at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventapp.db import transaction
from eventapp.domain.errors import DomainError
from eventapp.domain.vocabulary import SessionKind
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.deciding import (
    approve_registrations,
    decline_registrations,
    withdraw_registration,
)
from eventapp.operations.registrations.merging import merge_people
from eventapp.queries.registrations import get_registration
from tests.factories import both
from tests.publishing import publish
from tests.registrations import SITE, SLUG, give_plan, make_application, make_plan, register
from tests.session_invitations import (
    CHIEF,
    NOW,
    SATO,
    end_all,
    invitations_sent,
    invite_all,
    invite_one,
    invite_placed,
    small_agenda,
    stored,
    working,
)

BY = {"base_url": SITE, "actor": CHIEF, "now": NOW}
A, B = "a@example.org", "b@example.org"


def _talk(title="Talk", *people):
    kind = SessionKind.PUBLIC_EVENT
    return working("talk", *people, start="2023-03-12 14:00", kind=kind, title=both(title, title))


@pytest.fixture(autouse=True)
def _published(app):
    publish(small_agenda(_talk()))
    give_plan(make_plan(of_sessions={"talk": 5}))


def _guest(email):
    return register(make_application(email=email, sessions=("talk",)))


def _amend(name, **fields):
    with transaction() as tx:
        seen, wish = get_registration(tx, SLUG, name).version, Amendment(base_url=SITE, **fields)
        amend_registration(tx, SLUG, name, wish, seen=seen, is_marked=False, actor=CHIEF, now=NOW)


def _merge(keep, gone):
    with transaction() as tx:
        seen = (get_registration(tx, SLUG, keep).version, get_registration(tx, SLUG, gone).version)
        merge_people(tx, SLUG, keep=keep, gone=gone, seen=seen, **BY)


def _told(address):
    return [(method, sequence) for to, method, _, sequence in invitations_sent() if to == address]


def test_who_leaves_and_registers_again_is_sent_a_higher_sequence():
    first = _guest(A)
    invite_all(first)
    publish(small_agenda(_talk("Other")), days_later=1)
    with transaction() as tx:
        withdraw_registration(tx, SLUG, first, **BY)
    invite_all(_guest(A))
    assert _told(A) == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2), ("REQUEST", 3)]


def test_two_people_of_one_address_have_a_session_once():
    first, second = _guest(A), _guest(B)
    _amend(second, email=A)
    invite_one(first, "talk")
    for invite in (invite_all, lambda who: invite_one(who, "talk")):
        with pytest.raises(DomainError, match="shared-address"):
            invite(second)
    end_all(second)
    assert _told(A) == [("REQUEST", 0)]
    end_all(first)
    invite_one(second, "talk")
    assert _told(A) == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2)]


def test_of_those_placed_one_of_an_address_is_invited_and_the_other_named():
    twin = replace(SATO, id="twin", precedence=9)
    agenda = small_agenda(_talk("Talk", SATO, twin))
    publish(replace(agenda, attendees=(*agenda.attendees, twin)), days_later=1)
    invited = invite_placed("talk")
    assert (invited.sent, invited.left_out) in {(1, ("twin",)), (1, ("sato",))}
    assert len(_told(SATO.email)) == 1


def test_who_moves_to_the_address_of_somebody_invited_is_not_invited_there():
    first, second = _guest(A), _guest(B)
    for one in (first, second):
        invite_one(one, "talk")
    _amend(second, email=A)
    assert (_told(A), _told(B)) == ([("REQUEST", 0)], [("REQUEST", 0), ("CANCEL", 1)])


def test_who_is_declined_loses_the_entries_at_once():
    guest = _guest(A)
    invite_one(guest, "talk")
    with transaction() as tx:
        decline_registrations(tx, SLUG, [guest], **BY)
    assert _told(A) == [("REQUEST", 0), ("CANCEL", 1)]


def test_who_comes_back_is_sent_nothing_unasked():
    guest = _guest(A)
    invite_all(guest)
    with transaction() as tx:
        withdraw_registration(tx, SLUG, guest, **BY)
        approve_registrations(tx, SLUG, [guest], **BY)
    publish(small_agenda(_talk("Other")), days_later=1)
    assert _told(A) == [("REQUEST", 0), ("CANCEL", 1)]
    invite_all(guest)
    assert _told(A)[2:] == [("REQUEST", 2)]


def test_invitation_that_holds_is_taken_over_where_the_kept_ones_ended():
    first, second = _guest(A), _guest(B)
    invite_one(first, "talk")
    end_all(first)
    invite_one(second, "talk")
    _merge(first, second)
    assert _told(B) == [("REQUEST", 0), ("CANCEL", 2)]
    assert _told(A) == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 3)]
    assert stored() == {("a", "talk"): (True, 3, "none")}


def test_sequence_does_not_fall_where_the_kept_one_takes_the_others_address():
    first, second = _guest(A), _guest(B)
    invite_one(first, "talk")
    for _ in range(3):
        invite_one(second, "talk")
        end_all(second)
    _merge(first, second)
    _amend(first, email=B)
    sequences = [sequence for _, sequence in _told(B)]
    assert (sequences, _told(B)[-1][0]) == (sorted(set(sequences)), "REQUEST")
    assert sequences[-1] > 5
