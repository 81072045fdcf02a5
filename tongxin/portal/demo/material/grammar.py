"""Turns written material into sentences: `[this|that]`, `{place}`, `<120-480:20>` numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
NUMBER = re.compile(r"<(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?>")
SLOT = re.compile(r"\{(\w+)\}")


def render(
    text: str,
    words: Random,
    slots: Mapping[str, str],
    numbers: Random | None = None,
    band: tuple[float, float] = (0.0, 1.0),
) -> str:
    """Write the text out. `numbers` may be a generator of its own, so that the figures of an
    assembly agree wherever they are cited; `band` is the part of wide ranges to draw from."""
    numbers = numbers or words
    while CHOICE.search(text):
        text = CHOICE.sub(lambda found: words.choice(found[1].split("|")), text)
    text = NUMBER.sub(lambda found: _number(numbers, *found.groups(), band=band), text)
    return SLOT.sub(lambda found: slots[found[1]], text)


def _number(dice: Random, low: str, high: str, step: str | None, band: tuple[float, float]) -> str:
    places = len(step.partition(".")[2]) if step else 0
    first, last, pace = float(low), float(high), float(step or 1)
    steps = round((last - first) / pace)
    start, end = band if last > 1.8 * first else (0.0, 1.0)
    value = first + pace * dice.randint(round(steps * start), round(steps * end))
    return f"{value:.{places}f}" if places else str(round(value))
