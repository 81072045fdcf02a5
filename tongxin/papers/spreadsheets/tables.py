"""Grids to tidy tables: header found, merged and 同上 cells filled, totals and notes set aside and accounted for."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from tongxin.papers.spreadsheets.grids import Cell, Grid, Span
from tongxin.papers.spreadsheets.headers import Header, find_header, texts

DITTO = frozenset({"同上", "\u3003", "\u2033", "\u201d", '"', "''", "々"})

_TOTAL = re.compile(r"(?:本页)?(?:合计|总计|小计|共计|累计):?[\d.,]*[人名件条项个]?")
_NOTE = re.compile(r"\(?(?:注|说明|备注|填表|制表|填报|审核|统计|截止|截至|共\d)")
_SECTION = re.compile(r"\(?[一二三四五六七八九十]+[)、.,]\s*")
_COUNT = re.compile(r"\(?共?\d+[人名件]?\)?$")
_BLANKS = "\u00a0\u200b\ufeff\u3000 \t\r\n"

LONGEST_SECTION = 200

TOTAL = gettext_noop("合计行")
NOTE = gettext_noop("表尾说明")
SECTION = gettext_noop("分组标题")
REPEATED = gettext_noop("重复的表头")


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of data: its number as the spreadsheet program shows it, its cells, the group title above it."""

    number: int
    cells: tuple[Cell, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line below the header that is no data; `reason` is a message to translate."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet's table. Source lines = rows + set aside: the reconciliation sheet counts on it."""

    sheet: str
    header: tuple[str, ...]
    rows: list[RawRow]
    set_aside: list[SetAside] = field(default_factory=list)
    header_row: int = 1
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False

    @property
    def has_sections(self) -> bool:
        return any(row.section for row in self.rows)


def table_of(grid: Grid, known: Collection[str]) -> Table | None:
    """The table of a sheet; None where there is no header or nothing below it."""
    header = find_header(grid, known)
    if header is None:
        return None
    table = _Reading(grid, header).table()
    return table if table.rows else None


class _Reading:
    """The walk down one sheet, which remembers the row above and the group title."""

    def __init__(self, grid: Grid, header: Header):
        self.grid = grid
        self.header = header
        self.width = self._width()
        self.section = ""
        self.above: list[Cell] = []
        self.set_aside: list[SetAside] = []

    def _width(self) -> int:
        """Columns up to the last that has a name or a cell."""
        below = self.grid.rows[self.header.last + 1 :]
        used = max((len(row) for row in below if any(texts(row))), default=0)
        named = [column for column, name in enumerate(self.header.names) if name]
        return max(used, named[-1] + 1 if named else 0)

    def table(self) -> Table:
        names = self.header.names[: self.width]
        return Table(
            sheet=self.grid.name,
            header=names + ("",) * (self.width - len(names)),
            rows=list(self._rows()),
            set_aside=self.set_aside,
            header_row=self.header.last + 1,
            hidden_columns=frozenset(c for c in self.grid.hidden_columns if c < self.width),
            is_hidden=self.grid.is_hidden,
        )

    def _rows(self) -> Iterator[RawRow]:
        fillings = self._fillings()
        wide = self._wide_rows()
        for index in range(self.header.last + 1, len(self.grid.rows)):
            cells = [_clean(cell) for cell in self.grid.rows[index]]
            cells += [""] * (self.width - len(cells))
            if all(cell == "" for cell in cells):
                continue
            if reason := self._no_data(cells, index in wide):
                self.set_aside.append(SetAside(index + 1, reason))
                continue
            for column, cell in fillings.get(index, ()):
                cells[column] = cell
            self._fill_ditto(cells)
            self.above = cells
            yield RawRow(index + 1, tuple(cells), self.section)

    def _no_data(self, cells: list[Cell], is_wide: bool) -> str:
        """Why this line is no row of data; empty if it is one."""
        filled = [cell for cell in cells if cell != ""]
        told = unicodedata.normalize("NFKC", str(filled[0]))
        first = "".join(told.split())
        if _TOTAL.fullmatch(first):
            return TOTAL
        if len(filled) <= max(2, self.width // 4) and self.width > 2 and _NOTE.match(first):
            return NOTE
        if len(filled) == 1 and (is_wide or (self.width > 2 and _SECTION.match(first))):
            self.section = _COUNT.sub("", _SECTION.sub("", told, count=1)).strip()[:LONGEST_SECTION]
            return SECTION
        if len(filled) > 1 and self._is_header(cells):
            return REPEATED
        return ""

    def _is_header(self, cells: list[Cell]) -> bool:
        names = self.header.names
        return all(
            "".join(str(cell).split()) in {name, name.rsplit("/", 1)[-1]}
            for cell, name in zip(cells, names, strict=False)
            if cell != ""
        ) and any(name and cell != "" for cell, name in zip(cells, names, strict=False))

    def _fill_ditto(self, cells: list[Cell]) -> None:
        for column, cell in enumerate(cells):
            if cell in DITTO and self.above and self.above[column] != "":
                cells[column] = self.above[column]

    def _spans_below(self) -> Iterator[Span]:
        return (
            span
            for span in self.grid.spans
            if span.top > self.header.last and span.left < self.width
        )

    def _fillings(self) -> dict[int, list[tuple[int, Cell]]]:
        """What each row inherits from cells merged downwards: row → (column, cell)."""
        found: dict[int, list[tuple[int, Cell]]] = {}
        for span in self._spans_below():
            row = self.grid.rows[span.top] if span.top < len(self.grid.rows) else []
            cell = _clean(row[span.left]) if span.left < len(row) else ""
            for index in range(span.top + 1, min(span.bottom + 1, len(self.grid.rows))):
                found.setdefault(index, []).append((span.left, cell))
        return found

    def _wide_rows(self) -> set[int]:
        """Rows with one cell merged over at least half of the table."""
        half = max(3, (self.width + 1) // 2)
        return {span.top for span in self._spans_below() if span.right - span.left + 1 >= half}


def _clean(cell: Cell) -> Cell:
    return cell.strip(_BLANKS) if isinstance(cell, str) else cell
