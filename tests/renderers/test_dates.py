"""Moments that somebody acts on: the clock is always named, the year where it doesn't go without saying."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from eventapp.renderers.dates import due_moment, moment

TOKYO, NEW_YORK = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")
AT = datetime(2023, 3, 3, 9, tzinfo=UTC)
THIS_YEAR, LAST_YEAR = date(2023, 3, 10), date(2022, 11, 26)


@pytest.mark.parametrize(
    ("zone", "language", "said", "due"),
    [
        (TOKYO, "en", "3 Mar 18:00\u00a0JST", "Fri 3 Mar 18:00\u00a0JST"),
        (TOKYO, "ja", "3月3日18時（日本時間）", "3月3日（金）18時（日本時間）"),
        (NEW_YORK, "en", "3 Mar 04:00\u00a0EST", "Fri 3 Mar 04:00\u00a0EST"),
        (NEW_YORK, "ja", "3月3日4時（EST）", "3月3日（金）4時（EST）"),
    ],
)
def test_clock_is_always_named(zone, language, said, due):
    local = AT.astimezone(zone)
    assert (moment(local, language, beside=[THIS_YEAR]), due_moment(local, language, beside=[THIS_YEAR])) == (said, due)


@pytest.mark.parametrize(
    ("beside", "has_year"),
    [((), True), ((THIS_YEAR,), False), ((THIS_YEAR, AT), False), ((LAST_YEAR,), True), ((LAST_YEAR, THIS_YEAR), True)],
)
def test_year_goes_without_saying_where_all_around_is_of_the_same(beside, has_year):
    local, year = AT.astimezone(TOKYO), " 2023" if has_year else ""
    japanese = "2023年" if has_year else ""
    assert [moment(local, code, beside=beside) for code in ("en", "ja")] == [
        f"3 Mar{year} 18:00\u00a0JST",
        f"{japanese}3月3日18時（日本時間）",
    ]
    assert [due_moment(local, code, beside=beside) for code in ("en", "ja")] == [
        f"Fri 3 Mar{year} 18:00\u00a0JST",
        f"{japanese}3月3日（金）18時（日本時間）",
    ]
