"""The people of a card: by side, guest first, both sides with the same width, size and order rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.localized import Text
from eventapp.domain.names import name_in
from eventapp.domain.vocabulary import Role
from eventapp.renderers.labels import role_label, topic_role_label
from eventapp.renderers.view.values import PersonView, SideView
from eventapp.renderers.view.voice import Phrase, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventapp.domain.agenda import Agenda
    from eventapp.domain.attendees import Attendee, Delegation, Placement
    from eventapp.domain.sessions import Session, Topic

CARD_ROLES = frozenset({Role.CHAIR, Role.LEAD, Role.DISCUSSANT, Role.SPEAKER})
ALL_ROLES = frozenset(Role)


def sides_of(session: Session, agenda: Agenda, voice: Voice, roles: frozenset[Role]) -> tuple[SideView, ...]:
    """Give the people in `roles`: the sides guest first, then other groups; every side of the conference if any.

    An empty side keeps its column, so that the sides stand equal.
    """
    chairs = sum(p.role is Role.CHAIR for p in session.placements)
    by_code: dict[str, list[PersonView]] = {}
    for placement, topic in _placed(session):
        if placement.role in roles:
            people = by_code.setdefault(placement.attendee.delegation.code, [])
            people.append(_person(placement, topic, voice, is_shared=chairs > 1))
    if not by_code:
        return ()
    groups = [d for d in guest_first(agenda, session) if d.is_side or d.code in by_code]
    return tuple(
        SideView(
            code=group.code,
            name=voice.say(group.name) or Phrase(Text(group.code, voice.lead)),
            is_side=group.is_side,
            people=tuple(by_code.get(group.code, ())),
        )
        for group in groups
    )


def guest_first(agenda: Agenda, session: Session) -> tuple[Delegation, ...]:
    """Give the delegations, sides first and the host of the session's venue last among them."""
    host = session.venue.host_side if session.venue else None
    sides = [d for d in agenda.sides if d.code != host] + [d for d in agenda.sides if d.code == host]
    return (*sides, *(d for d in agenda.delegations if not d.is_side))


def _placed(session: Session) -> Iterator[tuple[Placement, Topic | None]]:
    for placement in session.placements:
        yield placement, None
    for topic in session.topics:
        for placement in topic.placements:
            yield placement, topic


def _person(placement: Placement, topic: Topic | None, voice: Voice, *, is_shared: bool) -> PersonView:
    role = placement.role
    if topic is not None:
        label = voice.label(lambda words: topic_role_label(role, topic, words))
    else:
        label = voice.label(lambda words: role_label(role, words, shared=is_shared))
    return PersonView(role=label, name=person_phrase(placement.attendee, voice))


def person_phrase(attendee: Attendee, voice: Voice) -> Phrase:
    """Give name, position and organisation in one line per language, a missing part left out."""
    lines = [Text(person_line(attendee, code, voice), code) for code in voice.languages]
    second = lines[1] if voice.is_bilingual and lines[1].text != lines[0].text else None
    return Phrase(lines[0], second)


def both_names(name: str, native: str, language: str) -> tuple[Text, ...]:
    """Give a name in Latin letters and in its own script, that of the language first; without what is not known."""
    both = (Text(name, "en"), Text(native, "ja"))
    return tuple(text for text in (reversed(both) if language == "ja" else both) if text.text)


def person_line(attendee: Attendee, language: str, voice: Voice) -> str:
    """Give "HAYASHI Yoshimasa, Minister, MOFA" or 林 芳正 外務省 大臣."""
    organisation = attendee.organisation.in_language(language, order=voice.order)
    position = attendee.position.in_language(language, order=voice.order)
    parts = (organisation, position) if language == "ja" else (position, organisation)
    texts = [name_in(attendee, language), *(part.text for part in parts if part)]
    return (" " if language == "ja" else ", ").join(text for text in texts if text)
