"""A person's own page as it is shown: how the registration stands, what was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.localized import Localized
from eventapp.domain.names import list_name, name_in, native_name
from eventapp.domain.registration import ListingConsent, QuestionKind, RegistrationState
from eventapp.renderers.dates import due_moment
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.registration import Needs, Question
    from eventapp.domain.registration.fronts import Front
    from eventapp.domain.registration.participants import Participant
    from eventapp.renderers.view.registrations import SessionChoice
    from eventapp.renderers.wording import Words

_S = RegistrationState
_STANDS = {
    _S.PENDING: N_("We have your registration. It is decided on, and you get a message then."),
    _S.WAITLISTED: N_("Every place is taken. As soon as one is free for you, you get a message."),
    _S.OFFERED: N_("A place is free. It is kept for you until {until}."),
    _S.CONFIRMED: N_("You are registered."),
    _S.DECLINED: N_("Your registration could not be accepted."),
    _S.WITHDRAWN: N_("Your registration is withdrawn."),
    _S.LAPSED: N_("The place kept for you was not taken in time and has been offered to the next person."),
}
_HEADINGS = {
    _S.PENDING: N_("Registration received"),
    _S.WAITLISTED: N_("On the waiting list"),
    _S.OFFERED: N_("A place is free for you"),
    _S.CONFIRMED: N_("Registration confirmed"),
    _S.DECLINED: N_("Not accepted"),
    _S.WITHDRAWN: N_("Registration ended"),
    _S.LAPSED: N_("The offer is over"),
}
_LISTINGS = {
    ListingConsent.UNASKED: N_("Not asked yet"),
    ListingConsent.NOBODY: N_("Not at all"),
    ListingConsent.PARTICIPANTS: N_("To participants only"),
    ListingConsent.PUBLIC: N_("To everybody"),
}
_NAMES = {"en": "English", "ja": "日本語"}


@dataclass(frozen=True, slots=True)
class StandingView:
    """How the registration stands; `place` is the place on the waiting list, 0 for none."""

    state: str
    heading: str
    sentence: str
    place: int


@dataclass(frozen=True, slots=True)
class GivenLine:
    """One thing that was given: what it is and its texts, one below the other."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else changed meanwhile: what the reader typed, and what stands now."""

    label: str
    yours: str
    now: str


def known_as(attendee: Attendee, words: Words) -> str:
    """Give what a person is called on the own page: by name, else by position."""
    post = attendee.position.in_language(words.language)
    return name_in(attendee, words.language) or (post.text if post else "")


def standing_view(
    participant: Participant, words: Words, *, place: int, zones: tuple[str, ...], beside: Iterable[date]
) -> StandingView:
    """Say how a registration stands; an offer's end in each of the zones, the conference's first."""
    state, until = participant.state, participant.offered_until
    values = {"until": _in_clocks(until, zones, words, beside)} if state is _S.OFFERED and until else {}
    return StandingView(state.value, words(_HEADINGS[state]), words(_STANDS[state], **values), place)


def given_lines(
    participant: Participant,
    front: Front,
    words: Words,
    *,
    needs: Needs,
    answers: Mapping[str, str],
    sessions: Collection[SessionChoice],
) -> tuple[GivenLine, ...]:
    """Give everything that the person gave and may change, in the order of the form; what is empty is left out."""
    lines = (
        *_person_lines(participant.attendee, words),
        (N_("Sessions"), tuple(f"{one.title.text} ({one.when})" for one in sessions)),
        *_answer_lines(front, answers, participant, words),
        (N_("Kinds of food"), tuple(word_label(diet, words) for diet in needs.diets)),
        (N_("What you do not eat"), (needs.dietary,)),
        (N_("What you need to take part"), (needs.accessibility,)),
        (N_("List of participants"), (words(_LISTINGS[participant.listing]),)),
    )
    shown = ((label, tuple(text for text in texts if text)) for label, texts in lines)
    return tuple(GivenLine(words(label), texts) for label, texts in shown if texts)


def _person_lines(attendee: Attendee, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    language = attendee.interpretation_language
    yield N_("Name"), (list_name(attendee), native_name(attendee))
    yield N_("Organisation"), _texts(attendee.organisation, words)
    yield N_("Position"), _texts(attendee.position, words)
    yield N_("E-mail"), (attendee.email,)
    yield N_("Language you use"), (_NAMES.get(language, language),)


def _texts(said: Localized, words: Words) -> tuple[str, ...]:
    """Give a text in every language that it has, the reader's first."""
    return tuple(text for _, text in sorted(said, key=lambda pair: pair[0] != words.language))


def _answer_lines(
    front: Front, answers: Mapping[str, str], participant: Participant, words: Words
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for question in front.plan.questions_for(participant.attendee.category):
        label = question.label.in_language(words.language, order=front.languages)
        yield label.text if label else question.key, (answer_text(question, answers.get(question.key, ""), words),)


def answer_text(question: Question, value: str, words: Words) -> str:
    """Give an answer as it is read: the text of an option, "Yes"."""
    if question.kind is QuestionKind.YES_NO and value:
        return words(N_("Yes")) if value == "yes" else words(N_("No"))
    if question.kind is QuestionKind.CHOICE:
        said = dict(question.options).get(value, Localized()).in_language(words.language)
        return said.text if said else value
    return value


def _in_clocks(until: datetime, zones: tuple[str, ...], words: Words, beside: Iterable[date]) -> str:
    return " · ".join(due_moment(until.astimezone(ZoneInfo(zone)), words.language, beside=beside) for zone in zones)
