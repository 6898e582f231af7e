from __future__ import annotations

from itertools import count

from eventapp.domain.conference_files import ConferenceFile
from eventapp.domain.identity import with_uids
from eventapp.domain.localized import NOTHING
from eventapp.domain.publication import Publication
from tests.factories import make_agenda, make_conference, make_session, utc

NAMELESS = make_conference(uid="")


def _file(draft, *published):
    publications = tuple(
        Publication(number=n, as_of=utc("2023-03-01 09:00"), published_by="Organiser", note=NOTHING, agenda=agenda)
        for n, agenda in enumerate(published, 1)
    )
    return ConferenceFile(agenda=draft, publications=publications)


def _uids(conference_file, known=()):
    """Name everything, new UIDs being "new0", "new1", …; give the UIDs of the draft, the conference's first."""
    numbers = count()
    agenda = with_uids(conference_file, dict(known), lambda: f"new{next(numbers)}").agenda
    return [agenda.conference.uid, *(s.uid for s in agenda.sessions)]


def test_with_uids_written_in_the_file_hold():
    draft = make_agenda(make_session(uid="written"), conference=make_conference(uid="conference"))
    assert _uids(_file(draft), {"": "known-conference", "s1": "known"}) == ["conference", "written"]


def test_with_uids_known_ones_come_before_new_ones():
    draft = make_agenda(make_session(uid=""), make_session(id="s2", uid=""), conference=NAMELESS)
    assert _uids(_file(draft), {"s1": "known"}) == ["new0", "known", "new1"]


def test_with_uids_session_has_the_same_one_in_every_version():
    draft = make_agenda(make_session(uid=""), conference=NAMELESS)
    first = make_agenda(make_session(uid="published"), conference=NAMELESS)
    named = with_uids(_file(draft, first, draft), {}, lambda: "new")
    agendas = [*(p.agenda for p in named.publications), named.agenda]
    assert [(a.conference.uid, a.sessions[0].uid) for a in agendas] == [("new", "published")] * 3


def test_with_uids_session_gone_from_the_draft_is_named_too():
    gone = make_agenda(make_session(uid=""), conference=NAMELESS)
    named = with_uids(_file(make_agenda(conference=NAMELESS), gone), {"": "c", "s1": "known"}, lambda: "new")
    assert named.publications[0].agenda.sessions[0].uid == "known"
