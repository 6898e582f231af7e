"""The people who work at the demo conference: one per role, without a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.cli.demo_delegation import add_demo_delegation
from eventapp.cli.demo_desk import add_demo_check_ins
from eventapp.cli.demo_lists import add_demo_lists
from eventapp.cli.demo_people import add_demo_invitations, add_demo_rules
from eventapp.cli.demo_registrations import add_demo_registrations
from eventapp.cli.users import sign_in_url
from eventapp.cli.voices import operator, terminal_words
from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.accounts import LINK_LASTS
from eventapp.operations.accounts import add_user
from eventapp.operations.members import Post, add_member
from eventapp.policy import MemberRole
from eventapp.queries.conferences import find_conference_id
from eventapp.queries.users import find_user

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

# Functional names, as all people of the demo have; address, name, language, post.
_PEOPLE: tuple[tuple[str, str, str, Post | None], ...] = (
    ("organiser@example.org", "Joint secretariat", "en", Post(MemberRole.ORGANISER)),
    ("editor@example.org", "共同事務局・議題担当", "ja", Post(MemberRole.EDITOR)),
    ("focal-us@example.org", "Focal point, side US", "en", Post(MemberRole.FOCAL_POINT, "US")),
    ("focal-jp@example.org", "日本側連絡担当", "ja", Post(MemberRole.FOCAL_POINT, "JP")),
    ("desk@example.org", "Check-in desk", "en", Post(MemberRole.DESK)),
    ("reader@example.org", "Reader of the draft", "en", Post(MemberRole.READER)),
    ("admin@example.org", "Site administrator", "en", None),
)


def add_demo_users(tx: Session, slug: str) -> None:
    """Make the accounts that there aren't yet, each with its role at the demo conference."""
    for email, name, language, post in _PEOPLE:
        if find_user(tx, email) is None:
            actor, now = operator(), utc_now()
            user = add_user(tx, email, name=name, language=language, is_admin=post is None, actor=actor, now=now)
            if post:
                add_member(tx, slug, user, post, actor=actor, now=now)


def demo_links(slug: str, base_url: str) -> tuple[str, ...]:
    """Give the lines that name a fresh link for each of the demo's people; none where there is no demo conference."""
    with transaction() as tx:
        if find_conference_id(tx, slug) is None:
            return ()
        add_demo_users(tx, slug)
        add_demo_rules(tx, slug)
        add_demo_lists(tx, slug)
        add_demo_registrations(tx, slug, base_url)
        add_demo_invitations(tx, slug, base_url)
        add_demo_delegation(tx, slug, base_url)
        add_demo_check_ins(tx, slug)
    words = terminal_words()
    minutes = int(LINK_LASTS.total_seconds() // 60)
    said = words("Sign in as one of these, each link once, within {minutes} minutes:", minutes=minutes)
    again = words("A new link: eventapp user link {email} --base {base}", email=_PEOPLE[0][0], base=base_url)
    links = (f"  {email:<22} {sign_in_url(email, base_url)}" for email, *_ in _PEOPLE)
    return ("", said, *links, again)
