"""What alarms tell: how many, by which doors, what hangs on them; nothing of sets that are too small."""

import numpy as np
import pytest

from tests.deliberation.ground import two_views
from tongxin.deliberation.maths import analyse
from tongxin.deliberation.queries.votes import Cast
from tongxin.deliberation.results.alarms import _moves
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


def test_where_the_doors_are_not_known_nothing_is_said_of_them(table):
    (found,) = alarms(table, [1] * len(table), traced=False)["copies"]
    assert set(found) == {"people", "alike"}


def test_a_set_that_leaves_too_few_others_is_not_told(table):
    few = table[HONEST - 4 :]
    assert alarms(few, [1] * len(few))["copies"] == []


def test_a_group_made_of_them_alone_is_no_group_without_them(table):
    cast = cast_of(table, [1] * len(table))
    group = np.repeat([0, 1], [HONEST, BRIGADE])
    given = dict(enumerate(group.tolist(), start=1))
    people = list(range(HONEST + 1, HONEST + BRIGADE + 1))
    result = analyse(cast.people, cast.statements, cast.stances, groups=given)
    silent = np.full(2, 0.025)
    moves = _moves(result, LEAST, cast, silent, people)
    others = cast_of(table[:HONEST], [1] * HONEST)
    alone = analyse(
        others.people, others.statements, others.stances, groups=dict.fromkeys(range(1, 61), 0)
    )
    shared = dict(zip(alone["statements"].tolist(), alone["circle"]["score"] >= 0.5, strict=True))
    assert moves
    assert all(move["is_shared_without"] == shared[move["number"]] for move in moves)
