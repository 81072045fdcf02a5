import pytest

from tongxin.papers.documents import Cell, Grid, Line, label
from tongxin.papers.documents.grids import rows_of


def places(grid: Grid) -> list[list[tuple[str, int, int, int]]]:
    """Text, column, span and depth of the boxes in every row."""
    return [
        [(box.cell.text, box.column, box.span, box.down) for box in row.boxes]
        for row in rows_of(grid)
    ]


def test_boxes_go_round_what_hangs_down_from_above():
    grid = Grid(
        (1, 1, 1),
        (Line((label("甲", down=2), Cell("乙"), Cell("丙"))), Line((Cell("丁", span=2),))),
    )
    assert places(grid) == [[("甲", 0, 1, 2), ("乙", 1, 1, 1), ("丙", 2, 1, 1)], [("丁", 1, 2, 1)]]


def test_a_foot_gets_a_row_of_its_own_beside_boxes_that_reach_over_both():
    grid = Grid((1, 3), (Line((label("意见"), Cell("同意", foot="年　月　日")), 40),))
    assert places(grid) == [[("意见", 0, 1, 2), ("同意", 1, 1, 1)], [("年　月　日", 1, 1, 1)]]
    upper, lower = rows_of(grid)
    assert upper.boxes[1].open_bottom
    assert lower.boxes[0].open_top
    assert upper.height + lower.height == 40


@pytest.mark.parametrize(
    "cells", [(Cell("甲"),), (Cell("甲", span=3),), (Cell("甲"), Cell("乙"), Cell("丙"))]
)
def test_a_line_must_fill_the_forms_columns(cells):
    with pytest.raises(ValueError, match="of 2 columns"):
        rows_of(Grid((1, 1), (Line(cells),)))
