"""The history says what changed in people and details, and names nobody whom the rule of today keeps unnamed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from eventapp.domain.audiences import PUBLIC
from eventapp.domain.publication import Publication
from eventapp.domain.vocabulary import AttributionRule, InterpretationMode, Role, SessionStatus
from eventapp.renderers.view.versions import build_versions_view
from tests.renderers.html_agendas import AS_OF, JP, US, both, build_agenda, build_session, build_topic, place

DIRECTOR = place("u1", US, Role.CHAIR, "Deputy Director", "次長")
CHIEF = place("j1", JP, Role.CHAIR, "Chief", "課長")
PLENARY = build_session("plenary", "2023-03-12 09:00", placements=(DIRECTOR,), topics=(build_topic("7", "A", "甲"),))


def _history(*versions, language="en"):
    """Give the marks and words of each version after the first, oldest first, for the public."""
    publications = tuple(
        Publication(
            number=number,
            as_of=AS_OF + timedelta(days=number),
            published_by="",
            note=both(),
            agenda=build_agenda(session).for_audience(PUBLIC),
        )
        for number, session in enumerate(versions, start=1)
    )
    views = build_versions_view(publications, languages=(language,))
    return [
        [(change.label.lead.text, change.was and change.was.lead.text) for change in session.changes]
        for version in reversed(views[:-1])
        for day in version.days
        for session in day.sessions
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("People changed", "added: Chief; no longer: Deputy Director")),
        ("ja", ("登壇者変更", "追加：課長、外れた人：次長")),
    ],
)
def test_people_are_said_by_name_or_function(language, said):
    assert _history(PLENARY, replace(PLENARY, placements=(CHIEF,)), language=language) == [[said]]


def test_other_role_and_new_order_are_said():
    lead, both_chairs = replace(DIRECTOR, role=Role.LEAD), replace(PLENARY, placements=(DIRECTOR, CHIEF))
    assert _history(PLENARY, replace(PLENARY, placements=(lead,))) == [
        [("People changed", "other role: Deputy Director")]
    ]
    turned = replace(PLENARY, placements=(CHIEF, DIRECTOR))
    assert _history(both_chairs, turned) == [[("People changed", "order of the names")]]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "description, interpretation (was none), topic 8 added, topic 7 changed"),
        ("ja", "説明、通訳（旧：なし）、議題8追加、議題7変更"),
    ],
)
def test_details_are_said_one_by_one(language, said):
    topics = (build_topic("7", "B", "乙"), build_topic("8", "C", "丙"))
    after = replace(
        PLENARY, description=both("New.", "新。"), interpretation=InterpretationMode.SIMULTANEOUS, topics=topics
    )
    ((change,),) = _history(PLENARY, after, language=language)
    assert change[1] == said


def test_status_is_said_as_what_it_is_now():
    tentative = replace(PLENARY, status=SessionStatus.TENTATIVE)
    assert _history(PLENARY, tentative, PLENARY) == [
        [("Details changed", "no longer confirmed")],
        [("Details changed", "now confirmed")],
    ]


def test_session_that_went_behind_a_rule_names_nobody_in_any_version():
    joined = replace(PLENARY, placements=(DIRECTOR, CHIEF))
    shut = replace(joined, attribution=AttributionRule.CHATHAM_HOUSE)
    assert _history(PLENARY, joined, shut) == [
        [("People changed", None)],
        [("People changed", None), ("Details changed", "attribution (was On the record)")],
    ]
