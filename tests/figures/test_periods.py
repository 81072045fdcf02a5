"""Periods are half-open; sessions stand before calendar years."""

from datetime import date

import pytest

from tests.factories.members import PlenarySessionFactory
from tongxin.figures.periods import Period, on_offer


def test_period_counts_its_first_day_and_not_its_end():
    year = Period.year(2025)
    assert (year.start, year.end, year.last) == (
        date(2025, 1, 1),
        date(2026, 1, 1),
        date(2025, 12, 31),
    )
    assert str(year) == "2025年1月1日至2025年12月31日"


def test_period_between_counts_both_days():
    assert Period.between(date(2025, 3, 1), date(2025, 3, 1)).end == date(2025, 3, 2)


def test_period_needs_a_day():
    with pytest.raises(ValueError, match="must end after it starts"):
        Period(date(2025, 3, 1), date(2025, 3, 1))


def test_session_being_prepared_stands_behind_the_last_plenary(city):
    PlenarySessionFactory(
        assembly=city.assembly,
        number=6,
        opens_on=date(2026, 12, 20),
        closes_on=date(2026, 12, 23),
        window_opens_on=date(2026, 1, 10),
    )
    offers = [(str(one.label), one.period) for one in on_offer(city.assembly)][:2]
    assert offers == [
        ("十一届五次以来", Period(date(2025, 10, 13), date(2026, 1, 10))),
        ("十一届六次（征集中）", Period(date(2026, 1, 10), date(2026, 1, 15))),
    ]


def test_sessions_are_offered_from_window_to_window(city):
    PlenarySessionFactory(
        assembly=city.assembly,
        number=4,
        opens_on=date(2025, 1, 13),
        closes_on=date(2025, 1, 17),
        window_opens_on=date(2024, 10, 14),
    )
    PlenarySessionFactory(assembly=city.assembly, number=6, window_opens_on=date(2026, 10, 14))
    offers = [(str(one.label), one.period) for one in on_offer(city.assembly)]
    assert offers == [
        ("十一届五次以来", Period(date(2025, 10, 13), date(2026, 1, 15))),
        ("十一届四次", Period(date(2024, 10, 14), date(2025, 10, 13))),
        ("2026年", Period.year(2026)),
        ("2025年", Period.year(2025)),
    ]
