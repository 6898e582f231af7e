"""Change notices: what changed for one person, before and after, in that person's language and clocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eventapp.domain.audiences import Audience
from eventapp.renderers.dates import day_heading, moment, weekday_long
from eventapp.renderers.html.links import Links
from eventapp.renderers.mail.contacts import contact_line
from eventapp.renderers.mail.mails import Mail, render_mail
from eventapp.renderers.mail.noticed_changes import Speaker
from eventapp.renderers.mail.noticed_entries import Entries
from eventapp.renderers.mail.own_pages import OWN_CHANGES
from eventapp.renderers.view.voice import Voice
from eventapp.renderers.wording import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventapp.domain.notices import Notice
    from eventapp.domain.publication import Publication

_DAYS_OF_A_WEEK = 7


def render_notice(notice: Notice, publication: Publication, base_url: str, *, entries: Entries | None = None) -> Mail:
    """Give one person's message; without a `base_url` it has no link and no entries attached, with one also what stands for the way to the own page.

    `entries` writes those of all notices of the publication.
    """
    site = base_url.rstrip("/")
    agenda, language = publication.agenda, notice.language
    attached = (entries or Entries(agenda, site)).render(notice) if site else ""
    words = words_in(language)
    voice = Voice((language,), agenda.conference.languages)
    speaker = Speaker(agenda=agenda, voice=voice, home_zone=notice.attendee.delegation.home_zone)
    title = voice.say(agenda.conference.title)
    # What the public's agenda doesn't have is read on the own page, to which the next link leads.
    is_public = any(Audience.parse(one.change.after.audience).is_public for one in notice.changes)
    as_of = publication.as_of.astimezone(ZoneInfo(agenda.conference.zone))
    mail = render_mail(
        "change-notice",
        language,
        heading=_subject(notice, publication),
        title=title.lead.text if title else agenda.conference.slug,
        number=publication.number,
        as_of=moment(as_of, words.language, beside=(agenda.conference.starts_on,)),
        lines=[speaker.line(noticed, notice.audience) for noticed in notice.changes],
        link=f"{site}{Links(slug=agenda.conference.slug).agenda()}" if site and is_public else "",
        own_changes=f"{site}{OWN_CHANGES}" if site else "",
        has_entries=bool(attached),
        has_invitations=bool(notice.by_mail),
        since=notice.since,
        contact=contact_line(agenda.conference, language),
    )
    return replace(mail, calendar=attached)


def render_notices(notices: Iterable[Notice], publication: Publication, base_url: str) -> Iterator[tuple[Notice, Mail]]:
    """Give each notice with its message; those who are told the same in the same words and clocks share one."""
    made: dict[_Same, Mail] = {}
    entries = Entries(publication.agenda, base_url.rstrip("/"))
    for notice in notices:
        same = _Same.of(notice)
        if same not in made:
            made[same] = render_notice(notice, publication, base_url, entries=entries)
        yield notice, made[same]


@dataclass(frozen=True, slots=True)
class _Same:
    """What a message depends on; the changes are known by identity, each audience has its own."""

    language: str
    home_zone: str
    is_public: bool
    since: int
    by_mail: frozenset[str]
    changes: tuple[object, ...]

    @classmethod
    def of(cls, notice: Notice) -> _Same:
        return cls(
            language=notice.language,
            home_zone=notice.attendee.delegation.home_zone,
            is_public=notice.audience.is_public,
            since=notice.since,
            by_mail=notice.by_mail,
            changes=tuple((id(c.change), c.before, c.after) for c in notice.changes),
        )


def _subject(notice: Notice, publication: Publication) -> str:
    """Give "Agenda v3: 3 changes to your Sunday", without the day where there are several."""
    words, count, number = words_in(notice.language), len(notice.changes), publication.number
    days = {noticed.change.after.day_on for noticed in notice.changes}
    days |= {noticed.change.before.day_on for noticed in notice.changes if noticed.change.before}
    if len(days) > 1:
        return words.plural(
            "Agenda v{number}: {count} change for you",
            "Agenda v{number}: {count} changes for you",
            count,
            number=number,
        )
    (on,) = days
    is_short = len(publication.agenda.conference.dates) <= _DAYS_OF_A_WEEK
    day = weekday_long(on, words.language) if is_short else day_heading(on, words.language)
    return words.plural(
        "Agenda v{number}: {count} change to your {day}",
        "Agenda v{number}: {count} changes to your {day}",
        count,
        number=number,
        day=day,
    )
