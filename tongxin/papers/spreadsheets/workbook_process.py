"""Reads one workbook in a process of its own: the native reader aborts on some malformed files, and nothing else may die of that.

Started by `workbooks`: workbook on standard input, limits as arguments, one JSON document on standard output.
Imports nothing of the program, so that it starts in some tens of milliseconds.
"""

import datetime
import io
import json
import math
import re
import resource
import sys
import zipfile
from xml.etree import ElementTree

import python_calamine

MEMORY = 1 << 30
SECONDS = 60
EXACT_INTEGERS = 2**53
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
COLUMN = re.compile(r"<(?:\w+:)?col\s[^>]*>")
SHEET_HEAD = 65_536
MOST_COLUMNS = 16_384


class TooLarge(Exception):
    """The workbook has more sheets, rows or columns than the caller allows."""


def confine() -> None:
    """Give up rather than use more memory or time than a spreadsheet of the office can need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes, max_sheets: int, max_rows: int, max_columns: int) -> list[dict]:
    """All worksheets, in the order of the workbook."""
    workbook = python_calamine.CalamineWorkbook.from_object(io.BytesIO(data))
    sheets = [
        sheet
        for sheet in workbook.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if len(sheets) > max_sheets:
        raise TooLarge
    hidden = hidden_columns(data)
    return [
        {
            "name": sheet.name.replace("\0", ""),
            "hidden": sheet.visible != python_calamine.SheetVisibleEnum.Visible,
            "hidden_columns": hidden.get(sheet.name, []),
            **cells_of(workbook.get_sheet_by_name(sheet.name), max_rows, max_columns),
        }
        for sheet in sheets
    ]


def cells_of(sheet, max_rows: int, max_columns: int) -> dict:
    if sheet.start is None:
        return {"rows": [], "spans": []}
    last_row, last_column = sheet.end
    if last_row >= max_rows or last_column >= max_columns:
        raise TooLarge
    rows = [
        trimmed([plain(cell) for cell in row]) for row in sheet.to_python(skip_empty_area=False)
    ]
    return {
        "rows": rows,
        "spans": [[*a, *b] for a, b in sheet.merged_cell_ranges or []],
    }


def trimmed(row: list) -> list:
    while row and row[-1] == "":
        row.pop()
    return row


def plain(value):
    """A cell as JSON can hold it: text, whole number or fraction; dates in ISO form."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return value.replace("\0", "")
        case float() if not math.isfinite(value):
            return str(value)
        case float():
            exact = value.is_integer() and abs(value) < EXACT_INTEGERS
            return int(value) if exact else value
        case datetime.datetime():
            is_midnight = value.time() == datetime.time()
            return value.date().isoformat() if is_midnight else value.isoformat(" ", "minutes")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case datetime.timedelta():
            return str(value)
    return value


def hidden_columns(data: bytes) -> dict[str, list[int]]:
    """Positions of the hidden columns of each sheet; only XLSX tells them in a form read here."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        paths = sheet_paths(package)
        return {name: hidden_in(package, path) for name, path in paths.items()}


def sheet_paths(package: zipfile.ZipFile) -> dict[str, str]:
    relations = parsed(package, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    workbook = parsed(package, "xl/workbook.xml")
    paths: dict[str, str] = {}
    for sheet in workbook.findall("{*}sheets/{*}sheet"):
        target = targets.get(sheet.get(RELATION), "")
        paths[sheet.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return paths


def parsed(package: zipfile.ZipFile, path: str) -> ElementTree.Element:
    """Untrusted, but read where memory and time are bounded; a document type is not read at all."""
    text = package.read(path)
    if b"<!DOCTYPE" in text:
        raise ValueError("a workbook needs no document type")
    return ElementTree.fromstring(text)  # noqa: S314


def hidden_in(package: zipfile.ZipFile, path: str) -> list[int]:
    if path not in package.namelist():
        return []
    with package.open(path) as sheet:
        head = sheet.read(SHEET_HEAD).decode("utf-8", "replace").split("sheetData", 1)[0]
    found: list[int] = []
    for column in COLUMN.findall(head):
        facts: dict[str, str] = dict(re.findall(r'(\w+)="([^"]*)"', column))
        if facts.get("hidden") in {"1", "true"} and facts.get("min", "").isdigit():
            last = min(int(facts.get("max") or facts["min"]), MOST_COLUMNS)
            found += range(int(facts["min"]) - 1, last)
    return found


def answer() -> dict:
    limits = [int(argument) for argument in sys.argv[1:4]]
    try:
        return {"sheets": read(sys.stdin.buffer.read(), *limits)}
    except TooLarge:
        return {"trouble": "too_large"}
    except python_calamine.PasswordError:
        return {"trouble": "encrypted"}
    except BaseException:  # the native reader's panics are not Exceptions
        return {"trouble": "corrupt"}


if __name__ == "__main__":
    confine()
    json.dump(answer(), sys.stdout, ensure_ascii=True)
