"""Erasing: afterwards no table says the name or the address, and what was counted still counts."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from eventapp.db import db, reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.localized import Localized
from eventapp.domain.registration import Answer, ListingConsent, Needs
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import CheckIn, OutboxMessage, ParticipantsIssue, Publication, Registration, User
from eventapp.operations.items import save_item
from eventapp.operations.members import Post, add_member, invite_member
from eventapp.operations.outbox import Recipient, queue_mail
from eventapp.operations.privacy.erasing import erase_person
from eventapp.operations.privacy.handing_out import hand_out
from eventapp.operations.publications import publish_agenda
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.deciding import decline_registrations
from eventapp.operations.registrations.merging import merge_people
from eventapp.operations.registrations.tagging import tag_people
from eventapp.operations.registrations.writing import write_to_people
from eventapp.policy import Actor, MemberRole
from eventapp.queries.drafts import get_draft
from eventapp.queries.persons import list_messages_to
from eventapp.queries.publications import find_last_publication, list_publications
from eventapp.queries.registrations import get_registration
from eventapp.renderers.mail import Mail
from tests.factories import sample_agenda
from tests.issuing import agree, issue_list
from tests.members import make_membership, make_user
from tests.publishing import draft
from tests.registrations import REGISTERED_AT, SITE, SLUG, give_plan, make_application, make_person, make_plan, register

NOW = REGISTERED_AT
CHIEF = Actor("chief")
EMAIL = "zebra.quagga@example.org"
NAMES = ("Zebraname", "Quagganame", "縞馬", EMAIL)


@pytest.fixture
def known(app):
    """Make somebody whom everything tells of: listed, placed, published twice, mailed, edited; give the public id."""
    draft(sample_agenda())
    give_plan(make_plan())
    person = make_person(family_name="Zebraname", given_name="Quagganame", native_family_name="縞馬")
    name = register(
        make_application(
            category=AttendeeCategory.DELEGATE,
            side="JP",
            email=EMAIL,
            person=person,
            needs=Needs(dietary="No Zebraname", consented_at=NOW),
            answers=(Answer(question="visit", value="Quagganame.pdf", content=b"bytes", media_type="application/pdf"),),
        )
    )
    with transaction() as tx:
        drafted = get_draft(tx, SLUG)
        session = next(s for s in drafted.agenda.sessions if s.placements)
        item = dict(drafted.items[f"sessions/{session.id}"])
        item["people"] = {**item["people"], "speaker": [*item["people"].get("speaker", []), name]}
        seen = drafted.item_version(f"sessions/{session.id}")
        edited = save_item(tx, SLUG, f"sessions/{session.id}", item, seen=seen, actor=CHIEF, now=NOW)
        one = f"attendees/{name}"
        titled = edited.items[one] | {"prefix": "Dr."}
        save_item(tx, SLUG, one, titled, seen=edited.item_version(one), actor=CHIEF, now=NOW)
    _publish()
    with transaction() as tx:
        row = tx.scalars(select(Registration).where(Registration.public_id == name)).one()
        tx.add(CheckIn(conference_id=row.conference_id, registration_id=row.id, at=NOW, by="desk", number=1, last=1))
    return name


def _publish():
    with transaction() as tx:
        publish_agenda(tx, SLUG, note=Localized(), overrides=(), actor=CHIEF, now=NOW)


def _says(*texts):
    """Give table and column of every value that says one of these texts."""
    with reading() as tx:
        return sorted(
            (table.name, key, text)
            for table in db.metadata.sorted_tables
            for row in tx.execute(select(table)).mappings()
            for key, value in row.items()
            for text in texts
            if text.lower() in str(value).lower()
        )


def _erase(who=EMAIL):
    with transaction() as tx:
        return erase_person(tx, who, base_url=SITE, actor=CHIEF, now=NOW)


def test_nothing_says_the_name_or_the_address_afterwards(known):
    assert {name for name, _, _ in _says(*NAMES)} >= {
        *("attendee", "audit_entry", "draft_change", "outbox_message", "publication", "registration"),
        *("registration_answer", "registration_needs"),
    }
    erased = _erase()
    assert (erased.conferences, erased.had_account) == (1, False)
    assert _says(*NAMES) == []


def test_place_in_the_agenda_and_check_in_stay_without_a_name(known):
    with reading() as tx:
        before = find_last_publication(tx, get_draft(tx, SLUG).conference_id)
        ids = set(tx.scalars(select(Publication.id)))
    _erase()
    with reading() as tx:
        attendee = next(a for a in get_draft(tx, SLUG).agenda.attendees if a.id == known)
        (publication,) = list_publications(tx, SLUG)
        assert ids & set(tx.scalars(select(Publication.id))) == set()
        assert len(tx.scalars(select(CheckIn)).all()) == 1
        row = tx.scalars(select(Registration).where(Registration.public_id == known)).one()
    assert (attendee.family_name, attendee.position) == ("", Localized.of({"en": "(erased)", "ja": "（消去済み）"}))
    frozen = next(a for a in publication.agenda.attendees if a.id == known)
    assert (frozen.family_name, frozen.email, frozen.position) == ("", "", attendee.position)
    placed = [s.id for s in publication.agenda.sessions if any(p.attendee.id == known for p in s.placements)]
    assert placed == [s.id for s in before.agenda.sessions if any(p.attendee.id == known for p in s.placements)]
    steps = {s.id: s.sequence for s in publication.agenda.sessions if s.sequence}
    assert (steps, [s.sequence for s in before.agenda.sessions if s.sequence]) == (dict.fromkeys(placed, 1), [])
    assert (row.person, row.email, row.erased_at) == ({}, "", NOW)


def test_person_without_an_address_is_named_by_conference_and_id(known):
    assert _erase(f"{SLUG}/{known}").conferences == 1
    assert _says(*NAMES) == []


def test_nobody_else_is_touched(known):
    other = register(make_application(email="other@example.org", person=make_person(family_name="Okapiname")))
    before = _says("Okapiname", "other@example.org", other)
    _erase()
    after = _says("Okapiname", "other@example.org", other)
    assert after == before
    assert len(after) > 3


def test_account_goes_too_and_what_it_did_is_done_by_nobody(known):
    with transaction() as tx:
        user = make_user(tx, email=EMAIL, name="Zebraname the Editor")
        make_membership(tx, make_user(tx), MemberRole.ORGANISER)
        actor = Actor(user.name, user.id, conference=SLUG, role=MemberRole.ORGANISER)
        add_member(tx, SLUG, user, Post(MemberRole.ORGANISER), actor=actor, now=NOW)
    assert _erase().had_account
    assert _says(*NAMES) == []
    with reading() as tx:
        assert tx.scalars(select(User).where(User.email == EMAIL)).all() == []


def test_only_organiser_of_a_conference_is_not_erased_and_nothing_else_is(known):
    with transaction() as tx:
        make_membership(tx, make_user(tx, email=EMAIL, name="Chief"), MemberRole.ORGANISER)
    before = _says(*NAMES)
    with pytest.raises(DomainError, match="last-organiser"):
        _erase()
    assert _says(*NAMES) == before


def test_unknown_person_is_refused(app):
    for who in ("nobody@example.org", "sample-2023/none", "none"):
        with transaction() as tx, pytest.raises(NotFoundError, match="nobody-known"):
            erase_person(tx, who, base_url=SITE, actor=CHIEF, now=NOW)
        with transaction() as tx, pytest.raises(NotFoundError, match="nobody-known"):
            hand_out(tx, who, actor=CHIEF, now=NOW)


def test_what_is_handed_out_has_everything_and_no_secret(known):
    with transaction() as tx:
        data = hand_out(tx, EMAIL, actor=CHIEF, now=NOW)
    (found,) = data.document["registrations"]
    assert (found["conference"], found["registration"]["email"], found["attendee"]["family_name"]) == (
        *(SLUG, EMAIL),
        "Zebraname",
    )
    assert found["registration_needs"][0]["dietary"] == "No Zebraname"
    assert found["check_in"][0]["at"] == NOW.isoformat()
    assert [role["role"] for role in found["placements"]] == ["speaker"]
    assert data.document["messages"][0]["subject"].startswith("You are registered")
    assert [content for _, content in data.files] == [b"bytes"]
    assert "hash" not in str(data.document)


def _amend(name, **fields):
    with transaction() as tx:
        seen = get_registration(tx, SLUG, name).version
        amend_registration(tx, SLUG, name, Amendment(**fields), seen=seen, is_marked=True, actor=CHIEF, now=NOW)


def _all_sent():
    with transaction() as tx:
        tx.execute(update(OutboxMessage).values(sent_at=NOW))


def test_messages_to_an_address_of_before_go_too(known):
    _amend(known, email="new@example.org")
    _erase("new@example.org")
    assert _says(*NAMES, "new@example.org") == []


def test_messages_go_of_one_who_has_no_address_any_more(known):
    _amend(known, email="")
    with transaction() as tx:
        messages = hand_out(tx, f"{SLUG}/{known}", actor=CHIEF, now=NOW).document["messages"]
    assert [(one["recipient"], one["attendee"]) for one in messages[:1]] == [(EMAIL, known)]
    _erase(f"{SLUG}/{known}")
    assert _says(*NAMES) == []


def test_one_who_was_taken_up_by_another_registration_goes_with_it(known):
    _all_sent()
    person = make_person(family_name="Okapiname")
    kept = register(
        make_application(category=AttendeeCategory.DELEGATE, side="JP", email="o@example.org", person=person)
    )
    agree([known], ListingConsent.PARTICIPANTS)
    issue_list()
    with transaction() as tx:
        seen = (get_registration(tx, SLUG, kept).version, get_registration(tx, SLUG, known).version)
        merge_people(tx, SLUG, keep=kept, gone=known, seen=seen, base_url="", actor=CHIEF, now=NOW)
        said = list_messages_to(tx, SLUG, kept, limit=9)
    assert {line.recipient for line in said} == {EMAIL, "o@example.org"}
    assert {name for name, _, _ in _says("Zebraname")} >= {"audit_entry", "participants_issue", "publication"}
    _erase("o@example.org")
    assert _says(*NAMES, "Okapiname", "o@example.org") == []


def test_invitation_to_become_a_member_goes_too(known):
    with transaction() as tx:
        post = Post(MemberRole.READER)
        invite_member(tx, SLUG, EMAIL, post, language="en", base_url="", actor=CHIEF, now=NOW)
    assert ("invitation", "email", EMAIL) in _says(EMAIL)
    _erase()
    assert _says(*NAMES) == []


def test_what_was_written_to_the_person_or_said_of_the_person_goes_too(known):
    text = Localized.of({"en": "Dear Zebraname"})
    with transaction() as tx:
        write_to_people(tx, SLUG, [known], subject=text, text=text, key="", actor=CHIEF, now=NOW)
        tag_people(tx, SLUG, [known], add="Zebraname's friends", actor=CHIEF, now=NOW)
        note = "Sorry, Mr Zebraname"
        decline_registrations(tx, SLUG, [known], note=note, base_url="", actor=CHIEF, now=NOW)
    assert ("audit_entry", "details", "Zebraname") in _says("Zebraname")
    _erase()
    assert _says(*NAMES) == []


def test_messages_to_others_name_the_person_no_more_and_stay(known):
    row = {"kind": "change-notice", "now": NOW, "to": Recipient("other@example.org", "Other", "en")}
    with transaction() as tx:
        conference_id = get_draft(tx, SLUG).conference_id
        for said in ("Speaker: Dr. ZEBRANAME Quagganame", "Speaker: 縞馬", "Speaker: ZEBRANAMESON", "Nobody"):
            mail = Mail(language="en", subject="Changes", plain=said, html=f"<p>{said}</p>")
            queue_mail(tx, mail, conference_id=conference_id, **row)
    _all_sent()
    _erase()
    with reading() as tx:
        rows = tx.scalars(select(OutboxMessage).filter_by(recipient="other@example.org").order_by(OutboxMessage.id))
        assert [row.plain for row in rows] == ["", "", "Speaker: ZEBRANAMESON", "Nobody"]


def test_who_gave_out_a_list_is_nobody_once_the_account_is_erased(known):
    with transaction() as tx:
        make_membership(tx, make_user(tx, email=EMAIL, name="Zebraname the Editor"), MemberRole.EDITOR)
    agree([known], ListingConsent.PARTICIPANTS)
    issue_list()
    with transaction() as tx:
        tx.execute(update(ParticipantsIssue).values(issued_by="Zebraname the Editor"))
    _erase()
    with reading() as tx:
        assert tx.scalars(select(ParticipantsIssue.issued_by)).one() == "(erased)"
