"""Accounts as operations: what holds afterwards, what is refused, what the log says of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.accounts import Subject
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.models import AuditEntry, OutboxMessage, SignInAttempt, SignInLink, User
from eventapp.operations.accounts import (
    add_user,
    change_account,
    end_sign_ins,
    issue_sign_in_link,
    send_sign_in_link,
    set_password,
    use_sign_in_link,
)
from eventapp.operations.passwords import hash_password, password_matches
from eventapp.operations.throttling import TooManyTriesError, count_try, forget_tries
from eventapp.policy import Actor
from tests.members import make_user

NOW = datetime(2023, 3, 9, 9, 0, tzinfo=UTC)
ACTOR = Actor("tester")
PASSWORD = "correct horse battery"  # noqa: S105 - of tests


def _log():
    with reading() as tx:
        entries = tx.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(e.action, e.subject, e.actor, e.conference_slug, e.details) for e in entries]


def _user(**fields):
    with transaction() as tx:
        return make_user(tx, **fields).id


def test_account_is_made_under_the_normal_form_of_its_address(app):
    with transaction() as tx:
        user = add_user(tx, " Aki@Example.ORG ", name="Aki", language="ja", actor=ACTOR, now=NOW)
        kept = (user.email, user.name, user.language, user.password_hash, user.is_admin, user.sign_in_version)
        user_id = user.id
    assert kept == ("aki@example.org", "Aki", "ja", None, False, 1)
    assert _log() == [("user:add", f"user:{user_id}", "tester", "", {"is_admin": False})]


def test_account_that_makes_itself_is_its_own_actor(app):
    with transaction() as tx:
        add_user(tx, "aki@example.org", name="Aki", language="ja", actor=None, now=NOW)
    assert [entry[2] for entry in _log()] == ["Aki"]


def test_second_account_for_an_address_is_refused(app):
    _user(email="aki@example.org")
    with pytest.raises(DomainError, match=r"^user-exists "), transaction() as tx:
        add_user(tx, "AKI@example.org", name="", language="en", actor=ACTOR, now=NOW)
    assert _log() == []


def test_link_is_spent_once(app):
    user_id = _user()
    with transaction() as tx:
        token = issue_sign_in_link(tx, tx.get(User, user_id), actor=ACTOR, now=NOW)
    with transaction() as tx:
        assert use_sign_in_link(tx, token, now=NOW + timedelta(minutes=14)).id == user_id
    with pytest.raises(DomainError, match=r"^link-ended$"), transaction() as tx:
        use_sign_in_link(tx, token, now=NOW + timedelta(minutes=14))
    assert [entry[0] for entry in _log()] == ["link:issue", "user:sign-in"]
    assert token not in str(_log())


@pytest.mark.parametrize("minutes", [15, 16, 60 * 24])
def test_link_ends_after_fifteen_minutes(app, minutes):
    user_id = _user()
    with transaction() as tx:
        token = issue_sign_in_link(tx, tx.get(User, user_id), actor=ACTOR, now=NOW)
    with pytest.raises(DomainError, match=r"^link-ended$"), transaction() as tx:
        use_sign_in_link(tx, token, now=NOW + timedelta(minutes=minutes))


def test_unknown_link_is_one_that_ended(app):
    with pytest.raises(DomainError, match=r"^link-ended$"), transaction() as tx:
        use_sign_in_link(tx, "none", now=NOW)


def test_links_that_ended_are_forgotten_with_the_next(app):
    user_id = _user()
    for hours in (0, 1, 2):
        with transaction() as tx:
            issue_sign_in_link(tx, tx.get(User, user_id), actor=ACTOR, now=NOW + timedelta(hours=hours))
    with reading() as tx:
        assert len(list(tx.scalars(select(SignInLink.id)))) == 1


def test_link_is_mailed_to_an_account_only(app):
    _user(email="aki@example.org", name="Aki", language="ja")
    for email in ("aki@example.org", "nobody@example.org"):
        with transaction() as tx:
            send_sign_in_link(tx, email, base_url="https://x.example.org", language="en", now=NOW)
    with reading() as tx:
        (message,) = tx.scalars(select(OutboxMessage))
        assert (message.recipient, message.recipient_name, message.language) == ("aki@example.org", "Aki", "ja")
        assert "https://x.example.org/sign-in/link/" in message.plain


def test_ending_sign_ins_raises_the_version_and_ends_open_links(app):
    user_id = _user()
    with transaction() as tx:
        token = issue_sign_in_link(tx, tx.get(User, user_id), actor=ACTOR, now=NOW)
        assert end_sign_ins(tx, user_id, actor=ACTOR, now=NOW) == 2
    with pytest.raises(DomainError, match=r"^link-ended$"), transaction() as tx:
        use_sign_in_link(tx, token, now=NOW)
    assert [entry[0] for entry in _log()] == ["link:issue", "user:sign-out"]


def test_password_is_kept_as_argon2id_and_stands_in_no_log(app):
    user_id = _user()
    with transaction() as tx:
        assert set_password(tx, user_id, PASSWORD, actor=ACTOR, now=NOW) == 2
    with reading() as tx:
        kept = tx.get(User, user_id).password_hash
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert (password_matches(kept, PASSWORD), password_matches(kept, PASSWORD + "x")) == (True, False)
    assert _log() == [("user:password", f"user:{user_id}", "tester", "", {})]


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("eleven char", "password-too-short"),
        ("x" * 201, "password-too-long"),
        ("abababababab", "password-guessable"),
        ("Someone@example.org", "password-guessable"),
    ],
)
def test_weak_password_is_refused_and_changes_nothing(app, password, code):
    user_id = _user(email="someone@example.org")
    with pytest.raises(DomainError, match=f"^{code}$"), transaction() as tx:
        set_password(tx, user_id, password, actor=ACTOR, now=NOW)
    with reading() as tx:
        user = tx.get(User, user_id)
        assert (user.password_hash, user.sign_in_version) == (None, 1)


def test_nobody_and_broken_hashes_match_no_password(app):
    assert [password_matches(kept, "nobody's") for kept in (None, "", "plain")] == [False] * 3
    assert password_matches(hash_password("パスワード・十二文字以上"), "パスワード・十二文字以上") is True


def test_account_is_changed_with_old_and_new_in_the_log(app):
    user_id = _user(name="Old")
    with transaction() as tx:
        change_account(tx, user_id, name="New", language="ja", actor=ACTOR, now=NOW)
    assert _log()[0][4] == {"before": {"name": "Old", "language": "en"}, "after": {"name": "New", "language": "ja"}}


def test_account_that_there_is_not_is_not_found(app):
    with pytest.raises(NotFoundError, match=r"^unknown-user$"), transaction() as tx:
        end_sign_ins(tx, 1, actor=ACTOR, now=NOW)


def test_tries_are_counted_for_each_subject_in_a_sliding_window(app):
    account, address = Subject("a" * 64, 2), Subject("b" * 64, 3)
    with transaction() as tx:
        count_try(tx, [account, address], now=NOW)
        count_try(tx, [account, address], now=NOW + timedelta(minutes=10))
        with pytest.raises(TooManyTriesError):
            count_try(tx, [account, address], now=NOW + timedelta(minutes=14))
        count_try(tx, [Subject("c" * 64, 2), address], now=NOW + timedelta(minutes=14))
        with pytest.raises(TooManyTriesError):
            count_try(tx, [Subject("d" * 64, 2), address], now=NOW + timedelta(minutes=14))
        count_try(tx, [account, address], now=NOW + timedelta(minutes=15))
        assert len(list(tx.scalars(select(SignInAttempt.id)))) == 6


def test_tries_of_an_account_are_forgotten_when_its_owner_is_in(app):
    account, address = Subject("a" * 64, 2), Subject("b" * 64, 3)
    with transaction() as tx:
        count_try(tx, [account, address], now=NOW)
        forget_tries(tx, account)
        assert list(tx.scalars(select(SignInAttempt.subject_hash))) == [address.hash]
