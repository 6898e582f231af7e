"""eventapp check, publish and render."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from eventapp.db import reading
from eventapp.models import AuditEntry
from eventapp.queries.publications import list_publications
from eventapp.renderers.html import static_files
from tests.factories import both, make_agenda, make_room, make_session, make_venue, sample_agenda
from tests.publishing import draft, import_demo, publish

SLUG = "sample-2023"
JAPANESE = {"LANG": "ja_JP.UTF-8"}
HALL = make_room(capacity=10)
CLASH = make_agenda(
    make_session(id="s1", room=HALL, title=both("Opening", "開会")),
    make_session(id="s2", room=HALL, title=both("Closing", "閉会"), expected=12),
)
LISTED = """\
error room-overlap s1+s2
  Room hall: “Opening” and “Closing” overlap by 60 min.
  会議室 hall：「開会」と「閉会」が60分重なります。
"""
WARNED = """\
warning room-too-small s2+seats
  Room hall is 2 seats short for “Closing”.
  「閉会」には会議室 hallの席が2席足りません。
"""
STOPPED = (
    "Errors without a reason stop the publication: 1.\n"
    "To publish all the same, give each error a reason: "
    'eventapp publish sample-2023 --override "room-overlap:s1+s2:the reason"\n'
)


def _ended(result):
    return (result.exit_code, result.stdout, result.stderr)


def _publications():
    with reading() as tx:
        return list_publications(tx, SLUG)


def test_check_of_an_agenda_without_conflicts(run):
    draft(make_agenda(make_session()))
    assert _ended(run("check", SLUG)) == (0, "Errors: 0, warnings: 0\n", "")


def test_check_tells_conflicts_in_both_languages_and_ends_with_1(run):
    draft(CLASH)
    assert _ended(run("check", SLUG)) == (1, f"{LISTED}{WARNED}Errors: 1, warnings: 1\n", "")


def test_check_with_warnings_only_ends_with_0(run):
    draft(make_agenda(CLASH.sessions[0]))
    draft(make_agenda(*(s for s in CLASH.sessions if s.id == "s2")))
    assert _ended(run("check", SLUG)) == (0, f"{WARNED}Errors: 0, warnings: 1\n", "")


def test_check_of_an_unknown_conference_is_wrong_use(run):
    assert _ended(run("check", "nowhere")) == (2, "", "There is no conference “nowhere”.\n")
    assert _ended(run("check", "nowhere", env=JAPANESE)) == (2, "", "会議「nowhere」はありません。\n")


def test_publish_tells_the_number_and_keeps_the_note(run):
    draft(sample_agenda())
    assert _ended(run("publish", SLUG, "--note", "Rooms of day 2")) == (0, "sample-2023: version 1 is published.\n", "")
    assert [(p.published_by, p.note) for p in _publications()] == [("Institute for Planning", both("Rooms of day 2"))]


def test_publish_tells_how_many_are_told(run):
    publish(sample_agenda())
    agenda = sample_agenda()
    draft(replace(agenda, sessions=tuple(s for s in agenda.sessions if s.id != "reception")))
    told = "sample-2023: version 2 is published.\n3 people will be told by mail.\n"
    assert _ended(run("publish", SLUG)) == (0, told, "")


def test_publish_names_who_publishes_and_records_who_did(run):
    draft(sample_agenda())
    assert run("publish", SLUG, "--by", "Joint secretariat").exit_code == 0
    assert [p.published_by for p in _publications()] == ["Joint secretariat"]
    with reading() as tx:
        actors = tx.scalars(select(AuditEntry.actor).where(AuditEntry.action == "agenda:publish"))
        assert list(actors) == ["tester"]


def test_publish_without_a_host_names_the_user_of_the_system(run):
    draft(CLASH)
    assert run("publish", SLUG, "--override", "room-overlap:s2+s1:the wall is open").exit_code == 0
    assert [p.published_by for p in _publications()] == ["tester"]


def test_publish_refuses_what_no_file_could_hold(run):
    draft(sample_agenda())
    lines = (
        "note: Take the space before or after the text out.\n"
        "published_by: A line break cannot stand in a single line (U+000A).\n"
        "2 problems; nothing was written.\n"
    )
    assert _ended(run("publish", SLUG, "--note", " x", "--by", "a\nb")) == (1, "", lines)
    assert _publications() == ()


def test_publish_without_a_change_ends_with_1(run):
    publish(sample_agenda())
    assert _ended(run("publish", SLUG)) == (1, "", "Nothing changed since version 1.\n")


def test_publish_with_errors_lists_them_and_ends_with_1(run):
    draft(CLASH)
    assert _ended(run("publish", SLUG)) == (1, LISTED, STOPPED)
    assert _publications() == ()


@pytest.mark.parametrize("reason", ["a folding wall", "see: minutes of 3:15 + map"])
def test_publish_with_a_reason_for_each_error(run, reason):
    draft(CLASH)
    result = run("publish", SLUG, "--override", f"room-overlap:s1+s2:{reason}")
    assert _ended(result) == (0, "sample-2023: version 1 is published.\n", "")


def test_publish_with_an_override_of_no_error_ends_with_1(run):
    draft(sample_agenda())
    ended = _ended(run("publish", SLUG, "--override", "room-overlap:s1+s9:why"))
    assert ended == (1, "", "No error is called room-overlap:s1+s9.\n")


@pytest.mark.parametrize("override", ["room-overlap", "room-overlap:s1+s2", "room-overlap:s1+s2: ", ":s1:why", ""])
def test_publish_with_half_an_override_is_wrong_use(run, override):
    draft(CLASH)
    result = run("publish", SLUG, "--override", override)
    assert (result.exit_code, result.stdout) == (2, "")
    sentence = f"Invalid value for --override: “{override}” is not of the form CODE:ID:REASON."
    assert result.stderr.splitlines()[-1] == f"Error: {sentence}"


def test_publish_of_an_unknown_conference_is_wrong_use(run):
    assert _ended(run("publish", "nowhere")) == (2, "", "There is no conference “nowhere”.\n")


def test_publish_speaks_the_language_of_the_terminal(run):
    draft(sample_agenda())
    said = _ended(run("publish", SLUG, env=JAPANESE))
    assert said == (0, "sample-2023：第1版を公開しました。\n", "")


def test_render_writes_all_files_of_the_last_publication(run, tmp_path):
    import_demo()
    result = run("render", "next-alliance-2023", "--out", str(tmp_path / "papers"))
    sheets = [f"agenda-{size}-{layout}.pdf" for size in ("a4", "letter") for layout in ("en", "ja", "columns")]
    names = ["agenda.ics", "agenda.json", "agenda.html", *static_files(), *sheets]
    assert result.exit_code == 0, result.output
    written = [path for path in (tmp_path / "papers").rglob("*") if path.is_file()]
    assert {str(path.relative_to(tmp_path / "papers")) for path in written} == set(names)
    assert set(result.stdout.splitlines()) >= {str(tmp_path / "papers" / name) for name in names}
    heads = {path.name: path.read_bytes()[:5] for path in (tmp_path / "papers").glob("*.pdf")}
    assert heads == dict.fromkeys(sheets, b"%PDF-")


@pytest.mark.parametrize("options", [[], ["--version", "1"]])
def test_render_of_what_is_not_published_is_wrong_use(run, tmp_path, options):
    draft(sample_agenda())
    result = run("render", SLUG, "--out", str(tmp_path / "papers"), *options)
    assert _ended(result) == (2, "", "The conference “sample-2023” has no publication yet.\n")
    assert not (tmp_path / "papers").exists()


def test_render_of_a_version_that_is_not_there_names_it(run, tmp_path):
    publish(sample_agenda())
    result = run("render", SLUG, "--out", str(tmp_path), "--version", "7")
    assert _ended(result) == (2, "", "There is no version 7; the last is 1.\n")


def test_render_writes_the_conference_file_for_staff_only(run, tmp_path):
    publish(sample_agenda())
    public = run("render", SLUG, "--out", str(tmp_path / "public"))
    staff = run("render", SLUG, "--out", str(tmp_path / "staff"), "--audience", "staff")
    assert (public.exit_code, staff.exit_code) == (0, 0)
    sentence = f"conference.toml is for staff only. To get it: eventapp export {SLUG}\n"
    assert (public.stderr.endswith(sentence), sentence in staff.stderr) == (True, False)
    assert not (tmp_path / "public" / "conference.toml").exists()
    assert (tmp_path / "staff" / "conference.toml").read_bytes() == run("export", SLUG).stdout_bytes


def test_render_for_a_side_that_is_not_there_names_the_sides(run, tmp_path):
    publish(sample_agenda())
    result = run("render", SLUG, "--out", str(tmp_path / "papers"), "--audience", "side:XX")
    codes = ", ".join(delegation.code for delegation in sample_agenda().delegations)
    assert _ended(result) == (2, "", f"“XX” is no delegation of this version: {codes}.\n")
    assert not (tmp_path / "papers").exists()


def test_render_to_a_place_that_cannot_be_written_says_so_in_one_line(run, tmp_path):
    publish(sample_agenda())
    (tmp_path / "file").write_text("")
    result = run("render", SLUG, "--out", str(tmp_path / "file" / "papers"))
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"{tmp_path / 'file' / 'papers'} cannot be written: Not a directory."


def test_render_for_no_audience_is_wrong_use(run, tmp_path):
    result = run("render", SLUG, "--out", str(tmp_path), "--audience", "everybody")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "Error: Invalid value for --audience: everybody",
    )


def test_render_of_what_no_paper_can_print_says_so(run, tmp_path):
    publish(make_agenda(make_session(room=make_room(name=both("Room \U0001f600"), venue=make_venue()))))
    result = run("render", SLUG, "--out", str(tmp_path / "papers"))
    sentence = "Our fonts have no sign for these characters: U+1F600 GRINNING FACE: rooms hall name.en."
    assert (result.exit_code, result.stderr.splitlines()[-1:]) == (1, [sentence])
    assert not (tmp_path / "papers").exists()
