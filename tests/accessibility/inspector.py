"""Looks at each screen that a story reaches: axe at both widths, folded and unfolded, light and dark; HTML; weight."""

import gzip
import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from urllib.parse import urlsplit

import html5lib

from tests.accessibility.bench import COPY, KINDS, Bench
from tests.chromium import Chromium
from tests.journeys.site import Site
from tests.journeys.steps import Screen

EVERYTHING = {"resultTypes": ["violations"], "selectors": False}
COLOURS = {**EVERYTHING, "runOnly": ["color-contrast"]}
BUT_COLOURS = {**EVERYTHING, "rules": {"color-contrast": {"enabled": False}}}
HEAVIEST = 150_000
PAGE, FOLDS = "document", "{include: [['details']]}"
FOLDED = [("phone", PAGE, "light", EVERYTHING)]
UNFOLDED = [  # everything that folded shows is there, too; only colours differ in the dark
    ("desktop", PAGE, "light", EVERYTHING),
    ("desktop", PAGE, "dark", COLOURS),
]
UNFOLDING = [("phone", PAGE, "light", BUT_COLOURS), ("phone", FOLDS, "light", COLOURS)]
"""Asked on the phone of pages where something was folded; the colours of the rest are known by then."""

BRIEFLY = [("phone", PAGE, "light", EVERYTHING), ("desktop", PAGE, "light", EVERYTHING)]
"""Asked unfolded of pages that are made of the same components as those looked at in full."""

PARTS = """() => { const named = (one) => one.tagName + one.className + (one.open ? '+' : '')
  return [...new Set([...document.querySelectorAll('body *')]
    .map((one) => `${named(one.parentElement)}>${named(one)}`))] }"""
LOADED = "() => performance.getEntriesByType('resource').map((one) => one.name)"
STUCK = """() => document.querySelector('form[data-secrecy]')
  && !document.getElementById('secrecy-rules')"""


@dataclass
class Inspector:
    """A page is inspected when it shows a part, in a place, that it did not show before; faults are gathered, to be read together."""

    site: Site
    chromium: Chromium
    briefly: bool = False
    faults: set[str] = field(default_factory=set)
    invalid: set[str] = field(default_factory=set)
    weights: dict[str, int] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)

    def __call__(self, screen: Screen) -> None:
        name = nameless(screen.path)
        parts, known = set(screen.page.evaluate(PARTS)), self.seen.setdefault(name, set())
        if parts <= known:
            return
        known |= parts
        self.weights[name] = max(self.weights.get(name, 0), self._weight(screen))
        self.invalid |= {f"{name} {error}" for error in html_errors(self._source(screen))}
        if screen.page.evaluate(STUCK):
            self.faults.add(f"{name} nothing leaves a form: the rules of secrecy are missing")
        self._ask_axe(screen, name)

    def closes(self) -> None:
        for bench in self.__dict__.pop("benches", {}).values():
            bench.closes()

    @cached_property
    def benches(self) -> dict[str, Bench]:
        return {kind: Bench(self.chromium, self.site.port, kind) for kind in KINDS}

    def _ask_axe(self, screen: Screen, name: str) -> None:
        copy = screen.page.evaluate(COPY)
        for bench in self.benches.values():
            bench.lays(copy)
        if not self.briefly:
            self._run(name, FOLDED)
        was_folded = self.benches["phone"].is_folded()
        for bench in self.benches.values():
            bench.unfolds()
        if not self.briefly and was_folded:
            self._run(name, UNFOLDING)
        self._run(name, BRIEFLY if self.briefly else UNFOLDED)

    def _run(self, name: str, runs: list) -> None:
        for kind, place, scheme, options in runs:
            found = self.benches[kind].asks(place, scheme, options)
            self.faults |= {f"{name} {kind} {scheme} {fault}" for fault in found}

    def _source(self, screen: Screen) -> bytes:
        return next(one.body for one in reversed(self.site.pages) if one.path == screen.path)

    def _weight(self, screen: Screen) -> int:
        """Bytes over the wire on a first visit: the document and all it asks for, compressed."""
        sent = {one.path: one.body for one in self.site.sent if one.body}
        paths = {urlsplit(name).path for name in screen.page.evaluate(LOADED)}
        parts = [sent[path] for path in paths if path.startswith("/static/")]
        return sum(compressed(body) for body in [self._source(screen), *parts])


def assert_sound(inspector: Inspector) -> None:
    """Nothing for axe to find, valid HTML, light to load; and pages were seen at all."""
    assert "\n".join(sorted(inspector.faults)) == ""
    assert "\n".join(sorted(inspector.invalid)) == ""
    assert {name: size for name, size in inspector.weights.items() if size > HEAVIEST} == {}
    assert len(inspector.weights) > 2


@cache
def compressed(body: bytes) -> int:
    return len(gzip.compress(body))


def html_errors(source: bytes) -> set[str]:
    """What a strict parser says of a page, with the place."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(source, transport_encoding="utf-8")
    lines = source.decode().splitlines()
    return {
        f"{code} {details} in line {place[0]}: {lines[place[0] - 1][:120]}"
        for place, code, details in parser.errors
    }


def nameless(path: str) -> str:
    """An address without the names of records."""
    return re.sub(r"/(?:[A-Za-z0-9_-]{12}|city-\d+)(?=/)", "/…", path)
