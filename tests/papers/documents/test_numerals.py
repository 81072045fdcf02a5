from datetime import date

import pytest

from tongxin.papers.documents.numerals import (
    chinese_date,
    chinese_number,
    heading_number,
    short_date,
)


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "零"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_chinese_number_is_written_out_below_a_hundred(number, written):
    assert chinese_number(number) == written


def test_heading_number_follows_the_standards_four_levels():
    assert [heading_number(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]


def test_dates_are_not_padded():
    assert chinese_date(date(2026, 1, 8)) == "2026年1月8日"
    assert short_date(date(2026, 1, 8)) == "2026.1.8"
