"""Counted terms against brute force, the package the notices came from, and days that are easy to get wrong."""

import json
from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday as package_is_workday
from hypothesis import given
from hypothesis import strategies as st

from tongxin.core import workdays
from tongxin.core.management.commands.calendar import package_notices
from tongxin.core.workdays import Span, add_days, add_months, add_workdays, workdays_between

known_days = st.dates(date(2004, 1, 1), date(2026, 12, 31))
any_days = st.dates(date(2003, 6, 1), date(2029, 12, 31))


def brute_force(start: date, n: int) -> date:
    step = timedelta(days=1 if n > 0 else -1)
    day, counted = start, 0
    while counted < abs(n):
        day += step
        if workdays.is_workday(day):
            counted += 1
    return day


def test_calendar_equals_the_package_on_every_known_day():
    day, differing = date(2004, 1, 1), []
    while day.year < 2027:
        if workdays.is_workday(day) != package_is_workday(day):
            differing.append(day)
        day += timedelta(days=1)
    assert differing == []


def test_calendar_file_is_what_the_command_writes():
    assert json.loads(workdays.SHIPPED.read_text(encoding="utf-8")) == package_notices()


@given(any_days, st.integers(-60, 60))
def test_add_workdays_equals_brute_force(start, n):
    span = add_workdays(start, n)
    assert (span.start, span.due, span.counted_days) == (start, brute_force(start, n), n)


@given(any_days, st.integers(-60, 60))
def test_add_workdays_explains_every_day_passed(start, n):
    span = add_workdays(start, n)
    passed = abs((span.due - start).days)
    assert passed == abs(n) + len(span.skipped)
    assert [day for day, _reason in span.skipped if workdays.is_workday(day)] == []
    assert [day for day in span.made_up if day.weekday() < 5] == []


@given(any_days, st.integers(1, 60))
def test_add_workdays_and_workdays_between_agree(start, n):
    due = add_workdays(start, n).due
    assert workdays_between(start, due) == n
    assert workdays_between(due, start) == -n


@given(any_days, any_days)
def test_workdays_between_equals_brute_force(first, last):
    low, high = sorted((first, last))
    days = [low + timedelta(days=number) for number in range(1, (high - low).days + 1)]
    expected = sum(workdays.is_workday(day) for day in days)
    assert workdays_between(first, last) == (expected if first <= last else -expected)


@given(any_days, st.integers(0, 60))
def test_add_workdays_is_undone_by_going_back(start, n):
    due = add_workdays(start, n).due
    back = add_workdays(due, -n).due
    assert back <= start or n == 0
    assert workdays_between(back, due) == n


@given(any_days, st.integers(-60, 60), st.booleans())
def test_span_survives_its_plain_form(start, n, months):
    span = add_months(start, n, roll=True) if months else add_workdays(start, n)
    assert Span.from_dict(json.loads(json.dumps(span.as_dict()))) == span


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (
            date(2026, 9, 28),
            5,
            date(2026, 10, 10),
        ),  # over National Day, ending on a make-up Saturday
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # Saturday worked before Spring Festival
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),  # Sunday worked for New Year
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 1, date(2024, 3, 1)),
        (date(2018, 12, 28), 1, date(2018, 12, 29)),  # moved by the next year's notice
        (date(2018, 12, 29), 1, date(2019, 1, 2)),
        (date(2026, 10, 10), -1, date(2026, 10, 9)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
    ],
)
def test_add_workdays_at_the_edges(start, n, due):
    assert add_workdays(start, n).due == due


def test_add_workdays_names_what_it_skipped():
    span = add_workdays(date(2026, 9, 30), 2)
    assert span.skipped == tuple((date(2026, 10, day), "national_day") for day in range(1, 8))
    assert add_workdays(date(2026, 11, 20), 1).skipped == (
        (date(2026, 11, 21), "weekend"),
        (date(2026, 11, 22), "weekend"),
    )
    assert add_workdays(date(2026, 10, 9), 1).made_up == (date(2026, 10, 10),)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 7, 1), 3, date(2026, 10, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_add_months_keeps_the_day_or_takes_the_last(start, n, due):
    assert add_months(start, n).due == due


def test_add_months_rolls_over_a_holiday_only_when_asked():
    kept = add_months(date(2026, 7, 1), 3)
    rolled = add_months(date(2026, 7, 1), 3, roll=True)
    assert (kept.due, kept.skipped) == (date(2026, 10, 1), ())
    assert rolled.due == date(2026, 10, 8)
    assert rolled.skipped == tuple((date(2026, 10, day), "national_day") for day in range(1, 8))


@given(any_days, st.integers(0, 400))
def test_add_days_rolls_to_the_next_working_day(start, n):
    planned = start + timedelta(days=n)
    span = add_days(start, n, roll=True)
    assert add_days(start, n).due == planned
    assert workdays.is_workday(span.due)
    assert [day for day, _reason in span.skipped] == [
        planned + timedelta(days=number) for number in range((span.due - planned).days)
    ]


@pytest.mark.parametrize(
    ("start", "n", "provisional"),
    [
        (date(2026, 12, 1), 10, False),
        (date(2026, 12, 22), 2, False),
        (date(2026, 12, 24), 1, True),
        (date(2026, 12, 31), 1, True),
        (date(2027, 3, 1), 1, True),
        (date(2025, 12, 24), 5, False),
    ],
)
def test_span_is_provisional_where_no_notice_decides(start, n, provisional):
    assert add_workdays(start, n).provisional == provisional


def test_unknown_year_counts_weekdays():
    assert workdays.is_workday(date(2027, 10, 1))
    assert not workdays.is_workday(date(2027, 10, 2))


def test_day_reason_speaks():
    assert workdays.day_reason(date(2026, 2, 17)) == "春节"
    assert workdays.day_reason(date(2026, 11, 22)) == "周末"
    assert workdays.day_reason(date(2026, 10, 10)) == "调休上班（国庆节）"
    assert workdays.day_reason(date(2026, 11, 23)) is None


@given(known_days)
def test_every_day_off_has_words(day):
    assert bool(workdays.day_reason(day)) == (not workdays.is_workday(day) or day.weekday() >= 5)


def test_office_file_adds_a_year_and_changes_the_version(tmp_path, settings):
    shipped = workdays.version()
    notice = {"2027": {"off": {"new_year": ["2026-12-31", "2027-01-01"]}, "makeup": {}}}
    (tmp_path / "2027.json").write_text(json.dumps({"years": notice}), encoding="utf-8")
    settings.CALENDAR_FOLDER = tmp_path
    workdays.calendar.cache_clear()
    try:
        span = add_workdays(date(2026, 12, 30), 1)
        assert (span.due, span.provisional) == (date(2027, 1, 4), False)
        assert workdays.version() != shipped
        assert workdays.version().startswith("2027-")
    finally:
        workdays.calendar.cache_clear()
