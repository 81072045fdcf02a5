"""Somebody who uses no mouse: reaches things by Tab, presses them by Enter or Space, always sees where they are."""

from tests.journeys.steps import Screen

FURTHEST = 60
"""So many times Tab is pressed before something counts as out of reach."""

HERE = """() => { const one = document.activeElement, style = getComputedStyle(one)
  const name = one.getAttribute('aria-label') || one.labels?.[0]?.innerText || one.innerText || ''
  const marked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
  return { tag: one.tagName, name: name.trim(), seen: marked && one.matches(':focus-visible') } }"""


class Keys:
    """Drives a screen by its keyboard; at every stop the focus must be visible."""

    def __init__(self, screen: Screen):
        self.screen, self.board = screen, screen.page.keyboard

    def to(self, name: str, *tags: str, key: str = "Tab") -> "Keys":
        """On to what is called so; anything, or one of these tags."""
        stops = []
        for _stop in range(FURTHEST):
            self.board.press(key)
            here = self.here()
            assert here["seen"] or here["tag"] == "BODY", here
            stops.append(here["name"][:20])
            if name in here["name"] and (not tags or here["tag"] in tags):
                return self
        raise AssertionError(f"{name} is out of reach: {stops}")

    def follows(self, name: str, *tags: str) -> "Keys":
        """Enter on a link or button, and the page that follows."""
        self.to(name, *tags)
        with self.screen.page.expect_navigation():
            self.board.press("Enter")
        self.screen.page.wait_for_load_state("load")
        return self

    def presses(self, name: str, key: str = "Enter") -> "Keys":
        """A key on something that changes its part of the page only."""
        self.to(name)
        self.board.press(key)
        return self

    def types(self, name: str, words: str) -> "Keys":
        self.to(name, "INPUT", "TEXTAREA")
        self.board.type(words)
        return self

    def reads(self, words: str) -> "Keys":
        self.screen.reads(words)
        return self

    def is_somewhere(self) -> "Keys":
        """The place was not lost with the part of the page that was replaced."""
        self.screen.page.locator("body :focus").wait_for()
        return self

    def here(self) -> dict:
        return self.screen.page.evaluate(HERE)
