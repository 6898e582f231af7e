"""A conference is removed with all that hangs on it, unless readers know it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from eventapp.db import Base, reading
from eventapp.models import AuditEntry, Conference
from eventapp.policy import MemberRole
from tests.factories import make_agenda, make_session, sample_agenda
from tests.publishing import draft, publish
from tests.web.controls import controls_of
from tests.web.organise.drafting import BASE, SLUG
from tests.web.requests import text_of

REMOVAL = f"{BASE}/conference/remove"
NOW = datetime(2023, 2, 1, tzinfo=UTC)


@pytest.fixture
def organiser(client, login_as):
    draft(sample_agenda())
    login_as(client, role=MemberRole.ORGANISER)
    return client


def _exists():
    with reading() as tx:
        return tx.scalars(select(Conference.id).where(Conference.slug == SLUG)).one_or_none() is not None


def _send(client, **typed):
    return client.post(REMOVAL, data=dict(controls_of(client.get(REMOVAL).text)) | typed)


@pytest.mark.parametrize(
    ("language", "said"), [("en", ("sessions", "the access of 1 member")), ("ja", ("セッション", "メンバー"))]
)
def test_what_hangs_on_a_conference_is_shown_first(organiser, language, said):
    organiser.get(f"{BASE}/conference")
    page = text_of(organiser.get(f"{REMOVAL}?lang={language}"))
    assert all(words in page for words in said)
    assert _exists()


def test_conference_goes_with_everything_of_it_once_its_short_name_is_typed(organiser):
    assert REMOVAL in organiser.get(f"{BASE}/conference").text
    answer = _send(organiser, slug=SLUG)
    assert (answer.status_code, answer.location) == (303, "/organise/")
    with reading() as tx:
        left = {
            mapper.class_.__name__
            for mapper in Base.registry.mappers
            if tx.scalar(select(func.count()).select_from(mapper.class_))
        }
        assert tx.scalars(select(AuditEntry.conference_slug).distinct()).all() == [f"~{SLUG}"]
    assert left <= {"AuditEntry", "AuditMention", "User", "SignInLink"}
    assert organiser.get(f"{BASE}/").status_code == 404
    draft(make_agenda(make_session(id="new")))
    with reading() as tx:
        assert tx.scalar(select(func.count()).where(AuditEntry.conference_slug == SLUG)) <= 1


def test_another_name_removes_nothing_and_says_so_at_the_field(organiser):
    answer = _send(organiser, slug="other-2023")
    assert (answer.status_code, "This is not its short name." in answer.text, _exists()) == (422, True, True)
    assert 'value="other-2023"' in answer.text


def test_conference_that_was_published_stays(client, login_as):
    publish(sample_agenda())
    login_as(client, role=MemberRole.ORGANISER)
    shown = client.get(REMOVAL)
    assert "It was published" in shown.text
    assert "Type sample-2023" not in shown.text
    assert client.post(REMOVAL, data={"slug": SLUG, "version": ""}).status_code == 409
    assert _exists()


def test_draft_that_changed_since_is_not_removed(organiser):
    assert _send(organiser, slug=SLUG, version="another").status_code == 409
    assert _exists()


@pytest.mark.parametrize("role", [role for role in MemberRole if role is not MemberRole.ORGANISER])
def test_nobody_but_an_organiser_removes(client, login_as, role):
    draft(sample_agenda())
    login_as(client, role=role, side="US" if role is MemberRole.FOCAL_POINT else "")
    assert (client.get(REMOVAL).status_code, client.post(REMOVAL, data={"slug": SLUG}).status_code) == (403, 403)


def test_own_conferences_are_found_by_name_in_any_language(client, login_as):
    draft(sample_agenda())
    login_as(client, role=MemberRole.ORGANISER)
    title = sample_agenda().conference.title
    for query in (title.as_dict()["ja"], title.as_dict()["en"].upper(), SLUG):
        assert f'href="{BASE}/"' in client.get("/organise/", query_string={"q": query}).text
    assert "Nothing is found for “nothing”." in client.get("/organise/?q=nothing").text
