"""Publishing from the browser, and what can be done with versions afterwards."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.models import OutboxMessage, Publication
from eventapp.policy import MemberRole
from eventapp.queries.agenda import get_draft_agenda
from eventapp.queries.publications import list_publications
from tests.factories import make_agenda, make_room, make_session, sample_agenda
from tests.publishing import draft, publish
from tests.web.requests import text_of

SLUG = "sample-2023"
URL = f"/organise/{SLUG}/publish"
HALL = make_room()
CLASH = make_agenda(make_session(id="a", room=HALL), make_session(id="b", room=HALL, start="2023-03-12 09:30"))
CONFLICT = "reason:room-overlap:a+b"


def _moved(name="reception", minutes=30):
    agenda = sample_agenda()
    session = agenda.find_session(name)
    by = timedelta(minutes=minutes)
    changed = replace(session, start_at=session.start_at + by, end_at=session.end_at + by)
    return replace(agenda, sessions=tuple(changed if s.id == name else s for s in agenda.sessions))


def _hidden(answer):
    return dict(re.findall(r'<input type="hidden"\s+name="(draft|number)"\s+value="([^"]*)"', answer.text))


def _publish(client, **fields):
    return client.post(URL, data=_hidden(client.get(URL)) | fields)


def _versions():
    with reading() as tx:
        return list_publications(tx, SLUG)


def test_page_shows_conflicts_changes_and_who_is_told(organiser):
    draft(_moved())
    answer = organiser.get(URL)
    assert "Publish version 2" in answer.text
    assert "was 18:00" in answer.text
    told = int(re.search(r'<p class="big">(\d+)</p>', answer.text)[1])
    assert told > 0
    assert f"Publish v2 and tell {told} people" in answer.text
    assert re.search(r"Agenda v2|第2版", answer.text)


def test_published_version_has_the_note_and_its_messages_wait_in_the_outbox(organiser):
    draft(_moved())
    told = int(re.search(r'<p class="big">(\d+)</p>', organiser.get(URL).text)[1])
    answer = _publish(organiser, **{"note-en": "Reception is later.", "note-ja": "開会を遅らせます。"})
    assert answer.status_code == 303
    made = _versions()
    assert (made[-1].number, made[-1].note.get("ja")) == (2, "開会を遅らせます。")
    with reading() as tx:
        assert len(tx.scalars(select(OutboxMessage.id)).all()) == told
    assert "開会を遅らせます。" in organiser.get(f"/conferences/{SLUG}/versions?lang=ja").text


def test_error_without_a_reason_stops_and_what_was_typed_stays(organiser):
    draft(CLASH)
    answer = _publish(organiser, **{"note-en": "A note"})
    assert answer.status_code == 422
    assert "1 error needs a reason" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "A note" in answer.text
    assert len(_versions()) == 1


def test_error_with_a_reason_is_published_and_the_reason_kept(organiser):
    draft(CLASH)
    assert _publish(organiser, **{CONFLICT: "The wall is open."}).status_code == 303
    with reading() as tx:
        kept = tx.scalars(select(Publication.overrides).order_by(Publication.number.desc())).first()
    assert kept == [{"code": "room-overlap", "id": "a+b", "reason": "The wall is open."}]
    for page, language, told in (
        ("versions", "en", "Two sessions in one room, Session a, Session b: The wall is open."),
        ("log", "ja", "会議室の重複、セッション a、セッション b：The wall is open."),
    ):
        said = re.findall(r"▲</span>\s*([^<]*?)\s*</p>", organiser.get(f"/organise/{SLUG}/{page}?lang={language}").text)
        assert said == [told]


def test_message_of_the_other_side_is_shown_with_all_that_was_typed(organiser):
    draft(_moved())
    shown = _publish(organiser, preview="JP", **{"note-en": "Typed for an hour"})
    assert (shown.status_code, len(_versions())) == (200, 1)
    assert re.search(r'value="JP"\s+aria-current="true"', shown.text)
    assert "Typed for an hour" in shown.text


def test_second_press_publishes_nothing_more(organiser):
    draft(_moved())
    values = _hidden(organiser.get(URL))
    first, second = (organiser.post(URL, data=values) for _ in range(2))
    assert (first.status_code, second.status_code, len(_versions())) == (303, 303, 2)
    page = organiser.get(second.headers["Location"])
    assert "Version 2 was published already. Nothing was published twice." in text_of(page)
    draft(_moved(minutes=45))
    assert organiser.post(URL, data=values).status_code == 303
    assert len(_versions()) == 2


def test_second_press_of_take_back_leads_to_the_versions_and_says_so(organiser):
    publish(_moved(), days_later=1)
    address = f"/organise/{SLUG}/versions/2/take-back"
    assert organiser.post(address).status_code == 303
    for again in (organiser.post(address), organiser.get(address)):
        assert (again.status_code, len(_versions())) == (303, 3)
        page = text_of(organiser.get(again.headers["Location"]))
        assert "Version 2 was taken back already, by version 3. Nothing was taken back twice." in page
    page = text_of(organiser.get(f"{again.headers['Location']}&lang=ja"))
    assert "第2版は、すでに第3版で取り下げています。二重には取り下げていません。" in page


def test_version_before_the_last_is_not_taken_back_and_the_versions_say_why(organiser):
    publish(_moved(), days_later=1)
    answer = organiser.post(f"/organise/{SLUG}/versions/1/take-back")
    assert (answer.status_code, len(_versions())) == (303, 2)
    assert "Version 1 cannot be taken back" in text_of(organiser.get(answer.headers["Location"]))


@pytest.mark.parametrize("query", ["already=9", "late=9", "late=1", "already=x", "late="])
def test_versions_say_nothing_of_what_never_was(organiser, query):
    assert 'role="status"' not in organiser.get(f"/organise/{SLUG}/versions?{query}").text


def test_draft_that_changed_while_it_was_read_is_shown_again(organiser):
    draft(_moved())
    values = _hidden(organiser.get(URL))
    draft(_moved(minutes=45))
    answer = organiser.post(URL, data=values | {"note-en": "Typed"})
    assert (answer.status_code, "Typed" in answer.text, len(_versions())) == (409, True, 1)


def test_nothing_changed_is_said(organiser):
    answer = _publish(organiser)
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)


def test_editor_may_not_publish(place, app, login_as):
    editor = app.test_client()
    login_as(editor, role=MemberRole.EDITOR)
    assert editor.get(URL).status_code == 403


def test_two_versions_are_compared_in_words(organiser):
    publish(_moved(), days_later=1)
    publish(_moved(minutes=90), days_later=2)
    answer = organiser.get(f"/organise/{SLUG}/versions?from=1&to=3")
    assert "From v1 to v3" in answer.text


def test_reopened_version_is_the_draft_and_can_be_undone(organiser):
    publish(_moved(), days_later=1)
    assert organiser.get(f"/organise/{SLUG}/versions/1/reopen").status_code == 200
    assert organiser.post(f"/organise/{SLUG}/versions/1/reopen").status_code == 303
    with reading() as tx:
        assert get_draft_agenda(tx, SLUG) == sample_agenda()
    organiser.post(f"/organise/{SLUG}/board/undo")
    with reading() as tx:
        assert get_draft_agenda(tx, SLUG) == _moved()


def test_version_taken_back_shows_readers_the_one_before_and_no_sequence_goes_back(organiser):
    publish(_moved(), days_later=1)
    page = organiser.get(f"/organise/{SLUG}/versions/2/take-back")
    assert "Take back v2" in page.text
    assert organiser.post(f"/organise/{SLUG}/versions/2/take-back").status_code == 303
    first, second, third = _versions()
    assert (third.number, third.takes_back) == (3, 2)
    starts = [one.agenda.find_session("reception").start_at for one in (first, second, third)]
    assert starts[0] == starts[2] != starts[1]
    sequences = [one.agenda.find_session("reception").sequence for one in (first, second, third)]
    assert sequences == [0, 1, 2]
    others = [s.sequence for s in third.agenda.sessions if s.id != "reception"]
    assert set(others) == {0}
    with reading() as tx:
        assert get_draft_agenda(tx, SLUG) == _moved()
    assert "Takes back v2" in organiser.get(f"/conferences/{SLUG}/versions?lang=en").text


def test_messages_of_a_version_taken_back_are_not_sent_and_those_told_are_told_of_the_way_back(organiser):
    draft(_moved())
    _publish(organiser)
    with transaction() as tx:
        told = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).first()
        told.sent_at, name = told.due_at, told.attendee
    assert "Take back v2 and tell 1 person" in text_of(organiser.get(f"/organise/{SLUG}/versions/2/take-back?lang=en"))
    organiser.post(f"/organise/{SLUG}/versions/2/take-back")
    with reading() as tx:
        rows = tx.execute(
            select(OutboxMessage.publication_number, OutboxMessage.attendee, OutboxMessage.cancelled_at).order_by(
                OutboxMessage.id
            )
        ).all()
    kept = [(number, attendee) for number, attendee, cancelled in rows if cancelled is None]
    assert (kept, len(rows) > 2) == ([(2, name), (3, name)], True)


def _delays(page):
    """Give the minutes that can be chosen and the one that is."""
    select_box = re.search(r'<select id="delay".*?</select>', page.text, re.DOTALL)[0]
    chosen = re.search(r'value="(\d+)" selected', select_box)[1]
    return [int(minutes) for minutes in re.findall(r'value="(\d+)"', select_box)], int(chosen)


def test_delay_is_chosen_as_one_publishes_and_holds_from_then_on(organiser):
    draft(_moved())
    assert _delays(organiser.get(URL)) == ([0, 15, 30, 60, 120, 240, 720], 0)
    shown = _publish(organiser, preview="JP", delay="60")
    assert _delays(shown)[1] == 60
    assert _publish(organiser, delay="60").status_code == 303
    with reading() as tx:
        first = tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).first()
        assert first.due_at - first.created_at == timedelta(hours=1)
    draft(_moved(minutes=45))
    assert _delays(organiser.get(URL))[1] == 60
    organiser.post(URL, data=_hidden(organiser.get(URL)) | {"delay": "61"})
    assert (_delays(organiser.get(URL))[1], len(_versions())) == (60, 3)


def test_publication_that_is_refused_leaves_the_delay_as_it_was(organiser):
    draft(CLASH)
    assert _publish(organiser, delay="60").status_code == 422
    assert _delays(organiser.get(URL))[1] == 0
    assert "notice:delay" not in organiser.get(f"/organise/{SLUG}/log").text


@pytest.mark.parametrize("number", [1, 3])
def test_only_the_last_version_that_has_one_before_is_taken_back(organiser, number):
    if number == 3:
        publish(_moved(), days_later=1)
    assert organiser.post(f"/organise/{SLUG}/versions/{number}/take-back").status_code == 404
    assert len(_versions()) == (2 if number == 3 else 1)


def test_session_added_by_a_version_taken_back_stays_cancelled_with_its_uid(organiser):
    agenda = sample_agenda()
    added = make_session(id="added", start="2023-03-12 20:00")
    publish(replace(agenda, sessions=(*agenda.sessions, added)), days_later=1)
    organiser.post(f"/organise/{SLUG}/versions/2/take-back")
    session = _versions()[-1].agenda.find_session("added")
    assert (session.is_cancelled, session.uid, session.sequence) == (True, added.uid, 1)


def test_publish_page_sends_the_same_statements_at_20_and_200_sessions(organiser, count_statements):
    counts = []
    for n, size in enumerate((20, 200), start=1):
        publish(make_agenda(*(make_session(id=f"s{k}") for k in range(size))), days_later=n)
        organiser.get(URL)
        with count_statements() as sent:
            assert organiser.get(URL).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 9
