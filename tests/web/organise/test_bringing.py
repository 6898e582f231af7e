"""A file brought into a draft in the browser: shown first, refused with its reasons, written for the draft that was seen."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import AuditEntry
from eventapp.queries.agenda import get_draft_agenda
from tests.factories import make_agenda, make_conference, make_session, sample_agenda
from tests.importers.schedule_texts import calendar
from tests.importers.sheet_files import session_row, xlsx
from tests.publishing import draft

SLUG = "sample-2023"
BRING = f"/organise/{SLUG}/bring"


def _agenda():
    with reading() as tx:
        return get_draft_agenda(tx, SLUG)


def _actions():
    with reading() as tx:
        return list(tx.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def _sheet(*rows):
    heads, first = session_row(**(rows[0] if rows else {}))
    return xlsx(Sessions=[heads, first, *(session_row(**row)[1] for row in rows[1:])])


def _send(client, data, name="agenda.xlsx"):
    return client.post(BRING, data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")


def _hidden(answer):
    return dict(re.findall(r'name="(draft|name|kept|confirm|language|venue)"\s+value="([^"]*)"', answer.text))


def test_rows_are_shown_first_then_brought_in_as_one_step(organiser):
    shown = _send(
        organiser, _sheet({"Title": "Brought one"}, {"Title": "Brought two", "Start": "18:00", "End": "19:00"})
    )
    assert shown.status_code == 200
    assert "Brought one" in shown.text
    assert "Bring 2 rows in" in shown.text
    assert _agenda() == sample_agenda()
    done = organiser.post(BRING, data=_hidden(shown))
    assert done.status_code == 303
    new = [s for s in _agenda().sessions if s.title.get("en").startswith("Brought")]
    assert len({s.uid for s in new if s.uid}) == 2
    assert _actions()[-1] == "draft:import"
    organiser.post(f"/organise/{SLUG}/board/undo")
    assert _agenda() == sample_agenda()


def test_three_bad_rows_are_told_at_their_cells_and_nothing_is_brought(organiser):
    rows = ({"Kind": "party"}, {"Start": "later"}, {"End": "16:00"}, {"Title": "Sound"})
    answer = _send(organiser, _sheet(*rows))
    assert answer.status_code == 422
    assert "3 problems; nothing was brought in." in answer.text
    assert all(f"row {n}" in answer.text for n in (2, 3, 4))
    assert _agenda() == sample_agenda()


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "empty.xlsx"), (b"%PDF-1.7", "paper.pdf"), (b"\x00" * 200, "zeros.xlsx"), (b"a,b\n1,2\n", "other.csv")],
)
def test_file_that_holds_no_agenda_is_refused_in_words(organiser, data, name):
    answer = _send(organiser, data, name)
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert _agenda() == sample_agenda()


def test_too_large_file_and_none_are_refused(organiser):
    # Written by hand: the test client leaves the file open in which it puts large forms.
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    large = head + b"x" * 3_000_001 + b"\r\n--x--\r\n"
    assert organiser.post(BRING, data=large, content_type="multipart/form-data; boundary=x").status_code == 422
    assert organiser.post(BRING, data={}).status_code == 422
    assert organiser.post(BRING, data={"kept": "%%%", "name": "x"}).status_code == 422


def test_draft_that_changed_meanwhile_is_shown_anew_before_anything_is_brought(organiser):
    shown = _send(organiser, _sheet({"Title": "Brought"}))
    changed = replace(sample_agenda(), unplaced_topics=())
    draft(changed)
    answer = organiser.post(BRING, data=_hidden(shown))
    assert (answer.status_code, "Bring 1 row in" in answer.text) == (409, True)
    assert _agenda() == changed
    assert organiser.post(BRING, data=_hidden(answer)).status_code == 303


def test_calendar_is_brought_in_on_the_conference_clock_and_says_so(organiser):
    event = (
        "UID:one@example.org\nDTSTART:20230312T170000\nDTEND:20230312T180000\nSUMMARY:From elsewhere\nLOCATION:New room"
    )
    shown = _send(organiser, calendar(event), "other.ics")
    assert "Asia/Tokyo" in shown.text
    organiser.post(BRING, data=_hidden(shown))
    session = next(s for s in _agenda().sessions if s.title.get("en") == "From elsewhere")
    assert (session.start_local.time(), session.uid) == (time(17), "one@example.org")
    assert session.room.name.get("en") == "New room"
    again = _send(organiser, calendar(event), "other.ics")
    assert "Everything in it is there already." in again.text


def test_schedule_goes_where_the_organiser_says(organiser):
    event = "UID:two@example.org\nDTSTART:20230312T170000\nDTEND:20230312T180000\nSUMMARY:講演\nLOCATION:Attic"
    send = {"file": (io.BytesIO(calendar(event)), "other.ics"), "language": "en", "venue": "+"}
    shown = organiser.post(BRING, data=send, content_type="multipart/form-data")
    assert "New rooms in “Forum 2026”: Attic." in shown.text
    assert '<h2 id="h-f">other.ics' in shown.text
    assert organiser.post(BRING, data=_hidden(shown)).status_code == 303
    agenda = _agenda()
    session = next(s for s in agenda.sessions if s.uid == "two@example.org")
    assert (session.room.venue.name.get("en"), agenda.venues[-1].id) == ("Forum 2026", session.room.venue.id)
    organiser.post(f"/organise/{SLUG}/board/undo")
    assert _agenda() == sample_agenda()


def test_schedule_with_a_uid_of_another_conference_gets_a_new_one_and_says_so(organiser):
    other = make_conference(slug="other", uid="other@example.org")
    draft(make_agenda(make_session(uid="foreign@example.org"), conference=other))
    event = "UID:foreign@example.org\nDTSTART:20230312T170000\nDTEND:20230312T180000\nSUMMARY:From elsewhere"
    shown = _send(organiser, calendar(event), "other.ics")
    assert "names (UIDs) of 1 sessions" in shown.text
    assert organiser.post(BRING, data=_hidden(shown)).status_code == 303
    assert [s.uid for s in _agenda().sessions if s.uid == "foreign@example.org"] == []


def test_change_is_shown_with_what_it_was(organiser):
    opening = next(s for s in sample_agenda().sessions if s.id == "opening")
    rows = [
        ("Id", "Start", "Title (en)"),
        ("opening", f"{opening.start_local - timedelta(minutes=5):%H:%M}", "Welcome"),
    ]
    for language, said in (("en", "changed: time, title"), ("ja", "変更：時刻、題名")):
        data = {"file": (io.BytesIO(xlsx(Sessions=rows)), "rows.xlsx")}
        shown = organiser.post(f"{BRING}?lang={language}", data=data, content_type="multipart/form-data")
        assert said in shown.text
        assert f"{opening.start_local:%H:%M}–{opening.end_local:%H:%M}" in shown.text


def test_file_of_3_mb_survives_between_preview_and_word(organiser):
    event = "UID:large@example.org\nDTSTART:20230312T170000\nDTEND:20230312T180000\nSUMMARY:Large"
    data = calendar(event) + b"X-PADDING:" + b"+/" * 1_490_000 + b"\r\n"
    kept = {"kept": base64.b64encode(data).decode(), "name": "large.ics"}
    shown = organiser.post(BRING, data=kept)
    assert (shown.status_code, "Bring 1 row in" in shown.text) == (200, True)
    assert organiser.post(BRING, data=_hidden(shown)).status_code == 303
    assert organiser.post(BRING, data={"kept": base64.b64encode(data + b"x" * 30_000).decode()}).status_code == 422


def test_request_larger_than_any_file_is_not_read(organiser):
    answer = organiser.post(BRING, data=b"x" * 6_000_001, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413


def test_preview_and_word_send_the_same_statements_for_any_file(organiser, count_statements):
    counts = []
    for count in (2, 1, 40):  # the first one looks up the keys that are known from then on
        with count_statements() as looked:
            shown = _send(organiser, _sheet(*({"Title": f"{count} brought {n}"} for n in range(count))))
        with count_statements() as brought:
            organiser.post(BRING, data=_hidden(shown))
        counts.append((len(looked), len(brought)))
    assert counts[1] == counts[2]
