"""Workbooks read in a confined process: hostile files hurt nobody."""

import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.factories.papers import workbook
from tongxin.core.errors import Refused
from tongxin.papers import content
from tongxin.papers.spreadsheets.grids import Limits
from tongxin.papers.spreadsheets.reading import read_tables

SAMPLES = Path(__file__).parent / "samples"
ROWS = [["姓名", "手机", "备注"], ["王敏", 13800001234, ""], ["李建国", "13800001235", "兼"]]


def test_hidden_columns_are_read_and_told():
    (table,) = read_tables(workbook(ROWS, hidden=[1]), "a.xlsx")
    assert table.hidden_columns == frozenset({1})
    assert table.rows[0].cells == ("王敏", 13800001234, "")


def test_hidden_sheets_are_read_and_told():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name in ("名册", "旧表"):
            sheet = book.add_worksheet(name)
            for line, row in enumerate(ROWS):
                sheet.write_row(line, 0, row)
        sheet.hide()
    tables = read_tables(target.getvalue(), "a.xlsx")
    assert [(table.sheet, table.is_hidden) for table in tables] == [("名册", False), ("旧表", True)]


def test_a_cell_in_the_far_corner_is_refused_and_kills_nobody():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "姓名")
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(Refused) as refusal:
        read_tables(target.getvalue(), "a.xlsx")
    assert "很远的行列" in refusal.value.message


def test_zip_bomb_is_refused_before_unpacking():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 3_000_000)
    with pytest.raises(Refused) as refusal:
        read_tables(target.getvalue(), "a.xlsx", limits=Limits(unpacked_bytes=1_000_000))
    assert "解压后" in refusal.value.message


def test_package_with_thousands_of_entries_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for number in range(content.MAX_ENTRIES + 1):
            package.writestr(f"xl/{number}", b"")
    with pytest.raises(Refused):
        read_tables(target.getvalue(), "a.xlsx")


@pytest.mark.parametrize(("at", "value"), [(6, 93), (46, 0xFF)], ids=["version", "name"])
def test_directory_that_cannot_be_read_is_refused(at, value):
    damaged = bytearray(workbook(ROWS))
    entry = damaged.find(b"PK\x01\x02")
    damaged[entry + 9] |= 8  # the name is UTF-8
    damaged[entry + at] = value
    with pytest.raises(Refused):
        read_tables(bytes(damaged), "a.xlsx")


@pytest.mark.parametrize("name", ["roster.xls", "a.xlsx"])
def test_damaged_workbooks_are_read_or_refused(name):
    whole = workbook(ROWS) if name == "a.xlsx" else (SAMPLES / name).read_bytes()
    dice = random.Random(7)  # noqa: S311 - not for secrets
    for _attempt in range(8):
        damaged = bytearray(whole)
        for _byte in range(dice.choice([1, 5, 40])):
            damaged[dice.randrange(8, len(damaged))] = dice.randrange(256)
        try:
            assert read_tables(bytes(damaged), name)
        except Refused as refusal:
            assert refusal.message
