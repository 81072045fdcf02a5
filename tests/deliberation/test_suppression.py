"""Nothing that is shown, and nothing that subtraction leaves, stands for fewer people than the rulebook says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deliberation.ground import says, statements_in, talked
from tongxin.deliberation.queries.votes import cast_in
from tongxin.deliberation.suppression import pooled
from tongxin.organisations import rulebook

SIZES = st.dictionaries(st.integers(0, 9), st.integers(0, 30), max_size=8)


@given(SIZES, st.integers(2, 8))
def test_neither_a_part_nor_the_rest_is_too_small(sizes, least):
    together = pooled(sizes, least, frozenset({0}))
    shown = {part for part, size in sizes.items() if size and part not in together}
    rest = sum(sizes[part] for part in together)
    assert all(sizes[part] >= least for part in shown)
    assert rest == 0 or rest >= least or not shown


@given(SIZES, st.integers(2, 8))
def test_large_parts_stay_apart_when_nothing_is_small(sizes, least):
    large = {part: size + least for part, size in sizes.items()}
    assert pooled(large, least) == set()


def test_smallest_large_part_joins_a_small_one():
    assert pooled({"a": 2, "b": 9, "c": 6}, 5) == {"a", "c"}


def test_parameter_is_declared():
    declared = rulebook.parameter("deliberation.least_people")
    assert (declared.default, declared.least) == (5, 3)


@pytest.mark.django_db
def test_statement_of_few_stances_is_not_looked_at(city):
    conversation = talked(city)
    rare = statements_in(conversation, 1)
    says(list(conversation.voices.all()[:4]), rare, [[1]] * 4)
    assert set(cast_in(conversation, 5).statements) == set(range(1, 13))
    assert 13 in set(cast_in(conversation, 4).statements)
