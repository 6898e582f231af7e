"""The worker: sends what waits in the outbox, on its own, several at once, or beside the server."""

from __future__ import annotations

import multiprocessing
import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from eventapp.cli.couriers import Courier, Terms, stoppable
from eventapp.cli.offers import OfferWatch
from eventapp.cli.purging import PurgeWatch
from eventapp.cli.sending import SettingError, outlet_for
from eventapp.cli.voices import WRONG_USE
from eventapp.operations.deliveries import new_worker_name

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

    from eventapp.cli.couriers import Stop
    from eventapp.cli.sending import Outlet

POLL_SECONDS = 1.0
WATCH_SECONDS = 0.5
RESTART_SECONDS = 1.0
DATABASE_SECONDS = 5.0
_FORK = multiprocessing.get_context("fork")


class Watch(Protocol):
    """Something that becomes due by the clock."""

    def look(self) -> None: ...


@click.command("worker", epilog="Example: eventapp worker --processes 2")
@click.option("--once", is_flag=True, help="Send what is due and end.")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Share the work; who dies is replaced.",
)
@click.option("--beside", type=int, hidden=True, help="End when this parent process does.")
@with_appcontext
def worker(*, once: bool, processes: int, beside: int | None) -> None:
    """Send the messages of the outbox, and let offers of places lapse in time, purge once a day, until interrupted; the message in hand is finished first."""
    if once and processes > 1:
        raise click.UsageError("--once takes one process")
    outlet = configured_outlet()
    if beside is not None or processes > 1:
        guard_workers(outlet, processes, parent=beside)
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


def run_worker(outlet: Outlet, *, name: str = "", once: bool = False, beside: int | None = None) -> None:
    """Send until told to stop, until nothing is due if `once`, or until the parent `beside` which it works is gone."""
    config = current_app.config
    terms = Terms(
        worker=name or new_worker_name(),
        claim=timedelta(seconds=config["MAIL_CLAIM_SECONDS"]),
        keeps_text=config["MAIL_IS_PUBLIC"],
    )
    with stoppable() as stop:
        courier, watches = Courier(outlet, stop, terms), (OfferWatch(config["PUBLIC_URL"]), PurgeWatch())
        with courier.alive(current_app.app_context):
            while not stop.is_set and beside in {None, os.getppid()}:
                if _attempt(courier, watches, stop, is_patient=not once):
                    continue
                if once:
                    return
                stop.wait(POLL_SECONDS)


def guard_workers(outlet: Outlet, count: int, *, parent: int | None) -> None:
    """Keep workers going, a new one in place of one that died, until told to stop or until the `parent`, if there is one, is gone.

    The new one has the name of the one that died, and so what that had in hand. The guard itself touches no database: what it forks
    shares its memory and nothing else.
    """
    with stoppable() as stop:
        children = {name: _fork(outlet, name) for name in (new_worker_name() for _ in range(count))}
        while parent in {None, os.getppid()} and not stop.wait(WATCH_SECONDS):
            dead = [name for name, child in children.items() if not child.is_alive()]
            if dead and not stop.wait(RESTART_SECONDS):
                children |= {name: _fork(outlet, name) for name in dead}
        for child in children.values():
            child.terminate()
        for child in children.values():
            while child.is_alive():
                child.terminate()
                child.join(1)


def _fork(outlet: Outlet, name: str) -> ForkProcess:
    child = _FORK.Process(target=run_worker, args=(outlet,), kwargs={"name": name, "beside": os.getpid()})
    child.start()
    return child


def _attempt(courier: Courier, watches: tuple[Watch, ...], stop: Stop, *, is_patient: bool) -> bool:
    """Look after what is due by the clock, send what is due; say whether anything was. A patient worker waits for a database that is away."""
    try:
        for watch in watches:
            watch.look()
        return courier.send_due()
    except DBAPIError as error:
        if not is_patient:
            raise
        reason = str(error.orig).partition("\n")[0]
        click.echo(f"eventapp worker: the database cannot be used: {reason}", err=True)
        stop.wait(DATABASE_SECONDS)
        return False
