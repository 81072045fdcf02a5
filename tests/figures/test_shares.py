"""Percentages are rounded as offices publish them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.figures.shares import percent


@pytest.mark.parametrize(
    ("over", "under", "digits", "expected"),
    [
        (329, 468, 1, "70.3"),
        (22, 92, 2, "23.91"),
        (122, 146, 0, "84"),
        (1, 8, 2, "12.50"),
        (1, 800, 1, "0.1"),
        (1, 2000, 1, "0.1"),
        (0, 5, 1, "0.0"),
        (5, 5, 1, "100.0"),
        (5, 0, 1, "—"),
    ],
)
def test_percent_rounds_half_up(over, under, digits, expected):
    assert percent(over, under, digits) == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 2))
def test_percent_is_never_off_by_more_than_half_a_digit(over, under, digits):
    off = abs(Decimal(percent(over, under, digits)) * under - Decimal(over) * 100)
    assert off <= Decimal(under) * Decimal(5).scaleb(-digits - 1)
