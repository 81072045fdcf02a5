"""What a stay amounts to: pure sums, tried on every order of marks."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.attending import Sat, result_of, stay_of
from tongxin.gatherings.terms import Direction, PresenceState

NINE = datetime(2026, 1, 15, 9, 0, tzinfo=SHANGHAI)
SAT = Sat(
    NINE,
    NINE + timedelta(minutes=150),
    late_after=timedelta(minutes=10),
    early_before=timedelta(minutes=10),
    least_share=Fraction(2, 3),
)


def marks(*told: str) -> list[tuple[datetime, str]]:
    """`-10` came ten minutes before nine, `x60` left at ten."""
    return [
        (
            NINE + timedelta(minutes=int(one.lstrip("x"))),
            Direction.OUT if one.startswith("x") else Direction.IN,
        )
        for one in told
    ]


@pytest.mark.parametrize(
    ("told", "state", "minutes"),
    [
        ([], "absent", None),
        (["-20"], "present", 150),
        (["10"], "present", 140),
        (["11"], "late", 139),
        (["50"], "late", 100),
        (["51"], "short", 99),
        (["-5", "x140"], "present", 140),
        (["-5", "x139"], "left_early", 139),
        (["-5", "x100"], "left_early", 100),
        (["-5", "x99"], "short", 99),
        (["0", "x60", "80"], "present", 130),
        (["0", "x60", "80", "x145"], "present", 125),
        (["0", "x30", "100"], "short", 80),
        (["x120"], "left_early", 120),
        (["0", "x170"], "present", 150),
        (["20", "x130"], "late", 110),
        (["0", "5", "x140", "x141"], "present", 140),
    ],
)
def test_marks_amount_to(told, state, minutes):
    result = result_of(marks(*told), SAT, is_excused=False)
    assert (result.state, result.stay and result.stay.minutes) == (state, minutes)


def test_leave_covers_whoever_stayed_away_or_too_short():
    excused = [result_of(marks(*told), SAT, is_excused=True).state for told in ([], ["100"], ["5"])]
    assert excused == [PresenceState.EXCUSED, PresenceState.EXCUSED, PresenceState.PRESENT]


def test_share_is_the_rulebooks():
    nothing = Sat(**{**vars(SAT), "least_share": Fraction(0)})
    whole = Sat(**{**vars(SAT), "least_share": Fraction(1)})
    assert result_of(marks("140"), nothing, is_excused=False).state == PresenceState.LATE
    assert result_of(marks("1"), whole, is_excused=False).state == PresenceState.SHORT


@given(
    st.lists(
        st.tuples(st.integers(-60, 200), st.sampled_from(Direction.values)), min_size=1, max_size=12
    ),
    st.randoms(),
)
def test_order_in_which_marks_arrive_plays_no_part(told, random):
    one = [(NINE + timedelta(minutes=minute), direction) for minute, direction in told]
    other = list(one)
    random.shuffle(other)
    stay = stay_of(one, SAT)
    assert stay == stay_of(other, SAT)
    assert 0 <= stay.minutes <= 150
