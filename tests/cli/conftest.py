"""Running the commands in this process, on the tests' database."""

from __future__ import annotations

import pytest

from eventapp.cli.commands import main


@pytest.fixture
def run(app):
    """Give a function that runs `eventapp` with some arguments, speaking English unless told."""
    runner = app.test_cli_runner()

    def invoke(*arguments, **options):
        spoken = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": "C.UTF-8", "USER": "tester"}
        return runner.invoke(main, arguments, env=spoken | options.pop("env", {}), **options)

    return invoke
