"""Dates that nobody means are refused before anything counts with them."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from tongxin.core.days import plausible


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2026, 1, 14), date(2199, 12, 31)])
def test_days_of_our_times_are_believed(day):
    assert plausible(day) is None


@pytest.mark.parametrize(
    "day", [date.min, date(1899, 12, 31), date(2200, 1, 1), date.max, datetime.min]
)
def test_slips_of_the_hand_are_refused(day):
    with pytest.raises(ValidationError):
        plausible(day)
