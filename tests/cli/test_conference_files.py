"""eventapp import and export."""

from __future__ import annotations

from importlib.resources import files

import pytest
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.conference_files import ConferenceFile
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.models import AuditEntry
from eventapp.policy import MemberRole
from eventapp.queries.conferences import get_conference_file, has_conferences
from eventapp.renderers.conference_file import render_conference_file
from tests.factories import make_agenda, make_delegation, sample_agenda
from tests.importers.conference_texts import WHOLE
from tests.members import make_membership, make_user
from tests.publishing import DEMO, demo_file, draft

DEMO_PATH = files("eventapp") / "demo" / f"{DEMO}.toml"
JAPANESE = {"LANG": "ja_JP.UTF-8"}


def _ended(result):
    return (result.exit_code, result.stdout, result.stderr)


def _has_conferences():
    with reading() as tx:
        return has_conferences(tx)


def test_import_tells_what_was_imported(run):
    assert _ended(run("import", str(DEMO_PATH))) == (
        0,
        f"{DEMO} is imported: {len(demo_file().agenda.sessions)} sessions, 46 people.\n",
        "",
    )
    with reading() as tx:
        assert get_conference_file(tx, DEMO) == demo_file()
        assert list(tx.scalars(select(AuditEntry.actor))) == ["tester"]


def test_import_reads_standard_input(run):
    assert _ended(run("import", "-", input=WHOLE)) == (0, "small-2026 is imported: 1 session, 1 person.\n", "")


def test_import_dry_run_writes_nothing(run):
    assert _ended(run("import", str(DEMO_PATH), "--dry-run")) == (0, f"{DEMO}: no problems; nothing was written.\n", "")
    assert not _has_conferences()


@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--replace"]])
def test_import_of_a_file_with_problems_lists_them_and_ends_with_1(run, options):
    text = WHOLE.replace("[[sessions]]", '[[sessions]]\ncolour = "red"').replace("US side", "US side\u202e")
    lines = (
        "delegations[0].name.en (US): The character U+202E RIGHT-TO-LEFT OVERRIDE reorders the text around it. "
        "Take it out.\n"
        "sessions[0].colour (s-1): There is no such key here. Check its spelling.\n"
        "2 problems; nothing was written.\n"
    )
    assert _ended(run("import", "-", *options, input=text)) == (1, "", lines)
    assert not _has_conferences()


def test_import_prints_the_first_hundred_problems_and_counts_the_others(run):
    text = WHOLE + "".join(f'\n[[rooms]]\nid = "r-{n}"\nvenue = "v-9"\nname.en = "Room"\n' for n in range(2, 104))
    result = run("import", "-", input=text)
    lines = result.stderr.splitlines()
    assert lines[99] == "rooms[100].venue (r-101): Nothing here has the id “v-9”."
    assert lines[100:] == ["… and 2 more", "102 problems; nothing was written."]


def test_import_speaks_the_language_of_the_terminal(run):
    lines = (
        "sessions[0].title.en (s-1): 文字 U+1F600 GRINNING FACE は印刷できません（フォントに字形がありません）。\n"
        "問題が1件あります。何も書き込んでいません。\n"
    )
    assert _ended(run("import", "-", input=WHOLE.replace("Session", "😀"), env=JAPANESE)) == (1, "", lines)


def test_import_of_a_conference_that_exists_is_refused(run):
    run("import", "-", input=WHOLE)
    sentence = "There is a conference “small-2026” already. Use --replace to put this one in its place.\n"
    assert _ended(run("import", "-", input=WHOLE)) == (1, "", sentence)
    assert _ended(run("import", "-", "--dry-run", input=WHOLE)) == (1, "", sentence)


def test_import_replaces_the_conference_when_told(run):
    run("import", "-", input=WHOLE)
    assert run("import", "-", "--replace", input=WHOLE.replace('en = "Small"', 'en = "New"')).exit_code == 0
    with reading() as tx:
        assert get_conference_file(tx, "small-2026").agenda.conference.title.get("en") == "New"


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_import_in_place_says_whose_access_would_go_with_a_delegation(run, options):
    draft(make_agenda(delegations=(make_delegation(code="JP"), make_delegation(code="US"))))
    with transaction() as tx:
        make_membership(tx, make_user(tx, name="Aki Sample"), MemberRole.FOCAL_POINT, side="US")
    smaller = render_conference_file(ConferenceFile(agenda=make_agenda(delegations=(make_delegation(code="JP"),))))
    said = "Focal points would lose their access with their delegation: Aki Sample (US). "
    result = run("import", "-", "--replace", *options, input=smaller)
    assert (result.exit_code, result.stdout, said in result.stderr) == (1, "", True)


def test_import_of_a_file_that_is_not_there_is_wrong_use(run):
    result = run("import", "nowhere.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == (
        "Error: Invalid value for 'FILE': 'nowhere.toml': No such file or directory"
    )


def test_export_prints_what_import_reads_back(run):
    run("import", str(DEMO_PATH))
    result = run("export", DEMO)
    assert (result.exit_code, result.stderr) == (0, "")
    assert read_conference_file(result.stdout_bytes) == demo_file()


def test_export_writes_a_file(run, tmp_path):
    draft(sample_agenda())
    assert _ended(run("export", "sample-2023", "--out", str(tmp_path / "sample.toml"))) == (0, "", "")
    assert (tmp_path / "sample.toml").read_bytes() == render_conference_file(ConferenceFile(agenda=sample_agenda()))


def test_export_to_a_place_that_cannot_be_written_says_so_in_one_line(run, tmp_path):
    draft(sample_agenda())
    path = tmp_path / "nowhere" / "sample.toml"
    ended = _ended(run("export", "sample-2023", "--out", str(path)))
    assert ended == (2, "", f"{path} cannot be written: No such file or directory.\n")


def test_export_of_an_unknown_conference_is_wrong_use(run, tmp_path):
    path = tmp_path / "nowhere.toml"
    assert _ended(run("export", "nowhere", "--out", str(path))) == (2, "", "There is no conference “nowhere”.\n")
    assert not path.exists()
