"""Rows are read by their columns, and every fault has its sentence."""

import pytest

from tests.factories.papers import workbook
from tongxin.papers.imports.queries import counts_of, lines, rows_of
from tongxin.papers.imports.terms import Decision

pytestmark = pytest.mark.django_db


def found(batch) -> dict[str, list[str]]:
    return {line.place: line.errors + line.warnings for line in lines(batch, list(rows_of(batch)))}


def test_values_are_read_by_their_columns(checked):
    batch = checked("姓名,手机,出生年月,界别\n王\u3000敏,138 0000 1234,1975.06,教育\n")
    (row,) = rows_of(batch)
    assert row.values == {
        "name": "王敏",
        "mobile": "13800001234",
        "born": "1975-06",
        "sector": "education",
    }
    assert row.decision == Decision.CREATE


def test_faults_name_row_column_and_value(checked):
    batch = checked(
        "姓名,手机,出生年月,界别\n"
        "王敏,1380000123,1975.06,教育界\n"
        ",13800001235,75年,科技\n"
        "匿名甲,13800001236,,\n"
        "李建国等3人,13800001237,,\n"
    )
    assert found(batch) == {
        "第 2 行": ["手机号少一位（1380000123）"],
        "第 3 行": [
            "出生年月：看不懂的日期“75年”，请写成 1975-06-01 或 1975-06",
            "界别：不认识“科技”，是否为“科技界”？",
            "缺少“姓名”",
        ],
        "第 4 行": ["不是真实姓名（匿名甲）"],
        "第 5 行": ["写着“李建国等3人”：只录入列出的姓名"],
    }


def test_several_sheets_are_named_and_fill_a_column(checked):
    rows = [["姓名", "手机"], ["王敏", "1380000123"]]
    batch = checked(workbook(rows, rows, names=["教育界", "科技界"]), "名单.xlsx")
    assert list(found(batch)) == ["“教育界”第 2 行", "“科技界”第 2 行"]
    assert [row.values["sector"] for row in rows_of(batch)] == ["education", "science"]


def test_group_titles_fill_a_column(checked):
    batch = checked(
        "姓名,手机,工作单位\n一、教育界(1人),,\n王敏,13800001234,甲\n二、科技界,,\n李建国,13800001235,乙\n"
    )
    assert [row.values["sector"] for row in rows_of(batch)] == ["education", "science"]


def test_ditto_without_anything_above_is_a_fault(checked):
    batch = checked("姓名,工作单位\n王敏,同上\n")
    assert found(batch)["第 2 行"] == ["工作单位：写着“同上”，但上面没有内容"]


def test_formula_errors_are_faults(checked):
    batch = checked("姓名,工作单位\n王敏,#REF!\n")
    assert found(batch)["第 2 行"] == ["工作单位：是公式错误（#REF!），请改成内容"]


def test_too_long_text_is_a_fault(checked):
    batch = checked(f"姓名,工作单位\n{'王' * 21},甲\n")
    assert found(batch)["第 2 行"] == ["姓名：太长：最多 20 字，现有 21 字"]


def test_counts_agree_with_the_rows(checked):
    batch = checked("姓名,手机\n王敏,13800001234\n王敏,13800001234\n李建国,1380\n")
    counts = counts_of(batch)
    assert {name: count for name, count in counts.items() if count} == {
        "attention": 1,
        "duplicates": 1,
        "create": 1,
        "skip": 1,
        "faulty": 1,
        "all": 3,
    }
