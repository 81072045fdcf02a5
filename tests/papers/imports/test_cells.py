"""Cells to values: what is read, and what a refusal says."""

import pytest
from django.utils.translation import gettext

from tongxin.papers.imports.cells import (
    Faulty,
    read_identity,
    read_integer,
    read_mobile,
    read_telephone,
    read_text,
    read_yes_no,
)


def sentence(reader, cell) -> str:
    with pytest.raises(Faulty) as fault:
        reader(cell)
    return gettext(fault.value.message) % fault.value.params


@pytest.mark.parametrize(
    "cell",
    [
        "13800001234",
        13800001234,
        "138 0000 1234",
        "138-0000-1234",
        "+86 13800001234",
        "008613800001234",
        "\uff11\uff13\uff18\uff10\uff10\uff10\uff10\uff11\uff12\uff13\uff14",
        "1.3800001234E+10",
        "1.3800001234e10",
    ],
)
def test_mobile_numbers_are_read_in_every_habit(cell):
    assert read_mobile(cell) == "13800001234"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1380000123", "手机号少一位（1380000123）"),
        ("138000012", "手机号少 2 位（138000012）"),
        ("138000012345", "手机号多一位（138000012345）"),
        ("12800001234", "不是有效的手机号（12800001234）"),
        ("1380000123O", "手机号里有数字以外的字符（1380000123O）"),
        ("1.38E+10", "是科学计数法（1.38E+10），末几位已经丢失。请把该列设为文本格式后重填"),
        (
            "13800001234/13900001234",
            "一格里有两个手机号（13800001234/13900001234），请只留一个",
        ),
    ],
)
def test_faulty_mobile_numbers_say_what_is_wrong(cell, text):
    assert sentence(read_mobile, cell) == text


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0571-88001234", "0571-88001234"),
        ("88001234", "88001234"),
        ("0571-88001234转801", "0571-88001234转801"),
        ("400-800-1234", "400-800-1234"),
        (13800001234, "13800001234"),
    ],
)
def test_telephones_may_be_land_lines(cell, number):
    assert read_telephone(cell) == number


def test_faulty_telephone_that_looks_mobile_counts_digits():
    assert sentence(read_telephone, "1380000123") == "手机号少一位（1380000123）"


def test_identity_number_is_proved_by_its_check_character():
    assert read_identity("11010119750601001x".replace("x", "1")) == "110101197506010011"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1.1010119750601e17, "身份证号被存成了数字，末几位已变成 0。请把该列设为文本格式后重填"),
        ("1.10101E+17", "是科学计数法（1.10101E+17），末几位已经丢失。请把该列设为文本格式后重填"),
        ("11010119750601", "身份证号应为 18 位（现为 14 位）"),
        ("110101197506010012", "身份证号校验位不对，请核对"),
    ],
)
def test_faulty_identity_numbers_say_what_is_wrong(cell, text):
    assert sentence(read_identity, cell) == text


@pytest.mark.parametrize(
    ("cell", "number"), [("1,234", 1234), (12, 12), ("12.0", 12), ("\uff11\uff12", 12)]
)
def test_integers_are_read(cell, number):
    assert read_integer(cell) == number


@pytest.mark.parametrize("cell", ["12.5", 12.5, "约12", ""])
def test_other_numbers_are_refused(cell):
    assert sentence(read_integer, cell).startswith("应为整数")


@pytest.mark.parametrize(
    ("cell", "value"), [("√", True), ("是", True), ("TRUE", True), (0, False), ("×", False)]
)
def test_marks_of_yes_and_no_are_read(cell, value):
    assert read_yes_no(cell) is value


def test_text_is_trimmed_line_by_line_and_half_width():
    assert read_text(" \uff21\uff11 加强管理 \r\n  第二行\u3000") == "A1 加强管理\n第二行"


def test_fractions_are_written_as_the_sheet_shows_them():
    assert read_text(0.1 + 0.2) == "0.3"
