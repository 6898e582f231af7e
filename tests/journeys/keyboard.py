"""The hands of journeys that are made without a mouse."""

from __future__ import annotations

CHOSEN = "() => [...document.activeElement.selectedOptions].flatMap((one) => [one.value, one.text])"


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

    def choose(self, selector, wanted):
        """Go down a list until the option is chosen that is called so, or has that value."""
        self.to(selector)
        self.page.keyboard.press("Home")
        for _ in range(60):
            value, label = self.page.evaluate(CHOSEN)
            if value == wanted or label.startswith(wanted):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{selector} has no {wanted}")

    def enter(self, selector, wanted):
        """Choose from a list, type into anything else."""
        self.to(selector)
        is_list = self.page.evaluate("() => document.activeElement.matches('select')")
        (self.choose if is_list else self.type)(selector, wanted)

    def press(self, selector, key="Enter"):
        self.to(selector)
        self.page.keyboard.press(key)

    def submit(self, selector):
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
