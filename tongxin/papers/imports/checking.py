"""Tables to checked rows: every cell read by its column, every row shown to the kind; nothing is written here."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext_noop

from tongxin.papers.imports.cells import Doubtful, Faulty, written
from tongxin.papers.imports.kinds import Context, ImportColumn, ImportKind
from tongxin.papers.imports.layouts import Layout
from tongxin.papers.imports.rows import Duplicate, Issue, StagedRow
from tongxin.papers.imports.terms import Decision
from tongxin.papers.spreadsheets.grids import Cell
from tongxin.papers.spreadsheets.headers import simplified
from tongxin.papers.spreadsheets.tables import DITTO, RawRow, Table

FORMULA_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")


@dataclass
class CheckedRow:
    """A row with everything that was found about it."""

    row: StagedRow
    issues: list[Issue] = field(default_factory=list)
    duplicate: Duplicate | None = None

    @property
    def decision(self) -> Decision:
        """What becomes of the row unless a person decides otherwise."""
        if any(issue.is_error for issue in self.issues):
            return Decision.FAULTY
        return self.duplicate.decision if self.duplicate else Decision.CREATE


@dataclass(frozen=True)
class Checked:
    """All rows of a list with what was found, and the basis on which it was found."""

    rows: list[CheckedRow]
    basis: str


def check(
    kind: ImportKind, context: Context, tables: Sequence[Table], layouts: Sequence[Layout]
) -> Checked:
    """All rows of the included sheets, in the order of the file. Reads only: holds no lock."""
    by_sheet = {layout.sheet: layout for layout in layouts if layout.is_included}
    reader = RowReader(kind, context)
    checked = [
        reader.read(raw, by_sheet[table.sheet])
        for table in tables
        if table.sheet in by_sheet
        for raw in table.rows
    ]
    basis = basis_of(kind, context, [one.row for one in checked])
    add_findings(kind, context, checked)
    return Checked(checked, basis)


def basis_of(kind: ImportKind, context: Context, rows: Sequence[StagedRow]) -> str:
    """The digest over what the kind looks up for these rows; empty where it declares none."""
    return kind.basis(context, rows) if kind.basis else ""


def add_findings(kind: ImportKind, context: Context, checked: Sequence[CheckedRow]) -> None:
    """Ask the kind about the rows whose cells could all be read, and put its findings with them."""
    sound = {id(one.row): one for one in checked if one.decision != Decision.FAULTY}
    for finding in kind.validate(context, [one.row for one in sound.values()]):
        one = sound[id(finding.row)]
        if isinstance(finding, Duplicate):
            one.duplicate = finding
            one.row.ref = finding.ref
        else:
            one.issues.append(finding)
    for one in sound.values():
        one.row.decision = one.decision


class RowReader:
    """Reads raw rows by the kind's columns; the written forms of choices are looked up once per batch."""

    def __init__(self, kind: ImportKind, context: Context):
        self.kind = kind
        self.readers = {column.code: _reader(column, context) for column in kind.columns}
        self.columns = {column.code: column for column in kind.columns}

    def read(self, raw: RawRow, layout: Layout) -> CheckedRow:
        row = StagedRow(layout.sheet, raw.number, raw.cells, {}, raw.section)
        one = CheckedRow(row)
        for code, cell in _matched_cells(raw, layout):
            one.issues += self._read_cell(row, self.columns[code], cell)
        for column in self.kind.columns:
            if column.required and column.code not in row.values and not _mentions(one, column):
                one.issues.append(row.error(gettext_noop("缺少“%(column)s”"), column.code))
        row.decision = one.decision
        return one

    def _read_cell(self, row: StagedRow, column: ImportColumn, cell: Cell) -> Iterator[Issue]:
        if cell == "":
            return
        try:
            row.values[column.code] = self.readers[column.code](cell)
        except Doubtful as doubt:
            row.values[column.code] = doubt.value
            yield row.warning(doubt.message, column.code, **doubt.params)
        except Faulty as fault:
            yield row.error(fault.message, column.code, **fault.params)


def _mentions(one: CheckedRow, column: ImportColumn) -> bool:
    return any(issue.column == column.code for issue in one.issues)


def _matched_cells(raw: RawRow, layout: Layout) -> Iterator[tuple[str, Cell]]:
    for position, code in layout.matches.items():
        if int(position) < len(raw.cells):
            yield code, raw.cells[int(position)]
    if layout.sheet_as:
        yield layout.sheet_as, layout.sheet
    if layout.section_as:
        yield layout.section_as, raw.section


def _reader(column: ImportColumn, context: Context) -> Callable[[Cell], Any]:
    choose = _chooser(column, context)

    def read(cell: Cell) -> Any:
        if cell in DITTO:
            raise Faulty(gettext_noop("写着“%(value)s”，但上面没有内容"), value=cell)
        if isinstance(cell, str) and FORMULA_ERROR.fullmatch(cell):
            raise Faulty(gettext_noop("是公式错误（%(value)s），请改成内容"), value=cell)
        value = choose(cell) if choose else column.reader(cell)
        if column.max_length and isinstance(value, str) and len(value) > column.max_length:
            raise Faulty(
                gettext_noop("太长：最多 %(limit)d 字，现有 %(count)d 字"),
                limit=column.max_length,
                count=len(value),
            )
        return value

    return read


def _chooser(column: ImportColumn, context: Context) -> Callable[[Cell], Any] | None:
    """The reader of a column of choices; an unknown one is answered with the nearest."""
    if column.choices is None:
        return None
    choices = column.choices(context) if callable(column.choices) else column.choices
    values = {simplified(form): value for form, value in choices.items()}
    forms = {simplified(form): form for form in choices}

    def choose(cell: Cell) -> Any:
        text = written(cell)
        if (key := simplified(text)) in values:
            return values[key]
        if near := get_close_matches(key, forms, n=1, cutoff=0.5):
            raise Faulty(
                gettext_noop("不认识“%(value)s”，是否为“%(suggestion)s”？"),
                value=text,
                suggestion=forms[near[0]],
            )
        raise Faulty(gettext_noop("不认识“%(value)s”"), value=text)

    return choose
