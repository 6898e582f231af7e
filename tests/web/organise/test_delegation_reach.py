"""A focal point and the people of the other delegations: no page and no form leads to one."""

from __future__ import annotations

from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import Registration
from eventapp.policy import MemberRole
from eventapp.queries.drafts import get_draft
from eventapp.queries.side_lists import get_side_person
from tests.registrations import SLUG

US = f"/organise/{SLUG}/delegations/US/people"
MIHON = {"family_name": "Mihon", "given_name": "Hanako", "email": "hanako@example.org", "position__en": "Planner"}


def test_focal_point_reaches_nobody_of_another_delegation_through_any_page_or_form(app, place, login_as):
    focal = app.test_client()
    login_as(focal, role=MemberRole.FOCAL_POINT, side="US")
    with reading() as tx:
        version = get_side_person(tx, SLUG, "JP", "aoki").version
        before = (get_draft(tx, SLUG).version, [(r.public_id, r.version) for r in tx.scalars(select(Registration))])
    typed = MIHON | {"position": "1", "version": version, "language": "en", "listing": "unasked"}
    seen = 0
    for rule in app.url_map.iter_rules():
        if "<person>" not in rule.rule or "/delegations/<side>/" not in rule.rule:
            continue
        for name in ("aoki", "none"):
            own = f"{US}/{rule.rule.partition('/people/')[2]}".replace("<person>", name)
            theirs = own.replace("/US/", "/JP/")
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                data = typed if method == "POST" else None
                answers = [focal.open(address, method=method, data=data) for address in (own, theirs)]
                assert [one.status_code for one in answers] == [404, 403], own
                assert [word for one in answers for word in ("青木", "Haruka", "局長") if word in one.text] == []
                seen += 1
    assert focal.get(f"{US}/new?again=aoki").status_code == 404
    with reading() as tx:
        after = (get_draft(tx, SLUG).version, [(r.public_id, r.version) for r in tx.scalars(select(Registration))])
    assert (after, seen >= 18) == (before, True)
