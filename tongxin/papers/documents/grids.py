"""Works out where the boxes of a printed form stand, so that both renderers draw the same form."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tongxin.papers.documents.blocks import Align, Cell, Grid

FOOT = 9.0
"""Height in millimetres of the line at the lower right of a box."""


@dataclass(frozen=True)
class Box:
    """A cell in its place; `open_top` and `open_bottom` are the edges that are not drawn."""

    cell: Cell
    column: int
    span: int
    down: int
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True)
class BoxRow:
    """One row: its least height in millimetres and the boxes that begin in it, from left to right."""

    height: float
    boxes: list[Box] = field(default_factory=list)


def rows_of(grid: Grid) -> list[BoxRow]:
    """The rows of a form: a line with a foot becomes two, and its other boxes reach over both."""
    counts = [2 if any(cell.foot for cell in line.cells) else 1 for line in grid.lines]
    rows = [
        BoxRow(height)
        for line, count in zip(grid.lines, counts, strict=True)
        for height in ([line.height] if count == 1 else [max(line.height - FOOT, FOOT), FOOT])
    ]
    for line, column, cell in _placed(grid):
        top = sum(counts[:line])
        for row, box in _boxes(cell, column, top, sum(counts[line : line + cell.down])):
            rows[row].boxes.append(box)
    for finished in rows:
        finished.boxes.sort(key=lambda box: box.column)
    return rows


def _placed(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with its line and column, going round what hangs down from the lines above."""
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(grid.lines):
        column = 0
        for cell in line.cells:
            while (number, column) in taken:
                column += 1
            taken |= {(number + r, column + c) for r in range(cell.down) for c in range(cell.span)}
            yield number, column, cell
            column += cell.span
        if (width := sum(place[0] == number for place in taken)) != len(grid.shares):
            raise ValueError(
                f"line {number + 1} of the form fills {width} of {len(grid.shares)} columns"
            )


def _boxes(cell: Cell, column: int, top: int, down: int) -> Iterator[tuple[int, Box]]:
    if not cell.foot:
        yield top, Box(cell, column, cell.span, down)
        return
    foot = Cell(cell.foot, align=Align.RIGHT)
    yield top, Box(replace(cell, foot=""), column, cell.span, down - 1, open_bottom=True)
    yield top + down - 1, Box(foot, column, cell.span, 1, open_top=True)
