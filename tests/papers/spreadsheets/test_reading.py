"""Files to tables: encodings, old formats, and refusals that say what to do."""

from pathlib import Path

import pytest

from tests.factories.papers import workbook
from tongxin.core.errors import Refused
from tongxin.papers.spreadsheets.grids import Limits
from tongxin.papers.spreadsheets.reading import read_tables
from tongxin.papers.spreadsheets.tables import TOTAL, SetAside

SAMPLES = Path(__file__).parent / "samples"
LINES = "姓名,手机\n王敏,13800001234\n李建国,13800001235\n"


def only_table(data: bytes, name: str, **options):
    (table,) = read_tables(data, name, **options)
    return table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_reads_in_every_encoding(encoding):
    table = only_table(LINES.encode(encoding), "名册.csv")
    assert table.header == ("姓名", "手机")
    assert [row.cells for row in table.rows] == [
        ("王敏", "13800001234"),
        ("李建国", "13800001235"),
    ]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "\uff0c"])
def test_csv_delimiter_is_found(delimiter):
    table = only_table(LINES.replace(",", delimiter).encode(), "名册.csv")
    assert table.header == ("姓名", "手机")


def test_csv_keeps_commas_and_line_breaks_inside_quotes():
    table = only_table('案由,单位\n"加强a,消除b","教育局\n财政局"\n'.encode(), "a.csv")
    assert table.rows[0].cells == ("加强a,消除b", "教育局\n财政局")


def test_csv_text_formulas_and_delimiter_directive_are_undone():
    table = only_table('sep=;\n姓名;手机\n王敏;="013800001234"\n'.encode(), "a.csv")
    assert (table.rows[0].number, table.rows[0].cells) == (3, ("王敏", "013800001234"))


def test_csv_row_numbers_count_blank_lines():
    table = only_table("姓名,手机\n\n王敏,1\n\n\n李建国,2\n".encode(), "a.csv")
    assert [row.number for row in table.rows] == [3, 6]


def test_assignments_sample_reads_whole():
    table = only_table((SAMPLES / "assignments.csv").read_bytes(), "assignments.csv")
    assert table.header == ("案由", "承办单位", "角色", "提案组织", "年度", "来源")
    assert len(table.rows) == 5
    assert table.rows[3].cells[0] == "关于加快老旧小区屋顶改造,消除渗漏的提案"
    assert table.rows[4].cells[4] == ""


def test_old_workbook_reads_with_numbers_dates_and_totals():
    education, science = read_tables((SAMPLES / "roster.xls").read_bytes(), "名册.xls")
    assert education.header == ("序号", "姓名", "出生年月", "手机号码", "工作单位及职务")
    assert [row.number for row in education.rows] == [3, 4, 5]
    assert education.rows[1].cells == (2, "李建国", "1980-11-03", 13800001231, "澜川一中校长")
    assert education.set_aside == [SetAside(6, TOTAL)]
    assert science.rows[0].cells[2] == 197506


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.csv", "空的"),
        (b"%PDF-1.7 ...", "a.xlsx", "内容却是PDF"),
        (b"<html><table><tr><td>x", "a.xls", "网页格式"),
        (b"PK\x03\x04 nonsense", "a.xlsx", "打不开"),
        (b"\x00\x01\x02", "a.csv", "无法识别"),
        ("姓名".encode(), "a.docx", "不能读取“.docx”"),
        ("姓名".encode(), "名册", "文件名没有后缀"),
        (b"\xff" * 40, "a.csv", "文字编码"),
        ("姓名,手机\n".encode(), "a.csv", "没有找到表格"),
        (b'a,"' + b"x" * 1_100_000, "a.csv", "格式有错"),
    ],
)
def test_unreadable_files_are_refused_with_a_sentence(data, name, sentence):
    with pytest.raises(Refused) as refusal:
        read_tables(data, name)
    assert sentence in refusal.value.message


def test_encrypted_workbook_is_refused():
    with pytest.raises(Refused) as refusal:
        read_tables((SAMPLES / "encrypted.xlsx").read_bytes(), "a.xlsx")
    assert "取消密码" in refusal.value.message


@pytest.mark.parametrize(
    "limits",
    [Limits(file_bytes=10), Limits(rows=2), Limits(columns=1)],
    ids=["bytes", "rows", "columns"],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_oversized_files_are_refused(limits, ending):
    rows = [line.split(",") for line in LINES.splitlines()]
    data = LINES.encode() if ending == "csv" else workbook(rows)
    with pytest.raises(Refused) as refusal:
        read_tables(data, f"a.{ending}", limits=limits)
    assert "拆成几个文件" in refusal.value.message


def test_too_many_sheets_are_refused():
    rows = [["姓名", "手机"], ["王敏", "1"]]
    with pytest.raises(Refused):
        read_tables(workbook(rows, rows, rows), "a.xlsx", limits=Limits(sheets=2))
