"""eventapp export --format xlsx and bring: the draft as a spreadsheet, and spreadsheets into it."""

from __future__ import annotations

from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import AuditEntry
from eventapp.queries.conferences import get_conference_file
from eventapp.renderers.xlsx import render_agenda_xlsx
from tests.factories import sample_agenda
from tests.importers.schedule_texts import calendar
from tests.importers.sheet_files import session_row, xlsx
from tests.publishing import draft, publish


def test_export_writes_a_spreadsheet(run, tmp_path):
    draft(sample_agenda())
    result = run("export", "sample-2023", "--format", "xlsx", "--out", str(tmp_path / "sample.xlsx"))
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "sample.xlsx").read_bytes() == render_agenda_xlsx(sample_agenda())


def _agenda():
    with reading() as tx:
        return get_conference_file(tx, "sample-2023").agenda


def test_bring_puts_rows_into_the_draft_and_keeps_uids_and_publications(run, tmp_path):
    publish(sample_agenda())
    path = tmp_path / "rows.xlsx"
    path.write_bytes(xlsx(Sessions=[("Id", "Title (en)"), ("opening", "Welcome")]))
    result = run("bring", str(path), "--into", "sample-2023")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "sample-2023: 0 new, 1 changed.\n", "")
    with reading() as tx:
        kept = get_conference_file(tx, "sample-2023")
    before = {session.id: session for session in sample_agenda().sessions}
    after = {session.id: session for session in kept.agenda.sessions}
    assert {name: session.uid for name, session in after.items()} == {name: s.uid for name, s in before.items()}
    assert (after["opening"].title.get("en"), len(kept.publications)) == ("Welcome", 1)


def test_bring_gives_new_sessions_uids_and_tells_of_the_zone(run):
    draft(sample_agenda())
    text = "\n".join(",".join(line) for line in session_row())
    result = run("bring", "-", "--into", "sample-2023", input=text)
    assert (result.exit_code, result.stdout) == (0, "sample-2023: 1 new, 0 changed.\n")
    assert result.stderr.splitlines()[-1].startswith("Times without a zone are read in that of the room's venue")
    (new,) = (session for session in _agenda().sessions if session.id == "new")
    assert new.uid.endswith("@eventapp")


def test_bring_dry_run_writes_nothing(run):
    draft(sample_agenda())
    text = "\n".join(",".join(line) for line in session_row())
    result = run("bring", "-", "--into", "sample-2023", "--dry-run", input=text)
    assert (result.exit_code, result.stdout) == (0, "sample-2023: 1 new, 0 changed; nothing was written.\n")
    assert _agenda() == sample_agenda()


def test_bring_with_three_bad_rows_lists_them_and_writes_nothing(run):
    draft(sample_agenda())
    headings, good = session_row()
    bad = [session_row(**cells)[1] for cells in ({"Date": "12/03/2023"}, {"Start": "9 h"}, {"Kind": "party"})]
    text = "\n".join(",".join(line) for line in (headings, good, *bad))
    result = run("bring", "-", "--into", "sample-2023", input=text, env={"LANG": "ja_JP.UTF-8"})
    places = [line.partition(":")[0] for line in result.stderr.splitlines()]
    assert (result.exit_code, result.stdout) == (1, "")
    assert places == [
        "Sessions 3行目「日付」",
        "Sessions 4行目「開始」",
        "Sessions 5行目「種別」",
        "問題が3件あります。何も書き込んでいません。",
    ]
    assert _agenda() == sample_agenda()


def test_bring_into_an_unknown_conference_is_wrong_use(run):
    result = run("bring", "-", "--into", "nowhere", input="Id,Title\n")
    assert (result.exit_code, result.stderr) == (2, "There is no conference “nowhere”.\n")


EVENT = (
    "UID:forum-1@example.org\nDTSTART:20230312T170000\nDTEND:20230312T180000\nSUMMARY:From elsewhere\nLOCATION:Attic"
)


def test_bring_takes_schedules_too_into_the_venue_named(run, tmp_path):
    draft(sample_agenda())
    path = tmp_path / "forum.ics"
    path.write_bytes(calendar(EVENT))
    result = run("bring", str(path), "--into", "sample-2023", "--venue", "yokota")
    assert (result.exit_code, result.stdout) == (0, "sample-2023: 1 new, 0 changed.\n")
    assert result.stderr.splitlines() == [
        "Times without a zone were read in Asia/Tokyo (sessions: 1).",
        "New rooms in “Yokota Air Base”: Attic.",
    ]
    (new,) = (session for session in _agenda().sessions if session.uid == "forum-1@example.org")
    assert (new.room.venue.id, f"{new.start_local:%H:%M}") == ("yokota", "17:00")
    again = run("bring", str(path), "--into", "sample-2023")
    assert again.stdout == "sample-2023: 0 new, 0 changed.\n"


def test_bring_into_a_venue_that_is_not_there_writes_nothing(run, tmp_path):
    draft(sample_agenda())
    path = tmp_path / "forum.ics"
    path.write_bytes(calendar(EVENT))
    result = run("bring", str(path), "--into", "sample-2023", "--venue", "nowhere", "--language", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0] == "No place here has the id or the name “nowhere”."
    assert _agenda() == sample_agenda()


def test_bring_is_logged_as_one_step_of_whoever_sits_at_the_terminal(run):
    draft(sample_agenda())
    run("bring", "-", "--into", "sample-2023", input="\n".join(",".join(line) for line in session_row()))
    with reading() as tx:
        entry = tx.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (entry.action, entry.actor, entry.details["new"]) == ("draft:import", "tester", 1)
