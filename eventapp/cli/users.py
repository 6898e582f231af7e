"""Accounts from the command line: the first administrator has no other way in."""

from __future__ import annotations

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import with_appcontext

from eventapp.cli.voices import fail, operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.accounts import LINK_LASTS, normal_email
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.operations.accounts import add_user, issue_sign_in_link
from eventapp.operations.members import Post, add_member
from eventapp.policy import MemberRole
from eventapp.queries.users import find_user, list_users
from eventapp.renderers.wording import INTERFACE_LANGUAGES

LOCAL_URL = "http://127.0.0.1:8000"


@click.group("user", epilog="Example: eventapp user link aki@example.org")
def user() -> None:
    """Accounts: add one, list them, print a link that signs in."""


@user.command("add", epilog="Example: eventapp user add aki@example.org --role organiser --conference forum-2026")
@click.argument("email")
@click.option("--name", default="", help="As colleagues see it.")
@click.option("--language", type=click.Choice(INTERFACE_LANGUAGES), default="en", show_default=True)
@click.option("--admin", "is_admin", is_flag=True, help="A site administrator, who may make conferences.")
@click.option("--role", type=click.Choice([role.value for role in MemberRole]), help="The role at --conference.")
@click.option("--conference", "slug", help="The short name of the conference to work at.")
@click.option("--side", default="", help="The delegation's code, for a focal point.")
@with_appcontext
def add(email: str, *, role: str | None, slug: str | None, side: str, **account: str | bool) -> None:
    """Make an account for EMAIL, or give the one that there is a role at a conference."""
    if bool(role) != bool(slug):
        raise click.UsageError("--role and --conference go together")
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        fail(DomainError("not-an-email", got=email))
    address = normal_email(email)
    try:
        with transaction() as tx:
            found = find_user(tx, address) if role else None
            actor, now = operator(), utc_now()
            added = found or add_user(
                tx,
                address,
                name=str(account["name"]),
                language=str(account["language"]),
                is_admin=bool(account["is_admin"]),
                actor=actor,
                now=now,
            )
            if role and slug:
                add_member(tx, slug, added, Post(MemberRole(role), side), actor=actor, now=now)
    except DomainError as error:
        fail(error)
    click.echo(terminal_words()("{email} can sign in. Print a link: eventapp user link {email}", email=address))


@user.command("link", epilog="Example: eventapp user link aki@example.org")
@click.argument("email")
@click.option("--base", default="", help="The address of the site, without a slash at the end.")
@with_appcontext
def link(email: str, base: str) -> None:
    """Print a link that signs EMAIL in, once."""
    url = base or current_app.config["PUBLIC_URL"] or LOCAL_URL
    click.echo(sign_in_url(email, url))
    words, minutes = terminal_words(), int(LINK_LASTS.total_seconds() // 60)
    click.echo(words("It signs in once, within {minutes} minutes.", minutes=minutes), err=True)


@user.command("list")
@with_appcontext
def list_() -> None:
    """List the accounts, by address: address, name, language."""
    with reading() as tx:
        for one in list_users(tx):
            click.echo("\t".join((one.email, one.name, one.language, *(["admin"] if one.is_admin else []))))


def sign_in_url(email: str, base_url: str) -> str:
    """Give a new link that signs an account in; ends the command where there is none."""
    address = normal_email(email)
    with transaction() as tx:
        found = find_user(tx, address)
        token = issue_sign_in_link(tx, found, actor=operator(), now=utc_now()) if found else ""
    if not token:
        fail(NotFoundError("unknown-email", email=address))
    return f"{base_url.rstrip('/')}/sign-in/link/{token}"
