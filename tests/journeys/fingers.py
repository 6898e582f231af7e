"""How high the things are that a finger presses."""

from __future__ import annotations

# How far up and down from its middle a pointer still meets the link, in pixels.
HIT_HEIGHTS = """() => [...document.querySelectorAll('a[href], button, summary')]
  .filter(e => e.checkVisibility() && !e.classList.contains('skip') && !e.closest('[aria-hidden]'))
  .map(e => {
    e.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    const box = e.getClientRects()[0], x = box.left + Math.min(box.width / 2, 20), y = box.top + box.height / 2;
    const hits = at => { const t = document.elementFromPoint(x, at); return t && t.closest('a, button, summary') === e; };
    let up = 0, down = 0;
    while (up < 60 && hits(y - up - 1)) up += 1;
    while (down < 60 && hits(y + down + 1)) down += 1;
    return [e.textContent.trim().replace(/\\s+/g, ' ').slice(0, 40), hits(y) ? up + down + 1 : 0];
  })"""

# A field, or the label of a box, which is pressed in its place.
FIELD_HEIGHTS = """() => [...document.querySelectorAll('input, select, textarea')]
  .filter(e => e.type !== 'hidden' && e.checkVisibility())
  .map(e => ['checkbox', 'radio'].includes(e.type) ? e.closest('label') : e)
  .map(e => [e.outerHTML.slice(0, 60), e.getBoundingClientRect().height])"""


def low_targets(page):
    """Give what on the page is too low for a finger, with its height."""
    heights = [*page.evaluate(HIT_HEIGHTS), *page.evaluate(FIELD_HEIGHTS)]
    return [(text, height) for text, height in heights if height < 44]
