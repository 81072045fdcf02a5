"""Readings of names: surnames as surnames, letters kept, search as people type."""

import pytest

from tongxin.accounts import names


@pytest.mark.parametrize(
    ("name", "reading", "first_letters"),
    [
        ("王敏", "wangmin", "wm"),
        ("单芳", "shanfang", "sf"),
        ("解明", "xieming", "xm"),
        ("仇英", "qiuying", "qy"),
        ("区志强", "ouzhiqiang", "ozq"),
        ("查红", "zhahong", "zh"),
        ("曾国华", "zengguohua", "zgh"),
        ("尉迟敏", "yuchimin", "ycm"),
        ("尉敏", "weimin", "wm"),
        ("万俟宏", "moqihong", "mqh"),
        ("翟刚", "zhaigang", "zg"),
        ("吕布", "lvbu", "lb"),
        ("买买提·艾力", "maimaitiaili", "mmtal"),
        ("José Li", "joseli", "jl"),
        ("", "", ""),
    ],
)
def test_name_is_read(name, reading, first_letters):
    assert (names.pinyin(name), names.initials(name)) == (reading, first_letters)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Lü Bu", "lvbu"), ("lyubu", "lvbu"), ("lanyu", "lanyu"), ("WM", "wm"), ("xi'an", "xian")],
)
def test_typed_reading_is_understood(typed, meant):
    assert meant in names.as_typed(typed)


def test_rare_characters_have_a_reading_or_none_but_never_fail():
    assert names.pinyin("𬭎勇") == "hongyong"
    assert names.pinyin("䶮□") == "yan"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("王敏、李强，赵云；孙丽", ["王敏", "李强", "赵云", "孙丽"]),
        ("王敏\r\n李　强\n\n", ["王敏", "李强"]),
        ("王敏 李 强 赵 云 诸葛亮", ["王敏", "李强", "赵云", "诸葛亮"]),
        ("John Smith\n阿不都·热西提", ["John Smith", "阿不都·热西提"]),
        (" 、 ", []),
    ],
)
def test_pasted_list_gives_its_names(text, found):
    assert names.names_in(text) == found
