"""What people download from their own page: their own programme, as a copy."""

from __future__ import annotations

from dataclasses import replace

from icalendar import Calendar

from eventapp.domain.registration import Approval
from tests.feeds import feed_of
from tests.registrations import GUEST, OPEN, give_plan, make_plan, register
from tests.web.test_personal_pages import link_of


def test_downloaded_calendar_is_the_own_programme_with_ones_parts(client, sample):
    answer = client.get(f"{link_of('mori')}/agenda.ics?lang=en")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sample-2023-my-programme-v1.ics"'
    copied, fed = answer.data, client.get(f"{feed_of('mori')}?lang=en").data
    assert [b"REFRESH-INTERVAL" in body for body in (copied, fed)] == [False, True]
    bodies = [sorted(one.to_ical() for one in Calendar.from_ical(body).walk("VEVENT")) for body in (copied, fed)]
    assert bodies[0] == bodies[1]
    assert b"DESCRIPTION:Your part: Lead\\, 1\\, Lead\\, 2" in copied.replace(b"\r\n ", b"")


def test_who_is_not_on_the_list_downloads_what_the_public_may_see(client, sample):
    give_plan(make_plan(rules={GUEST: replace(OPEN, approval=Approval.ORGANISER)}))
    answer = client.get(f"{link_of(register())}/agenda.ics?lang=en")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sample-2023-v1.ics"'
    public = Calendar.from_ical(client.get(f"{sample}/agenda.ics?lang=en").data)
    given = Calendar.from_ical(answer.data)
    uids, expected = ([str(one["UID"]) for one in whole.walk("VEVENT")] for whole in (given, public))
    assert (uids, len(uids) > 1) == (expected, True)
