"""Inviting people to register, reminding them, what they do with the link; how the public form uses it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, InvalidInputError, NotFoundError
from eventapp.domain.registration import (
    CategoryRule,
    InvitationState,
    Invitee,
    RegistrationMode,
    Standing,
)
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import AuditEntry, OutboxMessage, RegistrationInvitation, RegistrationInvitationLink
from eventapp.operations.registrations.answering import decline_invitation, note_opened
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.operations.registrations.inviting import (
    invite_again,
    invite_people,
    look_at_invitees,
    remind_invited,
    revoke_invited,
)
from eventapp.operations.tokens import token_hash
from eventapp.policy import ANONYMOUS, Actor
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registration_invitations import find_invited, list_invited
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import (
    GUEST,
    REGISTERED_AT,
    SITE,
    SLUG,
    give_plan,
    make_application,
    make_plan,
    register,
    register_invited,
    states,
)

CHIEF = Actor("chief")
NOW = REGISTERED_AT
DELEGATE, OBSERVER = AttendeeCategory.DELEGATE, AttendeeCategory.OBSERVER
BY_INVITATION = CategoryRule(mode=RegistrationMode.INVITATION)
S = InvitationState


@pytest.fixture
def conference(app):
    draft(sample_agenda())
    give_plan(make_plan(rules={GUEST: BY_INVITATION, DELEGATE: BY_INVITATION}))


def _invitee(email="hanako@example.org", **fields):
    return Invitee(**({"email": email, "language": "en", "category": GUEST} | fields))


def _invite(*invitees, now=NOW, **kwargs):
    with transaction() as tx:
        found = invite_people(tx, SLUG, invitees or (_invitee(),), base_url=SITE, actor=CHIEF, now=now, **kwargs)
        return [one.standing for one in found]


def _remind(ids=None, *, now):
    with transaction() as tx:
        return remind_invited(tx, SLUG, ids, base_url=SITE, actor=CHIEF, now=now)


def _mails():
    with reading() as tx:
        rows = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(row.recipient, row.kind, row.subject, row.plain) for row in rows]


def _tokens():
    """Give the secrets of the links in all mails, in order."""
    parts = [plain.partition(f"{SITE}/conferences/{SLUG}/register/")[2] for *_, plain in _mails()]
    return [part.split()[0] for part in parts if part]


def _invited(now=NOW):
    """Give everybody who was invited, by address, with the state."""
    with reading() as tx:
        found = list_invited(tx, get_conference_id(tx, SLUG))
        return {one.email: (one.state_at(now), one) for one in found}


def _state(now=NOW, email="hanako@example.org"):
    return _invited(now)[email][0]


def _id(email="hanako@example.org"):
    return _invited()[email][1].id


def test_link_opens_the_form_is_noted_as_opened_and_answered(conference):
    assert _invite(_invitee(" Hanako@Example.org", name="Mihon Hanako", language="ja")) == [Standing.NEW]
    ((recipient, kind, subject, text),) = _mails()
    assert (recipient, kind, subject) == (
        *("hanako@example.org", "registration-invitation"),
        "ご招待：同盟計画フォーラム",
    )
    (token,) = _tokens()
    with reading() as tx:
        kept = tx.scalars(select(RegistrationInvitationLink.token_hash)).all()
        found = find_invited(tx, token_hash(token))
    assert (kept, token in text) == ([token_hash(token)], True)
    assert (found.slug, found.invited.name, found.invited.language, found.invited.category) == (
        *(SLUG, "Mihon Hanako", "ja", GUEST),
    )
    assert _state() is S.SENT
    for minutes in (5, 6):
        with transaction() as tx:
            note_opened(tx, token_hash(token), actor=ANONYMOUS, now=NOW + timedelta(minutes=minutes))
    assert (_state(), _invited()["hanako@example.org"][1].opened_at) == (S.OPENED, NOW + timedelta(minutes=5))
    name = register_invited(token)
    state, one = _invited()["hanako@example.org"]
    assert (state, one.registration.value, one.registered) == (S.REGISTERED, "confirmed", name)


def test_shut_door_opens_to_the_invited_alone(conference):
    with pytest.raises(DomainError, match="registration-by-invitation"):
        register(make_application())
    _invite()
    name = register_invited(*_tokens())
    assert states()[name] == "confirmed"


def test_links_of_reminders_and_the_older_ones_hold_together(conference):
    _invite()
    assert _remind(now=NOW + timedelta(hours=23)).early == 1
    later = NOW + timedelta(hours=24)
    assert (_remind([_id()], now=later).sent, _remind(now=later).sent) == (1, 0)
    assert [subject.partition(":")[0] for _, _, subject, _ in _mails()] == ["Invitation", "Reminder of your invitation"]
    with reading() as tx:
        assert [find_invited(tx, token_hash(token)).invited.reminders for token in _tokens()] == [1, 1]
    register_invited(_tokens()[0])
    assert (_remind(now=later + timedelta(days=3)).sent, len(_mails())) == (0, 3)


def test_reminders_go_to_those_only_who_have_not_answered(conference):
    people = [_invitee(f"{n}@example.org") for n in range(5)]
    _invite(*people)
    tokens = _tokens()
    register_invited(tokens[0])
    with transaction() as tx:
        decline_invitation(tx, token_hash(tokens[1]), actor=ANONYMOUS, now=NOW)
    with transaction() as tx:
        revoke_invited(tx, SLUG, _id("2@example.org"), actor=CHIEF, now=NOW)
    later = NOW + timedelta(days=2)
    assert _remind([_id("4@example.org")], now=later).sent == 1
    reminded = _remind(now=later + timedelta(hours=1))
    assert (reminded.sent, reminded.early) == (1, 1)
    told = [address for address, _, subject, _ in _mails() if subject.startswith("Reminder")]
    assert told == ["4@example.org", "3@example.org"]


def test_same_address_again_is_not_doubled(conference):
    assert _invite() == [Standing.NEW]
    assert _invite(_invitee("HANAKO@example.org", name="Other")) == [Standing.INVITED]
    with reading() as tx:
        rows = tx.scalars(select(RegistrationInvitation)).all()
        assert [(row.email, row.name) for row in rows] == [("hanako@example.org", "")]
    assert len(_mails()) == 1


def test_whoever_is_on_the_list_by_another_way_is_not_invited_and_counts_as_registered(conference):
    _invite()
    rules = {GUEST: CategoryRule(mode=RegistrationMode.OPEN)}
    give_plan(make_plan(rules=rules))
    register(make_application(email="hanako@example.org"))
    register(make_application(email="taro@example.org"))
    assert _invite(_invitee(), _invitee("taro@example.org")) == [Standing.REGISTERED] * 2
    assert (_state(), _remind(now=NOW + timedelta(days=3)).sent) == (S.REGISTERED, 0)


def test_declined_is_left_in_peace_may_think_better_of_it_and_be_invited_again(conference):
    _invite()
    (token,) = _tokens()
    for _ in range(2):
        with transaction() as tx:
            decline_invitation(tx, token_hash(token), actor=ANONYMOUS, now=NOW)
    assert (_state(), _invite()) == (S.DECLINED, [Standing.DECLINED])
    with transaction() as tx:
        invite_again(tx, SLUG, _id(), base_url=SITE, actor=CHIEF, now=NOW)
    assert (_state(), len(_mails())) == (S.SENT, 2)
    with transaction() as tx:
        decline_invitation(tx, token_hash(token), actor=ANONYMOUS, now=NOW)
    register_invited(token)
    assert _state() is S.REGISTERED
    with transaction() as tx, pytest.raises(DomainError, match="invitation-answered"):
        decline_invitation(tx, token_hash(token), actor=ANONYMOUS, now=NOW)


def test_revoked_links_are_dead_for_good(conference):
    _invite()
    (token,) = _tokens()
    for _ in range(2):
        with transaction() as tx:
            revoke_invited(tx, SLUG, _id(), actor=CHIEF, now=NOW)
    with transaction() as tx:
        assert not find_invited(tx, token_hash(token)).invited.lets_in(NOW)
        note_opened(tx, token_hash(token), actor=ANONYMOUS, now=NOW)
        with pytest.raises(NotFoundError):
            decline_invitation(tx, token_hash(token), actor=ANONYMOUS, now=NOW)
    assert (_state(), _invite()) == (S.REVOKED, [Standing.AGAIN])
    with reading() as tx:
        assert not find_invited(tx, token_hash(token)).invited.lets_in(NOW)
        assert find_invited(tx, token_hash(_tokens()[1])).invited.lets_in(NOW)


def test_answered_invitation_is_not_taken_back_nor_sent_again_until_its_registration_ended(conference):
    _invite()
    name = register_invited(*_tokens())
    with transaction() as tx, pytest.raises(DomainError, match="invitation-answered"):
        revoke_invited(tx, SLUG, _id(), actor=CHIEF, now=NOW)
    again = {"base_url": SITE, "actor": CHIEF, "now": NOW}
    with transaction() as tx, pytest.raises(DomainError, match="invitation-holds"):
        invite_again(tx, SLUG, _id(), **again)
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, **again)
    assert (_state(), _invite()) == (S.REGISTERED, [Standing.REGISTERED])
    with transaction() as tx:
        invite_again(tx, SLUG, _id(), **again)
    assert _state() is S.SENT


def test_invitation_ends_with_the_conference_or_when_it_says(conference):
    _invite(_invitee(), _invitee("b@example.org", language="ja"))
    over = datetime(2023, 3, 14, tzinfo=UTC) - timedelta(hours=9)
    assert [_state(over - timedelta(seconds=1)), _state(over)] == [S.SENT, S.EXPIRED]
    said = "until Tue 14 Mar 00:00 JST", "3月14日（火）0時（日本時間）まで"
    assert [one in " ".join(mail[3].split()) for one, mail in zip(said, _mails(), strict=True)] == [True] * 2
    _invite(_invitee("c@example.org"), until=NOW + timedelta(days=1))
    assert _state(NOW + timedelta(days=1), "c@example.org") is S.EXPIRED
    assert _invite(_invitee("c@example.org"), now=NOW + timedelta(days=2)) == [Standing.AGAIN]
    assert _state(NOW + timedelta(days=2), "c@example.org") is S.SENT


def test_invitation_that_would_never_open_is_not_sent(conference):
    over = datetime(2023, 3, 14, tzinfo=UTC) - timedelta(hours=9)
    for options in ({"now": over}, {"until": NOW}):
        with pytest.raises(DomainError, match="invitation-never-opens"):
            _invite(**options)
    assert _mails() == []
    assert _invite(until=over + timedelta(days=9), now=over) == [Standing.NEW]
    _revoke = {"actor": CHIEF, "now": over}
    with transaction() as tx:
        revoke_invited(tx, SLUG, _id(), **_revoke)
    with transaction() as tx, pytest.raises(DomainError, match="invitation-never-opens"):
        invite_again(tx, SLUG, _id(), base_url=SITE, **_revoke)
    assert len(_mails()) == 1


def test_mail_says_when_registration_opens_and_that_it_closes_before_the_invitation_ends(conference):
    opens, closes = NOW + timedelta(days=1), NOW + timedelta(days=3)
    rule = CategoryRule(mode=RegistrationMode.INVITATION, opens_at=opens, closes_at=closes)
    give_plan(make_plan(rules={GUEST: rule}))
    _invite()
    text = _mails()[0][3]
    assert [
        "from Tue 21 Feb 18:00 JST" in " ".join(text.split()),
        "until Thu 23 Feb 18:00 JST" in " ".join(text.split()),
    ] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"category": OBSERVER, "side": "JP"}, "invitation-closed", "people[1].category"),
        ({"side": "JP"}, "guest-of-a-side", "people[1].side"),
        ({"category": DELEGATE}, "delegation-needed", "people[1].side"),
        ({"category": DELEGATE, "side": "XX"}, "unknown-delegation", "people[1].side"),
        ({"email": "a@example.org"}, "address-twice", "people[1].email"),
    ],
)
def test_all_are_invited_or_none(conference, fields, code, path):
    people = (_invitee("a@example.org"), _invitee(**({"email": "b@example.org"} | fields)))
    with reading() as tx:
        seen = look_at_invitees(tx, SLUG, people, now=NOW)
    with pytest.raises(InvalidInputError) as refused:
        _invite(*people)
    for problems in (refused.value.problems, seen[1].problems):
        assert [(problem.code, problem.path) for problem in problems] == [(code, path)]
    assert (_invited(), _mails()) == ({}, [])


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (CategoryRule(mode=RegistrationMode.FOCAL_POINT), "invitation-by-focal-point"),
        (CategoryRule(mode=RegistrationMode.INVITATION, closes_at=NOW), "invitation-over"),
    ],
)
def test_nobody_is_invited_to_a_door_that_stays_shut(conference, rule, code):
    give_plan(make_plan(rules={DELEGATE: rule}))
    with pytest.raises(InvalidInputError) as refused:
        _invite(_invitee(category=DELEGATE, side="JP"))
    assert [problem.code for problem in refused.value.problems] == [code]


def test_invitation_of_another_conference_is_not_there(conference):
    _invite()
    with transaction() as tx, pytest.raises(NotFoundError):
        remind_invited(tx, SLUG, [_id(), _id() + 1], base_url=SITE, actor=CHIEF, now=NOW)
    with transaction() as tx, pytest.raises(NotFoundError):
        revoke_invited(tx, SLUG, _id() + 1, actor=CHIEF, now=NOW)


def test_every_write_leaves_one_entry_that_names_nobody(conference):
    _invite(_invitee(name="Mihon Hanako"), _invitee("b@example.org"))
    first, second = _tokens()
    with transaction() as tx:
        note_opened(tx, token_hash(first), actor=ANONYMOUS, now=NOW)
        decline_invitation(tx, token_hash(first), actor=ANONYMOUS, now=NOW)
    _remind(now=NOW + timedelta(days=1))
    with transaction() as tx:
        revoke_invited(tx, SLUG, _id("b@example.org"), actor=CHIEF, now=NOW)
    with reading() as tx:
        of_invitations = AuditEntry.action.startswith("invited:") | (AuditEntry.action == "registration:invite")
        entries = tx.scalars(select(AuditEntry).where(of_invitations).order_by(AuditEntry.id)).all()
        assert [(entry.action, entry.actor, entry.details["count"]) for entry in entries] == [
            ("registration:invite", "chief", 2),
            ("invited:open", "anonymous", 1),
            ("invited:decline", "anonymous", 1),
            ("invited:remind", "chief", 1),
            ("invited:revoke", "chief", 1),
        ]
        told = " ".join(f"{entry.subject} {entry.details}" for entry in entries)
    assert [word for word in ("example.org", "Mihon", first, second) if word in told] == []
