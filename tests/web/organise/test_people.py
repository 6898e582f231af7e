"""The organisers' list of people: found, filtered, decided on, tagged, written to, merged, taken out."""

from __future__ import annotations

import csv
import io
import re
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.registration import Answer, Approval, CategoryRule, Diet, Needs, RegistrationMode
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import AuditEntry, OutboxMessage, PersonalLink, Registration, RegistrationNeeds
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.policy import Actor, MemberRole
from eventapp.queries.drafts import get_draft
from eventapp.queries.registrations import get_participant
from tests.factories import sample_agenda
from tests.members import login_as
from tests.publishing import draft
from tests.registrations import (
    GUEST,
    REGISTERED_AT,
    SLUG,
    give_plan,
    make_application,
    make_person,
    make_plan,
    register,
    seen,
    states,
)
from tests.web.organise.people_pages import HERE, lines_of, names_on
from tests.web.requests import text_of

DELEGATE = AttendeeCategory.DELEGATE


@pytest.fixture
def chief(client, app):
    draft(sample_agenda())
    approved = CategoryRule(mode=RegistrationMode.OPEN, approval=Approval.ORGANISER)
    give_plan(make_plan(rules={GUEST: CategoryRule(mode=RegistrationMode.OPEN), DELEGATE: approved}))
    login_as(client, role=MemberRole.ORGANISER, name="Chief")
    return client


def _guest(**person):
    return register(make_application(person=make_person(**person)))


@pytest.mark.parametrize("query", ["hayashi", "ハヤシ", "林 芳正", "yoshimasa H", "ﾊﾔｼ"])
def test_person_is_found_in_any_script(chief, query):
    name = _guest(
        family_name="Hayashi", given_name="Yoshimasa", native_family_name="林", native_given_name="芳正",
        family_name_reading="はやし", given_name_reading="よしまさ",
    )  # fmt: skip
    _guest()
    assert names_on(chief.get(HERE, query_string={"q": query})) == [name]


def test_filters_narrow_the_list_and_protocol_order_stays(chief):
    pending = register(make_application(category=DELEGATE, side="JP"))
    guest = _guest()
    everybody = names_on(chief.get(HERE))
    with reading() as tx:
        order = [attendee.id for attendee in get_draft(tx, SLUG).agenda.attendees]
    assert [name for name in everybody if name in order] == order
    assert everybody[-1] == guest
    assert names_on(chief.get(f"{HERE}?state=pending")) == [pending]
    assert names_on(chief.get(f"{HERE}?side=-")) == [guest]
    assert names_on(chief.get(f"{HERE}?category=guest")) == [guest]
    assert names_on(chief.get(f"{HERE}?side=JP&state=confirmed")) == [
        n for n in everybody if n in order and _side(n) == "JP"
    ]
    assert "Nobody is found." in text_of(chief.get(f"{HERE}?q=zzzzzz"))
    assert names_on(chief.get(f"{HERE}?state=nonsense")) == everybody


def test_names_to_be_looked_at_say_what_is_wrong_with_each(chief):
    name = _guest(native_family_name="林", family_name="HAYASHI", given_name="YOSHIMASA")
    _guest()
    line = "Family name (Latin letters): It is typed in capitals."
    assert (line in text_of(chief.get(HERE)), "Name to be looked at" in lines_of(chief.get(HERE))) == (False, True)
    page = chief.get(f"{HERE}?look=names")
    assert name in names_on(page)
    assert line in lines_of(page)
    assert "Name to be looked at" not in lines_of(page)


def _side(name):
    return next(a.delegation.code for a in sample_agenda().attendees if a.id == name)


def test_columns_are_those_that_the_addressnames_on(chief):
    _guest()
    page = chief.get(f"{HERE}?col=email&col=code")
    assert re.findall(r'<th scope="col">([^<]+)</th>', page.text)[1:] == ["E-mail", "Code"]


def test_declining_asks_for_a_word_and_sends_it(chief):
    name = register(make_application(category=DELEGATE, side="JP", email="mihon@example.org"))
    page = chief.post(HERE, data={"who": name, "do": "decline"})
    assert (page.status_code, names_on(page), states()[name]) == (200, [name], "pending")
    chief.post(f"{HERE}/decline", data={"who": name, "seen": seen(name), "note": "The room is small."})
    assert states()[name] == "declined"
    with reading() as tx:
        message = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
    assert (message.recipient, "The room is small." in message.plain, "The room is small." in message.html) == (
        *("mihon@example.org", True),
        True,
    )


def test_tag_is_given_taken_and_filtered_by(chief):
    name, other = _guest(), _guest()
    chief.post(HERE, data={"who": name, "do": "tag", "new_tag": "VIP"})
    assert names_on(chief.get(f"{HERE}?tag=VIP")) == [name]
    chief.post(HERE, data={"who": [name, other], "do": "untag", "new_tag": "VIP"})
    assert names_on(chief.get(f"{HERE}?tag=VIP")) == []
    empty = chief.post(HERE, data={"who": name, "do": "tag", "new_tag": " "})
    assert (empty.status_code, "Write the tag." in text_of(empty)) == (422, True)
    assert re.search(rf'value="{name}"\s+checked', empty.text)


def test_letter_reaches_each_in_the_own_language(chief):
    names = [register(make_application(language=code, email=f"{code}@example.org")) for code in ("en", "ja")]
    page = chief.post(HERE, data={"who": names, "do": "write"})
    assert names_on(page) == names
    half = {"who": names, "subject-en": "Room", "text-en": "Hall A.\n\nSee you.", "subject-ja": "会場", "text-ja": ""}
    refused = chief.post(f"{HERE}/write", data=half)
    assert (refused.status_code, "Write it in this language too, or leave both empty." in text_of(refused)) == (
        422,
        True,
    )
    assert "Hall A." in refused.text
    answer = chief.post(f"{HERE}/write", data=half | {"text-ja": "A会場です。"})
    assert "A message goes to 2 people." in text_of(chief.get(answer.location))
    with reading() as tx:
        letters = tx.scalars(select(OutboxMessage).where(OutboxMessage.kind == "organisers-letter")).all()
    assert {(m.recipient, m.subject, m.language) for m in letters} == {
        ("en@example.org", "Room", "en"),
        ("ja@example.org", "会場", "ja"),
    }
    plain = next(m.plain for m in letters if m.language == "en")
    assert plain.startswith("Dear MIHON Hanako,")
    assert "Hall A.\n\nSee you.\n" in plain
    assert "Written by Chief, for the organisers of Alliance planning forum." in plain


def test_letter_in_one_language_names_the_conference_in_that_language(chief):
    name = register(make_application(language="ja", email="ja@example.org"))
    texts = {"subject-en": "Room", "text-en": "Hall A.", "subject-ja": "", "text-ja": ""}
    chief.post(f"{HERE}/write", data={"who": name, "do": "write", **texts})
    with reading() as tx:
        (plain,) = tx.scalars(select(OutboxMessage.plain).where(OutboxMessage.kind == "organisers-letter"))
    assert "Written by Chief, for the organisers of Alliance planning forum." in plain


def test_letter_sent_twice_is_written_once_and_with_other_words_again(chief):
    name = _guest()
    page = chief.post(HERE, data={"who": name, "do": "write"})
    (key,) = re.findall(r'name="key" value="([^"]+)"', page.text)
    letter = {"who": name, "key": key, "subject-en": "Room", "text-en": "Hall A."}
    said = {chief.post(f"{HERE}/write", data=letter).location for _ in range(2)}
    chief.post(f"{HERE}/write", data=letter | {"text-en": "Hall B."})
    with reading() as tx:
        letters = tx.scalars(select(OutboxMessage).where(OutboxMessage.kind == "organisers-letter")).all()
        entries = tx.scalars(select(AuditEntry).where(AuditEntry.action == "registration:write")).all()
    assert (len(said), len(letters), len(entries)) == (1, 2, 2)


def test_nobody_ticked_is_said_and_an_unknown_button_refused(chief):
    _guest()
    assert "Nobody was ticked." in text_of(chief.post(HERE, data={"do": "approve"}))
    assert chief.post(HERE, data={"do": "explode"}).status_code == 400


def test_two_registrations_become_one(chief):
    attendee = sample_agenda().attendees[0]
    extra = register(
        make_application(
            email="second@example.org",
            sessions=("s-open",),
            needs=Needs(diets=(Diet.VEGAN,), consented_at=REGISTERED_AT),
        )
    )
    answer = chief.post(HERE, data={"who": [extra, attendee.id], "do": "merge"})
    assert answer.location.endswith(f"/people/merge?keep={attendee.id}&gone={extra}")
    page = chief.get(answer.location)
    form = dict(re.findall(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)">', page.text))
    assert (form["keep"], form["gone"]) == (attendee.id, extra)
    stale = chief.post(f"{HERE}/merge", data=form | {"gone_version": "77"})
    assert (stale.status_code, extra in states()) == (409, True)
    done = chief.post(f"{HERE}/merge", data=form)
    assert done.status_code == 303
    assert extra not in states()
    with reading() as tx:
        kept = get_participant(tx, SLUG, attendee.id)
        assert tx.scalars(select(RegistrationNeeds.registration_id)).all() == [kept.key]
        assert tx.scalars(select(PersonalLink.registration_id)).all() == [kept.key]
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (kept.sessions, entry.action, entry.details) == (("s-open",), "registration:merge", {"gone": extra})


def test_merged_attendee_hands_the_own_places_over(chief):
    agenda = sample_agenda()
    session = next(s for s in agenda.sessions if len({p.attendee.id for p in s.placements}) > 1)
    gone, keep = session.placements[0].attendee, session.placements[1].attendee
    with reading() as tx:
        seen = {key: get_participant(tx, SLUG, one.id).version for key, one in (("keep", keep), ("gone", gone))}
    form = {"keep": keep.id, "gone": gone.id, "keep_version": seen["keep"], "gone_version": seen["gone"]}
    assert chief.post(f"{HERE}/merge", data=form).status_code == 303
    with reading() as tx:
        after = get_draft(tx, SLUG).agenda
    assert gone.id not in {attendee.id for attendee in after.attendees}
    roles = {(p.attendee.id, p.role) for p in session.placements}
    wanted = {(keep.id if name == gone.id else name, role) for name, role in roles}
    assert {(p.attendee.id, p.role) for p in after.find_session(session.id).placements} == wanted


def test_person_page_tells_needs_answers_messages_and_history(chief):
    needs = Needs(diets=(Diet.HALAL,), dietary="No garlic", accessibility="A ramp", consented_at=REGISTERED_AT)
    cv = Answer(question="cv", value="cv.html", content=b"<script>alert(1)</script>", media_type="text/html")
    name = register(make_application(needs=needs, answers=(cv,)))
    page = text_of(chief.get(f"{HERE}/{name}"))
    for said in (
        "On the list",
        "Halal; No garlic",
        "A ramp",
        "cv.html",
        "You are registered",
        "registered MIHON Hanako",
    ):
        assert said in page
    file = chief.get(f"{HERE}/{name}/answers/cv")
    assert (file.data, file.mimetype) == (b"<script>alert(1)</script>", "application/octet-stream")
    assert file.headers["Content-Disposition"] == "attachment; filename=cv.html"
    assert chief.get(f"{HERE}/{name}/answers/other").status_code == 404


def test_change_after_the_decision_is_marked_until_seen(chief):
    name = _guest()
    with transaction() as tx:
        amend_registration(
            tx, SLUG, name, Amendment(person={"given_name": "Hana"}), seen=1, is_marked=True, actor=Actor("Hana"), now=REGISTERED_AT
        )  # fmt: skip
    assert names_on(chief.get(f"{HERE}?look=amended")) == [name]
    assert "Changed since the decision given name" in text_of(chief.get(f"{HERE}/{name}"))
    chief.post(f"{HERE}/{name}/seen")
    assert names_on(chief.get(f"{HERE}?look=amended")) == []


def test_files_have_every_column_in_the_order_of_the_list_and_are_logged(chief):
    _guest(family_name="=cmd", given_name="X")
    whole = chief.get(f"{HERE}/export.csv")
    assert whole.data.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(whole.data.decode("utf-8-sig"))))
    assert [row["Id"] for row in rows] == names_on(chief.get(HERE))
    assert rows[-1]["Name"] == "'=CMD X"
    book = chief.get(f"{HERE}/export.xlsx?side=JP")
    assert ZipFile(io.BytesIO(book.data)).testzip() is None
    with reading() as tx:
        exported = select(AuditEntry).where(AuditEntry.action == "registration:export")
        entries = tx.scalars(exported.order_by(AuditEntry.id)).all()
    japanese = sum(one.delegation.code == "JP" for one in sample_agenda().attendees)
    assert [(e.subject, e.details) for e in entries] == [("csv", {"people": len(rows)}), ("xlsx", {"people": japanese})]


def test_hostile_words_are_shown_as_words(chief):
    name = _guest(family_name="<script>x</script>", organisation={"en": '"><img src=x>'})
    for page in (chief.get(f"{HERE}?col=organisation"), chief.get(f"{HERE}/{name}")):
        assert "<script>x" not in page.text
        assert "<img" not in page.text


def test_pages_take_as_many_statements_for_many_people_as_for_few(chief, count_statements):
    counts = []
    chief.get(HERE)
    for more in (1, 25):
        for _ in range(more):
            name = _guest()
        with count_statements() as sent:
            chief.get(HERE)
            chief.get(f"{HERE}/{name}")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_person_of_another_conference_is_not_found(chief):
    with transaction() as tx:
        row = tx.scalars(select(Registration)).first()
        name = row.public_id
    assert chief.get(f"/organise/{SLUG}/people/{name}").status_code == 200
    assert chief.get(f"/organise/{SLUG}/people/none").status_code == 404
