"""The rulebook's chapter of meetings and activities: every number in which cities differ, with its source."""

from datetime import time
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongxin.organisations.rulebook import Length, Parameter


def stretch(text: str) -> tuple[time, time]:
    """The two times of `09:00-11:30`; ValueError for anything else, or where the second is not the later one."""
    starts, ends = (time.fromisoformat(part.strip()) for part in text.split("-"))
    if ends <= starts:
        raise ValueError(f"{text!r} is no stretch of a day")
    return starts, ends


def is_stretch(value: Any) -> bool:
    try:
        stretch(value)
    except (AttributeError, ValueError):
        return False
    return True


def _half_day(code: str, label: str | Promise, default: str) -> Parameter:
    return Parameter(code, label, "text", default, _("排多天日程时的起止时间"), fits=is_stretch)


PARAMETERS = [
    Parameter(
        "gatherings.close_within",
        _("活动结束后多久办结"),
        "length",
        Length(10, "workdays"),
        _("各地规定不同；纪要一般在会后 7 个工作日内送出"),
    ),
    _half_day("gatherings.morning", _("上午的起止时间"), "09:00-11:30"),
    _half_day("gatherings.afternoon", _("下午的起止时间"), "14:30-17:00"),
    _half_day("gatherings.evening", _("晚上的起止时间"), "19:00-20:30"),
]
