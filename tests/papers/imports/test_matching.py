"""Which column is which: by name, by habit, by likeness."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tongxin.papers.imports.kinds import ImportColumn
from tongxin.papers.imports.matching import FAULT_COLUMN, LINE_COLUMN, propose, signature

COLUMNS = [
    ImportColumn("number", "案号", ["提案编号", "提案号", "编号"]),
    ImportColumn("matter", "案由", ["提案名称", "题目", "标题"]),
    ImportColumn("lead", "第一提案人", ["提案人", "提案者"]),
    ImportColumn("joint", "联名人", ["联名提案人", "附议人"]),
    ImportColumn("main_unit", "主办单位", ["承办单位", "办理单位"]),
    ImportColumn("assisting", "会办单位", ["协办单位"]),
    ImportColumn("phone", "手机", ["手机号码", "联系电话"]),
]


def matched(*header: str) -> dict[str, str]:
    return {header[match.position]: match.code for match in propose(header, COLUMNS)}


def test_usual_names_are_matched():
    assert matched("编号", "题目", "提案者", "附议人", "承办单位", "协办单位") == {
        "编号": "number",
        "题目": "matter",
        "提案者": "lead",
        "附议人": "joint",
        "承办单位": "main_unit",
        "协办单位": "assisting",
    }


@pytest.mark.parametrize("name", ["案 由", "*案由", "案由(必填)", "案由：", "提案名称"])
def test_names_are_matched_across_habits(name):
    assert matched(name) == {name: "matter"}


def test_member_of_a_two_line_header_is_matched():
    assert matched("联系方式/手机") == {"联系方式/手机": "phone"}


def test_each_column_is_used_once_and_the_better_name_wins():
    assert matched("提案人", "第一提案人") == {"第一提案人": "lead"}


def test_likeness_is_proposed_but_not_sure():
    (match,) = propose(["第一提案人姓名"], COLUMNS)
    assert (match.code, match.is_sure) == ("lead", False)


@pytest.mark.parametrize("name", ["", "民族", "会议", "主管单位", "备注"])
def test_other_names_are_left_alone(name):
    assert matched(name) == {}


def test_signature_ignores_blanks_remarks_and_our_own_columns():
    plain = signature(["案号", "案由"])
    assert signature(["案 号", "案由(必填)"]) == plain
    assert signature(["案号", "案由", gettext(LINE_COLUMN), gettext(FAULT_COLUMN)]) == plain
    assert signature(["案由", "案号"]) != plain


def test_signature_is_the_same_in_every_language():
    with translation.override("en"):
        english = signature(["案号", gettext(FAULT_COLUMN)])
    assert english == signature(["案号"])
