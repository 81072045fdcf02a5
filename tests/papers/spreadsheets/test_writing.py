"""XLSX out: what is text stays text, dates are dates, it prints on A4, and it reads back."""

import io
import re
import tracemalloc
import zipfile
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.papers.spreadsheets.reading import read_tables
from tongxin.papers.spreadsheets.writing import (
    Sheet,
    SheetColumn,
    display_width,
    write_workbook,
    write_xlsx,
)

COLUMNS = [
    SheetColumn("案号"),
    SheetColumn("案由"),
    SheetColumn("立案日期", "date"),
    SheetColumn("金额", "fen"),
    SheetColumn("件数", "number"),
]


def written(*arguments) -> bytes:
    with write_xlsx(*arguments) as stream:
        return stream.read()


def part(data: bytes, name: str = "worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(f"xl/{name}").decode()


def read_back(data: bytes, **options):
    (table,) = read_tables(data, "a.xlsx", **options)
    return table


def test_list_reads_back_as_written():
    row = ["0315", "校园周边停车", date(2026, 1, 14), 119_000_000, 3]
    table = read_back(written("提案目录", COLUMNS, [row], ["导出时间:2026年1月14日"]))
    assert table.header == ("案号", "案由", "立案日期", "金额", "件数")
    assert table.rows[0].number == 4
    assert table.rows[0].cells == ("0315", "校园周边停车", "2026-01-14", 1_190_000, 3)


def test_moments_are_written_in_shanghai_time():
    moment = datetime(2026, 1, 14, 1, 30, tzinfo=UTC)
    table = read_back(
        written("表", [SheetColumn("甲"), SheetColumn("时刻", "moment")], [["a", moment]])
    )
    assert table.rows[0].cells == ("a", "2026-01-14 09:30")


def test_formulas_become_text_marked_as_such():
    hostile = ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t=1", "https://example.org/"]
    columns = [SheetColumn("内容"), SheetColumn("乙")]
    data = written("表", columns, [[text, "x"] for text in hostile])
    assert "<f>" not in part(data)
    assert "<hyperlink" not in part(data)
    assert 'quotePrefix="1"' in part(data, "styles.xml")
    assert [row.cells[0] for row in read_back(data).rows] == [text.strip() for text in hostile]


def test_long_numbers_stay_exact():
    number = 110101197506010011
    table = read_back(
        written("表", [SheetColumn("编号", "number"), SheetColumn("乙")], [[number, "x"]])
    )
    assert table.rows[0].cells[0] == str(number)


def test_page_is_set_up_for_printing_and_reading():
    xml = part(written("表", COLUMNS, [["1", "a", None, None, None]] * 3, ["说明"]))
    assert '<pane ySplit="3" topLeftCell="A4"' in xml
    assert '<autoFilter ref="A3:E6"/>' in xml
    assert 'paperSize="9"' in xml
    assert 'orientation="landscape"' in xml
    assert 'fitToHeight="0"' in xml


def test_header_repeats_on_every_page():
    assert "$2:$2" in part(written("表", COLUMNS, []), "workbook.xml")


def test_columns_are_as_wide_as_their_chinese():
    xml = part(written("表", [SheetColumn("案由")], [["加强校园周边停车管理"]]))
    (width,) = re.findall(r'<col min="1" max="1" width="([\d.]+)"', xml)
    assert float(width) > display_width("加强校园周边停车管理") == 20


def test_sheet_names_are_made_acceptable():
    columns, rows = [SheetColumn("甲"), SheetColumn("乙")], [["a", "b"]]
    names = ["教育/科技", "教育 科技", "", "History", "很长的名称" * 10]
    with write_workbook([Sheet("表", columns, rows, name=name) for name in names]) as stream:
        sheets = [table.sheet for table in read_tables(stream.read(), "a.xlsx")]
    assert sheets[:4] == ["教育 科技", "教育 科技 2", "表", "History 4"]
    assert len(sheets[4]) == 31


@settings(deadline=None, max_examples=12)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_can_be_written(texts):
    data = written("表", [SheetColumn("甲"), SheetColumn("乙")], [[text, "x"] for text in texts])
    table = read_back(data, known=["甲", "乙"])
    assert [row.cells[1] for row in table.rows] == ["x"] * len(texts)


def test_memory_does_not_grow_with_the_rows():
    def peak(count: int) -> int:
        tracemalloc.start()
        stream = write_xlsx("表", COLUMNS, (["1", "案由", None, 1, n] for n in range(count)))
        stream.close()
        _size, top = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return top

    peak(10)
    assert peak(1500) < 2 * peak(300)
