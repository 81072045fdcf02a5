"""Finds where a table's header stands, below title lines, on one line or several, merged or not."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongxin.papers.spreadsheets.grids import Cell, Grid

SEARCH_ROWS = 40
MAX_HEADER_ROWS = 4
LONGEST_NAME = 40
JOINT = "/"

_NOISE = re.compile(r"[\s*_:;,.、。?!\"'“”‘’|]+")
_BRACKETS = re.compile(r"[(\[【〔<《][^()\[\]【】〔〕<>《》]*[)\]】〕>》]")
_NUMBER = re.compile(r"[-+]?[\d.,/\-年月日:%]+")


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of the header (counted from 0, inclusive) and the name of each column."""

    first: int
    last: int
    names: tuple[str, ...]


def simplified(name: str) -> str:
    """A column name for comparison: half-width, lower case, without blanks, punctuation and remarks in brackets."""
    text = unicodedata.normalize("NFKC", name).lower()
    return _NOISE.sub("", _BRACKETS.sub("", text)) or _NOISE.sub("", text).strip("()[]")


def find_header(grid: Grid, known: Collection[str]) -> Header | None:
    """The header of the sheet; `known` are simplified names that columns may bear. None: there is no table."""
    heads = [texts(row) for row in grid.rows[:SEARCH_ROWS]]
    best = _best_row(heads, known)
    if best is None:
        return None
    first, last = _extent(grid, heads, best)
    return Header(first, last, _names(grid, first, last))


def texts(row: Sequence[Cell]) -> list[str]:
    """The cells as stripped text."""
    return [cell.strip() if isinstance(cell, str) else str(cell) for cell in row]


def _best_row(heads: list[list[str]], known: Collection[str]) -> int | None:
    hits = [sum(simplified(text) in known for text in row if text) for row in heads]
    if hits and (max(hits) >= 2 or (max(hits) == 1 and max(map(_filled, heads)) <= 2)):
        return hits.index(max(hits))
    names = [sum(map(_is_name, row)) for row in heads]
    width = max(map(_filled, heads), default=0)
    if not names or max(names) == 0:
        return None
    enough = min(max(names), max(2, round(width * 0.6)))
    return next(index for index, count in enumerate(names) if count >= enough)


def _filled(row: list[str]) -> int:
    return sum(1 for text in row if text)


def _is_name(text: str) -> bool:
    return bool(text) and len(text) <= LONGEST_NAME and not _NUMBER.fullmatch(text)


def _extent(grid: Grid, heads: list[list[str]], best: int) -> tuple[int, int]:
    first = last = best
    while (
        first > 0 and last - first + 1 < MAX_HEADER_ROWS and _belongs(grid, heads, first - 1, first)
    ):
        first -= 1
    while (
        last + 1 < len(heads)
        and last - first + 1 < MAX_HEADER_ROWS
        and _belongs(grid, heads, last, last + 1)
    ):
        last += 1
    return first, last


def _belongs(grid: Grid, heads: list[list[str]], upper: int, lower: int) -> bool:
    """Whether two neighbouring rows are lines of one header: joined by a merged cell, or filling each other's gaps."""
    joined = [
        span
        for span in grid.spans
        if span.top <= upper and span.bottom >= lower and span.left < len(heads[upper])
    ]
    if joined:
        return any(heads[span.top][span.left] for span in joined)
    return _complementary(heads[upper], heads[lower])


def _complementary(upper: list[str], lower: list[str]) -> bool:
    """Group names above, their members below, single columns only above: what a merged header leaves in a CSV."""
    upper, lower = _padded(upper, lower)
    columns = range(len(upper))
    members = {column for column in columns if lower[column]}
    gaps = {column for column in columns if not upper[column]}
    groups = members - gaps
    singles = set(columns) - members - gaps
    return (
        bool(groups and gaps and singles)
        and gaps <= members
        and all(column + 1 in gaps for column in groups)
        and all(_is_name(lower[column]) for column in members)
    )


def _padded(upper: list[str], lower: list[str]) -> tuple[list[str], list[str]]:
    width = max(len(upper), len(lower))
    return upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))


def _names(grid: Grid, first: int, last: int) -> tuple[str, ...]:
    width = max(len(row) for row in grid.rows[first : last + 1])
    lines = [_line(grid, index, width) for index in range(first, last + 1)]
    for line, below in pairwise(lines):
        _spread(line, below)
    return tuple(_joined(line[column] for line in lines) for column in range(width))


def _line(grid: Grid, index: int, width: int) -> list[str]:
    """One line of the header with merged cells spread over their columns."""
    line = texts(grid.rows[index])
    line += [""] * (width - len(line))
    for span in grid.spans:
        if span.top <= index <= span.bottom and span.left < width:
            text = "".join(texts(grid.rows[span.top])[span.left : span.left + 1])
            reach = min(span.right + 1, width)
            line[span.left : reach] = [text] * (reach - span.left)
    return line


def _spread(line: list[str], below: list[str]) -> None:
    """Carry a group's name over its members, where no merged cells say how far it reaches."""
    for column in range(1, len(line)):
        if not line[column] and below[column]:
            line[column] = line[column - 1]


def _joined(parts: Iterable[str]) -> str:
    """The name of a column under a header of several lines: group and member, once each."""
    tight = (part if part.isascii() else "".join(part.split()) for part in parts)
    return JOINT.join(dict.fromkeys(part for part in tight if part))
