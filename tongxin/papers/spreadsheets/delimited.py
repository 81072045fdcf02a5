"""CSV files to a grid, whatever encoding and delimiter the program that wrote them chose."""

import csv
import io
import re
from collections import Counter

from django.utils.translation import gettext as _

from tongxin.core.errors import Refused
from tongxin.papers.spreadsheets.grids import Cell, Grid, Limits

FULL_WIDTH_COMMA = "\N{FULLWIDTH COMMA}"
DELIMITERS = (",", "\t", ";", "|", FULL_WIDTH_COMMA)
SAMPLE_LINES = 60
FIELD_LIMIT = 1_000_000
DIRECTIVE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
TEXT_FORMULA = re.compile(r'="(.*)"', re.DOTALL)


def read_delimited(data: bytes, name: str, limits: Limits) -> Grid:
    """The file as one grid; every line counts, so that row numbers are those a spreadsheet program shows."""
    text = decode(data)
    delimiter = ""
    if directive := DIRECTIVE.match(text):
        delimiter, text = directive[1], text[directive.end() :]
    rows = _rows(text, delimiter or sniff(text), limits)
    return Grid(name, [[], *rows] if directive else rows)


def decode(data: bytes) -> str:
    """UTF-8 with or without byte order mark, UTF-16 with one, GB18030."""
    for encoding in _candidates(data):
        try:
            return data.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise Refused(
        _(
            "无法识别这个文件的文字编码。请用 WPS 或 Excel 打开，另存为 .xlsx 或“CSV UTF-8”后重新上传。"
        )
    )


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8", "gb18030")


def sniff(text: str) -> str:
    """The delimiter that cuts most lines into the same, largest number of cells."""
    lines = "\n".join(text.splitlines()[:SAMPLE_LINES])
    return max(DELIMITERS, key=lambda delimiter: _regularity(lines, delimiter))


def _regularity(text: str, delimiter: str) -> tuple[float, int]:
    try:
        widths = Counter(
            len(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row
        )
    except csv.Error:
        return (0, 0)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return (0, 0)
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return (count / widths.total(), width)


def _rows(text: str, delimiter: str, limits: Limits) -> list[list[Cell]]:
    csv.field_size_limit(FIELD_LIMIT)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) >= limits.rows or len(row) > limits.columns:
                raise Refused(
                    _("表格太大：最多 %(rows)d 行、%(columns)d 列。请拆成几个文件。")
                    % {"rows": limits.rows, "columns": limits.columns}
                )
            rows.append([_plain(cell) for cell in row])
    except csv.Error as error:
        raise Refused(
            _("这个 CSV 文件的格式有错，无法逐行读取。请用 WPS 或 Excel 另存为 .xlsx 后重新上传。")
        ) from error
    return rows


def _plain(cell: str) -> str:
    """Drop the ="..." that some systems write round numbers to keep them text."""
    if formula := TEXT_FORMULA.fullmatch(cell):
        return formula[1].replace('""', '"')
    return cell
