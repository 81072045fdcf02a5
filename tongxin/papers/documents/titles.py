"""Breaks a title into lines as GB/T 9704 wants it: words whole, the lines forming a trapezoid."""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import ceil, inf
from operator import itemgetter
from typing import NamedTuple

FULL_WIDTH = "“”‘’—…·×°±÷"
"""Signs below the Chinese blocks that Chinese typefaces set full width."""

LIMIT = 18.0
"""Characters of size 2 that stand well in the width of the type area (20 fit)."""

WRITTEN = 10 / 9
"""How much fuller a line may be when the author broke the title: his lines stand if they fit at all."""

STEP = 2.0
"""How much each line of the trapezoid should differ from the next."""

BYLINE = 25.0
"""Characters of size 3 that stand well below a title."""

LONGEST = 6 * LIMIT
"""A title longer than this is not shaped but left to wrap."""

MID_WORD, OVERFLOW = 12.0, 100.0
"""What a break inside a word costs, and each character that a line has too many."""

BETWEEN_ISSUERS = re.compile("(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")

NO_START = set("的了和与及、，。；：！？）》〉”’〕】·％,.;:!?)%件号次届年月日个项")
NO_END = set("（(《〈“‘〔【第至关对于")
GOOD_END = re.compile(r"(委员会|会议|提案|政协|号|》|、|省|市|区|县|局|工作|情况)$")
GOOD_START = re.compile(r"(第|《|关于|对|有关|提案|工作|情况|办理)")


class Place(NamedTuple):
    """A place to cut a title: after how many characters, how wide they are, what a cut costs."""

    at: int
    width: float
    price: float


def break_title(title: str, limit: float = LIMIT) -> list[str]:
    """The lines of a title; line feeds that the author wrote are kept, blanks between issuers become such."""
    if width(title) > limit:
        title = BETWEEN_ISSUERS.sub("\n", title)
    parts = [part.strip() for part in title.split("\n") if part.strip()]
    limit = limit if len(parts) == 1 else limit * WRITTEN
    return [line for part in parts for line in _lines(part, limit)]


def byline_lines(lines: Sequence[str]) -> list[str]:
    """The lines below a title, broken as it is: they are set smaller, so that more fits."""
    return [part for line in lines for part in break_title(line, BYLINE)]


def width(text: str) -> float:
    """The width in full-width characters; letters and digits count half."""
    return sum(0.5 if ord(char) < 0x2E80 and char not in FULL_WIDTH else 1.0 for char in text)


def _lines(title: str, limit: float) -> tuple[str, ...]:
    if not limit < width(title) <= LONGEST:
        return (title,)
    places = _places(title)
    count = ceil(width(title) / limit)
    tight = _shaped(title, places, count, limit)
    return tight if max(map(width, tight)) <= limit else _shaped(title, places, count + 1, limit)


def _places(title: str) -> list[Place]:
    """Where the title may be cut, its beginning and its end among them."""
    marks = accumulate((width(char) for char in title), initial=0.0)
    places = [Place(at, wide, _price(title, at)) for at, wide in enumerate(marks)]
    return [place for place in places if place.at in (0, len(title)) or _may_break(title, place.at)]


def _price(title: str, at: int) -> float:
    good = GOOD_END.search(title, 0, at) or GOOD_START.match(title, at)
    return 0.0 if good or at == len(title) else MID_WORD


def _shaped(title: str, places: Sequence[Place], count: int, limit: float) -> tuple[str, ...]:
    """The title in `count` lines that form the better of the two trapezoids."""
    mean = width(title) / count
    shapes = [
        [mean + ((count - 1) / 2 - line) * step for line in range(count)] for step in (STEP, -STEP)
    ]
    _, cuts = min((_cheapest(places, shape, limit) for shape in shapes), key=itemgetter(0))
    return tuple(title[start:end].strip() for start, end in pairwise(cuts))


def _cheapest(
    places: Sequence[Place], shape: Sequence[float], limit: float
) -> tuple[float, list[int]]:
    """The cheapest way to cut at `places` into lines of the widths in `shape`."""
    first, last = places[0], places[-1]
    reached = {first: (0.0, [first.at])}
    for line, target in enumerate(shape, 1):
        following: dict[Place, tuple[float, list[int]]] = {}
        for start, (spent, cuts) in reached.items():
            for end in [last] if line == len(shape) else places[places.index(start) + 1 :]:
                wide = end.width - start.width
                cost = spent + (wide - target) ** 2 + OVERFLOW * max(0.0, wide - limit) + end.price
                if end not in following or cost < following[end][0]:
                    following[end] = (cost, [*cuts, end.at])
        reached = following
    return reached.get(last, (inf, [first.at, last.at]))


def _may_break(title: str, place: int) -> bool:
    before, after = title[place - 1], title[place]
    if after in NO_START or before in NO_END:
        return False
    return not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum())
