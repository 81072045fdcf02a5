"""Lists to XLSX in constant memory: ready to print on A4, safe to open, dates as dates, numbers of things as text."""

import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.errors import Refused

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Text = str | Promise

IN_MEMORY = 4 * 1024 * 1024
MOST_ROWS = 1_000_000
LONGEST_CELL = 32_000
LONGEST_SHEET_NAME = 31
NARROWEST, WIDEST = 6, 48
EXACT_DIGITS = 15
A4 = 9
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\'", "        ")
INVISIBLE = dict.fromkeys(code for code in (*range(32), 0xFFFE, 0xFFFF) if chr(code) not in "\t\n")


@dataclass(frozen=True)
class SheetColumn:
    """A column of an exported list. `kind`: text, number, date, moment, fen (money, shown in yuan), percent,
    or auto, which goes by each value."""

    label: Text
    kind: str = "text"
    width: int = 0


@dataclass(frozen=True)
class Sheet:
    """A worksheet to write: `rows` is read once, a row at a time; `notes` stand between title and header."""

    title: Text
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Any]]
    notes: Sequence[Text] = ()
    name: str = ""


def write_xlsx(
    title: Text,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    notes: Sequence[Text] = (),
) -> BinaryIO:
    """One list as a workbook, positioned at its start. The caller closes it (a file response does)."""
    return write_workbook([Sheet(title, columns, rows, notes)])


def write_workbook(sheets: Sequence[Sheet]) -> BinaryIO:
    """Several lists as one workbook, one worksheet each."""
    spooled = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller's
    target = cast(BinaryIO, spooled)
    try:
        _fill(target, sheets)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def _fill(target: BinaryIO, sheets: Sequence[Sheet]) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415 — only exports need it, every start would pay

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as workbook:
        created = clock.now().replace(tzinfo=None)
        workbook.set_properties({"title": _plain(sheets[0].title), "created": created})
        formats = _formats(workbook)
        for name, sheet in zip(_names(sheets), sheets, strict=True):
            _Writer(workbook.add_worksheet(name), sheet, formats).write()


def _formats(workbook: "Workbook") -> "dict[str, Format]":
    cell = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
    header = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#F2F2F2"}
    return {
        "title": workbook.add_format({"bold": True, "font_size": 16}),
        "note": workbook.add_format({"font_color": "#595959"}),
        "header": workbook.add_format({**cell, **header, "text_wrap": True}),
        "text": workbook.add_format({**cell, "num_format": "@", "text_wrap": True}),
        "quoted": workbook.add_format(
            {**cell, "num_format": "@", "text_wrap": True, "quote_prefix": True}
        ),
        "number": workbook.add_format({**cell, "num_format": "General"}),
        "date": workbook.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "left"}),
        "moment": workbook.add_format({**cell, "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        "fen": workbook.add_format({**cell, "num_format": "#,##0.00"}),
        "percent": workbook.add_format({**cell, "num_format": "0.0%"}),
    }


@dataclass
class _Writer:
    """Writes one worksheet from top to bottom and learns the widths on the way."""

    worksheet: "Worksheet"
    sheet: Sheet
    formats: "dict[str, Format]"
    widths: list[int] = field(default_factory=list)

    def write(self) -> None:
        header = self._write_head()
        last = header
        for last, row in enumerate(self.sheet.rows, header + 1):
            if last > MOST_ROWS:
                raise Refused(_("超过一百万行，放不进一个电子表格。请缩小范围后再导出。"))
            self._write_row(last, row)
        self._set_up_page(header, last)

    def _write_head(self) -> int:
        """Title, notes and header; answers with the header's row."""
        self.worksheet.write_string(0, 0, _plain(self.sheet.title), self.formats["title"])
        for line, note in enumerate(self.sheet.notes, 1):
            self.worksheet.write_string(line, 0, _plain(note), self.formats["note"])
        header = 1 + len(self.sheet.notes)
        for column, declared in enumerate(self.sheet.columns):
            label = _plain(declared.label)
            self.worksheet.write_string(header, column, label, self.formats["header"])
            self.widths.append(display_width(label) + 4)
        return header

    def _write_row(self, line: int, row: Sequence[Any]) -> None:
        for column, (declared, value) in enumerate(zip(self.sheet.columns, row, strict=True)):
            shown = self._write_cell(line, column, declared.kind, value)
            self.widths[column] = max(self.widths[column], min(display_width(shown) + 2, WIDEST))

    def _write_cell(self, line: int, column: int, kind: str, value: Any) -> str:
        """Write one cell and answer with what it shows."""
        kind = _kind_of(value) if kind == "auto" else kind
        worksheet, cell_format = self.worksheet, self.formats[kind]
        match value:
            case None | "":
                worksheet.write_blank(line, column, None, cell_format)
                return ""
            case datetime() if kind in {"moment", "date"}:
                local = value.astimezone(clock.SHANGHAI).replace(tzinfo=None)
                worksheet.write_datetime(line, column, local, cell_format)
                return "0000-00-00 00:00"
            case date() if kind in {"date", "moment"}:
                worksheet.write_datetime(line, column, value, self.formats["date"])
                return "0000-00-00"
            case bool():
                return self._write_text(line, column, _("是") if value else _("否"))
            case int() | float() if kind != "text" and len(str(value)) <= EXACT_DIGITS:
                worksheet.write_number(
                    line, column, value / 100 if kind == "fen" else value, cell_format
                )
                return f"{value:,}"
        return self._write_text(line, column, _plain(value))

    def _write_text(self, line: int, column: int, text: str) -> str:
        """Always a string, never a formula or a link; what looks like a formula is marked as text for good."""
        looks_like_formula = text.startswith(FORMULA_SIGNS)
        cell_format = self.formats["quoted" if looks_like_formula else "text"]
        self.worksheet.write_string(line, column, text, cell_format)
        return max(text.split("\n"), key=display_width, default="")

    def _set_up_page(self, header: int, last: int) -> None:
        worksheet = self.worksheet
        for column, declared in enumerate(self.sheet.columns):
            worksheet.set_column(
                column, column, declared.width or max(self.widths[column], NARROWEST)
            )
        worksheet.freeze_panes(header + 1, 0)
        worksheet.autofilter(header, 0, max(last, header), max(len(self.sheet.columns) - 1, 0))
        worksheet.set_landscape()
        worksheet.set_paper(A4)
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(header)
        worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        worksheet.set_footer("&C&P / &N")


def _kind_of(value: Any) -> str:
    match value:
        case datetime():
            return "moment"
        case date():
            return "date"
        case int() | float():
            return "number"
    return "text"


def display_width(text: str) -> int:
    """How many half-width characters the text is wide."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text[:WIDEST])


def _plain(value: Any) -> str:
    """Text that a cell can hold: no control characters, not too long."""
    text = str(value).replace("\r\n", "\n").translate(INVISIBLE)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _names(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Names that a workbook accepts: short, without its forbidden signs, each once whatever the case."""
    taken: set[str] = set()
    for number, sheet in enumerate(sheets, 1):
        wanted = (
            (sheet.name or _plain(sheet.title)).translate(FORBIDDEN_IN_NAMES).translate(INVISIBLE)
        )
        name = " ".join(wanted.split())[:LONGEST_SHEET_NAME].strip() or str(number)
        if name.lower() in taken or name.lower() == "history":
            name = f"{name[: LONGEST_SHEET_NAME - 4]} {number}"
        taken.add(name.lower())
        yield name
