"""An invented contact of organisers, and an agenda that has it."""

from __future__ import annotations

from dataclasses import replace

from eventapp.domain.contacts import Contact
from tests.factories import both

CONTACT = Contact(
    name=both("Conference secretariat", "会議事務局"),
    email="secretariat@example.jp",
    phone="+81 (0)3-5555-0100 ext. 12",
)


def with_contact(agenda, contact=CONTACT):
    return replace(agenda, conference=replace(agenda.conference, contact=contact))
