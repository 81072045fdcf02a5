"""Tables with several groups keep one order of rows."""

import pytest

from tongxin.figures.book import merged


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ([["a", "c", "-"], ["a", "b", "c"]], ["a", "b", "c", "-"]),
        ([["b"], ["a", "b", "c"]], ["a", "b", "c"]),
        ([["a", "b"], []], ["a", "b"]),
        ([["-"], ["a", "b"]], ["a", "b", "-"]),
    ],
)
def test_rows_of_later_groups_stand_where_they_belong(orders, expected):
    assert merged(orders) == expected
