"""Bars of a small chart, drawn on the server: each is a link to the rows that it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongxin.figures.answers import Answer, Answered, Part
from tongxin.figures.declare import NONE, FigurePanel, Panel

FULL = 100

Parted = Sequence[tuple[Part, Mapping[str, Answered]]]


@dataclass(frozen=True)
class Bar:
    """One part: `width` of a hundred, the longest bar being the full hundred."""

    label: str
    answer: Answer
    width: int


@dataclass(frozen=True)
class Chart:
    """A titled row of bars; `rest` counts the parts beyond those shown."""

    label: str
    total: Answer
    bars: tuple[Bar, ...]
    rest: int = 0


def of_parts(panel: Panel, total: Answer, parts: Parted) -> Chart:
    """The chart of a parted figure: parts in their own order, or the largest ones where there are too many."""
    counted = [(part, answers[panel.figure.code]) for part, answers in parts]
    counted = [(part, answer) for part, answer in counted if answer.value]
    shown = counted
    if len(counted) > panel.most:
        ranked = sorted(counted, key=lambda one: (one[0].key == NONE, -one[1].value))
        shown = ranked[: panel.most]
    bars = [(part.label, answer) for part, answer in shown]
    return Chart(str(panel.label), total, _bars(bars), len(counted) - len(shown))


def of_figures(panel: FigurePanel, answers: Mapping[str, Answered]) -> Chart:
    """The chart of several figures beside each other."""
    bars = [(str(part.label), answers[part.code]) for part in panel.parts]
    shown = bars if any(answer.value for _label, answer in bars) else []
    return Chart(str(panel.label), answers[panel.figure.code], _bars(shown))


def _bars(counted: Sequence[tuple[str, Answer]]) -> tuple[Bar, ...]:
    longest = max((answer.value for _label, answer in counted), default=0)
    return tuple(Bar(label, answer, _width(answer.value, longest)) for label, answer in counted)


def _width(value: int, longest: int) -> int:
    return max(1, value * FULL // longest) if value else 0
