"""What is in hand stays in sight (WCAG 2.2, 2.4.11), never under the line at the foot or beyond the window, and says where it would stand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from eventapp.policy import MemberRole

pytestmark = pytest.mark.browser
BOARD = "/organise/next-alliance-2023/board?days=2023-03-12"
IN_SIGHT = """card => {
  const box = card.getBoundingClientRect(), wrap = card.closest('.bwrap').getBoundingClientRect();
  const foot = document.querySelector('.bkeys').getBoundingClientRect();
  return box.top >= 0 && box.top + 40 <= foot.top && box.left >= wrap.left && box.left + 40 <= wrap.right;
}"""


def test_card_that_is_moved_by_keyboard_stays_in_sight(visit, sign_in):
    with visit(width=1440, height=760) as organiser:
        sign_in(organiser, MemberRole.ORGANISER)
        organiser.open(BOARD)
        card = organiser.page.locator("article.bc", has_text="US forces in Japan").first
        card.focus()
        before = card.locator("b").first.inner_text()
        seen = [card.evaluate(IN_SIGHT)]
        for key in ["ArrowDown"] * 8 + ["ArrowLeft"] * 6 + ["ArrowUp"] * 20 + ["ArrowRight"] * 8:
            organiser.page.keyboard.press(key)
            seen.append(card.evaluate(IN_SIGHT))
        organiser.page.keyboard.press("Escape")
        assert card.locator("b").first.inner_text() == before
        assert (all(seen), len(seen)) == (True, 43)


def test_card_in_hand_says_its_new_time(visit, sign_in):
    with visit(width=1440) as organiser:
        sign_in(organiser, MemberRole.ORGANISER)
        organiser.open(BOARD)
        card = organiser.page.locator("article.bc", has_text="US forces in Japan").first
        card.focus()
        before, minutes = card.locator("b").first.inner_text(), int(card.get_attribute("data-minutes"))
        organiser.page.keyboard.press("ArrowUp")
        organiser.page.keyboard.press("Shift+ArrowDown")
        start = datetime.strptime(before, "%H:%M") - timedelta(minutes=15)  # noqa: DTZ007 - a time of the clock
        end = start + timedelta(minutes=minutes + 15)
        assert card.locator("b").first.inner_text() == f"{start:%H:%M}–{end:%H:%M}"
        organiser.page.keyboard.press("Escape")
        assert card.locator("b").first.inner_text() == before
