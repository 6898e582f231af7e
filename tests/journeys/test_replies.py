"""What people wrote by mail, on every page that shows it: however long a word is, no page is wider than its window."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventapp.cli.users import sign_in_url
from eventapp.clock import utc_now
from eventapp.db import db, transaction
from eventapp.domain.session_invitations import Answer
from eventapp.models import Registration, SessionInvitation
from eventapp.operations.replies import receive_message
from eventapp.policy import Actor, MemberRole
from tests.journeys.axe import violations
from tests.journeys.fingers import low_targets
from tests.members import make_membership, make_user
from tests.publishing import DEMO
from tests.replies import plain_mail

pytestmark = pytest.mark.browser
PERSON, SESSION = "p-us-operations", "s-ws-5"
COMMENTS = {"p-us-operations": "長" * 2000, "p-us-policy": "https://teams.example.org/" + "x" * 600}
PAGES = (
    "/organise/{slug}/replies",
    "/organise/{slug}/sessions/{session}/invitations",
    "/organise/{slug}/people/{person}",
)


def _write(tx):
    """Let two people answer with words that have no end, and somebody on the list and somebody unknown write such messages."""
    for person, comment in COMMENTS.items():
        row = tx.scalars(select(Registration).where(Registration.public_id == person)).one()
        given = {"answer": Answer.DECLINED, "comment": comment, "answered_at": utc_now(), "answered_by": "y" * 254}
        tx.add(
            SessionInvitation(registration_id=row.id, session=SESSION, uid="x", address=row.email, sequence=0, **given)
        )
        sender = row.email
    for address in (sender, "z" * 240 + "@example.com"):
        data = plain_mail("W" * 500, sender=address, subject="S" * 290)
        receive_message(tx, data, actor=Actor("mail"), now=utc_now())


@pytest.fixture
def organiser(served, visit):
    """Yield a window of an organiser who looks after the site."""
    app, address = served
    with app.app_context():
        with transaction() as tx:
            _write(tx)
            user = make_user(tx, is_admin=True)
            make_membership(tx, user, MemberRole.ORGANISER, slug=DEMO)
            email = user.email
        link = sign_in_url(email, address)
        db.session.remove()
    with visit() as window:
        window.page.goto(link)
        window.page.locator("main form button[type=submit]").first.click()
        window.page.wait_for_url("**/organise/**")
        yield window


def test_no_word_that_came_by_mail_bursts_a_page(organiser):
    page, found = organiser.page, {}
    for width, language in ((1440, "en"), (380, "ja"), (380, "en")):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("/replies", *(path.format(slug=DEMO, session=SESSION, person=PERSON) for path in PAGES)):
            organiser.open(f"{path}?lang={language}")
            page.evaluate("document.querySelectorAll('main .heard details').forEach((one) => { one.open = true })")
            low = low_targets(page) if width < 600 else []
            found[path, width, language] = (
                page.evaluate("document.documentElement.scrollWidth") <= width,
                violations(page),
                low,
            )
    assert {key: told for key, told in found.items() if told != (True, [], [])} == {}
    assert len(found) == 12
