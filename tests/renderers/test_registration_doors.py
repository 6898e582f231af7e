"""Doors and counts of registration in words, in both languages."""

from __future__ import annotations

import pytest

from eventapp.domain.registration import Approval, CategoryRule, RegistrationMode
from eventapp.domain.registration.counts import Counts
from eventapp.renderers.registration_doors import counts_words, door_words, rule_words
from eventapp.renderers.wording import words_in
from tests.factories import TOKYO, utc

OPENS, CLOSES = utc("2023-02-01 00:00"), utc("2023-03-03 09:00")
BEFORE, DURING, AFTER = utc("2023-01-31 00:00"), utc("2023-02-15 00:00"), CLOSES
TIMES = {"opens_at": OPENS, "closes_at": CLOSES}
M = RegistrationMode


@pytest.mark.parametrize(
    ("mode", "times", "now", "english", "japanese"),
    [
        (M.OPEN, TIMES, DURING, "Open until 3 Mar 18:00\u00a0JST", "3月3日18時（日本時間）まで受付中"),
        (M.OPEN, {}, DURING, "Open", "受付中"),
        (
            M.OPEN,
            TIMES,
            BEFORE,
            "Open from 1 Feb 09:00\u00a0JST until 3 Mar 18:00\u00a0JST",
            "2月1日9時（日本時間）から3月3日18時（日本時間）まで受付",
        ),
        (M.OPEN, {"opens_at": OPENS}, BEFORE, "Opens 1 Feb 09:00\u00a0JST", "2月1日9時（日本時間）に受付開始"),
        (M.OPEN, TIMES, AFTER, "Closed since 3 Mar 18:00\u00a0JST", "3月3日18時（日本時間）に終了"),
        (M.INVITATION, {}, DURING, "By invitation", "招待制"),
        (M.INVITATION, TIMES, DURING, "By invitation until 3 Mar 18:00\u00a0JST", "招待制・3月3日18時（日本時間）まで"),
        (
            M.INVITATION,
            {"opens_at": OPENS},
            BEFORE,
            "By invitation from 1 Feb 09:00\u00a0JST",
            "招待制・2月1日9時（日本時間）から",
        ),
        (
            M.INVITATION,
            TIMES,
            AFTER,
            "By invitation, closed since 3 Mar 18:00\u00a0JST",
            "招待制・3月3日18時（日本時間）に終了",
        ),
        (M.FOCAL_POINT, TIMES, DURING, "By the focal point only", "代表団の連絡担当者のみ"),
        (M.CLOSED, TIMES, DURING, "Closed to registration", "受付なし"),
    ],
)
def test_door_is_said_with_its_times_in_the_conferences_zone(mode, times, now, english, japanese):
    rule = CategoryRule(mode=mode, **times)
    said = [door_words(rule, zone=TOKYO, now=now, words=words_in(code)) for code in ("en", "ja")]
    assert said == [english, japanese]


@pytest.mark.parametrize(
    ("mode", "approval", "english", "japanese"),
    [
        (M.OPEN, Approval.NONE, "Open", "受付中"),
        (M.OPEN, Approval.ORGANISER, "Open · An organiser decides", "受付中 · 主催者が承認"),
        (M.CLOSED, Approval.ORGANISER, "Closed to registration", "受付なし"),
    ],
)
def test_rule_says_who_decides_where_somebody_does(mode, approval, english, japanese):
    rule = CategoryRule(mode=mode, approval=approval)
    said = [rule_words(rule, zone=TOKYO, now=DURING, words=words_in(code)) for code in ("en", "ja")]
    assert said == [english, japanese]


@pytest.mark.parametrize(
    ("counts", "most", "english", "japanese"),
    [
        (Counts(), None, "0 places taken", "0名"),
        (Counts(taken=1), None, "1 place taken", "1名"),
        (Counts(taken=12), 20, "12 of 20 places taken", "定員20名中12名"),
        (
            Counts(taken=12, offered=2, pending=3, waiting=4),
            12,
            "12 of 12 places taken (2 of them offered) · 3 to decide · 4 on the waiting list",
            "定員12名中12名 （うち案内中2名） · 承認待ち3名 · キャンセル待ち4名",
        ),
    ],
)
def test_counts_are_said_with_who_waits_beside(counts, most, english, japanese):
    assert [counts_words(counts, most, words_in(code)) for code in ("en", "ja")] == [english, japanese]
