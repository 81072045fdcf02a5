"""Dates in the forms of `columns` lists."""

from datetime import date

import pytest
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from tongxin.papers.imports.cells import Doubtful, Faulty
from tongxin.papers.imports.dates import EPOCH, read_date, read_month, read_partial_date, read_year


def sentence(reader, cell) -> str:
    with pytest.raises(Faulty) as fault:
        reader(cell)
    return gettext(fault.value.message) % fault.value.params


@pytest.mark.parametrize(
    "cell",
    [
        "1975-06-01",
        "1975/6/1",
        "1975.6.1",
        "1975年6月1日",
        "1975 年 6 月 1 日",
        "19750601",
        19750601,
        27546,
        "27546",
        "1975-06-01 00:00:00",
        "1975-06-01 08:30",
        "一九七五年六月一日",
        "1975.06.01(51岁)",
        "75/6/1",
        "75年6月1日",
        "七五年六月一日",
        "\uff11\uff19\uff17\uff15\uff0d\uff10\uff16\uff0d\uff10\uff11",
    ],
)
def test_full_dates_are_read(cell):
    assert read_date(cell) == "1975-06-01"


@pytest.mark.parametrize(
    "cell",
    [
        "1975.06",
        1975.06,
        "1975-6",
        "1975年6月",
        "197506",
        197506,
        "1975-06-01",
        "1975年6月生",
        27546,
    ],
)
def test_months_are_read(cell):
    assert read_month(cell) == "1975-06"


def test_two_digits_are_a_year_of_the_last_hundred_and_doubtful_where_they_might_be_a_day():
    assert [read_month(cell) for cell in ("75.6.1", "98年12月", "26年1月")] == [
        "1975-06",
        "1998-12",
        "2026-01",
    ]
    with pytest.raises(Doubtful) as doubt:
        read_date("21/3/5")
    assert (doubt.value.value, gettext(doubt.value.message) % doubt.value.params) == (
        "2021-03-05",
        "“21/3/5”读作 2021-03-05，请核对",
    )
    with pytest.raises(Doubtful) as doubt:
        read_month("28/3/5")
    assert doubt.value.value == "1928-03"


def test_chinese_numerals_reach_the_end_of_the_year():
    assert read_date("二〇二四年十二月三十一日") == "2024-12-31"
    assert read_month("二〇二四年十月") == "2024-10"


@pytest.mark.parametrize(
    ("cell", "text"), [("1975", "1975"), ("1975.6", "1975-06"), (27546, "1975-06-01")]
)
def test_partial_dates_keep_their_exactness(cell, text):
    assert read_partial_date(cell) == text


def test_year_is_cut_from_anything():
    assert [read_year(cell) for cell in ("2023", 2023, "2023年", "2023-05-01")] == [2023] * 4


@pytest.mark.parametrize(
    ("reader", "cell", "text"),
    [
        (read_date, "1975-06", "日期不完整，缺少月或日（1975-06）"),
        (read_month, "1975", "缺少月份（1975）"),
        (read_date, "2023-02-30", "没有这一天（2023-02-30）"),
        (read_month, "197513", "没有这一天（197513）"),
        (read_date, "1875-06-01", "年份不合理（1875-06-01）"),
        (read_month, "75.06", "看不懂的日期“75.06”，请写成 1975-06-01 或 1975-06"),
        (read_month, "上世纪", "看不懂的日期“上世纪”，请写成 1975-06-01 或 1975-06"),
    ],
)
def test_faulty_dates_say_what_is_wrong(reader, cell, text):
    assert sentence(reader, cell) == text


def test_a_number_whose_last_zero_was_dropped_is_not_guessed():
    assert "可能是 1 月，也可能是 10 月" in sentence(read_month, 1975.1)
    assert read_month("1975.1") == "1975-01"
    assert read_month("1975.10") == "1975-10"


@given(st.dates(date(1930, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_in_every_form(day):
    forms = (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day:%Y%m%d}",
        (day - EPOCH).days,
    )
    assert {read_date(form) for form in forms} == {day.isoformat()}


@given(st.one_of(st.text(max_size=12), st.integers(), st.floats()))
def test_any_cell_is_read_or_refused(cell):
    try:
        date.fromisoformat(read_date(cell))
    except Faulty as fault:
        assert gettext(fault.message) % fault.params
