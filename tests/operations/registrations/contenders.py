"""People who want the same place at the same moment, each in a process of its own."""

from __future__ import annotations

import multiprocessing

import config
from eventapp import create_app
from eventapp.db import db, transaction
from eventapp.operations.registrations.registering import register_person
from eventapp.policy import ANONYMOUS
from tests.registrations import REGISTERED_AT, SITE, SLUG, make_application

_WAIT_SECONDS = 120


def contend(url, folder, barrier, done, rounds):
    """Register once a round, all at the same moment; tell how many rounds were gone through, or what went wrong."""

    class Configuration(config.Testing):
        DATABASE_URL = url
        INSTANCE_PATH = folder

    try:
        with create_app(Configuration).app_context():
            for number in range(rounds):
                wish = make_application(sessions=(f"round-{number}",))
                barrier.wait(_WAIT_SECONDS)
                with transaction() as tx:
                    register_person(tx, SLUG, wish, base_url=SITE, actor=ANONYMOUS, now=REGISTERED_AT)
            db.session.remove()
            db.engine.dispose()
        done.put(rounds)
    except BaseException as error:
        barrier.abort()
        done.put(repr(error))
        raise


def run_contenders(url, folder, *, count, rounds):
    """Let `count` processes contend; give what each told."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["eventapp.web.application", "tests.registrations"])
    barrier, done = context.Barrier(count), context.Queue()
    processes = [context.Process(target=contend, args=(url, folder, barrier, done, rounds)) for _ in range(count)]
    for process in processes:
        process.start()
    told = [done.get(timeout=_WAIT_SECONDS) for _ in processes]
    for process in processes:
        process.join(_WAIT_SECONDS)
    return told
