"""Which statement comes next: by expected information, seeded, and replayable."""

import numpy as np
import pytest

from tests.deliberation.maths.conversations import camps
from tongxin.deliberation.maths import analyse
from tongxin.deliberation.maths.routing import WIDTH_WEIGHT, Choice, choose, replay, weights

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def found():
    return analyse(
        *camps(people=60, statements=20, each=14, seed=1).rows, resample=False, moderated_out=[2]
    )


def test_weight_is_the_fall_of_the_trace_plus_width(found):
    answered = [0, 5, 6]
    loadings, noise = found["factors"]["loadings"], found["factors"]["noise"]

    def trace(columns):
        own = loadings[columns]
        return np.trace(noise * np.linalg.inv(own.T @ own + noise * np.eye(2)))

    weight = weights(found, answered)
    for column in (1, 9, 19):
        fall = trace(answered) - trace([*answered, column])
        assert weight[column] == pytest.approx(
            fall + WIDTH_WEIGHT * found["next"]["widths"][column]
        )
    assert weight[[0, 2, 5, 6]].tolist() == [0, 0, 0, 0]


def test_choice_is_replayed_and_depends_on_person_and_seed(found):
    choice = choose(found, 17, [0, 5], seed=3)
    assert replay(found, Choice(**choice.as_record()), [0, 5])
    assert not replay(found, choice, [0, 5, 6])
    others = {choose(found, person, [0, 5], seed=3).statement for person in range(40)}
    assert len(others) > 5
    assert {choose(found, 17, [0, 5], seed=seed).statement for seed in range(40)} != {
        choice.statement
    }


def test_all_statements_are_asked_and_then_none(found):
    answered = []
    while (choice := choose(found, 5, answered)) is not None:
        answered.append(choice.statement)
    assert sorted(answered) == [one for one in range(20) if one != 2]


def test_new_statements_come_first():
    made = camps(people=60, statements=20, each=14, seed=1)
    rows = [np.append(old, new) for old, new in zip(made.rows, (3, 77, 1), strict=True)]
    found = analyse(*rows, resample=False)
    assert found["next"]["least_exposures"] == 6
    assert {choose(found, person, []).statement for person in range(10)} == {77}
