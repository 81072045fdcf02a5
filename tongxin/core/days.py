"""The days that people mean: a date outside these is a slip of the hand."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
"""The first day that is believed, and the first that is not any more."""


def plausible(given: date) -> None:
    """A validator for fields of days and moments: refuses a year that nobody means."""
    day = given.date() if isinstance(given, datetime) else given
    if not EARLIEST <= day < LATEST:
        raise ValidationError(_("请核对年份：这个日期离今天太远。"))
