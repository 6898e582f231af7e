"""What kitchen and organisers read of a meal: counts without names; and, for those who may, who needs what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.localized import Text
from eventapp.domain.meals import NO_NEEDS
from eventapp.renderers.dates import day_heading_with_year
from eventapp.renderers.labels import kind_label
from eventapp.renderers.persons import listed_name
from eventapp.renderers.view.people import both_names
from eventapp.renderers.view.places import place_line
from eventapp.renderers.view.voice import Phrase, Voice
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from eventapp.domain.attendees import Attendee
    from eventapp.domain.meals import MealCount
    from eventapp.domain.registration import Diet, Needs
    from eventapp.domain.registration.participants import Participant
    from eventapp.domain.sessions import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """One line of a kitchen's list: what is needed and by how many."""

    label: Phrase
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MealView:
    """A meal with what those expected need; `planned` is the number that the agenda says, None for none."""

    id: str
    on: Phrase
    time: str
    title: Phrase
    kind: Phrase
    place: Phrase | None
    expected: int
    planned: int | None
    basis: Phrase
    diets: tuple[CountView, ...]
    plates: tuple[CountView, ...]
    in_words: CountView
    without: CountView


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """A person with what he or she needs: diets and own words."""

    number: int
    names: tuple[Text, ...]
    delegation: Phrase
    diets: tuple[Phrase, ...]
    words: str


def build_meal_view(meal: MealCount, voice: Voice) -> MealView:
    """Give a meal's counts; both languages of `voice` are said."""
    session = meal.session
    basis = N_("placed by name") if meal.is_by_name else N_("everybody on the list who is there then")
    return MealView(
        id=session.id,
        on=voice.label_by(lambda code: day_heading_with_year(session.day_on, code)),
        time=_time(session),
        title=voice.say(session.title) or voice.label(lambda words: kind_label(session, words)),
        kind=voice.label(lambda words: kind_label(session, words)),
        place=_place(session, voice),
        expected=meal.expected,
        planned=session.expected,
        basis=voice.label(lambda words: words(basis)),
        diets=tuple(CountView(label=_diets((diet,), voice), count=count) for diet, count in meal.by_diet),
        plates=tuple(CountView(label=_diets(diets, voice), count=count) for diets, count in meal.plates),
        in_words=CountView(label=voice.label(lambda words: words("Needs in words")), count=meal.in_words),
        without=CountView(label=voice.label(lambda words: words("Nothing special")), count=meal.without),
    )


def build_seats(people: Iterable[Participant], needs: Mapping[str, Needs], voice: Voice) -> tuple[NeedView, ...]:
    """Give everybody at a meal with what each needs there."""
    return _build(people, needs, voice, lambda one: one.dietary, with_diets=True)


def build_accessibility(
    people: Iterable[Participant], needs: Mapping[str, Needs], voice: Voice
) -> tuple[NeedView, ...]:
    """Give those who need something on the way or in the rooms."""
    said = [one for one in people if needs.get(one.id, NO_NEEDS).accessibility]
    return _build(said, needs, voice, lambda one: one.accessibility, with_diets=False)


def _build(
    people: Iterable[Participant],
    needs: Mapping[str, Needs],
    voice: Voice,
    text: Callable[[Needs], str],
    *,
    with_diets: bool,
) -> tuple[NeedView, ...]:
    return tuple(
        NeedView(
            number=number,
            names=_names(one.attendee, voice),
            delegation=_delegation(one.attendee, voice),
            diets=tuple(_diets((diet,), voice) for diet in wanted.diets) if with_diets else (),
            words=text(wanted),
        )
        for number, one in enumerate(people, start=1)
        for wanted in [needs.get(one.id, NO_NEEDS)]
    )


def _names(attendee: Attendee, voice: Voice) -> tuple[Text, ...]:
    """Give the name in both scripts, the reader's first, or what stands for one that is not known."""
    called = listed_name(attendee, voice.words, voice.order)
    return both_names(called.name, called.native, voice.lead) if called.has_name else (Text(called.name, voice.lead),)


def _delegation(attendee: Attendee, voice: Voice) -> Phrase:
    delegation = attendee.delegation
    return voice.say(delegation.name) or voice.label(lambda words: delegation.code or words("Guests"))


def _diets(diets: tuple[Diet, ...], voice: Voice) -> Phrase:
    return voice.label(lambda words: " + ".join(word_label(diet, words) for diet in diets))


def _time(session: Session) -> str:
    return f"{session.start_local:%H:%M}–{session.end_local:%H:%M}"


def _place(session: Session, voice: Voice) -> Phrase | None:
    lines = [Text(line, code) for code in voice.languages if (line := place_line(session, code, voice.order))]
    if not lines:
        return None
    return Phrase(lines[0], lines[1] if len(lines) > 1 and lines[1].text != lines[0].text else None)
