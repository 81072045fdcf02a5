"""Days, moments, money and time left, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from tongxin.core import clock, formats

SUNDAY = date(2026, 11, 22)


def test_day_is_written_as_officials_write_it():
    assert formats.day(SUNDAY) == "2026年11月22日"
    assert formats.long_day(SUNDAY) == "2026年11月22日（星期日）"
    assert formats.month(SUNDAY) == "2026年11月"


def test_day_in_english():
    with translation.override("en"):
        assert formats.day(SUNDAY) == "22 November 2026"
        assert formats.long_day(SUNDAY) == "Sunday, 22 November 2026"
        assert formats.month(SUNDAY) == "November 2026"


def test_moment_is_told_in_shanghai_time():
    late = datetime(2026, 11, 22, 16, 32, tzinfo=UTC)
    assert formats.moment(late) == "2026年11月23日 00:32"
    assert formats.day(late) == "2026年11月23日"


def test_nothing_is_written_as_nothing():
    wordless = (
        formats.day,
        formats.long_day,
        formats.month,
        formats.moment,
        formats.money,
        formats.days_left,
    )
    assert [write(None) for write in wordless] == [""] * 6


@pytest.mark.parametrize(
    ("fen", "words", "english"),
    [
        (0, "0元", "CNY 0"),
        (320000, "3,200元", "CNY 3,200"),
        (320050, "3,200.50元", "CNY 3,200.50"),
        (119_000_000, "119万元", "CNY 1,190,000"),
        (123_456_700, "123.4567万元", "CNY 1,234,567"),
        (123_456_789, "1,234,567.89元", "CNY 1,234,567.89"),
        (12_000_000_000, "1.2亿元", "CNY 120,000,000"),
        (-119_000_000, "-119万元", "CNY -1,190,000"),
        (-50, "-0.50元", "CNY -0.50"),
    ],
)
def test_money_is_never_rounded(fen, words, english):
    assert formats.money(fen) == words
    with translation.override("en"):
        assert formats.money(fen) == english


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 1, 16), "还有 2 个工作日"),
        (date(2026, 1, 14), "今天截止"),
        (date(2026, 1, 13), "已逾期 1 个工作日"),
        (date(2026, 1, 19), "还有 3 个工作日"),
    ],
)
def test_time_left_counts_working_days(due_on, words):
    assert formats.days_left(due_on) == words


def test_time_left_over_a_weekend_says_that_no_working_day_remains():
    with clock.frozen(datetime(2026, 1, 16, 17)):
        assert formats.days_left(date(2026, 1, 18)) == "之前没有工作日了"
