"""The `eventapp` command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eventapp.cli.commands import main

ROOT = Path(__file__).parents[2]
OWN = (
    *("import", "export", "bring", "clone", "check", "publish", "render", "start", "user", "worker", "mailbox"),
    *("person", "purge", "outbox"),
)


@pytest.fixture
def eventapp(tmp_path):
    """Give a function that runs the command in an empty folder: no configuration, no database."""

    def run(*arguments, **environment):
        spoken = {"PYTHONPATH": str(ROOT), "EVENTAPP_INSTANCE": str(tmp_path / "instance"), "LANG": "C.UTF-8"}
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        program = [sys.executable, "-c", "from eventapp.cli.commands import main; main()", *arguments]
        return subprocess.run(
            program, cwd=tmp_path, env=kept | spoken | environment, capture_output=True, text=True, check=False
        )

    return run


def test_start_in_production_without_a_secret_key_is_refused_in_one_line(eventapp, tmp_path):
    done = eventapp("start")
    sentence = "eventapp: set SECRET_KEY to a long random value before serving in production.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)
    assert not list((tmp_path / "instance").glob("*.sqlite"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("C.UTF-8", "The database cannot be used: no such table: conference. Is it new? Run: eventapp db upgrade"),
        (
            "ja_JP.UTF-8",
            "データベースを使えません：no such table: conference。新しいデータベースの場合は eventapp db upgrade を実行してください。",
        ),
    ],
)
def test_database_without_tables_is_told_in_one_line(eventapp, language, sentence):
    done = eventapp("check", "sample-2023", LANG=language)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{sentence}\n")


def test_commands_need_no_secret_key(eventapp):
    assert eventapp("db", "upgrade").returncode == 0
    done = eventapp("check", "sample-2023")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "There is no conference “sample-2023”.\n")


def test_unknown_command_is_wrong_use(eventapp):
    done = eventapp("celebrate")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, "Error: No such command 'celebrate'.")


def test_own_commands_are_those_tested():
    assert sorted(main.commands.keys() & set(OWN)) == sorted(OWN)


def test_help_lists_our_own_commands_and_the_database(run):
    listed = run("--help").stdout.partition("Commands:\n")[2].partition("\n\n")[0]
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert names == sorted((*OWN, "db"))


@pytest.mark.parametrize("command", ["", *OWN])
def test_help_shows_an_example(run, command):
    result = run(*[command] if command else [], "--help")
    example = result.stdout.rstrip().splitlines()[-1].strip()
    assert (result.exit_code, result.stderr) == (0, "")
    assert example.startswith(f"Example: eventapp {command}".rstrip())
