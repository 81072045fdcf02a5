"""What a batch knows of each sheet before its rows are read: names, sample, what was set aside, which column is which."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tongxin.papers.imports.kinds import ImportKind
from tongxin.papers.imports.matching import applicable, propose, signature
from tongxin.papers.spreadsheets.grids import Cell
from tongxin.papers.spreadsheets.tables import Table

SAMPLE = 3
SAMPLE_LENGTH = 30


@dataclass
class Layout:
    """One sheet's table. `matches`: position (as text, for JSON) → column code; `sheet_as` and `section_as`:
    the column that takes the sheet's name or the group titles."""

    sheet: str
    header: list[str]
    signature: str
    header_row: int
    row_count: int
    set_aside: list[tuple[int, str]]
    hidden_columns: list[int]
    is_hidden: bool
    has_sections: bool
    sample: list[list[Cell]]
    matches: dict[str, str] = field(default_factory=dict)
    doubtful: list[int] = field(default_factory=list)
    sheet_as: str = ""
    section_as: str = ""
    is_included: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def matched_codes(self) -> set[str]:
        return {*self.matches.values(), self.sheet_as, self.section_as} - {""}

    def missing(self, kind: ImportKind) -> list[str]:
        """Labels of the required columns that nothing on this sheet fills."""
        return [
            str(column.label)
            for column in kind.columns
            if column.required and column.code not in self.matched_codes
        ]


def layout_of(
    table: Table, kind: ImportKind, remembered: Mapping[str, Mapping[str, str]], is_alone: bool
) -> Layout:
    """The layout of a table with its proposed matches: remembered ones first, else by name."""
    layout = Layout(
        sheet=table.sheet,
        header=list(table.header),
        signature=signature(table.header),
        header_row=table.header_row,
        row_count=len(table.rows),
        set_aside=[(line.number, line.reason) for line in table.set_aside],
        hidden_columns=sorted(table.hidden_columns),
        is_hidden=table.is_hidden,
        has_sections=table.has_sections,
        sample=[[_shortened(cell) for cell in row.cells] for row in table.rows[:SAMPLE]],
    )
    if layout.signature in remembered:
        layout.matches = applicable(remembered[layout.signature], kind.columns)
    else:
        _propose(layout, kind)
    _propose_titles(layout, kind, is_alone)
    layout.is_included = not layout.is_hidden and not layout.missing(kind)
    return layout


def _propose(layout: Layout, kind: ImportKind) -> None:
    found = propose(layout.header, kind.columns)
    layout.matches = {str(match.position): match.code for match in found}
    layout.doubtful = sorted(match.position for match in found if not match.is_sure)


def _propose_titles(layout: Layout, kind: ImportKind, is_alone: bool) -> None:
    """Group titles, else the names of several sheets, fill a column that asks for them and has no cells of its own."""
    for column in kind.columns:
        if not column.from_sheet or column.code in layout.matches.values():
            continue
        if layout.has_sections:
            layout.section_as = column.code
        elif not is_alone:
            layout.sheet_as = column.code


def _shortened(cell: Cell) -> Cell:
    if isinstance(cell, str) and len(cell) > SAMPLE_LENGTH:
        return cell[: SAMPLE_LENGTH - 1] + "…"
    return cell


def read_layouts(stored: Iterable[Mapping[str, Any]]) -> list[Layout]:
    """Layouts as the batch stores them."""
    return [Layout(**facts) for facts in stored]


def is_ready(layouts: Sequence[Layout], kind: ImportKind) -> bool:
    """Whether at least one sheet goes in and none of those misses a required column."""
    included = [layout for layout in layouts if layout.is_included]
    return bool(included) and not any(layout.missing(kind) for layout in included)
