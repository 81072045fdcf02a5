"""Tidy tables out of untidy sheets: headers, merged cells, totals, group titles, 同上."""

import pytest

from tests.factories.papers import workbook
from tongxin.papers.spreadsheets.grids import Grid, Span
from tongxin.papers.spreadsheets.headers import simplified
from tongxin.papers.spreadsheets.reading import read_tables
from tongxin.papers.spreadsheets.tables import (
    NOTE,
    REPEATED,
    SECTION,
    TOTAL,
    SetAside,
    table_of,
)

KNOWN = {"姓名", "手机", "单位", "序号", "备注"}
HEADER = ["序号", "姓名", "手机", "单位"]
ROW = [1, "王敏", "13800001234", "市教育局"]


def read(*rows, spans=(), known=KNOWN):
    return table_of(Grid("名册", [list(row) for row in rows], spans), known)


def test_header_is_found_below_title_lines():
    table = read(["委员名册"], ["填报单位:澜川市", "", "2026年1月"], [], HEADER, ROW)
    assert table.header == tuple(HEADER)
    assert [row.number for row in table.rows] == [5]


def test_header_is_found_without_known_names():
    table = read(["统计表"], ["甲", "乙", "丙"], [1, "x", "y"], known=set())
    assert table.header == ("甲", "乙", "丙")


def test_blanks_inside_header_names_are_dropped():
    assert read(["序 号", "姓\u3000名", "手机"], [1, "王敏", "1"]).header == (
        "序号",
        "姓名",
        "手机",
    )


def test_header_of_two_merged_lines_joins_group_and_member():
    spans = (Span(1, 0, 2, 0), Span(1, 1, 2, 1), Span(1, 2, 1, 3), Span(0, 0, 0, 3))
    table = read(
        ["委员名册"], ["序号", "姓名", "联系方式"], ["", "", "手机", "邮箱"], ROW, spans=spans
    )
    assert table.header == ("序号", "姓名", "联系方式/手机", "联系方式/邮箱")
    assert [row.number for row in table.rows] == [4]


def test_header_of_two_lines_is_recognised_in_a_csv_file():
    table = read(
        ["序号", "姓名", "联系方式", "", "备注"], ["", "", "手机", "邮箱", ""], [*ROW, "兼"]
    )
    assert table.header == ("序号", "姓名", "联系方式/手机", "联系方式/邮箱", "备注")


def test_title_line_is_no_part_of_the_header():
    assert read(["委员名册", "", "", ""], HEADER, ROW).header == tuple(HEADER)


def test_totals_notes_and_repeated_headers_are_set_aside_with_their_reason():
    table = read(HEADER, ROW, HEADER, ROW, ["合 计", 2], ["注:以上为在册委员"], ["制表人:李敏"])
    assert len(table.rows) == 2
    assert table.set_aside == [
        SetAside(3, REPEATED),
        SetAside(5, TOTAL),
        SetAside(6, NOTE),
        SetAside(7, NOTE),
    ]


@pytest.mark.parametrize("word", ["合计", "总计:", "小计", "合计12人", "本页合计"])
def test_total_lines_are_recognised(word):
    assert read(HEADER, ROW, ["", word, "", ""]).set_aside == [SetAside(3, TOTAL)]


def test_a_matter_that_begins_like_a_total_is_data():
    assert len(read(["案由", "单位"], ["合计征收与拆分的建议", "税务局"]).rows) == 1


def test_group_titles_are_remembered_by_the_rows_below():
    table = read(HEADER, ["一、教育界(2人)"], ROW, ROW, ["二、科技界"], ROW)
    assert [row.section for row in table.rows] == ["教育界", "教育界", "科技界"]
    assert [line.reason for line in table.set_aside] == [SECTION, SECTION]


def test_merged_group_title_needs_no_numeral():
    table = read(HEADER, ["教育界"], ROW, spans=(Span(1, 0, 1, 3),))
    assert [row.section for row in table.rows] == ["教育界"]


@pytest.mark.parametrize("ditto", ["同上", "\u3003", "\u2033", '"'])
def test_ditto_marks_take_the_cell_above(ditto):
    table = read(HEADER, ROW, [2, "李建国", "13800001235", ditto], [3, "赵磊", "", ditto])
    assert [row.cells[3] for row in table.rows] == ["市教育局"] * 3


def test_ditto_without_anything_above_stays_for_the_check_to_refuse():
    assert read(HEADER, [1, "王敏", "", "同上"]).rows[0].cells[3] == "同上"


def test_cells_merged_downwards_are_filled():
    table = read(
        ["界别", "姓名", "手机"],
        ["教育界", "王敏", "1"],
        ["", "李建国", "2"],
        ["", "赵磊", "3"],
        spans=(Span(1, 0, 3, 0),),
    )
    assert [row.cells[0] for row in table.rows] == ["教育界"] * 3


def test_every_line_below_the_header_is_data_or_set_aside():
    rows = [HEADER, ROW, [], ["一、教育界"], ROW, ["", "", "", ""], ["合计", 2]]
    table = read(*rows)
    assert len(table.rows) + len(table.set_aside) == 4


def test_unnamed_columns_with_cells_are_kept():
    assert read(["姓名", "手机", ""], ["王敏", "1", "x"]).header == ("姓名", "手机", "")


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("姓 名", "姓名"),
        ("*手机号码(必填):", "手机号码"),
        ("出生年月\n\uff08格式1975.06\uff09", "出生年月"),
        ("ＩＤ", "id"),
        ("(备注)", "备注"),
    ],
)
def test_simplified_names_compare_across_habits(name, bare):
    assert simplified(name) == bare


def test_every_sheet_with_a_table_is_read():
    rows = [["姓名", "手机"], ["王敏", "1"]]
    tables = read_tables(
        workbook(rows, [["说明"]], rows, names=["教育界", "封面", "科技界"]), "a.xlsx"
    )
    assert [table.sheet for table in tables] == ["教育界", "科技界"]
