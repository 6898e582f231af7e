"""Starting the service: migrate, load the demo into an empty database, serve."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from eventapp.cli.demo_users import demo_links
from eventapp.cli.migrating import migrate_database
from eventapp.cli.rendering import Papers, write_papers
from eventapp.cli.voices import FOUND_PROBLEMS, operator
from eventapp.cli.worker import configured_outlet
from eventapp.clock import utc_now
from eventapp.db import db, reading, transaction
from eventapp.domain.audiences import PUBLIC
from eventapp.importers.conference_file.reading import read_conference_file
from eventapp.operations.conferences import import_conference
from eventapp.queries.conferences import has_conferences

DEMO = "next-alliance-2023"


@click.command("start", epilog="Example: eventapp start --demo --port 8000")
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True)
@click.option("--port", default=8000, envvar="PORT", show_default=True)
@click.option("--workers", default=2, envvar="EVENTAPP_WORKERS", show_default=True)
@click.option("--demo", is_flag=True, help="Load the demo conference if the database is empty.")
@with_appcontext
def start(host: str, port: int, workers: int, *, demo: bool) -> None:
    """Migrate the database and serve until interrupted."""
    if current_app.config["SECRET_KEY_REQUIRED"] and not current_app.config["SECRET_KEY"]:
        click.echo("eventapp: set SECRET_KEY to a long random value before serving in production.", err=True)
        raise SystemExit(FOUND_PROBLEMS)
    configured_outlet()
    migrate_database()
    if demo:
        _load_demo()
    address = f"http://{host}:{port}"
    links = demo_links(DEMO, current_app.config["PUBLIC_URL"] or address) if demo else ()
    db.engine.dispose()
    click.echo(f"\neventapp: {address}/")
    if demo:
        click.echo(f"          {address}/conferences/{DEMO}/agenda")
    if current_app.config["MAIL_IS_PUBLIC"]:
        click.echo(f"          {address}/mail/")
    for line in links:
        click.echo(line)
    sys.stdout.flush()
    # The worker is this process's child, watches it and ends with it, whatever program it becomes.
    subprocess.Popen(worker_command(os.getpid()))  # noqa: S603 - a fixed program, no shell
    # The server takes this process's place: nothing of the preparation stays in its memory.
    os.execve(sys.executable, server_command(host, port, workers), server_environment())  # noqa: S606 - a fixed program, no shell


def server_command(host: str, port: int, workers: int, *, factory: str = "eventapp:create_app") -> list[str]:
    """Give the command that serves an application factory; the benchmark serves its peer by the same one."""
    return [
        # -P: a config.py in the folder where one happens to be is none of ours.
        *(sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--factory", factory),
        *("--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"),
        *("--backpressure", "64", "--log-level", "warning", "--no-access-log"),
        # A worker that is killed is replaced, and the others serve on meanwhile.
        *("--respawn-failed-workers", "--respawn-interval", "0.5"),
    ]


def server_environment() -> dict[str, str]:
    """Give the environment to serve in: this one, with one heap for all threads of a worker unless it says otherwise.

    The threads run Python one at a time. With a heap each, what one gave back is of no use to the others: some 10 MB more a worker.
    Source: mallopt(3), M_ARENA_MAX.
    """
    return {"MALLOC_ARENA_MAX": "1", **os.environ}


def worker_command(parent: int) -> list[str]:
    """Give the command that sends mail until the process `parent`, which starts it, is gone."""
    program = "from eventapp.cli.commands import main; main()"
    return [sys.executable, "-P", "-c", program, "worker", "--beside", str(parent)]


def _load_demo() -> None:
    """Import the demo with its publications, and write its papers, unless there is any conference."""
    with reading() as tx:
        if has_conferences(tx):
            return
    data = (files("eventapp") / "demo" / f"{DEMO}.toml").read_bytes()
    with transaction() as tx:
        import_conference(tx, read_conference_file(data), replace_existing=False, actor=operator(), now=utc_now())
    click.echo(f"Imported and published the demo conference {DEMO}.")
    with reading() as tx:
        # The people of the demo are invented: its file, from which newcomers start, may lie among public papers.
        papers = Papers.of(
            tx,
            DEMO,
            number=None,
            audience=PUBLIC,
            base_url=current_app.config["PUBLIC_URL"],
            has_conference_file=True,
        )
    for path in write_papers(papers, Path(current_app.instance_path) / "demo"):
        click.echo(f"  {os.path.relpath(path)}")
