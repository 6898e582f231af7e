"""eventapp export --format xlsx: the draft as a spreadsheet."""

from __future__ import annotations

from eventapp.renderers.xlsx import render_agenda_xlsx
from tests.factories import sample_agenda
from tests.publishing import draft


def test_export_writes_a_spreadsheet(run, tmp_path):
    draft(sample_agenda())
    result = run("export", "sample-2023", "--format", "xlsx", "--out", str(tmp_path / "sample.xlsx"))
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "sample.xlsx").read_bytes() == render_agenda_xlsx(sample_agenda())
