"""Working days, sessions and meeting days of the invented city, in Asia/Shanghai."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from .files import table
from .shapes import Session

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)


@cache
def _days_off() -> frozenset[date]:
    spans = table("calendar.toml")["holidays"]
    return frozenset(
        first + DAY * number for first, last in spans for number in range((last - first).days + 1)
    )


@cache
def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in _days_off()


@cache
def workday(day: date) -> date:
    """The day itself or the first working day after it."""
    while not is_workday(day):
        day += DAY
    return day


@cache
def plus_workdays(day: date, count: int) -> date:
    day = workday(day)
    for _ in range(count):
        day = workday(day + DAY)
    return day


def plus_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def office_moment(dice: Random, day: date) -> datetime:
    """Some minute of the office hours of a day."""
    hour = dice.choice((8, 9, 9, 10, 10, 11, 14, 14, 15, 15, 16))
    return datetime.combine(day, time(hour, dice.randrange(60), dice.randrange(60)), ZONE)


def moment(name: str) -> datetime:
    """A named moment at which the demonstration can be looked at."""
    return table("calendar.toml")["moments"][name].replace(tzinfo=ZONE)


@cache
def committee_day(year: int, month: int) -> date:
    """The Proposals Committee meets on the third Tuesday of a month."""
    first = date(year, month, 1)
    return workday(first + DAY * ((1 - first.weekday()) % 7 + 14))


def next_committee_day(after: date) -> date:
    """The next meeting on ordinary proposals; none is held in the month of the plenary."""
    year, month = after.year, after.month
    while True:
        if month > 1 and committee_day(year, month) > after:
            return committee_day(year, month)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def sessions(assembly: str, tier: str, shift: int = 0) -> tuple[Session, ...]:
    """The sessions of an assembly; with its `shift` a county meets later and works more slowly."""
    rules = table("calendar.toml")[tier]
    return tuple(
        _session(assembly, rules, int(year), workday(opens + DAY * shift), 5 * shift)
        for year, opens in rules["opens"].items()
    )


def _session(assembly: str, rules: Mapping, year: int, opens: date, slower: int) -> Session:
    number = year - rules["first_year"] + rules["first_session"]
    closes = plus_workdays(opens, rules["days"] - 1)
    month, day = map(int, rules["replies_due"].split("-"))
    return Session(
        code=f"{assembly}-{number}",
        assembly=assembly,
        number=number,
        year=year,
        opens_on=opens,
        closes_on=closes,
        window_from=opens - 60 * DAY,
        cutoff=at(closes - DAY, 12),
        decided_at=at(closes, 9, 30),
        released_at=at(plus_workdays(closes, rules["release"] + slower), 15),
        assigned_at=at(plus_workdays(closes, rules["assign"] + slower), 10),
        replies_due_on=date(year, month, day),
    )
