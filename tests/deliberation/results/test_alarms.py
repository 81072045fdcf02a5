"""What alarms tell: how many, by which doors, what hangs on them; nothing of sets that are too small."""

import numpy as np
import pytest

from tests.deliberation.ground import two_views
from tongxin.deliberation.queries.votes import Cast
from tongxin.deliberation.results.content import content_of
from tongxin.deliberation.results.found import Settings, asked

LEAST = 5
HONEST, BRIGADE, STATEMENTS = 60, 12, 14


def cast_of(table: np.ndarray, cohorts: list[int]) -> Cast:
    people, statements = np.nonzero(table != 9)
    present = range(1, len(table) + 1)
    return Cast(
        people + 1,
        statements + 1,
        table[table != 9],
        dict.fromkeys(present, 0),
        dict(zip(present, cohorts, strict=True)),
    )


@pytest.fixture(scope="module")
def table() -> np.ndarray:
    """Sixty of two views, and twelve who pass over everything but the last statement, which few others like."""
    pushed = np.zeros((BRIGADE, STATEMENTS), dtype=int)
    found = np.vstack([two_views(HONEST, STATEMENTS), pushed])
    found[:HONEST, -1] = np.where(np.arange(HONEST) % 20 < 11, 1, -1)
    found[HONEST:, -1] = 1
    return found


def alarms(table: np.ndarray, cohorts: list[int], *, traced: bool = True) -> dict:
    cast = cast_of(table, cohorts)
    result = asked(cast, Settings(None))
    told = content_of(
        result, least=LEAST, population=None, in_bands=False, cast=cast if traced else None
    )
    return told["alarms"]


def test_a_set_is_told_with_its_doors_and_what_hangs_on_it(table):
    cohorts = [1] * HONEST + [7] * 9 + [8] * 3
    (found,) = alarms(table, cohorts)["copies"]
    assert (found["people"], found["alike"]) == (BRIGADE, STATEMENTS)
    assert found["came"] == [[7, 9]]
    assert found["elsewhere"] == 3, "three by one door are told together with the rest only"
    for move in found["moves"]:
        crosses = (move["rank"] <= 10) != (move["rank_without"] <= 10)
        assert crosses or move["is_shared"] != move["is_shared_without"]


def test_without_them_is_what_an_analysis_of_the_others_with_these_groups_says(table):
    cohorts = [1] * len(table)
    (found,) = alarms(table, cohorts)["copies"]
    assert found["moves"], "a sixth of all who answer alike move something"
    rest = cast_of(table[:HONEST], cohorts[:HONEST])
    result = asked(rest, Settings(None, groups=1))
    score = dict(zip(result["statements"].tolist(), result["circle"]["score"], strict=True))
    whole = asked(cast_of(table, cohorts), Settings(None))
    if len(whole["group_labels"]) == 1:
        for move in found["moves"]:
            assert move["is_shared_without"] == (score[move["number"]] >= 0.5)


def test_where_the_doors_are_not_known_nothing_is_said_of_them(table):
    (found,) = alarms(table, [1] * len(table), traced=False)["copies"]
    assert set(found) == {"people", "alike"}


def test_a_set_that_leaves_too_few_others_is_not_told(table):
    few = table[HONEST - 4 :]
    assert alarms(few, [1] * len(few))["copies"] == []
