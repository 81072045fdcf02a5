"""Working days by the State Council's yearly notices: which days count, when a term ends, and why that day."""

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SHIPPED = Path(__file__).parent / "calendar" / "state_council.json"
ONE_DAY = timedelta(days=1)

WEEKEND = "weekend"
MAKEUP = "makeup"
FESTIVALS = {
    "new_year": gettext_lazy("元旦"),
    "spring_festival": gettext_lazy("春节"),
    "tomb_sweeping": gettext_lazy("清明节"),
    "labour_day": gettext_lazy("劳动节"),
    "dragon_boat": gettext_lazy("端午节"),
    "mid_autumn": gettext_lazy("中秋节"),
    "national_day": gettext_lazy("国庆节"),
    "victory_70": gettext_lazy("抗战胜利70周年纪念日"),
}


@dataclass(frozen=True)
class Calendar:
    """The notices of all published years; `version` changes whenever a day does."""

    years: frozenset[int]
    off: dict[date, str]
    makeup: dict[date, str]
    version: str

    def is_workday(self, day: date) -> bool:
        return day in self.makeup or (day.weekday() < 5 and day not in self.off)

    def reason(self, day: date) -> str | None:
        """Why the day needs a word: a code such as `spring_festival`, `weekend`, `makeup:national_day`."""
        if day in self.makeup:
            return f"{MAKEUP}:{self.makeup[day]}"
        return self.off.get(day) or (WEEKEND if day.weekday() >= 5 else None)

    def is_provisional(self, day: date) -> bool:
        """No notice covers the day yet; the next notice has moved days back to 29 December, so that week waits for it."""
        notice = day.year + 1 if (day.month, day.day) >= (12, 25) else day.year
        return notice not in self.years


@dataclass(frozen=True)
class Span:
    """A counted term that explains itself; `skipped` and `made_up` name the days that a weekday count would get wrong.

    `counted_days` are working days where the term was counted in them, else days of the calendar.
    """

    start: date
    due: date
    counted_days: int
    in_workdays: bool
    skipped: tuple[tuple[date, str], ...] = ()
    made_up: tuple[date, ...] = ()
    provisional: bool = False
    version: str = field(default_factory=lambda: version())

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a JSON column or an event."""
        return {
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "counted_days": self.counted_days,
            "in_workdays": self.in_workdays,
            "skipped": [[day.isoformat(), reason] for day, reason in self.skipped],
            "made_up": [day.isoformat() for day in self.made_up],
            "provisional": self.provisional,
            "version": self.version,
        }

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> "Span":
        """The span that `as_dict` wrote, under the calendar version of that time."""
        return cls(
            start=date.fromisoformat(plain["start"]),
            due=date.fromisoformat(plain["due"]),
            counted_days=plain["counted_days"],
            in_workdays=plain["in_workdays"],
            skipped=tuple((date.fromisoformat(day), reason) for day, reason in plain["skipped"]),
            made_up=tuple(date.fromisoformat(day) for day in plain["made_up"]),
            provisional=plain["provisional"],
            version=plain["version"],
        )


def is_workday(day: date) -> bool:
    """Whether offices work: weekdays but festivals, and make-up days (调休)."""
    return calendar().is_workday(day)


def is_provisional(day: date) -> bool:
    """Whether the notice that decides this day has not been entered yet, so that only weekends are known."""
    return calendar().is_provisional(day)


def day_reason(day: date) -> str | None:
    """What the calendar says of the day in words (周末, 春节, 调休上班), or nothing for a plain working day."""
    code = calendar().reason(day)
    return reason_label(code) if code else None


def reason_label(code: str) -> str:
    """The words for a code held in `Span.skipped`."""
    if code == WEEKEND:
        return _("周末")
    if code.startswith(MAKEUP):
        return _("调休上班（%(festival)s）") % {"festival": FESTIVALS[code.partition(":")[2]]}
    return str(FESTIVALS[code])


def add_workdays(start: date, n: int) -> Span:
    """The nth working day after `start` (before it when n is negative); the start day itself is not counted."""
    step = ONE_DAY if n >= 0 else -ONE_DAY
    day, left = start, abs(n)
    while left:
        day += step
        left -= is_workday(day)
    return _span(start, day, counted_days=n)


def add_days(start: date, n: int, *, roll: bool = False) -> Span:
    """The nth calendar day after `start`; `roll` moves an end on a day off to the next working day."""
    return _calendar_span(start, start + timedelta(days=n), roll)


def add_months(start: date, n: int, *, roll: bool = False) -> Span:
    """The same day n months on, or that month's last day; `roll` moves an end on a day off to the next working day."""
    years, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    last = monthrange(years, month + 1)[1]
    return _calendar_span(start, date(years, month + 1, min(start.day, last)), roll)


def workdays_between(first: date, last: date) -> int:
    """Working days after `first` up to and with `last`; negative when `last` is earlier."""
    if last < first:
        return -workdays_between(last, first)
    return sum(is_workday(day) for day in _days(first, last))


def version() -> str:
    """The calendar in force, such as `2026-1f0c9a2b`: the last published year and a digest of all days."""
    return calendar().version


@cache
def calendar() -> Calendar:
    """The shipped notices and, over them, the files an office has put into its calendar folder."""
    years: dict[str, dict] = {}
    for path in _sources():
        years |= json.loads(path.read_text(encoding="utf-8"))["years"]
    if not years:
        raise ValueError(f"no calendar in {SHIPPED}")
    content = json.dumps(years, sort_keys=True).encode()
    return Calendar(
        years=frozenset(int(year) for year in years),
        off=dict(_marked(years, "off")),
        makeup=dict(_marked(years, "makeup")),
        version=f"{max(years)}-{hashlib.sha256(content).hexdigest()[:8]}",
    )


def _sources() -> list[Path]:
    folder = getattr(settings, "CALENDAR_FOLDER", None)
    return [SHIPPED, *(sorted(Path(folder).glob("*.json")) if folder else ())]


def _marked(years: dict[str, dict], kind: str) -> Iterator[tuple[date, str]]:
    for year in years.values():
        for festival, days in year[kind].items():
            if festival not in FESTIVALS:
                raise ValueError(f"unknown festival {festival!r} in the calendar")
            yield from ((date.fromisoformat(day), festival) for day in days)


def _calendar_span(start: date, planned: date, roll: bool) -> Span:
    due = _next_workday(planned) if roll else planned
    return Span(
        start=start,
        due=due,
        counted_days=(planned - start).days,
        in_workdays=False,
        skipped=tuple(_off_days(planned - ONE_DAY, due - ONE_DAY)),
        provisional=roll and is_provisional(due),
    )


def _next_workday(day: date) -> date:
    while not is_workday(day):
        day += ONE_DAY
    return day


def _span(start: date, due: date, *, counted_days: int) -> Span:
    before, last = (start, due) if due >= start else (due - ONE_DAY, start - ONE_DAY)
    passed = list(_days(before, last))
    return Span(
        start=start,
        due=due,
        counted_days=counted_days,
        in_workdays=True,
        skipped=tuple(_off_days(before, last)),
        made_up=tuple(day for day in passed if day in calendar().makeup),
        provisional=any(is_provisional(day) for day in passed),
    )


def _days(first: date, last: date) -> Iterator[date]:
    """Days after `first` up to and with `last`."""
    return (first + timedelta(days=number) for number in range(1, (last - first).days + 1))


def _off_days(first: date, last: date) -> Iterator[tuple[date, str]]:
    known = calendar()
    return (
        (day, reason)
        for day in _days(first, last)
        if not known.is_workday(day) and (reason := known.reason(day))
    )
