"""eventapp import, given the schedule of another program."""

from __future__ import annotations

import pytest

from eventapp.cli import schedules
from eventapp.db import reading
from eventapp.queries.conferences import get_conference_file, has_conferences
from tests.importers.conference_texts import WHOLE
from tests.importers.schedule_texts import EVENT, NEW_XML, OLD_XML, PARIS, calendar, pretalx

JAPANESE = {"LANG": "ja_JP.UTF-8"}
WARNED = "Times without a zone were read in Europe/Paris (sessions: 1).\n1 warning.\n"
TALK = {"id": 5, "date": "2026-05-04T10:00:00+02:00", "duration": "00:30", "title": "Talk"}
VEVENT = "UID:talk-1@example.org\nSUMMARY:Talk\nDTSTART:20260504T080000Z\nDURATION:PT1H"


def _ended(result):
    return (result.exit_code, result.stdout, result.stderr)


def _sessions():
    with reading() as tx:
        return [(session.id, session.uid) for session in get_conference_file(tx, "forum-2026").agenda.sessions]


@pytest.mark.parametrize("data", [OLD_XML, NEW_XML, pretalx(TALK), calendar(VEVENT)], ids=["old", "new", "json", "ics"])
def test_schedule_is_recognised_and_imported(run, data):
    result = run("import", "-", "--zone", PARIS, input=data)
    assert (result.exit_code, len(_sessions())) == (0, 1)
    assert result.stdout.startswith("forum-2026 is imported: 1 session, ")


def test_warnings_are_on_the_error_stream(run):
    assert _ended(run("import", "-", "--zone", PARIS, input=OLD_XML)) == (
        0,
        "forum-2026 is imported: 1 session, 1 person.\n",
        WARNED,
    )


def test_warnings_are_told_in_japanese(run):
    assert run("import", "-", "--zone", PARIS, input=OLD_XML, env=JAPANESE).stderr == (
        "タイムゾーンのない時刻は Europe/Paris の時刻として読み込みました（セッション1件）。\n警告が1件あります。\n"
    )


def test_first_hundred_warnings_are_printed(run):
    events = [TALK | {"id": n, "duration": ""} for n in range(105)]
    lines = run("import", "-", "--zone", PARIS, input=pretalx(*events)).stderr.splitlines()
    assert lines[99] == "99: This event has no end after its start. It was given 30 minutes."
    assert lines[100:] == ["… and 5 more", "105 warnings."]


def test_dry_run_writes_nothing(run):
    result = run("import", "-", "--zone", PARIS, "--dry-run", input=OLD_XML)
    assert _ended(result) == (0, "forum-2026: no problems; nothing was written.\n", WARNED)
    with reading() as tx:
        assert not has_conferences(tx)


def test_schedule_with_problems_is_refused(run):
    text = OLD_XML.replace("2026-05-04", "2026-03-29").replace("10:00", "02:30").replace("04:00:00", "01:00:00")
    line = "7: Sun 29 Mar 2026 02:30 does not exist in Europe/Paris: clocks go forward over it.\n"
    assert _ended(run("import", "-", "--zone", PARIS, input=text)) == (
        1,
        "",
        line + "1 problem; nothing was written.\n",
    )


def test_replacing_keeps_ids_and_uids(run):
    run("import", "-", "--zone", PARIS, input=OLD_XML)
    before = _sessions()
    second = EVENT.replace('id="7"', 'id="6"')
    text = OLD_XML.replace(EVENT, second + EVENT)
    assert run("import", "-", "--zone", PARIS, input=text).exit_code == 1
    assert run("import", "-", "--zone", PARIS, "--replace", input=text).exit_code == 0
    assert [before[0][0], "s-6"] == sorted((name for name, _ in _sessions()), reverse=True)
    assert before[0] in _sessions()


def test_slug_and_language_are_the_conferences(run):
    result = run("import", "-", "--slug", "other", "--language", "ja", input=NEW_XML)
    assert _ended(result) == (0, "other is imported: 1 session, 0 people.\n", "")
    with reading() as tx:
        assert get_conference_file(tx, "other").agenda.conference.languages == ("ja",)


@pytest.mark.parametrize(
    ("options", "data", "line"),
    [
        ([], OLD_XML, "--zone: The file names no time zone. Say it, such as --zone Asia/Tokyo.\n"),
        (["--zone", "Paris"], OLD_XML, "--zone: “Paris” is no IANA time zone. Write one such as Asia/Tokyo.\n"),
        (["--slug", "x"], WHOLE, "--slug: This option is for schedules. A conference file says it itself.\n"),
    ],
)
def test_wrong_use_of_an_option_ends_with_2(run, options, data, line):
    assert _ended(run("import", "-", *options, input=data)) == (2, "", line)


def test_wrong_use_is_told_in_japanese(run):
    assert _ended(run("import", "-", input=OLD_XML, env=JAPANESE)) == (
        2,
        "",
        "--zone: ファイルにタイムゾーンがありません。--zone Asia/Tokyo のように指定してください。\n",
    )


def test_bar_fills_on_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr(schedules.sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    read = schedules.read_any_file(NEW_XML.encode(), {"zone": None})
    assert len(read.agenda.sessions) == 1
    assert "Sessions" in capsys.readouterr().err
