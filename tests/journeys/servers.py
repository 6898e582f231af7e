"""The program behind a real server on loopback."""

from __future__ import annotations

import contextlib
import threading

from flask_migrate import upgrade
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

import config
from eventapp import create_app
from eventapp.cli.migrating import connect_migrations
from eventapp.db import db


def _whole(app):
    """Give an application that closes what it answers with before a word is sent.

    Werkzeug's server leaves the file of an answer open when a browser hangs up while its request is still read.
    """

    def answer(environ, start_response):
        with contextlib.closing(ClosingIterator(app(environ, start_response))) as parts:
            return [b"".join(parts)]

    return answer


@contextlib.contextmanager
def serving(database_url, folder):
    """Give an application on a database made by the migrations, and the address on loopback of a server that runs it."""

    class Configuration(config.Testing):
        DATABASE_URL = database_url
        INSTANCE_PATH = str(folder)

    app = create_app(Configuration)
    connect_migrations(app)
    with app.app_context():
        upgrade()
        db.session.remove()
    server = make_server("127.0.0.1", 0, _whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield app, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()
