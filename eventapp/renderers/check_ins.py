"""What a desk is told of people: how they stand, what came of what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.check_ins import OutcomeKind
from eventapp.domain.names import list_name, native_name
from eventapp.domain.registration import RegistrationState
from eventapp.renderers.dates import day_and_time, day_heading
from eventapp.renderers.persons import listed_name
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from datetime import datetime

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.check_ins import Scope, Standing
    from eventapp.renderers.view.voice import Voice
    from eventapp.renderers.wording import Words

_STATES = {
    RegistrationState.PENDING: N_("Not decided on yet."),
    RegistrationState.WAITLISTED: N_("On the waiting list."),
    RegistrationState.OFFERED: N_("Was offered a place and has not taken it yet."),
    RegistrationState.DECLINED: N_("Was declined."),
    RegistrationState.WITHDRAWN: N_("Has withdrawn."),
    RegistrationState.LAPSED: N_("Let the offer of a place lapse."),
}
_OUTCOMES = {
    OutcomeKind.IN: N_("{name} is in."),
    OutcomeKind.ALREADY: N_("{name} was in already: since {time}, {desk}."),
    OutcomeKind.OUT: N_("Taken back: {name} is not in."),
    OutcomeKind.STILL_IN: N_("{name} is still in: since {time}, {desk}. This page did not show that check-in yet."),
    OutcomeKind.NOT_ON_LIST: N_("{name} is not on the list: ask the organiser."),
    OutcomeKind.UNKNOWN: N_("Nobody here has this code: {name}."),
}


def since_label(standing: Standing, words: Words, *, zone: str, now: datetime) -> str:
    """Give "In since 09:02, Desk A"; with the day where it is another than today."""
    time = since_time(standing, words, zone=zone, now=now)
    return words("In since {time}, {desk}", time=time, desk=standing.desk or standing.by)


def since_time(standing: Standing, words: Words, *, zone: str, now: datetime) -> str:
    local = standing.since.astimezone(ZoneInfo(zone))
    is_today = local.date() == now.astimezone(ZoneInfo(zone)).date()
    return f"{local:%H:%M}" if is_today else day_and_time(local, words.language)


def outcome_sentence(
    kind: OutcomeKind, name: str, standing: Standing | None, words: Words, *, zone: str, now: datetime
) -> str:
    """Give what came of what a desk said of somebody."""
    if standing is None:
        return words(_OUTCOMES[kind], name=name)
    time = since_time(standing, words, zone=zone, now=now)
    return words(_OUTCOMES[kind], name=name, time=time, desk=standing.desk or standing.by)


def state_notice(state: RegistrationState, words: Words, *, may_confirm: bool) -> str:
    """Give why somebody is not let in, "" for who is on the list."""
    if state is RegistrationState.CONFIRMED:
        return ""
    said = words(_STATES[state])
    return said if may_confirm else words("{state} Not on the list: ask the organiser.", state=said)


def scope_label(scope: Scope, voice: Voice) -> str:
    """Give what a scope is called in a list under its day: "Whole conference", "The whole day", "09:00 Plenary 2"."""
    if scope.session is None:
        return voice.words("The whole day") if scope.day else voice.words("The whole conference")
    said = voice.say(scope.session.title)
    return f"{scope.session.start_local:%H:%M} {said.lead.text if said else scope.session.id}"


def scope_heading(scope: Scope, voice: Voice) -> str:
    """Give what a scope is called by itself: "Sunday 12 March", "Sun 12 Mar 09:00 Plenary 2"."""
    if scope.session is None:
        return day_heading(scope.day, voice.lead) if scope.day else scope_label(scope, voice)
    said = voice.say(scope.session.title)
    when = day_and_time(scope.session.start_local, voice.lead)
    return f"{when} {said.lead.text if said else scope.session.id}"


def names_of(attendee: Attendee, voice: Voice) -> tuple[tuple[str, str], tuple[str, str]]:
    """Give the name and the other form beneath it, each with its language: the reader's script first; by the position without a name.

    A form that there isn't is ("", ""); who has neither name nor position is named by the category.
    """
    latin, native = (list_name(attendee), "en"), (native_name(attendee), "ja")
    forms = [form for form in ((native, latin) if voice.lead == "ja" else (latin, native)) if form[0]]
    if not forms and (said := voice.say(attendee.position)):
        forms = [(text.text, text.language) for text in (said.lead, said.second) if text]
    first, second, *_ = (*forms, ("", ""), ("", ""))
    return (first if first[0] else (listed_name(attendee, voice.words, voice.order).name, voice.lead)), second
