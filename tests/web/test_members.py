"""The members' page and invitations, as an organiser and as the invited see them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.models import Invitation, User
from eventapp.policy import MemberRole
from eventapp.queries.members import list_members
from tests.members import log_in, login_as, make_membership, make_user
from tests.web.accounts import actions, is_signed_in, link_in, mails
from tests.web.requests import heading_of, text_of

PAGE = "/organise/sample-2023/members"
R = MemberRole


@pytest.fixture
def organiser(client, sample):
    """Sign the client in as an organiser of the sample conference; give the user's id."""
    return login_as(client, role=R.ORGANISER, name="Chief", email="chief@example.org")


def add(role, *, side="", **fields):
    with transaction() as tx:
        user = make_user(tx, **fields)
        make_membership(tx, user, role, side=side)
        return user.id


def posts():
    with reading() as tx:
        return {member.name: (member.role, member.side) for member in list_members(tx, "sample-2023")}


def invite(client, **data):
    return client.post(
        f"{PAGE}/invitations", data={"email": "new@example.org", "role": "editor", "side": "", "language": "en"} | data
    )


def test_members_are_listed_with_their_roles(client, organiser):
    add(R.FOCAL_POINT, side="JP", name="Aki")
    page = client.get(PAGE)
    assert (page.status_code, heading_of(page)) == (200, "Members")
    assert text_of(page).index("Chief you chief@example.org") < text_of(page).index("Aki")


def test_role_is_changed(client, organiser):
    user_id = add(R.READER, name="Aki")
    response = client.post(f"{PAGE}/{user_id}/role", data={"role": "focal_point", "side": "US", "seen": "reader:"})
    assert (response.status_code, response.headers["Location"]) == (303, PAGE)
    assert (posts()["Aki"], actions()[-1]) == ((R.FOCAL_POINT, "US"), "member:edit")


def test_focal_point_needs_a_delegation(client, organiser):
    user_id = add(R.READER, name="Aki")
    response = client.post(f"{PAGE}/{user_id}/role", data={"role": "focal_point", "side": "", "seen": "reader:"})
    assert (response.status_code, posts()["Aki"]) == (409, (R.READER, ""))
    assert "A focal point belongs to one delegation. Choose it." in text_of(response)


def test_role_that_there_is_not_is_refused(client, organiser):
    user_id = add(R.READER, name="Aki")
    response = client.post(f"{PAGE}/{user_id}/role", data={"role": "king", "side": ""})
    assert (response.status_code, posts()["Aki"]) == (422, (R.READER, ""))


def test_slower_of_two_sees_which_role_stands_and_which_was_wanted(client, organiser):
    user_id = add(R.READER, name="Aki")
    shown = dict(re.findall(rf'id="(seen|role)-{user_id}" name="\w+"[^>]*?value="([^"]*)"', client.get(PAGE).text))
    assert shown == {"seen": "reader:"}
    address, wish = f"{PAGE}/{user_id}/role", {"role": "desk", "side": "", "seen": shown["seen"]}
    client.post(address, data=wish | {"role": "focal_point", "side": "JP"})
    late = client.post(address, data=wish)
    assert (late.status_code, posts()["Aki"]) == (409, (R.FOCAL_POINT, "JP"))
    assert "it is “Focal point, JP” now. “Check-in desk” was not saved." in text_of(late)
    assert "現在は「連絡担当者（JP）」です。「受付係」は保存していません。" in text_of(
        client.post(f"{address}?lang=ja", data=wish)
    )
    form = late.text.partition(f'action="{address}"')[2].partition("</form>")[0]
    assert re.findall(r'<option selected value="([^"]+)"', form) == ["desk"]
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', form)[1]
    assert client.post(address, data=wish | {"seen": seen}).status_code == 303
    assert (posts()["Aki"], client.post(address, data=wish).status_code) == ((R.DESK, ""), 303)


def test_role_sent_without_the_one_seen_is_refused(client, organiser):
    user_id = add(R.READER, name="Aki")
    response = client.post(f"{PAGE}/{user_id}/role", data={"role": "desk", "side": ""})
    assert (response.status_code, posts()["Aki"]) == (409, (R.READER, ""))


@pytest.mark.parametrize(
    ("action", "data"), [("role", {"role": "reader", "side": "", "seen": "organiser:"}), ("remove", {})]
)
def test_last_organiser_stays(client, organiser, action, data):
    response = client.post(f"{PAGE}/{organiser}/{action}", data=data)
    assert (response.status_code, posts()["Chief"]) == (409, (R.ORGANISER, ""))
    assert "A conference keeps at least one organiser." in text_of(response)


def test_organiser_may_leave_when_there_is_another(client, organiser):
    add(R.ORGANISER, name="Aki")
    response = client.post(f"{PAGE}/{organiser}/remove")
    assert (response.status_code, response.headers["Location"], list(posts())) == (303, "/organise/", ["Aki"])
    assert (client.get(PAGE).status_code, is_signed_in(client)) == (404, True)


def test_member_is_removed_and_shut_out_at_once(client, app, organiser):
    other = app.test_client()
    user_id = login_as(other, role=R.READER, name="Aki")
    assert other.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}/{user_id}/remove").status_code == 303
    assert (other.get(PAGE).status_code, list(posts()), actions()[-1]) == (404, ["Chief"], "member:remove")


def test_invited_makes_an_account_and_comes_in(client, app, organiser):
    assert invite(client, email=" New@Example.org ", role="focal_point", side="JP", language="ja").status_code == 303
    (mail,) = mails()
    assert (mail.recipient, mail.language, mail.kind) == ("new@example.org", "ja", "invitation")
    assert mail.subject == "「同盟計画フォーラム」への招待"
    path, other = link_in(mail), app.test_client()
    shown = other.get(path)
    assert ("new@example.org" in shown.text, shown.headers["Referrer-Policy"]) == (True, "no-referrer")
    assert (is_signed_in(other), len(posts())) == (False, 1)
    came = other.post(path, data={"name": "Aki", "language": "ja"})
    assert (came.status_code, came.headers["Location"]) == (303, "/organise/sample-2023/")
    assert (is_signed_in(other), posts()["Aki"]) == (True, (R.FOCAL_POINT, "JP"))
    assert actions()[-4:] == ["member:invite", "user:add", "member:add", "user:sign-in"]


def test_invited_who_has_an_account_comes_in_with_it(client, app, organiser):
    with transaction() as tx:
        make_user(tx, email="new@example.org", name="Aki", language="ja")
    invite(client)
    other = app.test_client()
    assert mails()[0].language == "ja"
    page = other.get(link_in(mails()[0]))
    assert 'name="name"' not in page.text
    assert (other.post(link_in(mails()[0])).status_code, posts()["Aki"]) == (303, (R.EDITOR, ""))


def test_invitation_is_accepted_once(client, app, organiser):
    invite(client)
    path = link_in(mails()[0])
    data = {"name": "Aki", "language": "en"}
    answers = [app.test_client().post(path, data=data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 410]
    assert (heading_of(answers[1]), client.get(path).status_code) == ("This invitation has ended", 410)


def test_invitation_asks_for_a_name(client, app, organiser):
    invite(client)
    response = app.test_client().post(link_in(mails()[0]), data={"name": " ", "language": "en"})
    assert (response.status_code, "This must not be empty." in text_of(response), len(posts())) == (422, True, 1)


def test_invitation_expires_after_fourteen_days(client, app, organiser):
    invite(client)
    with reading() as tx:
        (expires_at,) = tx.scalars(select(Invitation.expires_at))
    assert timedelta(days=13, hours=23) < expires_at - utc_now() <= timedelta(days=14)
    with transaction() as tx:
        tx.execute(update(Invitation).values(expires_at=utc_now()))
    path, other = link_in(mails()[0]), app.test_client()
    assert [other.get(path).status_code, other.post(path).status_code, len(posts())] == [410, 410, 1]
    assert "new@example.org" not in client.get(PAGE).text


def test_invitation_is_taken_back(client, app, organiser):
    invite(client)
    assert "new@example.org" in text_of(client.get(PAGE))
    with reading() as tx:
        (invitation_id,) = tx.scalars(select(Invitation.id))
    assert client.post(f"{PAGE}/invitations/{invitation_id}/revoke").status_code == 303
    assert (app.test_client().post(link_in(mails()[0])).status_code, actions()[-1]) == (410, "invitation:revoke")
    assert client.post(f"{PAGE}/invitations/{invitation_id}/revoke").status_code == 404


def test_second_invitation_takes_the_place_of_the_first(client, app, organiser):
    invite(client)
    invite(client, role="desk")
    first, second = (link_in(mail) for mail in mails())
    data = {"name": "Aki", "language": "en"}
    assert [app.test_client().post(path, data=data).status_code for path in (first, second)] == [410, 303]
    assert posts()["Aki"] == (R.DESK, "")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"email": ""}, "This must not be empty."),
        ({"email": "new"}, "“new” is no e-mail address."),
        ({"email": "chief@example.org"}, "This person is a member of the conference already."),
        ({"role": "focal_point"}, "A focal point belongs to one delegation."),
        ({"side": "FR"}, "Not a valid choice."),
    ],
)
def test_invitation_that_cannot_be_sent_is_refused_at_the_field(client, organiser, data, said):
    response = invite(client, **data)
    assert (response.status_code, said in text_of(response), mails()) == (422, True, [])


def test_invitation_of_another_conference_is_out_of_reach(client, app, organiser):
    with transaction() as tx:
        stranger = make_user(tx)
        stranger_id = stranger.id
    invite(client)
    with reading() as tx:
        (invitation_id,) = tx.scalars(select(Invitation.id))
    log_in(client, stranger_id)
    assert client.post(f"{PAGE}/invitations/{invitation_id}/revoke").status_code == 404
    with reading() as tx:
        assert len(list(tx.scalars(select(Invitation.id)))) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_whatever_the_number_of_members(client, organiser, count_statements, count):
    for n in range(count):
        add(R.FOCAL_POINT, side="JP")
        invite(client, email=f"new{n}@example.org")
    with count_statements() as sent:
        assert client.get(PAGE).status_code == 200
    members = [s for s in sent if "membership" in s or "invitation" in s]
    with reading() as tx:
        assert len(list(tx.scalars(select(User.id)))) == count + 1
    assert len(members) == 3
