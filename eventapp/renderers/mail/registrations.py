"""What a person is told about the own registration."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from eventapp.renderers.dates import due_moment
from eventapp.renderers.mail.mails import Mail, render_mail
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


class Outcome(StrEnum):
    """What happened to a registration, as far as its person is told."""

    PENDING = "pending"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    LAPSED = "lapsed"
    KNOWN = "known"
    LINK = "link"


# Subject and sentence of each; the sentence may name {until}.
_SAID: dict[Outcome, tuple[str, str]] = {
    Outcome.PENDING: (
        N_("Registration received: {conference}"),
        N_("We have your registration. It is decided on, and you get a message then."),
    ),
    Outcome.WAITLISTED: (
        N_("Waiting list: {conference}"),
        N_("Every place is taken. You are on the waiting list; as soon as a place is free for you, you get a message."),
    ),
    Outcome.OFFERED: (
        N_("A place is free for you: {conference}"),
        N_("A place is free. It is kept for you until {until}; take it on your page before then."),
    ),
    Outcome.CONFIRMED: (N_("You are registered: {conference}"), N_("You are registered.")),
    Outcome.DECLINED: (
        N_("Your registration: {conference}"),
        N_("Your registration could not be accepted."),
    ),
    Outcome.WITHDRAWN: (
        N_("Registration withdrawn: {conference}"),
        N_("Your registration is withdrawn."),
    ),
    Outcome.REPLACED: (
        N_("Somebody else takes your place: {conference}"),
        N_("Your delegation named somebody else in your place. Your registration is withdrawn."),
    ),
    Outcome.LAPSED: (
        N_("Your place went to somebody else: {conference}"),
        N_("The place kept for you was not taken in time and has been offered to the next person."),
    ),
    Outcome.KNOWN: (
        N_("You are registered already: {conference}"),
        N_(
            "Somebody, probably you, registered with this address again. Nothing was changed; your registration is on your page."
        ),
    ),
    Outcome.LINK: (
        N_("Your page: {conference}"),
        N_("This is the way to your page."),
    ),
}


def render_registration_mail(
    outcome: Outcome,
    language: str,
    *,
    conference: str,
    name: str,
    link: str,
    until_local: datetime | None,
    beside: Iterable[date],
    note: str = "",
) -> Mail:
    """Give the message; `until_local` is when an offer ends, said with the year unless all that the reader has `beside` it is of the same; without a `link` there is none."""
    words = words_in(language)
    subject, sentence = _SAID[outcome]
    end = due_moment(until_local, words.language, beside=beside) if until_local else ""
    named = {"until": end} if "{until}" in sentence else {}
    return render_mail(
        "registration",
        language,
        heading=words(subject, conference=conference),
        conference=conference,
        name=name,
        sentence=words(sentence, **named),
        note=note,
        link=link,
    )
