"""The items of the sample conference's draft, and their forms as a browser sends them."""

from __future__ import annotations

from eventapp.db import reading
from eventapp.queries.drafts import get_draft
from tests.web.controls import controls_of

SLUG = "sample-2023"
BASE = f"/organise/{SLUG}"


def items_now():
    with reading() as tx:
        return get_draft(tx, SLUG).items


def first_of(section):
    return next(name for name in items_now() if name.startswith(f"{section}/"))


def save_form(client, address, **changes):
    """Send the form of an address as a browser would, with some controls changed; None leaves one out."""
    sent = controls_of(client.get(address).text)
    for name, value in changes.items():
        key = name.replace("__", "-")
        sent = [(k, v) for k, v in sent if k != key]
        sent += [] if value is None else [(key, v) for v in (value if isinstance(value, list) else [value])]
    data = {}
    for key, value in sent:
        data.setdefault(key, []).append(value)
    return client.post(address, data=data)
