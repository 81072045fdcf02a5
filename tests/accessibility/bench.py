"""Where pages are looked at: windows of the inspector's own, in which axe stays warm; a page is laid there as it stands."""

from pathlib import Path

from tests.chromium import DESKTOP, PHONE, Chromium

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
KINDS = {"phone": PHONE, "desktop": DESKTOP}
EMPTY = "<!doctype html><title>.</title>"

COPY = """() => { const copy = document.documentElement.cloneNode(true)
  copy.querySelectorAll('input:not([type=file])').forEach((one) => {
    one.setAttribute('value', one.value); one.toggleAttribute('checked', one.checked) })
  copy.querySelectorAll('noscript').forEach((one) => one.remove())
  copy.querySelectorAll('textarea').forEach((one) => { one.textContent = one.value })
  return copy.outerHTML }"""
"""The page with what was typed and ticked, which is no part of its markup, and without what its scripts put out of force."""

LAY = """async (copy) => { const laid = new DOMParser().parseFromString('<!doctype html>' + copy, 'text/html')
  document.replaceChild(document.adoptNode(laid.documentElement), document.documentElement)
  document.querySelectorAll('[style]').forEach((one) => { one.style.cssText = one.getAttribute('style') })
  await Promise.all([...document.querySelectorAll('link[rel=stylesheet]')].map((one) => one.sheet
    || new Promise((done, fail) => { one.onload = done; one.onerror = () => fail(one.href) }))) }"""
"""Styles that a script gave are given anew: in markup the content policy refuses them."""

UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true })"
IS_FOLDED = "() => !!document.querySelector('details:not([open])')"
ASK_AXE = """(options) => axe.run(%s, options).then((found) => found.violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`)))"""


class Bench:
    """A phone or a desktop; a script that a page brings along does not run here, so nothing moves while axe looks."""

    def __init__(self, chromium: Chromium, port: int, kind: str):
        self._page = chromium.tab(KINDS[kind], lambda _heard: None)
        self._page.goto(f"{chromium.home(port)}/sign-in/")
        self._page.set_content(EMPTY)
        self._page.evaluate(AXE)
        self._scheme = "light"

    def lays(self, copy: str) -> None:
        """Waits for the style of the page, so that axe sees it as readers do."""
        self._page.evaluate(LAY, copy)

    def is_folded(self) -> bool:
        return self._page.evaluate(IS_FOLDED)

    def unfolds(self) -> None:
        self._page.evaluate(UNFOLD)

    def asks(self, place: str, scheme: str, options: dict) -> list[str]:
        """What axe finds at this place, each with the beginning of the element."""
        if scheme != self._scheme:
            self._page.emulate_media(color_scheme=scheme)
            self._scheme = scheme
        return self._page.evaluate(ASK_AXE % place, options)

    def closes(self) -> None:
        self._page.close()
