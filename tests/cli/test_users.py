"""`eventapp user`: accounts and links from the command line, and the people of the demo."""

from __future__ import annotations

import re

from eventapp.cli.demo_users import demo_links
from eventapp.db import reading
from eventapp.policy import MemberRole
from eventapp.queries.members import list_members
from eventapp.queries.users import list_users
from tests.factories import sample_agenda
from tests.publishing import DEMO, draft, import_demo


def test_account_is_added_with_a_role(run, app):
    draft(sample_agenda())
    role = ("--role", "focal_point", "--conference", "sample-2023", "--side", "JP")
    result = run("user", "add", "Aki@Example.org", "--name", "Aki", "--language", "ja", *role)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "aki@example.org can sign in. Print a link: eventapp user link aki@example.org\n"
    with reading() as tx:
        (member,) = list_members(tx, "sample-2023")
    assert (member.name, member.role, member.side) == ("Aki", MemberRole.FOCAL_POINT, "JP")


def test_account_that_there_is_gets_a_role(run, app):
    draft(sample_agenda())
    run("user", "add", "aki@example.org")
    result = run("user", "add", "aki@example.org", "--role", "organiser", "--conference", "sample-2023")
    with reading() as tx:
        assert (result.exit_code, [m.role for m in list_members(tx, "sample-2023")]) == (0, [MemberRole.ORGANISER])


def test_administrator_is_listed_as_one(run, app):
    run("user", "add", "chief@example.org", "--name", "Chief", "--admin")
    run("user", "add", "aki@example.org", "--language", "ja")
    assert run("user", "list").stdout == "aki@example.org\t\tja\nchief@example.org\tChief\ten\tadmin\n"


def test_what_cannot_be_is_refused_in_one_line(run, app):
    run("user", "add", "aki@example.org")
    refused = {
        ("add", "aki@example.org"): (1, "There is an account for aki@example.org already.\n"),
        ("add", "aki"): (1, "“aki” is no e-mail address.\n"),
        ("add", "ben@example.org", "--role", "reader", "--conference", "x"): (2, "There is no conference “x”.\n"),
        ("link", "nobody@example.org"): (2, "There is no account for nobody@example.org.\n"),
    }
    for arguments, expected in refused.items():
        result = run("user", *arguments)
        assert (result.exit_code, result.stderr, result.stdout) == (*expected, "")
    with reading() as tx:
        assert [user.email for user in list_users(tx)] == ["aki@example.org"]


def test_role_without_a_conference_is_a_wrong_use(run, app):
    result = run("user", "add", "aki@example.org", "--role", "reader")
    assert (result.exit_code, "--role and --conference go together" in result.stderr) == (2, True)


def test_link_is_absolute_and_signs_in(run, app, client):
    run("user", "add", "aki@example.org")
    result = run("user", "link", "AKI@example.org")
    (path,) = re.fullmatch(r"https://conferences\.example\.org(/sign-in/link/\S{43})\n", result.stdout).groups()
    assert result.stderr == "It signs in once, within 15 minutes.\n"
    assert (client.post(path).status_code, client.get("/account").status_code) == (303, 200)
    based = run("user", "link", "aki@example.org", "--base", "http://127.0.0.1:8000/")
    assert based.stdout.startswith("http://127.0.0.1:8000/sign-in/link/")


def test_demo_has_one_link_for_every_role_at_each_start(app, client):
    import_demo()
    first, second = (demo_links(DEMO, "http://127.0.0.1:8000") for _ in range(2))
    links = [re.findall(r"http://127\.0\.0\.1:8000(/sign-in/link/\S+)", line) for line in second]
    found = [link for line in links for link in line]
    with reading() as tx:
        roles = {member.role for member in list_members(tx, DEMO)}
        passwords = {user.password_hash for user in list_users(tx)}
    assert (len(found), roles, passwords) == (7, set(MemberRole), {None})
    assert not set(first[2:-1]) & set(second[2:-1])
    assert [client.post(link).status_code for link in found] == [303] * 7


def test_links_are_for_the_demo_only(app):
    draft(sample_agenda())
    assert demo_links(DEMO, "http://127.0.0.1:8000") == ()
    with reading() as tx:
        assert list_users(tx) == ()
