"""The rules of the house that a machine can check in the source alone."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "eventapp"
MODULES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base"}
CLOCK_READERS = re.compile(
    r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.(?:time|time_ns|localtime|gmtime|monotonic)|utcnow)\s*\("
)


def _names(paths):
    return [str(path.relative_to(PACKAGE)) for path in paths]


def _with(pattern):
    return [path for path in MODULES if re.search(pattern, path.read_text("utf-8"))]


def test_package_is_where_the_tests_look():
    assert "domain/agenda.py" in _names(MODULES)


def test_no_file_is_longer_than_350_lines():
    assert _names(path for path in MODULES if len(path.read_text("utf-8").splitlines()) > 350) == []


def test_only_the_clock_reads_the_wall_clock():
    assert [name for name in _names(_with(CLOCK_READERS)) if name != "clock.py"] == []


def test_only_the_database_module_commits():
    assert [name for name in _names(_with(r"\.commit\(")) if name != "db.py"] == []


def test_no_module_or_folder_is_called_after_nothing():
    parts = {part.removesuffix(".py") for name in _names(MODULES) for part in Path(name).parts}
    assert parts & FORBIDDEN_NAMES == set()


@pytest.mark.parametrize("module", [path for path in MODULES if "domain" in path.parts], ids=lambda path: path.stem)
def test_domain_imports_the_standard_library_and_itself_only(module):
    imported = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module)
        elif isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
    foreign = {name for name in imported if not name.startswith("eventapp.domain")}
    assert {name.partition(".")[0] for name in foreign} - sys.stdlib_module_names == set()


def test_import_contracts_hold():
    """import-linter reads its contracts in pyproject.toml, HOUSE.md §2."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=PACKAGE.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.rstrip().endswith(" 0 broken.")) == (0, True), done.stdout
