"""Dates in every form that lists bear: 1975.06, 1975年6月, 197506, 1975-06-01, 75/6/1, serial numbers, 一九七五年六月."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.utils.translation import gettext_noop

from tongxin.core import clock
from tongxin.papers.imports.cells import Doubtful, Faulty, tight, written
from tongxin.papers.spreadsheets.grids import Cell

EPOCH = date(1899, 12, 30)
SERIALS = range(10_000, 80_000)
YEARS = range(1900, 2101)
LONGEST_MONTH = 31

T = TypeVar("T")

_CHINESE = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_NUMBER = re.compile(r"[〇零一二三四五六七八九十]+")
_CLOCK = re.compile(r"(?<=\d)[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_REMARK = re.compile(r"\([^()]*\)$")
_PARTS = re.compile(
    r"(\d{4})(?:[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})[日号]?)?)?)?)?(?:生|出生)?"
)
_SHORT = re.compile(
    r"(\d{2})(?:年(\d{1,2})月(?:(\d{1,2})[日号]?)?|[-/.](\d{1,2})[-/.](\d{1,2}))(?:生|出生)?"
)
"""The year in two digits, and enough behind it to know that it is one."""
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?")


@dataclass(frozen=True, slots=True)
class Written:
    """A date as exact as it was written."""

    year: int
    month: int | None = None
    day: int | None = None
    is_doubtful: bool = False

    def __str__(self):
        parts = [
            f"{self.year:04d}",
            *(f"{part:02d}" for part in (self.month, self.day) if part),
        ]
        return "-".join(parts)


def read_date(cell: Cell) -> str:
    """A full date, as YYYY-MM-DD."""
    found = read_written(cell)
    if found.day is None:
        raise Faulty(gettext_noop("日期不完整，缺少月或日（%(value)s）"), value=written(cell))
    return _settled(found, str(found), cell)


def read_month(cell: Cell) -> str:
    """Year and month, as YYYY-MM; a full date is cut to its month."""
    found = read_written(cell)
    if found.month is None:
        raise Faulty(gettext_noop("缺少月份（%(value)s）"), value=written(cell))
    return _settled(found, str(found)[:7], cell)


def read_year(cell: Cell) -> int:
    """The year; anything more exact is cut to it."""
    found = read_written(cell)
    return _settled(found, found.year, cell)


def read_partial_date(cell: Cell) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD: as exact as it was written."""
    found = read_written(cell)
    return _settled(found, str(found), cell)


def _settled(found: "Written", value: T, cell: Cell) -> T:
    """What was read, with a doubt where the first two digits might be a day as well as a year."""
    if found.is_doubtful:
        raise Doubtful(
            value,
            gettext_noop("“%(value)s”读作 %(read)s，请核对"),
            value=written(cell),
            read=str(found),
        )
    return value


def read_written(cell: Cell) -> Written:
    """The date in a cell, in whatever form; refuses what the program that saved it made ambiguous."""
    if isinstance(cell, float):
        _refuse_lost_zero(cell)
    text = _plain(cell)
    if text.isdecimal() and len(text) == 5 and int(text) in SERIALS:
        serial = EPOCH + timedelta(days=int(text))
        return Written(serial.year, serial.month, serial.day)
    if short := _SHORT.fullmatch(text):
        return _checked(_of_short(*short.groups()), cell)
    match = _PACKED.fullmatch(text) or _PARTS.fullmatch(text)
    if match is None:
        raise Faulty(
            gettext_noop("看不懂的日期“%(value)s”，请写成 1975-06-01 或 1975-06"),
            value=written(cell),
        )
    year, month, day = match.groups()
    found = Written(int(year), int(month) if month else None, int(day) if day else None)
    return _checked(found, cell)


def _of_short(
    digits: str, month: str | None, day: str | None, slashed: str | None, last: str | None
) -> Written:
    """Nobody on a list is older than a hundred years, and nothing on it lies ahead: 75 is 1975, 21 is 2021."""
    year, this_year = int(digits), clock.today().year
    century = this_year - this_year % 100 - (100 if year > this_year % 100 else 0)
    in_year, in_month = month or slashed, day or last
    return Written(
        century + year,
        int(in_year) if in_year else None,
        int(in_month) if in_month else None,
        is_doubtful=slashed is not None and year <= LONGEST_MONTH,
    )


def _plain(cell: Cell) -> str:
    text = _REMARK.sub("", tight(_CLOCK.sub("", written(cell).strip())))
    return _CHINESE_NUMBER.sub(lambda match: _digits(match[0]), text)


def _digits(numeral: str) -> str:
    """一九七五 → 1975, 十二 → 12, 二十 → 20, 三十一 → 31."""
    if "十" not in numeral:
        return numeral.translate(_CHINESE)
    tens, _ten, ones = numeral.partition("十")
    return (tens or "一").translate(_CHINESE) + (ones or "〇").translate(_CHINESE)


def _refuse_lost_zero(cell: float) -> None:
    """1975.10 saved as a number becomes 1975.1: nobody can say whether it meant January."""
    year, _point, fraction = written(cell).partition(".")
    if fraction == "1" and int(float(year)) in YEARS:
        raise Faulty(
            gettext_noop(
                "%(year)s.1 可能是 1 月，也可能是 10 月（末尾的 0 被表格软件省去），请写成 %(year)s-01 或 %(year)s-10"
            ),
            year=year,
        )


def _checked(found: Written, cell: Cell) -> Written:
    if found.year not in YEARS:
        raise Faulty(gettext_noop("年份不合理（%(value)s）"), value=written(cell))
    try:
        date(found.year, found.month or 1, found.day or 1)
    except ValueError:
        raise Faulty(gettext_noop("没有这一天（%(value)s）"), value=written(cell)) from None
    return found
