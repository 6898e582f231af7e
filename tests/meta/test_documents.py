"""What is written beside the program: the table of variables, templates, catalogues, locks; and no path of a machine."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "eventapp" / "translations" / "ja" / "LC_MESSAGES" / "eventapp"
TEMPLATES = ROOT / "templates"
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def _sources(folder, pattern):
    return "\n".join(path.read_text("utf-8") for path in sorted((ROOT / folder).rglob(pattern)))


def test_every_variable_that_is_read_is_in_the_table_of_the_readme():
    read = set(re.findall(r"""os\.environ(?:\.get\(|\[)\s*["'](\w+)""", (ROOT / "config.py").read_text("utf-8")))
    read |= set(re.findall(r"""envvar=["'](\w+)""", _sources("eventapp/cli", "*.py")))
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", readme, re.MULTILINE)
    documented = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert ("DATABASE_URL" in read, read - documented) == (True, set())


def test_every_variable_in_the_table_of_the_readme_is_read():
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.partition("| variable |")[2].partition("\n\n")[0]
    documented = {
        name for cell in re.findall(r"^\| ([^|]*)\|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    }
    program = (ROOT / "config.py").read_text("utf-8") + _sources("eventapp", "*.py")
    assert {name for name in documented if f'"{name}"' not in program} == set()


def test_every_template_is_used():
    """A template is used when a render call, another template or typst's import names it."""
    program = _sources("eventapp", "*.py")
    named = set(re.findall(r"""["']([\w/]+\.html)["']""", program + _sources("templates", "*.html")))
    mails = re.findall(r"""render_mail\(\s*["']([\w-]+)["']""", program)
    named |= {f"mail/{name}.html" for name in mails}
    papers = set(re.findall(r"""["']([\w/.-]+\.typ)["']""", program + _sources("templates", "*.typ")))
    pages = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    sheets = {path.name for path in TEMPLATES.rglob("*.typ")}
    # The typesetter is handed a sheet's name without its ending, as `template=`.
    papers |= {f"{name}.typ" for name in re.findall(r"""typeset\(\s*["'](\w+)["']""", program)}
    assert (pages - named, sheets - {Path(name).name for name in papers}) == (set(), set())
    assert {path.stem for path in TEMPLATES.rglob("*.txt")} == set(mails)


def test_templates_are_all_pages_papers_or_plain_mails():
    kinds = {path.suffix for path in TEMPLATES.rglob("*") if path.is_file() and path.parent.name != "mail"}
    assert kinds == {".html", ".typ"}
    mails = {path.name for path in (TEMPLATES / "mail").iterdir()} - {"frame.html"}
    assert mails == {f"{Path(name).stem}{suffix}" for name in mails for suffix in (".txt", ".html")}


def _written():
    with CATALOGUE.with_suffix(".po").open("rb") as file:
        return read_po(file, locale="ja")


def test_compiled_catalogue_is_the_written_one_compiled():
    written = _written()
    compiled = io.BytesIO()
    write_mo(compiled, written)
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        kept = [(message.id, message.string) for message in read_mo(file) if message.id]
    compiled.seek(0)
    # The head, whose id is empty, holds only when and by whom.
    assert kept == [(message.id, message.string) for message in read_mo(compiled) if message.id]


def test_every_message_is_translated():
    messages = [message for message in _written() if message.id]
    untranslated = [m.id for m in messages if m.fuzzy or not all([m.string] if isinstance(m.string, str) else m.string)]
    assert (len(messages) > 100, untranslated) == (True, [])


def test_translation_has_no_place_that_the_message_lacks():
    """It would fail only when a Japanese reader meets it; leaving one out is the translator's choice."""

    def places(text):
        return set(re.findall(r"\{(\w+)", text))

    wrong = [
        message.id
        for message in _written()
        if message.id and isinstance(message.id, str) and not places(message.string) <= places(message.id)
    ]
    assert wrong == []


def test_catalogue_holds_the_messages_of_the_sources(tmp_path):
    """What pybabel finds, called as `make messages` calls it: nothing is missing, nothing left over."""
    found = tmp_path / "found.pot"
    words = ["-k", "words", "-k", "label", "-k", "N_", "-k", "plural:1,2"]
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        "babel.cfg",
        "--ignore-dirs",
        ".*",
    ]
    subprocess.run([*command, *words, "-o", str(found), "."], cwd=ROOT, check=True, capture_output=True)
    with found.open("rb") as file:
        extracted = {message.id for message in read_po(file) if message.id}
    written = {message.id for message in _written() if message.id}
    assert (extracted - written, written - extracted) == (set(), set())


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_every_package_by_hash_and_names_no_index(name):
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    form = re.compile(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+( ; .+?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert ([line for line in lines if not form.fullmatch(line)], len(lines) > 10) == ([], True)
    assert re.findall(r"https?://|--index|--extra-index|--find-links|@ file", text) == []


def test_lock_of_the_program_is_part_of_that_of_its_makers():
    packages = {
        name: set(re.findall(r"^([a-z0-9._-]+(?:\[[a-z,]+\])?==\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in LOCKS
    }
    assert packages["requirements.lock"] - packages["requirements-dev.lock"] == set()


def _tracked():
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_path_of_one_machine():
    """The folder that this checkout stands in and the home of whoever works here; folders of the makers' machine."""
    places = {str(ROOT), f"{Path.home()}/", "/root" + "/", "/work" + "/", "/tmp" + "/w/"} - {"//"}  # noqa: S108 - looked for, not used
    form = re.compile("|".join(rf"(?<![\w.]){re.escape(place)}" for place in sorted(places)))
    texts = {str(path.relative_to(ROOT)): path.read_bytes().decode("utf-8", "replace") for path in _tracked()}
    assert [name for name, text in texts.items() if form.search(text)] == []


def test_no_template_is_longer_than_350_lines():
    paths = [path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".typ", ".txt"}]
    assert [path.name for path in paths if len(path.read_text("utf-8").splitlines()) > 350] == []
