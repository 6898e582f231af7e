"""Ways into somebody else's account, tried."""

from __future__ import annotations

import re

import pytest

from eventapp.db import reading, transaction
from eventapp.models import Membership
from eventapp.operations.passwords import hash_password
from eventapp.policy import MemberRole
from tests.factories import sample_agenda
from tests.members import log_in
from tests.publishing import draft
from tests.web.accounts import EMAIL, PASSWORD, actions, add_account, enter, is_signed_in, link_in, mails
from tests.web.requests import text_of

OTHER_PASSWORD = "another horse battery"  # noqa: S105 - of tests
INVITATION = {"email": EMAIL, "role": "reader", "side": "", "language": "en"}


@pytest.fixture
def without_address(app):
    """Take the configured address of the site away."""
    kept = app.config["PUBLIC_URL"]
    app.config["PUBLIC_URL"] = ""
    yield
    app.config["PUBLIC_URL"] = kept


@pytest.fixture
def invitation(client, app, login_as):
    """Invite EMAIL; give the path of the link, and nobody is signed in any more."""
    draft(sample_agenda())
    login_as(client, role=MemberRole.ORGANISER)
    client.post("/organise/sample-2023/members/invitations", data=INVITATION)
    client.post("/sign-out")
    return link_in(mails()[-1])


def _ask_for_link(app, host):
    """Ask as a browser that reached the site by this host."""
    client = app.test_client()
    client.sends_token = False
    page = client.get("/sign-in", base_url=f"http://{host}").text
    data = {"email": EMAIL, "csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)}
    return client.post("/sign-in/link", data=data, base_url=f"http://{host}")


def test_no_link_is_mailed_to_a_host_that_a_request_claims(app, without_address):
    add_account()
    response = _ask_for_link(app, "evil.example")
    assert (response.status_code, "EVENTAPP_PUBLIC_URL" in text_of(response), mails()) == (400, True, [])


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_own_machine_needs_no_configured_address(app, without_address, host):
    add_account()
    assert _ask_for_link(app, host).status_code == 303
    assert f"http://{host}/sign-in/link/" in mails()[0].plain


def test_configured_address_stands_in_mails_whatever_the_host(app):
    add_account()
    assert _ask_for_link(app, "evil.example").status_code == 303
    assert link_in(mails()[0]).startswith("/sign-in/link/")


def test_invitation_makes_the_owner_of_an_account_a_member_and_does_not_sign_in(client, app, invitation):
    user_id = add_account(is_admin=True)
    response = client.post(invitation)
    assert (response.status_code, response.headers["Location"]) == (303, "/organise/sample-2023/")
    assert (is_signed_in(client), actions()[-1]) == (False, "member:add")
    with reading() as tx:
        roles = [one.role for one in tx.query(Membership).filter_by(user_id=user_id)]
    assert roles == [MemberRole.READER]


def test_invitation_of_another_ends_the_sign_in_of_this_browser(client, app, invitation, login_as):
    add_account()
    login_as(client)
    client.post(invitation)
    assert is_signed_in(client) is False


def test_invitation_leaves_its_own_reader_signed_in(client, app, invitation):
    log_in(client, add_account())
    client.post(invitation)
    assert is_signed_in(client) is True


def test_invitation_without_an_account_makes_one_that_is_signed_in(client, app, invitation):
    client.post(invitation, data={"name": "Aki", "language": "ja"})
    assert (is_signed_in(client), actions()[-3:]) == (True, ["user:add", "member:add", "user:sign-in"])


def test_current_password_is_not_guessed_for_ever(client, app):
    user_id = add_account()
    log_in(client, user_id)
    sent = {"current": "not mine", "new": OTHER_PASSWORD}
    codes = [client.post("/account/password", data=sent).status_code for _ in range(10)]
    right = client.post("/account/password", data=sent | {"current": PASSWORD})
    assert (codes, right.status_code, "Too many tries." in text_of(right)) == ([422] * 10, 429, True)


def test_right_current_password_is_counted_against_nobody(client, app):
    user_id = add_account()
    for n in range(11):
        with transaction() as tx:
            tx.execute(Membership.metadata.tables["user"].update().values(password_hash=hash_password(PASSWORD)))
        log_in(client, user_id, sign_in_version=n + 1)
        changed = client.post("/account/password", data={"current": PASSWORD, "new": OTHER_PASSWORD})
        assert (n, changed.status_code) == (n, 303)


def test_one_subscriber_of_ipv6_has_one_limit_of_tries(client, app):
    """50 tries from as many addresses of one /64: the next is refused, another network isn't."""
    found = {}
    for n in range(52):
        address = f"2001:db8:0:1::{n:x}" if n < 51 else "2001:db8:0:2::1"
        page = enter(client, email=f"u{n}@example.org", environ_overrides={"REMOTE_ADDR": address})
        found.setdefault(page.status_code, []).append(n)
    assert found == {422: [*range(50), 51], 429: [50]}
