"""Times in every form that gates write: 2026-01-15 08:31:05, 2026/1/15 8:31, 20260115083105, 8点31分, 下午2:05, serial numbers."""

import re
import unicodedata
from datetime import datetime, time, timedelta

from django.utils.translation import gettext_noop

from tongxin.core.text import tidy
from tongxin.papers.imports.cells import Faulty, written
from tongxin.papers.imports.dates import EPOCH, SERIALS, read_date
from tongxin.papers.spreadsheets.grids import Cell

PACKED = re.compile(r"(\d{8})(\d{2})(\d{2})(\d{2})?")
CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上|中午|凌晨|早上|am|pm)?\s*(?P<hour>\d{1,2})\s*[:点时]\s*(?P<minute>\d{1,2}|半)?\s*分?"
    r"(?:\s*:?\s*(?P<second>\d{1,2})\s*秒?)?(?:\.\d+)?\s*(?P<after>am|pm)?",
    re.IGNORECASE,
)
ZONE = re.compile(r"(?:z|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
LATER_HALF = {"下午", "晚上", "pm"}
NOON = 12
SECONDS = 24 * 3600


def read_moment(cell: Cell) -> str:
    """A day and a time, or a time alone where the gate writes no day: `2026-01-15T08:31:05` or `T08:31:05`."""
    if isinstance(cell, int | float) and (found := _serial(float(cell))):
        return found
    text = " ".join(unicodedata.normalize("NFKC", tidy(written(cell))).split())
    if packed := PACKED.fullmatch(text):
        day, hour, minute, second = packed.groups()
        return _joined(read_date(day), _time(int(hour), int(minute), int(second or 0), cell))
    match = next(iter(reversed(list(CLOCK.finditer(ZONE.sub("", text))))), None)
    if match is None:
        raise Faulty(
            gettext_noop("看不懂的时间“%(value)s”，请写成 2026-01-15 08:31"), value=written(cell)
        )
    day = text[: match.start()].rstrip(" T,，").strip()
    return _joined(read_date(_without_weekday(day)) if day else "", _of_clock(match, cell))


def _serial(number: float) -> str | None:
    """A spreadsheet's own moment: days since 1899, or a part of a day."""
    days, part = divmod(round(number * SECONDS), SECONDS)
    if days and days not in SERIALS:
        return None
    at = time(part // 3600, part // 60 % 60, part % 60)
    return _joined((EPOCH + timedelta(days=days)).isoformat() if days else "", at)


def _of_clock(match: re.Match[str], cell: Cell) -> time:
    hour, minute = int(match["hour"]), match["minute"]
    half = (match["half"] or match["after"] or "").lower()
    if half in LATER_HALF and hour < NOON:
        hour += NOON
    elif half in ("凌晨", "am") and hour == NOON:
        hour = 0
    told = 30 if minute == "半" else int(minute or 0)
    return _time(hour, told, int(match["second"] or 0), cell)


def _time(hour: int, minute: int, second: int, cell: Cell) -> time:
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Faulty(gettext_noop("没有这个时间（%(value)s）"), value=written(cell)) from None


def _without_weekday(day: str) -> str:
    return re.sub(r"\s*\(?(?:星期|周)[一二三四五六日天]\)?\s*$", "", day).strip()


def _joined(day: str, at: time) -> str:
    return f"{day}T{at.isoformat()}"


def moment_of(text: str, day: datetime) -> datetime:
    """The moment that was read; where it has no day, on the day of `day` and in its zone."""
    date, _t, at = text.partition("T")
    told = time.fromisoformat(at)
    base = datetime.fromisoformat(date) if date else day
    return datetime.combine(base.date(), told, tzinfo=day.tzinfo)


def written_moment(text: str) -> str:
    """The same as people write it: `2026-01-15 08:31`, or `08:31`; seconds only where the gate told them."""
    return text.replace("T", " ").strip().removesuffix(":00")
