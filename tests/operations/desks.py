"""Desks that tell at the same moment, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import random
from datetime import timedelta

import config
from eventapp import create_app
from eventapp.db import db, transaction
from eventapp.operations.check_ins import tell_check_ins
from tests.check_ins import DESK, NINE, say
from tests.registrations import SLUG

_WAIT_SECONDS = 120


def work(url, folder, barrier, done, place):
    """Tell what this desk has to in batches, each twice as after a broken line; tell what came of it, or what went wrong."""
    number, names, batch = place

    class Configuration(config.Testing):
        DATABASE_URL = url
        INSTANCE_PATH = folder

    order = list(names)
    random.Random(number).shuffle(order)  # noqa: S311 - each desk meets people in an order of its own
    outcomes = []
    try:
        with create_app(Configuration).app_context():
            barrier.wait(_WAIT_SECONDS)
            for start in range(0, len(order), batch):
                said = [_say(name, number) for name in order[start : start + batch]]
                for _ in range(2):
                    with transaction() as tx:
                        found = tell_check_ins(tx, SLUG, said, actor=DESK, now=NINE)
                outcomes += [(outcome.person, outcome.kind.value) for outcome in found]
            db.session.remove()
            db.engine.dispose()
        done.put((number, outcomes))
    except BaseException as error:
        barrier.abort()
        done.put((number, repr(error)))
        raise


def _say(name, number):
    """Say that somebody came to a desk, to each of them a minute after the one before."""
    return say(name, source=f"desk-{number}", desk=f"{number}", at=NINE + timedelta(minutes=number))


def run_desks(url, folder, *, people, batch):
    """Let desks work at once, `people` being what each tells of; give what came of it for each, by its number."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["eventapp.web.application", "tests.check_ins"])
    barrier, done = context.Barrier(len(people)), context.Queue()
    places = [(number, names, batch) for number, names in enumerate(people)]
    processes = [context.Process(target=work, args=(url, folder, barrier, done, place)) for place in places]
    for process in processes:
        process.start()
    told = dict(done.get(timeout=_WAIT_SECONDS) for _ in processes)
    for process in processes:
        process.join(_WAIT_SECONDS)
    return told
