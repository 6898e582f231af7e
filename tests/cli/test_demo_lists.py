"""The demo's lists: given out once, with something new and somebody gone on the second, and needs to count."""

from __future__ import annotations

from collections import Counter

from eventapp.cli.demo_lists import add_demo_lists
from eventapp.cli.demo_people import add_demo_rules
from eventapp.db import reading, transaction
from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.domain.participants import ListChange, count_changes
from eventapp.queries.drafts import get_draft
from eventapp.queries.needs import list_needs
from eventapp.queries.participants import find_last_issue, get_next_issue, list_issues
from tests.publishing import DEMO, import_demo


def test_demo_has_two_lists_of_participants_and_a_public_one_made_once(app):
    import_demo()
    for _ in range(2):
        with transaction() as tx:
            add_demo_rules(tx, DEMO)
            add_demo_lists(tx, DEMO)
    with reading() as tx:
        assert Counter(str(one.audience) for one in list_issues(tx, DEMO)) == {"participants": 2, "public": 1}
        conference_id = get_draft(tx, DEMO).conference_id
        last, public = (find_last_issue(tx, conference_id, audience) for audience in (PARTICIPANTS, PUBLIC))
        assert count_changes(last.people) == {ListChange.NEW: 3, ListChange.REMOVED: 1}
        assert [(group.code, group.count) for group in public.people.groups] == [("US", 2), ("JP", 2), ("", 1)]
        assert len(list_needs(tx, conference_id)) == 12
        unasked = {one.code: len(one.unasked) for one in get_next_issue(tx, DEMO, PARTICIPANTS).unnamed}
    assert unasked == {"JP": 2, "PRESS": 3, "GST": 1}
