"""The hands of journeys that are made without a mouse."""

from __future__ import annotations


class Keys:
    """Hands that have a keyboard and no mouse."""

    def __init__(self, page):
        self.page = page

    def to(self, selector):
        """Press Tab until the focus is on what is wanted."""
        for _ in range(250):
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {selector}")

    def type(self, selector, text):
        self.to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, selector, label):
        """Go down a list until the option wanted is chosen."""
        self.to(selector)
        self.page.keyboard.press("Home")
        for _ in range(60):
            if self.page.evaluate("() => document.activeElement.selectedOptions[0].text").startswith(label):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{selector} has no {label}")

    def press(self, selector, key="Enter"):
        self.to(selector)
        self.page.keyboard.press(key)

    def submit(self, selector):
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
