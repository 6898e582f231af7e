"""What axe finds on the page that a browser shows."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

_AXE = Axe()


def violations(page, *, length=200):
    """Return (rule, beginning of the first offending element) of each violation, once the page is there as a whole.

    A page asked for by a press may have been received but not read yet: its document has no root element then.
    """
    page.wait_for_load_state("load")
    page.evaluate(_AXE.axe_script + "\n;0")
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then((results) => results.violations)")
    return [(violation["id"], violation["nodes"][0]["html"][:length]) for violation in found]
