"""Invitations by mail and what came back, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.session_invitations import Answer, Reception
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from eventapp.renderers.wording import Words

_ANSWERS = {
    Answer.NONE: N_("No answer yet"),
    Answer.ACCEPTED: N_("Will attend"),
    Answer.TENTATIVE: N_("May attend"),
    Answer.DECLINED: N_("Will not attend"),
    Answer.COUNTERED: N_("Asks for another time"),
}
_RECEPTIONS = {
    Reception.ANSWERED: N_("Answer noted"),
    Reception.TOO_LARGE: N_("Too large to be read"),
    Reception.UNREADABLE: N_("Cannot be read"),
    Reception.NO_CALENDAR: N_("A message without an answer for calendars"),
    Reception.OTHER_METHOD: N_("A calendar that is no answer"),
    Reception.SEVERAL: N_("Answers for several sessions or people at once"),
    Reception.NO_ANSWER: N_("Says neither yes, maybe nor no"),
    Reception.UNKNOWN_SESSION: N_("Nobody was invited to this session"),
    Reception.NOT_INVITED: N_("This address was not invited to the session"),
    Reception.OTHER_SENDER: N_("Sent from another address than the one invited"),
    Reception.SHARED_ADDRESS: N_("Several people have this session by mail at this address"),
    Reception.OWN_ANSWER: N_("The person's own answer stands"),
    Reception.OLDER: N_("Overtaken by a later answer or a cancellation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLine:
    """An invitation on an organiser's page: whose or what for, its page, and the answer in words."""

    name: str
    url: str
    said: str
    comment: str = ""
    is_on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLine:
    """A message that came in, on a page: `answer` is what it says, `about` whom and which session it is for, with their pages."""

    at: str
    sender: str
    subject: str
    reason: str
    text: str = ""
    answer: str = ""
    about: tuple[tuple[str, str], ...] = ()


def answer_label(answer: Answer, words: Words) -> str:
    return words(_ANSWERS[answer])


def reception_label(reception: Reception, words: Words) -> str:
    return words(_RECEPTIONS[reception])
