"""The worker: sends what waits in the outbox, on its own or beside the server."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from eventapp.cli.couriers import Courier, stoppable
from eventapp.cli.sending import SettingError, outlet_for
from eventapp.cli.voices import WRONG_USE

if TYPE_CHECKING:
    from eventapp.cli.couriers import Stop
    from eventapp.cli.sending import Outlet

POLL_SECONDS = 1.0
WATCH_SECONDS = 0.5
RESTART_SECONDS = 1.0
DATABASE_SECONDS = 5.0
_FORK = multiprocessing.get_context("fork")


@click.command("worker", epilog="Example: eventapp worker --once")
@click.option("--once", is_flag=True, help="Send what is due and end.")
@click.option("--beside", type=int, hidden=True, help="End when this parent process does.")
@with_appcontext
def worker(*, once: bool, beside: int | None) -> None:
    """Send the messages of the outbox until interrupted; the message in hand is finished first."""
    outlet = configured_outlet()
    if beside is not None:
        guard_worker(outlet, beside)
    else:
        run_worker(outlet, once=once)


def configured_outlet() -> Outlet:
    """Give where this configuration sends its mail; a wrong setting ends the program in one line.

    Raises: SystemExit.
    """
    config = current_app.config
    folder = Path(current_app.instance_path) / "outbox"
    try:
        return outlet_for(smtp_url=config["SMTP_URL"], mail_from=config["MAIL_FROM"], folder=folder)
    except SettingError as error:
        click.echo(f"eventapp: {error}", err=True)
        raise SystemExit(WRONG_USE) from None


def run_worker(outlet: Outlet, *, once: bool = False, beside: int | None = None) -> None:
    """Send until told to stop, until nothing is due if `once`, or until the parent `beside` which it works is gone."""
    with stoppable() as stop:
        courier = Courier(outlet, stop)
        while not stop.is_set and beside in {None, os.getppid()}:
            if _attempt(courier, stop, is_patient=not once):
                continue
            if once:
                return
            stop.wait(POLL_SECONDS)


def guard_worker(outlet: Outlet, parent: int) -> None:
    """Keep a worker going, a new one in place of one that died, until told to stop or until the parent is gone.

    The guard itself touches no database: what it forks shares its memory and nothing else.
    """
    with stoppable() as stop:
        while not stop.is_set and os.getppid() == parent:
            child = _FORK.Process(target=run_worker, args=(outlet,), kwargs={"beside": os.getpid()})
            child.start()
            while child.is_alive() and os.getppid() == parent and not stop.wait(WATCH_SECONDS):
                pass
            if not child.is_alive():
                stop.wait(RESTART_SECONDS)
            while child.is_alive():
                child.terminate()
                child.join(1)


def _attempt(courier: Courier, stop: Stop, *, is_patient: bool) -> bool:
    """Send a batch; say whether there was one. A patient worker waits for a database that is away."""
    try:
        return courier.send_batch()
    except DBAPIError as error:
        if not is_patient:
            raise
        reason = str(error.orig).partition("\n")[0]
        click.echo(f"eventapp worker: the database cannot be used: {reason}", err=True)
        stop.wait(DATABASE_SECONDS)
        return False
