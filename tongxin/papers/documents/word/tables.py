"""Lists, forms and slips as tables of WordprocessingML."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from tongxin.papers.documents.blocks import (
    Align,
    Block,
    Column,
    Face,
    Grid,
    Group,
    Row,
    Table,
    Total,
)
from tongxin.papers.documents.grids import Box, BoxRow, rows_of
from tongxin.papers.documents.layouts import Listing
from tongxin.papers.documents.word import styles
from tongxin.papers.documents.word.markup import JUSTIFICATION, Element, paragraph, run, twips, w

SINGLE = {"val": "single", "sz": 4, "color": "000000"}
DASHED = {"val": "dashed", "sz": 4, "color": "777777"}
NONE = {"val": "nil"}
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
ALL_ROUND = dict.fromkeys(SIDES, SINGLE)
TO_BE_CUT = dict.fromkeys(SIDES, DASHED)
SHADE = "F0F0F0"

Render = Callable[[Block], list[Element]]


def widths(shares: Sequence[float], inner: float) -> list[int]:
    """Column widths in twips that add up to the width of the type area."""
    total, edges = sum(shares), [0]
    for number in range(len(shares)):
        edges.append(round(twips(inner) * sum(shares[: number + 1]) / total))
    return [right - left for left, right in pairwise(edges)]


def table(
    columns: Sequence[int],
    rows: Sequence[Element],
    lines: dict[str, dict[str, Any]] = ALL_ROUND,
    place: dict[str, Any] | None = None,
) -> Element:
    """A table of fixed columns; `place` lets it stand at a fixed place of the page."""
    margin = {"w": twips(1.6), "type": "dxa"}
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblpPr", **place) if place else None,
            w("tblW", w=sum(columns), type="dxa"),
            w("jc", val="center"),
            w("tblBorders", *(w(side, **line) for side, line in lines.items())),
            w("tblLayout", type="fixed"),
            w("tblCellMar", w("left", **margin), w("right", **margin)),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in columns)),
        *rows,
    )


def cell(
    width: int,
    *content: Element,
    span: int = 1,
    merge: str = "",
    borders: dict[str, dict[str, Any]] | None = None,
    shade: str = "",
    align: str = "center",
) -> Element:
    """A cell; `merge` is restart or continue in a box that reaches over several rows."""
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=span) if span > 1 else None,
            w("vMerge", val=merge) if merge else None,
            w("tcBorders", *(w(side, **line) for side, line in borders.items()))
            if borders
            else None,
            w("shd", val="clear", color="auto", fill=shade) if shade else None,
            w("vAlign", val=align),
        ),
        *(content or (paragraph(pStyle=styles.CELL),)),
    )


def row(*cells: Element, height: float = 0, head: bool = False, whole: bool = True) -> Element:
    """A row at least so many millimetres high; `head` repeats on every page, `whole` is never broken."""
    return w(
        "tr",
        w(
            "trPr",
            w("cantSplit") if whole else None,
            w("trHeight", val=twips(height), hRule="atLeast") if height else None,
            w("tblHeader") if head else None,
        ),
        *cells,
    )


def data_table(source: Table | Listing, inner: float) -> Element:
    """A table whose head repeats, with its groups and totals."""
    columns = widths([column.share for column in source.columns], inner)
    rows = [_data_row(item, source.columns, columns, source.size) for item in source.rows]
    return table(columns, [*_head_rows(source.columns, columns, source.size), *rows])


def form(grid: Grid, inner: float, render: Render) -> Element:
    """A printed form."""
    columns = widths(grid.shares, inner)
    hanging: dict[int, Box] = {}
    rows = []
    for item in rows_of(grid):
        rows.append(
            row(
                *_form_cells(item, columns, grid.size, hanging, render),
                height=item.height,
                whole=False,
            )
        )
    return table(columns, rows)


def text_cell(text: str, size: float, face: Face | None = None, align: str = "left") -> Element:
    """A cell's paragraph."""
    return paragraph(run(text, face, size), pStyle=styles.CELL, jc=align)


def _head_rows(heads: Sequence[Column], columns: Sequence[int], size: float) -> list[Element]:
    """The head: one row, or two where neighbours stand below a common name."""
    if not any(head.under for head in heads):
        return [
            row(
                *(
                    _head_cell(head.label, width, size)
                    for head, width in zip(heads, columns, strict=True)
                ),
                head=True,
            )
        ]
    upper, lower = [], []
    for number, (head, width) in enumerate(zip(heads, columns, strict=True)):
        if not head.under:
            upper.append(_head_cell(head.label, width, size, merge="restart"))
            lower.append(_head_cell("", width, size, merge="continue"))
            continue
        lower.append(_head_cell(head.label, width, size))
        if number and heads[number - 1].under == head.under:
            continue
        span = _neighbours(heads, number)
        upper.append(_head_cell(head.under, sum(columns[number : number + span]), size, span=span))
    return [row(*upper, head=True), row(*lower, head=True)]


def _neighbours(heads: Sequence[Column], start: int) -> int:
    """How many columns from `start` on stand below the same name."""
    end = start
    while end < len(heads) and heads[end].under == heads[start].under:
        end += 1
    return end - start


def _head_cell(label: str, width: int, size: float, **place: Any) -> Element:
    return cell(width, text_cell(label, size, Face.HEI, "center"), **place)


def _data_row(
    item: Row,
    heads: Sequence[Column],
    columns: Sequence[int],
    size: float,
) -> Element:
    if isinstance(item, Group):
        label = paragraph(run(item.label, Face.HEI, size), pStyle=styles.CELL, keepNext=True)
        return row(cell(sum(columns), label, span=len(columns), shade=SHADE))
    texts, face = (item.cells, Face.HEI) if isinstance(item, Total) else (item, None)
    return row(
        *(
            cell(width, text_cell(text, size, face, JUSTIFICATION[Align(head.align)]))
            for text, head, width in zip(texts, heads, columns, strict=True)
        )
    )


def _form_cells(
    item: BoxRow, columns: Sequence[int], size: float, hanging: dict[int, Box], render: Render
) -> list[Element]:
    """The cells of one row, with those that hang down from the rows above."""
    begun = {box.column: box for box in item.boxes}
    cells, column = [], 0
    while column < len(columns):
        first = column in begun
        box = hanging[column] = begun[column] if first else hanging[column]
        content = _box_content(box, size, render) if first else ()
        cells.append(_form_cell(box, sum(columns[column : column + box.span]), content, first))
        column += box.span
    return cells


def _form_cell(box: Box, width: int, content: Sequence[Element], first: bool) -> Element:
    merge = "" if box.down == 1 else "restart" if first else "continue"
    borders = {}
    if box.open_top:
        borders["top"] = NONE
    if box.open_bottom:
        borders["bottom"] = NONE
    align = "bottom" if box.open_top else "top" if box.cell.blocks or box.open_bottom else "center"
    return cell(width, *content, span=box.span, merge=merge, borders=borders, align=align)


def _box_content(box: Box, size: float, render: Render) -> list[Element]:
    content = [element for block in box.cell.blocks for element in render(block)]
    if box.cell.text or not content:
        face = Face.HEI if box.cell.head else None
        content.insert(
            0, text_cell(box.cell.text, size, face, JUSTIFICATION[Align(box.cell.align)])
        )
    if not content[-1].tag.endswith("}p"):
        content.append(paragraph(pStyle=styles.CELL))
    return content
