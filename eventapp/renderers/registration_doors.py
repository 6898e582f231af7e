"""The state of the doors of registration in words, and how many went through."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.registration import Approval, Door, RegistrationMode, door_of
from eventapp.renderers.dates import moment
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.registration import CategoryRule
    from eventapp.domain.registration.counts import Counts
    from eventapp.renderers.wording import Words

_OPEN = {
    Door.OPEN: (N_("Open"), N_("Open until {until}")),
    Door.NOT_YET: (N_("Opens {since}"), N_("Open from {since} until {until}")),
    Door.OVER: (N_("Closed since {until}"), N_("Closed since {until}")),
}
_INVITED = {
    Door.OPEN: (N_("By invitation"), N_("By invitation until {until}")),
    Door.NOT_YET: (N_("By invitation from {since}"), N_("By invitation from {since} until {until}")),
    Door.OVER: (N_("By invitation, closed since {until}"), N_("By invitation, closed since {until}")),
}


def door_words(rule: CategoryRule, *, zone: str, now: datetime, words: Words) -> str:
    """Give the state of a category's door, its times said in `zone`: "Open until 3 Mar 18:00 JST"."""
    door = door_of(rule, now=now, is_invited=True)
    if door in {Door.CLOSED, Door.BY_FOCAL_POINT}:
        return word_label(rule.mode, words)
    clock = ZoneInfo(zone)
    said = {
        key: moment(at.astimezone(clock), words.language, beside=(now,))
        for key, at in (("since", rule.opens_at), ("until", rule.closes_at))
        if at is not None
    }
    sentences = _INVITED if rule.mode is RegistrationMode.INVITATION else _OPEN
    message = sentences[door]["until" in said]
    return words(message, **said)


def rule_words(rule: CategoryRule, *, zone: str, now: datetime, words: Words) -> str:
    """Give the state of a door and who decides: "Open until 3 Mar 18:00 JST · An organiser decides"."""
    door = door_words(rule, zone=zone, now=now, words=words)
    if rule.mode is RegistrationMode.CLOSED or rule.approval is Approval.NONE:
        return door
    decided = words("{who} decides", who=word_label(rule.approval, words))
    return f"{door} · {decided}"


def counts_words(counts: Counts, most: int | None, words: Words) -> str:
    """Give how many places are taken, "12 of 20 places taken · 3 to decide · 2 waiting"; `most` is how many there are, None without a limit."""
    if most is None:
        taken = words.plural("{count} place taken", "{count} places taken", counts.taken)
    else:
        taken = words("{count} of {most} places taken", count=counts.taken, most=most)
    offered = words("({count} of them offered)", count=counts.offered) if counts.offered else ""
    others = (
        words(message, count=count)
        for message, count in (
            (N_("{count} to decide"), counts.pending),
            (N_("{count} on the waiting list"), counts.waiting),
        )
        if count
    )
    return " · ".join((f"{taken} {offered}".strip(), *others))
